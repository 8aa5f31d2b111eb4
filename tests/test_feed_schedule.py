"""Feeds that a server follows: named, loaded when their time has come, shown and ended, as an admin meets it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from aiohttp import web
from conftest import Server, World, said
from hypothesis import given
from hypothesis import strategies as st
from sites import PAGE, Site, serving, slow
from test_articles import opened, stored

from bot import feeds, following, limits, reports, schedule
from bot.errors import Refused
from bot.records import DAY, Feed, Memory, Records
from bot.settings import BotSettings, Settings
from bot.work import Work
from knowledge import Archive, ArchiveSettings, Turns, Validators, fetched

HOUR = 3_600
FEED = "/feed.xml"
ITEM = "<item><title>{title}</title><link>{link}</link><description>{title}: {words}</description></item>"
WORDS = "the harbour master said so on Monday."


@pytest.fixture
def archive_settings() -> ArchiveSettings:
    return ArchiveSettings(fetch=True, reading_processes=1)


@pytest.fixture
def make_settings(
    tmp_path: Path, archive_settings: ArchiveSettings, bot_settings: dict[str, Any]
) -> Callable[..., Settings]:
    return lambda **parts: Settings(
        bot=BotSettings(folder=tmp_path / "bot", **bot_settings), archive=archive_settings, **parts
    )


@pytest.fixture(autouse=True)
def unattended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot looks for feeds that have come due when a test says so, which gives the time too."""
    monkeypatch.setattr(schedule.Schedule, "start", lambda _: None)


@pytest.fixture
async def news(world: World) -> AsyncIterator[Site]:
    """A site that alone is public to the bot."""
    world.env.settle_timeout = 60  # each load starts two processes
    async with serving(Site()) as news:
        reach(world, news)
        yield news


def reach(world: World, news: Site) -> None:
    """Turns of its own for each load: within commands the simulated Discord has a clock of its own."""
    settings = world.client.settings.archive
    world.client.fetched = lambda links, **more: fetched(links, settings, Turns(pause=0), news.allows, **more)


def publish(news: Site, *titles: str, etag: str | None = None, path: str = FEED) -> None:
    """A feed of these items, whose pages are there too; with a tag it answers 304 to whoever has that."""
    items = [ITEM.format(title=title, link=news.link(f"/{title}"), words=WORDS) for title in titles]
    for title in titles:
        news.page(f"/{title}", PAGE.format(f"{title}, at length: {WORDS * 5}").replace("The Ferry Is Back", title))

    def answer(request: web.Request) -> web.Response:
        if etag and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        text = f"<rss version='2.0'><channel><title>The Post</title>{''.join(items)}</channel></rss>"
        headers = {"Content-Type": "application/rss+xml"} | ({"ETag": etag} if etag else {})
        return web.Response(text=text, headers=headers)

    news.answers[path] = answer


async def follow(server: Server, url: str, every: int = HOUR, **more: Any) -> str:  # noqa: ANN401 - options
    result = await server.manager.slash(server.channel, "archive follow", url=url, every=every, **more)
    assert result.ephemeral
    return said(result.response)


async def shown(server: Server) -> str:
    result = await server.manager.slash(server.channel, "archive feeds")
    assert result.ephemeral
    return "\n".join(map(said, [result.response, *result.followups]))


async def kept(server: Server) -> list[Feed]:
    return await server.world.client.records.feeds(server.guild.id)


async def pass_time(server: Server) -> None:
    """It becomes just late enough for every feed of the server."""
    moments = [feed.next_at for feed in await kept(server) if feed.next_at]
    await server.world.client.schedule.load_due(max(moments, default=0))


async def teasers(world: World, server: Server) -> list[str | None]:
    async with Archive(world.client.archives.bindings.path(server.guild.id)) as archive:
        return [citation.title for citation in await archive.articles(teasers=True)]


async def batches(world: World, server: Server) -> list[tuple[str, str]]:
    async with Archive(world.client.archives.bindings.path(server.guild.id)) as archive:
        return [(batch.who, batch.origin) for batch in reversed(await archive.batches())]


# Following


async def test_a_feed_is_loaded_at_once_and_again_when_its_time_has_come(
    server: Server, world: World, news: Site
) -> None:
    publish(news, "Ferry", "Bridge")
    told = await follow(server, news.link(FEED))
    assert told.startswith(f"### Followed\n**http\\://127.0.0.1:{news.port}/feed.xml** · every hour\n")
    assert "2 articles loaded, 0 already there. Next <t:" in told
    assert "Batch 1: `/archive undo` takes it back. `/archive unfollow` ends it." in told
    publish(news, "Gate", "Ferry", "Bridge")
    await pass_time(server)
    assert await teasers(world, server) == ["Ferry", "Bridge", "Gate"]
    assert ": 1 new · next <t:" in await shown(server)
    who = f"{server.manager.user.name} ({server.manager.id})"
    assert await batches(world, server) == [(who, news.link(FEED))] * 2


async def test_nothing_is_loaded_before_its_time(server: Server, news: Site, world: World) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    (feed,) = await kept(server)
    assert feed.next_at is not None
    await world.client.schedule.load_due(feed.next_at - 1)
    assert news.paths == [FEED]
    await world.client.schedule.load_due(feed.next_at)
    assert news.paths == [FEED] * 2


async def test_a_load_that_brings_nothing_is_no_batch(server: Server, world: World, news: Site) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    await pass_time(server)
    assert len(await batches(world, server)) == 1
    assert ": nothing new · next <t:" in await shown(server)


async def test_a_feed_that_has_not_changed_is_not_sent_again(server: Server, news: Site) -> None:
    publish(news, "Ferry", etag='"one"')
    await follow(server, news.link(FEED))
    await pass_time(server)
    assert news.asked[-1].headers["If-None-Match"] == '"one"'
    assert ": nothing new" in await shown(server)
    publish(news, "Ferry", "Bridge", etag='"two"')
    await pass_time(server)
    assert ": 1 new" in await shown(server)


async def test_the_pages_are_loaded_in_place_of_the_summaries_and_each_once(
    server: Server, world: World, news: Site
) -> None:
    publish(news, "Ferry", "Bridge", "Gate")
    assert "2 articles loaded, 0 already there." in await follow(server, news.link(FEED), pages=2)
    assert await stored(world, server) == ["Ferry", "Bridge"]
    news.asked.clear()
    publish(news, "Hen", "Ferry", "Bridge")
    await pass_time(server)
    assert await stored(world, server) == ["Ferry", "Bridge", "Hen"]
    assert news.paths == [FEED, "/Hen"]
    assert "· every hour · 2 pages\n" in await shown(server)


async def test_a_page_that_cannot_be_fetched_is_tried_three_times(server: Server, world: World, news: Site) -> None:
    publish(news, "Ferry", "Bridge", etag='"one"')
    page = news.answers.pop("/Bridge")
    assert "1 article loaded, 0 already there, 1 refused." in await follow(server, news.link(FEED), pages=5)
    await pass_time(server)
    assert news.paths.count("/Bridge") == 2
    news.answers["/Bridge"] = page
    await pass_time(server)
    assert await stored(world, server) == ["Ferry", "Bridge"]
    news.asked.clear()
    await pass_time(server)
    assert news.paths == [FEED]
    assert "If-None-Match" in news.asked[-1].headers  # everything of it is there now

    publish(news, "Ferry", "Gate")
    del news.answers["/Gate"]
    for _ in range(5):
        await pass_time(server)
    assert news.paths.count("/Gate") == feeds.TRIES


async def test_pages_that_take_too_long_are_left_for_the_next_time(
    server: Server, world: World, news: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED), pages=3)
    publish(news, "Gate", "Bridge", "Ferry", etag='"one"')
    page, news.answers["/Bridge"] = news.answers["/Bridge"], slow
    monkeypatch.setattr(feeds, "PAGES_SECONDS", 1)
    await pass_time(server)
    assert await stored(world, server) == ["Ferry", "Gate"]
    news.answers["/Bridge"] = page
    await pass_time(server)
    assert await stored(world, server) == ["Ferry", "Gate", "Bridge"]
    assert news.paths.count("/Gate") == 1


async def test_following_again_changes_how_often_and_how_many(server: Server, news: Site) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    await follow(server, f" {news.link(FEED)} ", every=DAY, pages=3)
    (feed,) = await kept(server)
    assert (feed.every, feed.pages) == (DAY, 3)
    assert "every day · 3 pages" in await shown(server)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/feed.xml", "was not fetched: it leads to an address or a port that is not the public web's"),
        ("http://ada:secret@kettlesund.example/", "was not fetched: it holds a name or a password, which are not sent"),
        ("javascript:alert(1)", "was not fetched: only http and https are fetched"),
        ("file:///etc/passwd", "was not fetched: only http and https are fetched"),
        ("**@everyone** <@1> [x](https://evil.example)", "was not fetched: only http and https are fetched"),
        (f"javascript:{'x' * 1_989}", "was not fetched: only http and https are fetched"),
        ("http://[::1", "was not fetched: it is not a link that can be followed"),
        (" ", "was not fetched: only http and https are fetched"),
    ],
)
async def test_what_cannot_be_fetched_is_not_followed(server: Server, news: Site, url: str, reason: str) -> None:
    told = await follow(server, url)
    assert reason in told
    assert told.endswith(". No feed was added or changed.")
    assert len(told) < 700
    assert not [mark for mark in ("**@", " @everyone", " <@1>", "](https://evil") if mark in told]
    assert await kept(server) == []
    assert news.asked == []


async def test_a_page_is_no_feed_and_neither_is_one_that_a_feed_became(
    server: Server, world: World, news: Site
) -> None:
    news.page("/", PAGE.format(WORDS * 5))
    assert feeds.NO_FEED in await follow(server, news.link())
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    news.page(FEED, PAGE.format("We are mending the site and will be back soon, the editors say. " * 5))
    await pass_time(server)
    assert f": {feeds.NO_FEED} · next" in await shown(server)
    assert await teasers(world, server) == ["Ferry"]


async def test_a_feed_of_headlines_alone_is_not_followed(server: Server, news: Site) -> None:
    item = "<item><title>{}</title></item>"
    news.page(FEED, f"<rss><channel>{item.format('A')}{item.format('B')}</channel></rss>", "text/xml")
    told = await follow(server, news.link(FEED))
    assert "holds 2 items, and none could be read; the first is a headline without text." in told
    assert "states no link to a page that could be followed." in await follow(server, news.link(FEED), pages=3)
    assert await kept(server) == []


async def test_no_more_feeds_are_followed_than_can_be_shown_and_chosen_from(server: Server, news: Site) -> None:
    records, user = server.world.client.records, "ada (1)"
    for number in range(following.MOST - 1):
        url = f"https://kettlesund.example/{number}/*@everyone*/{'<@1>' * 40}"
        assert await records.keep_feed(Feed(server.guild.id, url, user, HOUR, next_at=2**40), following.MOST)
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    publish(news, "Ferry", path="/other.xml")
    assert await follow(server, news.link("/other.xml")) == following.TOO_MANY
    assert "### Followed" in await follow(server, news.link(FEED), every=DAY)
    for feed in await kept(server):
        await records.update_feed(replace(feed, failures=9, reason="was not fetched: *@everyone* " * 20))
    told = await shown(server)
    assert told.count("every hour") == following.MOST - 1
    assert "<@1>" not in told
    assert "@everyone" not in told.replace(r"\@everyone", "")


# Showing and ending


async def test_a_server_without_feeds_is_told_how_to_follow_one(server: Server) -> None:
    assert await shown(server) == "No feed is followed here yet. `/archive follow` follows one."


async def test_a_feed_is_ended_and_what_it_brought_stays(server: Server, world: World, news: Site) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    offered = await server.manager.autocomplete(server.channel, "archive unfollow", "feed", "FEED.x")
    assert [one["name"] for one in offered] == [news.link(FEED)]
    assert await server.manager.autocomplete(server.channel, "archive unfollow", "feed", "gate") == []
    result = await server.manager.slash(server.channel, "archive unfollow", feed=offered[0]["value"])
    assert said(result.response) == f"No longer followed: http\\://127.0.0.1:{news.port}/feed.xml. Its articles stay."
    assert result.ephemeral
    assert await kept(server) == []
    assert await teasers(world, server) == ["Ferry"]
    await world.client.schedule.load_due(2**40)
    assert news.paths == [FEED]
    again = await server.manager.slash(server.channel, "archive unfollow", feed=offered[0]["value"])
    assert said(again.response) == following.UNKNOWN


async def test_no_feed_of_one_server_is_anothers(world: World, news: Site) -> None:
    ours, theirs = world.server(), world.server()
    publish(news, "Ferry")
    await follow(theirs, news.link(FEED))
    (feed,) = await kept(theirs)
    assert await ours.manager.autocomplete(ours.channel, "archive unfollow", "feed", "") == []
    result = await ours.manager.slash(ours.channel, "archive unfollow", feed=feed.feed_id)
    assert said(result.response) == following.UNKNOWN
    assert "No feed" in await shown(ours)
    assert await kept(theirs) == [feed]
    await follow(ours, news.link(FEED))
    assert [len(await kept(one)) for one in (ours, theirs)] == [1, 1]


COMMANDS: dict[str, dict[str, Any]] = {
    "follow": {"url": "https://kettlesund.example/feed.xml", "every": HOUR},
    "feeds": {},
    "unfollow": {"feed": 1},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_feeds_are_for_managers_only(server: Server, news: Site, command: str) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    assert f"archive {command}" not in server.reader.available_commands(server.channel)
    with pytest.raises(simcord.SetupError):
        await server.reader.slash(server.channel, f"archive {command}", **COMMANDS[command])
    await opened(server)
    result = await server.reader.slash(server.channel, f"archive {command}", **COMMANDS[command])
    assert said(result.response) == "You need the permission “Manage Server” for this."
    assert await server.reader.autocomplete(server.channel, "archive unfollow", "feed", "") == []
    assert len(await kept(server)) == 1


class TestSwitchedOff:
    """Where links are not fetched, nothing is, whatever is on record."""

    @pytest.fixture
    def archive_settings(self) -> ArchiveSettings:
        return ArchiveSettings()

    async def test_no_feed_is_followed(self, server: Server, news: Site) -> None:
        publish(news, "Ferry")
        assert await follow(server, news.link(FEED)) == reports.NOT_FETCHED
        assert await shown(server) == reports.NOT_FETCHED
        assert await kept(server) == []
        assert news.asked == []

    async def test_feeds_of_before_are_shown_and_can_be_ended_but_are_not_loaded(
        self, server: Server, news: Site
    ) -> None:
        publish(news, "Ferry")
        feed = Feed(server.guild.id, news.link(FEED), "ada (1)", HOUR, next_at=5, tried_at=1)
        await server.world.client.records.keep_feed(feed, following.MOST)
        await server.world.client.schedule.load_due(2**40)
        assert news.asked == []
        told = await shown(server)
        assert told.startswith(f"### Feeds\n{reports.NOT_FETCHED}\n**")
        assert told.endswith("-# loaded <t:1:R>: nothing new")
        (feed,) = await kept(server)
        await server.manager.slash(server.channel, "archive unfollow", feed=feed.feed_id)
        assert await kept(server) == []


class TestSharedArchives:
    @pytest.fixture
    def bot_settings(self, tmp_path: Path) -> dict[str, Any]:
        return {"default_archive": tmp_path / "shared.sqlite"}

    async def test_an_archive_of_several_servers_is_changed_by_no_feed(self, server: Server, news: Site) -> None:
        publish(news, "Ferry")
        assert "cannot be changed from Discord" in await follow(server, news.link(FEED))
        feed = Feed(server.guild.id, news.link(FEED), "ada (1)", HOUR, next_at=5)
        await server.world.client.records.keep_feed(feed, following.MOST)
        await server.world.client.schedule.load_due(10)
        assert news.asked == []


# When something goes wrong


async def test_a_feed_that_fails_is_tried_ever_more_rarely_and_then_paused_until_it_is_followed_again(
    server: Server, news: Site
) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    working = news.answers.pop(FEED)
    pauses = []
    for _ in range(feeds.MOST_FAILURES):
        await pass_time(server)
        (feed,) = await kept(server)
        pauses.append(round((feed.next_at - feed.tried_at) / HOUR) if feed.next_at else None)
        assert f"was not fetched: its server answers with status 404 · {'next' if feed.next_at else 'follow'}" in (
            told := await shown(server)
        )
    assert pauses[:4] == [1, 2, 4, 8]
    assert all(23 <= (pause or 0) <= 25 for pause in pauses[5:-1])
    assert pauses[-1] is None
    assert "paused after 10 failures in a row, the last <t:" in told
    assert "· follow it again to resume" in told
    await server.world.client.schedule.load_due(2**40)
    assert news.paths.count(FEED) == 1 + feeds.MOST_FAILURES
    news.answers[FEED] = working
    assert "### Followed" in await follow(server, news.link(FEED))
    assert "loaded <t:" in await shown(server)


async def test_a_load_that_goes_well_forgives_the_failures_before(server: Server, news: Site) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    working = news.answers.pop(FEED)
    for _ in range(3):
        await pass_time(server)
    assert "failed <t:" in (told := await shown(server))
    assert ", 3 times in a row: was not fetched" in told
    news.answers[FEED] = working
    await pass_time(server)
    (feed,) = await kept(server)
    assert (feed.failures, feed.reason) == (0, None)


async def test_whatever_a_feed_raises_the_others_are_loaded(
    server: Server, world: World, news: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(news, "Ferry")
    publish(news, "Bridge", path="/other.xml")
    await follow(server, news.link(FEED))
    await follow(server, news.link("/other.xml"))
    publish(news, "Gate", path="/other.xml")
    load = feeds.load

    async def fail(client: Any, feed: Feed) -> feeds.Loaded:  # noqa: ANN401 - what feeds.load takes
        if feed.url == news.link(FEED):
            raise RuntimeError("secret")
        return await load(client, feed)

    monkeypatch.setattr(feeds, "load", fail)
    await pass_time(server)
    assert await teasers(world, server) == ["Ferry", "Bridge", "Gate"]
    told = await shown(server)
    assert "Something went wrong (reference " in told
    assert "secret" not in told
    assert [record for record in caplog.records if record.levelno == logging.ERROR]
    caplog.clear()


async def test_a_server_that_has_put_the_bot_out_is_not_loaded_for(world: World, news: Site) -> None:
    publish(news, "Ferry")
    feed = Feed(12345, news.link(FEED), "ada (1)", HOUR, next_at=5)
    await world.client.records.keep_feed(feed, following.MOST)
    await world.client.schedule.load_due(10)
    assert news.asked == []
    assert [one.next_at for one in await world.client.records.feeds(12345)] == [10 + HOUR]


async def test_a_feed_waits_for_another_load_of_its_server(server: Server, world: World, news: Site) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    publish(news, "Bridge")
    async with world.client.work.load(server.guild.id):
        waiting = asyncio.create_task(pass_time(server))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 0.5)
        assert len(news.paths) == 2
        assert await teasers(world, server) == ["Ferry"]
    await waiting
    assert await teasers(world, server) == ["Ferry", "Bridge"]


async def test_a_server_follows_one_new_feed_at_a_time() -> None:
    work = Work(BotSettings())
    with work.follow(1), work.follow(2), pytest.raises(Refused, match="Another feed"), work.follow(1):
        pass
    with work.follow(1):
        pass


async def test_loads_of_a_server_that_wait_run_one_after_another() -> None:
    work, running = Work(BotSettings(concurrent_loads=9)), set[int]()

    async def load(number: int) -> None:
        async with work.load(1, waits=True):
            assert not running
            running.add(number)
            await asyncio.sleep(0.001)
            running.remove(number)

    await asyncio.gather(*map(load, range(9)))
    async with work.load(1):
        pass


# Over time


async def test_what_was_missed_is_done_once_after_a_restart_and_nothing_twice(
    server: Server, world: World, news: Site
) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    await world.restart()
    reach(world, news)
    (feed,) = await kept(server)
    assert feed.next_at is not None
    await world.client.schedule.load_due(feed.next_at - 1)
    assert news.paths == [FEED]
    later = feed.next_at + 50 * HOUR
    await world.client.schedule.load_due(later)
    await world.client.schedule.load_due(later)
    assert news.paths == [FEED] * 2


async def test_a_load_that_is_broken_off_is_not_begun_again_at_once(server: Server, world: World, news: Site) -> None:
    publish(news, "Ferry")
    await follow(server, news.link(FEED))
    begun = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        begun.set()
        await asyncio.sleep(60)
        raise AssertionError

    news.answers[FEED] = hang
    (feed,) = await kept(server)
    assert feed.next_at is not None
    loading = asyncio.create_task(world.client.schedule.load_due(feed.next_at))
    await begun.wait()
    assert await world.client.work.drain(0.01) == 1
    loading.cancel()
    await asyncio.gather(loading, return_exceptions=True)
    (after,) = await kept(server)
    assert after.next_at == feed.next_at + HOUR
    with pytest.raises(Refused):  # nothing is begun any more
        await world.client.schedule.load_due(2**40)
    assert await kept(server) == [after]


async def test_the_bot_looks_for_what_has_come_due_until_it_is_closed(
    server: Server, world: World, news: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    publish(news, "Ferry")
    client = world.client
    feed = Feed(server.guild.id, news.link(FEED), "ada (1)", HOUR, next_at=int(time.time()) - 5)
    await client.records.keep_feed(feed, following.MOST)
    client.schedule.start()
    while not (await kept(server))[0].tried_at:  # noqa: ASYNC110 - the bot tells nobody
        await asyncio.sleep(0.02)
    await client.schedule.stop()
    assert await teasers(world, server) == ["Ferry"]
    assert not [task for task in asyncio.all_tasks() if "Schedule" in repr(task)]


async def test_the_bot_goes_on_looking_when_its_records_cannot_be_read(
    world: World, news: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(schedule, "PAUSE", 0.01)
    await world.client.records._database.write(lambda connection: connection.execute("DROP TABLE feed"))  # noqa: SLF001
    world.client.schedule.start()
    while len(caplog.records) <= 2 * schedule.AT_ONCE:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.02)
    await world.client.schedule.stop()
    assert {record.message for record in caplog.records} == {"the feeds that have come due cannot be found"}
    assert news.asked == []
    caplog.clear()


@given(st.sampled_from(list(reports.EVERY.values())), st.integers(0, 9))
def test_the_pause_after_a_failure_is_never_shorter_than_the_usual_nor_longer_than_a_day(
    every: int, failures: int
) -> None:
    feed = feeds.failed(Feed(1, "https://kettlesund.example", "ada (1)", every, failures=failures), "broke", 1_000)
    assert (feed.next_at is None) == (failures + 1 >= feeds.MOST_FAILURES)
    if feed.next_at is not None:
        assert every * 0.94 <= feed.next_at - 1_000 <= DAY * 1.06


def test_feeds_that_came_due_together_move_apart() -> None:
    feed = Feed(1, "https://kettlesund.example", "ada (1)", HOUR)
    moments = [feeds.done(feed, feeds.Loaded(reports.Tally(), Memory()), 0).next_at or 0 for _ in range(50)]
    assert len(set(moments)) > 10
    assert all(abs(moment - HOUR) <= HOUR * feeds.SPREAD for moment in moments)


# What is kept and shown


async def test_a_feed_outlives_the_process_as_it_is(tmp_path: Path) -> None:
    memory = Memory(Validators("https://x.example/", '"one"', "Mon"), {"0123": 3})
    feed = Feed(1, "https://x.example/", "ada (1)", HOUR, 5, 10, 7, 3, 2, "broke", memory)
    async with Records(tmp_path / "records.sqlite", card_days=1) as records:
        added = await records.keep_feed(feed, 1)
    assert added is not None
    async with Records(tmp_path / "records.sqlite", card_days=1) as records:
        assert await records.feeds(1) == [added] == [replace(feed, feed_id=added.feed_id)]
        assert await records.keep_feed(replace(feed, url="https://y.example/"), 1) is None
        assert await records.keep_feed(replace(feed, guild_id=2), 1)
        claimed = [await records.claim_feed(10) for _ in range(3)]
        assert [one and (one.guild_id, one.next_at) for one in claimed] == [(1, 10 + HOUR), (2, 10 + HOUR), None]
        await records.update_feed(replace(added, next_at=None, memory=Memory()))
        assert (await records.feeds(1))[0].memory == Memory()
        assert await records.claim_feed(2**40) is not None  # that of the other server
        assert await records.claim_feed(10) is None
        assert await records.forget_feed(added.feed_id, 2) is None
        assert await records.forget_feed(added.feed_id, 1) == feed.url


def texts(items: list[list[limits.Item]]) -> Iterator[str]:
    for part in items:
        for child in limits.view(part).walk_children():
            if isinstance(child, discord.ui.TextDisplay):
                yield child.content


@given(
    url=st.text(max_size=2_000),
    reason=st.none() | st.text(min_size=1, max_size=500),
    next_at=st.none() | st.integers(0, 2**34),
    number=st.integers(0, following.MOST),
    is_fetched=st.booleans(),
)
def test_any_feeds_fit_into_messages(
    url: str, reason: str | None, next_at: int | None, number: int, *, is_fetched: bool
) -> None:
    feed = Feed(1, url, "ada (1)", 43_200, 50, next_at, 2**34, 10**9, 10, reason)
    told = list(texts(reports.feeds([feed] * number, is_fetched=is_fetched)))
    assert "\n".join(told).count("every 12 hours · 50 pages") == number
    assert not [line for text in told for line in text.splitlines() if line.startswith(("# ", "> "))]
