"""What /archive shows: lists, figures, what a load has done so far. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from discord import ui

from bot import limits
from bot.escaping import fitted, isolated
from bot.formatter import EMPTY, HOW_TO_FILL_SHARED, HOW_TO_LOAD, entry
from knowledge import Batch, Citation, Outcome, Removed, Statistics, Status, Undone, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.limits import Item, Row
    from bot.records import Feed

TITLES = 12  # loaded articles named in a report
REASONS = 10  # refused documents named in a report
REASON = 160  # characters of one reason
FEED_REASON = 100  # characters of why a feed failed
FEEDS = 12  # in one message: each takes 320 characters at most
EVERY = {"hour": 3_600, "3 hours": 10_800, "6 hours": 21_600, "12 hours": 43_200, "day": 86_400}
"""How often a feed may be loaded, in seconds."""
NOT_FETCHED = (
    "Links are not fetched here. Whoever runs the bot can change that: `fetch = true` in the section [archive]."
)
_NO_FEEDS = "No feed is followed here yet. `/archive follow` follows one."


@dataclass(slots=True)
class Tally:
    """What became of the documents so far. Holds no more than it shows, however many articles a file has."""

    loaded: int = 0
    versions: int = 0
    """Of those, how many are versions of articles that were there."""
    batch: int | None = None
    duplicates: int = 0
    refused: int = 0
    titles: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.batch = outcome.batch or self.batch
        match outcome.status:
            case Status.LOADED | Status.VERSION:
                self.loaded += 1
                self.versions += outcome.status is Status.VERSION
                self.titles += [_loaded(outcome)] * (len(self.titles) < TITLES)
            case Status.DUPLICATE:
                self.duplicates += 1
            case Status.REFUSED:
                self.refused += 1
                self.reasons += [_refused(outcome)] * (len(self.reasons) < REASONS)


def progress(tally: Tally, documents: int) -> list[Item]:
    done = f"{tally.loaded:,} loaded, {tally.duplicates:,} already there, {tally.refused:,} refused"
    return [ui.TextDisplay(f"Reading {wording.count(documents, 'file')} … {done}.")]


def loaded(tally: Tally) -> list[Item]:
    """The closing table: loaded, already there, refused with the reason for each."""
    texts = [
        "\n".join([f"### {wording.count(tally.loaded, 'article')} loaded", *_more(tally.titles, tally.loaded)]),
        *([f"**{wording.count(tally.versions, 'new version')} among them**"] if tally.versions else []),
        *([f"**{wording.count(tally.duplicates, 'article')} already in the archive**"] if tally.duplicates else []),
        *(
            ["\n".join([f"**{tally.refused:,} refused**", *_more(tally.reasons, tally.refused)])]
            if tally.refused
            else []
        ),
    ]
    taken_back = [f"-# Batch {tally.batch}: `/archive undo` takes it back."] if tally.batch and tally.loaded else []
    return [ui.Container(*map(ui.TextDisplay[Any], [*texts, *taken_back]))]


def had(citations: Sequence[Citation]) -> list[Item]:
    """The versions of an article that the archive has, or that it has none."""
    if not citations:
        return [ui.TextDisplay("No.")]
    lines = [f"- `{one.article_id}` {entry(one)}{_version(one)}" for one in citations[:TITLES]]
    return [ui.Container(ui.TextDisplay("\n".join(["### Yes", *lines, *_rest(lines, len(citations))])))]


def undoing(batch: Batch, row: Row) -> list[Item]:
    """Whether to take it back."""
    told = f"{wording.moment(batch.begun)} · {_line(batch.who)} · {_line(batch.origin)}"
    brought = wording.count(batch.loaded + batch.versions, "article")
    return [ui.Container(ui.TextDisplay(f"### Take back batch {batch.batch_id}?\n{told}\nIt brought {brought}."), row)]


def undone(batch_id: int, undone: Undone) -> list[Item]:
    gone = f"{wording.count(undone.articles, 'article')} and {wording.count(undone.teasers, 'teaser')}"
    back = f" {wording.count(undone.restored, 'older version')} came back." if undone.restored else ""
    return [ui.TextDisplay(f"Took back batch {batch_id}: {gone} removed.{back}")]


def followed(feed: Feed, tally: Tally) -> list[Item]:
    """That a feed is followed, and what its first load did."""
    refused = f", {tally.refused:,} refused" if tally.refused else ""
    loaded = f"{wording.count(tally.loaded, 'article')} loaded, {tally.duplicates:,} already there{refused}."
    taken_back = f"Batch {tally.batch}: `/archive undo` takes it back. " if tally.batch else ""
    foot = f"-# {taken_back}`/archive unfollow` ends it."
    text = f"### Followed\n{_followed(feed)}\n{loaded} Next {_moment(feed.next_at)}.\n{foot}"
    return [ui.Container(ui.TextDisplay(text))]


def unfollowed(url: str) -> list[Item]:
    return [ui.TextDisplay(f"No longer followed: {_line(url)}. Its articles stay.")]


def feeds(found: Sequence[Feed], *, is_fetched: bool) -> list[list[Item]]:
    """The feeds of a server, each with what became of it, in one or more messages."""
    if not found:
        return [[ui.TextDisplay(_NO_FEEDS if is_fetched else NOT_FETCHED)]]
    told = [f"{_followed(feed)}\n-# {_became(feed, is_fetched=is_fetched)}" for feed in found]
    head = ["### Feeds", *([] if is_fetched else [NOT_FETCHED])]
    parts = [told[start : start + FEEDS] for start in range(0, len(told), FEEDS)]
    parts[0] = [*head, *parts[0]]
    return [[ui.Container(ui.TextDisplay("\n".join(part)))] for part in parts]


def articles(citations: Sequence[Citation], rows: Sequence[Row], *, is_shared: bool) -> list[Item]:
    """A page of the list of articles, each with its number."""
    if not citations:
        return empty(is_shared=is_shared)
    lines = [f"`{citation.article_id}` {entry(citation)}" for citation in citations]
    return [ui.Container(ui.TextDisplay("\n".join(["### Articles", *lines])), *rows)]


def statistics(covers: Statistics, *, is_shared: bool) -> list[Item]:
    if not covers.articles:
        return empty(is_shared=is_shared)
    dates = wording.period(covers)
    held = (
        wording.count(covers.articles, "article"),
        f"{wording.count(covers.teasers, 'teaser')} of other stories",
        wording.count(covers.passages, "passage"),
    )
    lines = [
        "### The archive",
        ", ".join(held),
        *([f"**Outlets** {_numbered(covers.outlets)}"] if covers.outlets else []),
        *([f"**Languages** {_numbered(covers.languages)}"] if covers.languages else []),
        *([f"**Dates** {dates}"] if dates else []),
        *([f"**Undated** {wording.count(covers.undated, 'article')}"] if covers.undated else []),
        *(["-# Shared by several servers: it cannot be changed from Discord."] if is_shared else []),
    ]
    return [ui.Container(ui.TextDisplay("\n".join(lines)))]


def empty(*, is_shared: bool) -> list[Item]:
    return [ui.TextDisplay(f"{EMPTY} {HOW_TO_FILL_SHARED if is_shared else HOW_TO_LOAD}")]


def removal(citation: Citation, row: Row) -> list[Item]:
    """Whether to remove it."""
    return [ui.Container(ui.TextDisplay(f"### Remove this article?\n{entry(citation)}\nThis cannot be undone."), row)]


def removed(removed: Removed) -> list[Item]:
    """That it is gone, with what went with it."""
    also = f" and {wording.count(len(removed.versions), 'older version')}" if removed.versions else ""
    return [ui.TextDisplay(f"Removed: {entry(removed.citation)}{also}. The text is deleted.")]


def _followed(feed: Feed) -> str:
    every = next((name for name, seconds in EVERY.items() if seconds == feed.every), f"{feed.every:,} seconds")
    pages = f" · {wording.count(feed.pages, 'page')}" if feed.pages else ""
    return f"**{_line(feed.url)}** · every {every}{pages}"


def _became(feed: Feed, *, is_fetched: bool) -> str:
    """What became of its last load, and when the next one is."""
    tried, following = _moment(feed.tried_at), f" · next {_moment(feed.next_at)}" if is_fetched else ""
    if not feed.reason:
        return f"loaded {tried}: {feed.news or 'nothing'} new{following}"
    reason = fitted(feed.reason, FEED_REASON)
    if feed.next_at is None:
        return f"paused after {feed.failures} failures in a row, the last {tried}: {reason} · follow it again to resume"
    times = f", {feed.failures} times in a row" if feed.failures > 1 else ""
    return f"failed {tried}{times}: {reason}{following}"


def _moment(seconds: int | None) -> str:
    """A moment as each reader's own Discord says it: 2 hours ago."""
    return f"<t:{seconds}:R>"


def _version(citation: Citation) -> str:
    said = "hidden" if citation.is_hidden else wording.version(citation)
    return f" · {said}" if said else ""


def _line(text: str) -> str:
    return isolated(fitted(text, limits.NAME))


def _loaded(outcome: Outcome) -> str:
    title = isolated(fitted(outcome.title or outcome.name, limits.NAME))
    note = f" · {fitted(outcome.reason, REASON)}" if outcome.reason else ""
    return f"- `{outcome.article_id}` {title} · {wording.count(outcome.passages, 'passage')}{_other(outcome)}{note}"


def _other(outcome: Outcome) -> str:
    """The article that it is a version of, or whose story it prints."""
    if outcome.other is None:
        return ""
    is_version = outcome.status is Status.VERSION
    return f" · {'new version' if is_version else 'the story'} of `{outcome.other}`"


def _refused(outcome: Outcome) -> str:
    return f"- {isolated(fitted(outcome.name, limits.NAME // 2))}: {fitted(outcome.reason or 'unreadable', REASON)}"


def _more(lines: list[str], number: int) -> list[str]:
    return [*lines, *_rest(lines, number)]


def _rest(lines: list[str], number: int) -> list[str]:
    return [f"- and {number - len(lines):,} more"] if number > len(lines) else []


def _numbered(names: Sequence[tuple[str, int]]) -> str:
    return wording.listed([f"{isolated(fitted(name, limits.NAME // 2))} ({number:,})" for name, number in names], 8)
