"""The [archive] section of the config file: where the archive is and how much it quotes."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import SettingsError
from knowledge.weights import CALIBRATED, Weights

CONFIG = Path("config/backissue.toml")
"""Read when it is there and no other file is named."""


class ArchiveSettings(BaseModel):
    """Every value has a default: without a config file the archive works."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Path("var/archive.sqlite")
    """The archive that the command line opens when none is named."""
    readers: int = Field(default=2, ge=1, le=64)
    """How many questions are answered at the same time; each has a connection and a thread."""
    reading_seconds: float = Field(default=20, gt=0, le=3600)
    """How long reading one item of a document may take before it is given up."""
    reading_processes: int = Field(default=2, ge=1, le=64)
    """How many processes read documents; the second starts with the second document."""
    fetch: bool = False
    """Whether links are fetched: otherwise nothing but files is read."""
    fetch_seconds: float = Field(default=20, gt=0, le=600)
    """How long fetching one link may take, with its redirects and its host's robots.txt."""
    fetch_bytes: int = Field(default=5_242_880, ge=1, le=67_108_864)
    """The largest document that is fetched, unpacked."""
    weights: Weights = CALIBRATED
    """What articles, excerpts and evidence are judged by."""

    @classmethod
    def load(cls, config: Path | None = None, environ: Mapping[str, str] = os.environ) -> Self:
        """The settings of `config`, else of BACKISSUE_CONFIG, else of ./config/backissue.toml, else the defaults.

        BACKISSUE_ARCHIVE names the archive file over all of them. Raises SettingsError.
        """
        section = _section(config_file(config, environ))
        if path := environ.get("BACKISSUE_ARCHIVE"):
            section["path"] = path
        try:
            return cls.model_validate(section)
        except ValidationError as error:
            raise SettingsError(explain(error, "archive")) from None


def config_file(named: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The config file to read, or None. A file that was named must exist; the usual one need not."""
    if named is None and (path := environ.get("BACKISSUE_CONFIG")):
        named = Path(path)
    if named is not None and not named.is_file():
        raise SettingsError(f"There is no config file {named}.")
    return named or (CONFIG if CONFIG.is_file() else None)


def explain(error: ValidationError, section: str = "") -> str:
    """The first complaint as a sentence that names the setting."""
    complaint = error.errors()[0]
    name = ".".join(map(str, (*filter(None, (section,)), *complaint["loc"])))
    return f"The setting {name} cannot be used: {complaint['msg'][:1].lower()}{complaint['msg'][1:]}."


def _section(config: Path | None) -> dict[str, Any]:
    if config is None:
        return {}
    try:
        section = tomllib.loads(config.read_text("utf-8")).get("archive", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The config file {config} cannot be read: {error}.") from None
    if not isinstance(section, dict):
        raise SettingsError(f"In {config}, archive must be a section: [archive].")
    return section
