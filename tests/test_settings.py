"""Settings come from arguments, environment, secret file, TOML and defaults, in that order; mistakes are sentences."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.settings import BotSettings, Settings
from knowledge import ArchiveSettings, SettingsError

CONFIG = Path(__file__).parent.parent / "config" / "backissue.toml"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No environment and no config file but the test's own."""
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "BACKISSUE_CONFIG", "BACKISSUE_ARCHIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str) -> Path:
    path = Path("settings.toml")
    path.write_text(text, "utf-8")
    return path


def test_without_anything_there_are_defaults() -> None:
    settings = Settings.load()
    assert settings.bot == BotSettings()
    assert settings.archive == ArchiveSettings()
    assert settings.servers == {}
    assert settings.token is None


def test_the_config_file_is_read_where_it_is_named_or_usual(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    named = written("[bot]\nexcerpts = 5")
    assert Settings.load(named).bot.excerpts == 5
    monkeypatch.setenv("BACKISSUE_CONFIG", str(named))
    assert Settings.load().bot.excerpts == 5
    monkeypatch.delenv("BACKISSUE_CONFIG")
    assert Settings.load().bot.excerpts == 3
    (elsewhere / "config").mkdir()
    (elsewhere / "config" / "backissue.toml").write_text("[bot]\nexcerpts = 4")
    assert Settings.load().bot.excerpts == 4


def test_the_environment_wins_over_the_file_value_by_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKISSUE_BOT__EXCERPTS", "7")
    monkeypatch.setenv("BACKISSUE_SERVERS__12", "town.sqlite")
    settings = Settings.load(written("[bot]\nexcerpts = 5\ncard_days = 9\n[servers]\n34 = 'city.sqlite'"))
    assert (settings.bot.excerpts, settings.bot.card_days) == (7, 9)
    assert settings.servers == {12: Path("town.sqlite"), 34: Path("city.sqlite")}


def test_the_name_that_the_command_line_reads_is_no_section_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKISSUE_ARCHIVE", "some.sqlite")
    assert Settings.load(written("[archive]\nreaders = 3")).archive == ArchiveSettings(readers=3)


def test_the_token_comes_from_the_environment_or_a_file_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, elsewhere: Path
) -> None:
    (elsewhere / "token").write_text("from-the-file\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(elsewhere / "token"))
    monkeypatch.setenv("DISCORD_TOKEN", "")
    settings = Settings.load()
    assert settings.token is not None
    assert settings.token.get_secret_value() == "from-the-file"
    assert "from-the-file" not in f"{settings!r} {settings} {settings.model_dump()}"
    monkeypatch.setenv("DISCORD_TOKEN", "from-the-environment")
    token = Settings.load().token
    assert token is not None
    assert token.get_secret_value() == "from-the-environment"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[bot]\ncolour = 'red'", "bot.colour"),
        ("[bot]\nexcerpts = 'many'", "bot.excerpts"),
        ("[bot]\nexcerpts = 0", "bot.excerpts"),
        ("[bot]\nattachments = 11", "bot.attachments"),
        ("[bot]\nlog_level = 'LOUD'", "bot.log_level"),
        ("[servers]\ntown = 'x.sqlite'", "servers.town"),
        ("[archive]\ncolour = 1", "archive.colour"),
        ("[boot]\nexcerpts = 1", "boot"),
        ("token = 'x'", "token"),
        ("bot = 1", "bot"),
        ("[bot", "settings.toml"),
    ],
)
def test_a_mistake_is_a_sentence_that_names_the_setting(text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(named)) as raised:
        Settings.load(written(text))
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKISSUE_BOT__EXCERPTS", "many"),
        ("BACKISSUE_BOT__COLOUR", "red"),
        ("BACKISSUE_BOT__ATTACHMENT_TYPES", "[unfinished"),
        ("BACKISSUE_CONFIG", "missing.toml"),
        ("DISCORD_TOKEN_FILE", "missing"),
    ],
)
def test_a_mistake_in_the_environment_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError):
        Settings.load()


def test_settings_do_not_change() -> None:
    settings = Settings.load()
    with pytest.raises(ValueError, match="frozen"):
        settings.bot.excerpts = 9  # type: ignore[misc]


def test_the_config_file_of_the_project_holds_every_default_and_a_sentence_for_each() -> None:
    text = CONFIG.read_text("utf-8")
    assert Settings.load(CONFIG) == Settings.load().model_copy(update={"config": CONFIG})
    written_here: dict[str, Any] = tomllib.loads(text)
    defaults = ArchiveSettings().model_dump()
    weights = defaults.pop("weights")
    for values, section in (
        (defaults, written_here["archive"]),
        (weights, written_here["archive"]["weights"]),
        (BotSettings().model_dump(), written_here["bot"]),
    ):
        for name, value in values.items():
            assert (name in section) == (value is not None), name
            assert re.search(rf"^# [A-Z].*\.\n(?:# )?{name} = ", text, re.MULTILINE), name
