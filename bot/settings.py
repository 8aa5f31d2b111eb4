"""What the operator decides: environment, secret file and TOML -> one frozen object, read once at the start."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as Undecodable

from knowledge import ArchiveSettings, SettingsError, config_file, explain


class BotSettings(BaseModel):
    """The [bot] section."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Path("var/bot")
    """Where each server's archive and the bot's own records are kept."""
    default_archive: Path | None = None
    """The archive of every server that [servers] does not name; then none has one of its own."""
    excerpts: int = Field(default=3, ge=1, le=10)
    """The most excerpts of an answer."""
    cooldown_asks: int = Field(default=5, ge=1)
    """How many questions a user may ask within cooldown_seconds."""
    cooldown_seconds: float = Field(default=30, ge=0, le=3600)
    concurrent_searches: int = Field(default=4, ge=1, le=256)
    """How many searches run at once; further ones wait."""
    answer_seconds: float = Field(default=60, gt=0, le=600)
    """How long a search may wait and run before the bot gives up on it."""
    open_archives: int = Field(default=64, ge=1)
    """How many archives stay open; the one unused for longest is closed first."""
    attachments: int = Field(default=10, ge=1, le=10)
    """The most attachments of one /archive load."""
    attachment_bytes: int = Field(default=10_485_760, ge=1)
    """The largest attachment that is fetched."""
    attachment_types: frozenset[str] = frozenset(
        {
            ".atom", ".bz2", ".csv", ".eml", ".epub", ".gz", ".htm", ".html", ".json", ".jsonl",
            ".mbox", ".mht", ".mhtml", ".ndjson", ".pdf", ".rss", ".tar", ".text", ".tgz", ".tsv",
            ".txt", ".wacz", ".warc", ".xhtml", ".xml", ".xz", ".zip", ".zst",
        }
    )  # fmt: skip
    """How the name of an attachment may end."""
    concurrent_loads: int = Field(default=2, ge=1, le=64)
    """How many servers load at once; further ones wait."""
    card_days: int = Field(default=180, ge=1)
    """How long the buttons of an answer work."""
    shutdown_seconds: float = Field(default=10, ge=0, le=600)
    """How long a shutdown waits for what is under way."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Settings(BaseSettings):
    """Everything that is set. Earlier sources win: arguments, environment, secret file, TOML, defaults."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="BACKISSUE_", env_nested_delimiter="__", env_ignore_empty=True
    )

    config: Path | None = None
    """The TOML file these settings come from."""
    archive: ArchiveSettings = ArchiveSettings()
    bot: BotSettings = BotSettings()
    servers: Mapping[int, Path] = Field(default_factory=dict)
    """A server's id and the archive it is bound to."""
    token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by _Environment
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env file is read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by _secret_file
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        config = init_settings.init_kwargs.get("config") if isinstance(init_settings, InitSettingsSource) else None
        return (
            init_settings,
            _Environment(settings_cls),
            InitSettingsSource(settings_cls, _secret_file(os.environ)),
            TomlConfigSettingsSource(settings_cls, config),
        )

    @classmethod
    def load(cls, config: Path | None = None) -> Settings:
        """The settings of `config`, else BACKISSUE_CONFIG, else ./config/backissue.toml, and of the environment.

        Raises SettingsError, whose sentence names the setting.
        """
        config = config_file(config, os.environ)
        try:
            return cls(config=config)
        except ValidationError as error:
            raise SettingsError(explain(error)) from None
        except Undecodable as error:
            raise SettingsError(f"A setting of the environment cannot be used: {error}.") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"The config file {config} cannot be read: {error}.") from None


class _Environment(EnvSettingsSource):
    """BACKISSUE_BOT__FOLDER and its like; BACKISSUE_ARCHIVE is the command line's and no section."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name: value for name, value in super()._load_env_vars().items() if name != "backissue_archive"}


def _secret_file(environ: Mapping[str, str]) -> dict[str, str]:
    """The token of the file that DISCORD_TOKEN_FILE names, without the line end that editors add."""
    if not (path := environ.get("DISCORD_TOKEN_FILE")):
        return {}
    try:
        return {"DISCORD_TOKEN": Path(path).read_text("utf-8").strip()}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file that DISCORD_TOKEN_FILE names cannot be read: {error}.") from None
