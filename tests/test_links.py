"""Links as people give them, on the command line and in Discord: loaded and cited, or refused with the reason."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from conftest import Server, World, said
from sites import STORY, Site, served, serving

from bot.settings import BotSettings, Settings
from knowledge import ArchiveSettings, Document, Turns, fetched
from knowledge.cli import main
from knowledge.readers import Read
from knowledge.readers.documents import read
from knowledge.readers.frames import request, requested

ON = "[archive]\nfetch = true\n"
SWITCHED_OFF = (
    "was not fetched: fetching links is switched off; fetch = true in the section [archive] of the config file"
)
CANONICAL = STORY.replace("<head>", '<head><link rel="canonical" href="https://kettlesund.example/ferry">')
QUESTION = "When does the ferry to Kettlesund sail again?"

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without a config file but the test's own; what is fetched goes to the folder `temporary` in it."""
    for name in ("BACKISSUE_CONFIG", "BACKISSUE_ARCHIVE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], elsewhere: Path) -> Run:
    """The exit code and the JSON of `backissue`, run in this process; it leaves no fetched file."""

    def run(*arguments: str) -> tuple[int, Any]:
        monkeypatch.setattr(sys, "argv", ["backissue", *arguments, "--json"])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert list((elsewhere / "temporary").iterdir()) == []
        return int(ended.value.code or 0), json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> Iterator[Site]:
    """A site that alone is public, with fetching switched on."""
    (elsewhere / "config").mkdir()
    (elsewhere / "config" / "backissue.toml").write_text(ON)
    with served() as site:
        monkeypatch.setattr("knowledge.cli.links.fetched", partial(fetched, turns=Turns(pause=0), judge=site.allows))
        yield site


def reasons(told: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - JSON
    return [(one["name"], one["reason"]) for one in told["refused"]]


def addresses(run: Run) -> list[str | None]:
    return [citation["url"] for citation in run("list")[1]]


def test_nothing_is_fetched_until_it_is_switched_on_and_files_are_loaded_all_the_same(run: Run) -> None:
    Path("ferry.html").write_text(STORY)
    code, told = run("load", "ferry.html", "https://kettlesund.example/ferry")
    assert code == 0
    assert len(told["loaded"]) == 1
    ((name, reason),) = reasons(told)
    assert name == "https://kettlesund.example/ferry"
    assert reason.startswith(SWITCHED_OFF)
    assert run("load", "https://kettlesund.example/")[0] == 1


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/", "file:///etc/passwd"]
)
def test_switched_on_it_still_fetches_from_nowhere_but_the_public_web(run: Run, elsewhere: Path, link: str) -> None:
    (elsewhere / "on.toml").write_text(ON)
    code, told = run("load", link, "--config", "on.toml")
    assert code == 1
    assert [name for name, _ in reasons(told)] == [link]


def test_a_page_is_cited_by_the_address_it_states_or_else_by_where_it_was_found(run: Run, site: Site) -> None:
    site.redirect("/old", "/new")
    site.page("/new")
    site.page("/canonical", CANONICAL.replace("Monday", "Tuesday"))
    code, told = run("load", site.link("/old"), site.link("/canonical"), site.link("/gone"))
    assert code == 0
    assert [one["title"] for one in told["loaded"]] == ["The Ferry Is Back", "The Ferry Is Back"]
    assert reasons(told) == [(site.link("/gone"), "was not fetched: its server answers with status 404")]
    assert addresses(run) == [site.link("/new"), "https://kettlesund.example/ferry"]
    _, answer = run("ask", QUESTION)
    assert answer["excerpts"][0]["citation"]["url"] in addresses(run)


def listing(site: Site, *paths: str) -> str:
    return json.dumps(
        [{"title": path, "body": f"An advertisement of {path}.", "url": site.link(path)} for path in paths]
    )


def test_the_items_of_a_list_are_loaded_with_their_own_addresses(run: Run, site: Site) -> None:
    items = [*json.loads(listing(site, "/a")), {"title": "No address", "body": "The harbour froze over on Friday."}]
    site.page("/items.json", json.dumps(items), "application/json")
    run("load", site.link("/items.json"))
    assert addresses(run) == [site.link("/a"), None]


def test_following_loads_the_first_pages_that_are_linked_to_and_not_what_links_to_them(run: Run, site: Site) -> None:
    for path in ("/a", "/b", "/c"):
        site.page(path, STORY.replace("Monday", f"day {path}"))
    site.page("/items.json", listing(site, "/a", "/gone", "/a", "/b", "/c"), "application/json")
    code, told = run("load", "--follow", "3", site.link("/items.json"))
    assert code == 0
    assert reasons(told) == [(site.link("/gone"), "was not fetched: its server answers with status 404")]
    assert addresses(run) == [site.link("/a"), site.link("/b")]
    assert site.paths == ["/items.json", "/a", "/gone", "/b"]


def test_a_file_that_links_to_pages_is_followed_too_and_a_page_that_links_to_none_is_refused(
    run: Run, site: Site
) -> None:
    site.page("/a")
    Path("items.json").write_text(listing(site, "/a"))
    site.page("/page", STORY)
    code, told = run("load", "--follow", "5", "items.json", site.link("/page"))
    assert code == 0
    assert len(told["loaded"]) == 1
    assert reasons(told) == [(site.link("/page"), "states no link to a page that could be followed")]


def test_fields_with_names_of_their_own_are_followed_too(run: Run, site: Site) -> None:
    site.page("/a")
    Path("items.json").write_text(json.dumps([{"title": "A", "body": "Words.", "where": site.link("/a")}]))
    _, told = run("load", "items.json", "--follow", "5", "--field", "url=where")
    assert [one["title"] for one in told["loaded"]] == ["The Ferry Is Back"]


def test_links_of_a_list_are_guarded_as_all_links_are(run: Run, site: Site) -> None:
    inside = [{"title": "x", "body": "Words.", "url": "http://169.254.169.254/latest/meta-data/"}]
    site.page("/items.json", json.dumps(inside), "application/json")
    code, told = run("load", "--follow", "5", site.link("/items.json"))
    assert code == 1
    ((_, reason),) = reasons(told)
    assert reason == "was not fetched: it leads to an address or a port that is not the public web's"


def test_a_document_keeps_its_address_on_the_way_to_the_reading_process(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(STORY)
    document = Document("page", tmp_path / "page", url="https://kettlesund.example/new", sent_as="koi8-r")
    assert requested(request(document)) == (document, 0)
    (item,) = read(document)
    assert isinstance(item, Read)
    assert item.article.citation.url == "https://kettlesund.example/new"


def test_a_page_is_read_in_the_encoding_that_its_server_states(run: Run, site: Site) -> None:
    words = "Паром снова ходит в Кеттлесунд по понедельникам, сказал начальник порта."
    page = f"<html><body><h1>Паром вернулся</h1><p>{words}</p></body></html>"
    site.answers["/"] = lambda _: web.Response(text=page, content_type="text/html", charset="koi8-r")
    _, told = run("load", site.link())
    assert told["loaded"][0]["title"] == "Паром вернулся"
    _, shown = run("show", "1")
    assert words in shown["text"]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Kettlesund Post</title>
<item><title>The Ferry Is Back</title><link>{}</link><description>It sails again on Monday.</description></item>
</channel></rss>"""


def test_a_feed_is_a_document_like_any_other_and_can_be_followed(run: Run, site: Site) -> None:
    site.page("/ferry")
    site.page("/feed.xml", RSS.format(site.link("/ferry")), "application/rss+xml")
    _, told = run("load", site.link("/feed.xml"), "--follow", "10")
    assert [one["title"] for one in told["loaded"]] == ["The Ferry Is Back"]
    assert "harbour master" in run("show", "1")[1]["text"]
    run("load", site.link("/feed.xml"))
    assert "harbour master" not in run("show", "2")[1]["text"]


# In Discord


@pytest.fixture
def archive_settings() -> ArchiveSettings:
    return ArchiveSettings(fetch=True)


@pytest.fixture
def make_settings(tmp_path: Path, archive_settings: ArchiveSettings) -> Callable[..., Settings]:
    return lambda **parts: Settings(bot=BotSettings(folder=tmp_path / "bot"), archive=archive_settings, **parts)


@pytest.fixture
async def news(world: World) -> AsyncIterator[Site]:
    """A site that alone is public to the bot."""
    async with serving(Site()) as news:
        world.client.fetched = partial(
            fetched, settings=world.client.settings.archive, turns=Turns(pause=0), judge=news.allows
        )
        yield news


async def test_a_link_is_loaded_and_quoted_with_its_address(server: Server, news: Site) -> None:
    news.answers["/ferry"] = lambda _: web.Response(text=CANONICAL, content_type="text/html")
    result = await server.manager.slash(server.channel, "archive load", url=news.link("/ferry"))
    assert result.ephemeral
    assert "### 1 article loaded\n- `1` The Ferry Is Back" in said(result.response)
    answer = await server.reader.slash(server.channel, "ask", question=QUESTION)
    assert "https://kettlesund.example/ferry" in said(answer.response)


async def test_files_and_a_link_are_loaded_together_and_what_is_refused_is_named(server: Server, news: Site) -> None:
    file = ("frost.txt", b"First Frost\n\nFrost fell on the orchards of Kettlesund in the night to Friday.")
    result = await server.manager.slash(server.channel, "archive load", url=news.link("/gone"), file=file)
    assert "### 1 article loaded\n- `1` First Frost" in said(result.response)
    assert "**1 refused**" in said(result.response)
    assert "was not fetched: its server answers with status 404" in said(result.response)


@pytest.mark.parametrize("link", ["http://127.0.0.1/", "http://2130706433/", "http://[::1]/", "file:///etc/passwd"])
async def test_nobody_in_discord_can_look_into_the_network_of_the_bot(server: Server, link: str) -> None:
    result = await server.manager.slash(server.channel, "archive load", url=link)
    assert result.ephemeral
    assert "### 0 articles loaded" in said(result.response)
    assert "was not fetched: " in said(result.response)


@pytest.mark.parametrize("archive_settings", [ArchiveSettings()])
async def test_where_links_are_not_fetched_one_is_refused_at_once(server: Server, news: Site) -> None:
    result = await server.manager.slash(server.channel, "archive load", url=news.link())
    assert said(result.response).startswith("Links are not fetched here. Whoever runs the bot can change that")
    assert result.ephemeral
    assert not result.deferred
    assert news.asked == []


async def test_something_must_be_given_to_load(server: Server) -> None:
    result = await server.manager.slash(server.channel, "archive load")
    assert said(result.response) == "Attach a file, or give the address of a page."
    assert result.ephemeral


async def test_links_need_the_permission_too(server: Server, news: Site) -> None:
    command = next(one for one in await server.world.client.tree.fetch_commands() if one.name == "archive")
    server.guild.set_command_permissions(command, {server.guild.default_role: True})
    result = await server.reader.slash(server.channel, "archive load", url=news.link())
    assert said(result.response) == "You need the permission “Manage Server” for this."
    assert news.asked == []
