"""How articles enter the archive: each whole, with its parts, teasers, sketch, passages and postings.

An article of an address that is here already is a version: the newest is found, the others are read by their number.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b

from knowledge import shelf
from knowledge.addresses import digest
from knowledge.languages import language_of
from knowledge.model import Article, Citation, Label, Outcome, Passage, Status
from knowledge.passages import Slice, slices
from knowledge.sketches import same_stories, sketch, telling
from knowledge.store import articles, batches, indexing, sketches, versions


@dataclass(frozen=True, slots=True)
class Entry:
    """An article made ready to be stored: all that needs no database."""

    name: str
    article: Article
    identity: bytes
    address: int | None
    slices: tuple[Slice, ...]
    sketch: bytes
    teasers: tuple[Entry, ...] = ()
    note: str | None = None
    """What is not certain of its text."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an article is to the archive."""

    status: Status
    other: Citation | None = None
    """The one that is here: the same, or the newest version of it."""
    is_older: bool = False
    """Whether it is an older version than that."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a load that stores nothing has seen so far."""

    digests: set[bytes] = field(default_factory=set)
    addresses: set[int] = field(default_factory=set)

    def status(self, entry: Entry) -> Status | None:
        """What the entry is to those before it, if it has to do with any; from now on it is one of them."""
        digests = {entry.identity, _digest([entry.address or entry.identity.hex(), _own_words(entry.article)])}
        is_known, is_version = bool(digests & self.digests), entry.address in self.addresses
        self.digests.update(digests)
        self.addresses.update([entry.address] if entry.address else [])
        return Status.DUPLICATE if is_known else Status.VERSION if is_version else None


def prepare(name: str, article: Article, note: str | None = None) -> Entry:
    """Find out the language where it is not stated, and cut the article and its teasers into passages."""
    language = article.citation.language or language_of(_own_words(article))
    article = _cited(article, language=language)
    teasers = {part.of(article.text) for part in article.labelled(Label.TEASER)} if not article.is_teaser else set()
    return Entry(
        name,
        article,
        _identity(article),
        None if article.is_teaser else digest(article.citation.url),
        tuple(slices(article)),
        sketch(article),
        tuple(
            prepare(name, _cited(Article.teaser(text), language=language_of(text) or language))
            for text in sorted(teasers)
        ),
        note,
    )


def accept(
    connection: sqlite3.Connection, entries: Sequence[Entry | Outcome], moment: str, batch: int | None = None
) -> list[Outcome]:
    """Store what is new, and record it all as items of the batch. An outcome an entry, in order."""
    intake = _Intake(connection, moment, batch)
    outcomes = [one if isinstance(one, Outcome) else intake.accept(one) for one in entries]
    intake.flush()
    if batch is None:
        return outcomes
    batches.add(connection, batch, outcomes)
    return [replace(one, batch=batch) for one in outcomes]


def foresee(connection: sqlite3.Connection, entries: Sequence[Entry | Outcome], seen: Foreseen) -> list[Outcome]:
    """What would become of the entries, of which nothing is stored; `seen` grows."""
    return [one if isinstance(one, Outcome) else _foreseen(connection, one, seen) for one in entries]


@dataclass(slots=True)
class _Intake:
    """One transaction's articles. Their passages are indexed together, which takes a third of the time."""

    connection: sqlite3.Connection
    moment: str
    batch: int | None
    held: list[Passage] = field(default_factory=list)
    terms: list[tuple[str, ...]] = field(default_factory=list)

    def accept(self, entry: Entry) -> Outcome:
        judged = judge(self.connection, entry)
        match judged.status:
            case Status.LOADED:
                return self._load(entry)
            case Status.VERSION if judged.other:
                return self._add_version(entry, judged.other, is_older=judged.is_older)
            case _:
                return _told(entry, judged)

    def flush(self) -> None:
        """Index what was accepted."""
        articles.add_passages(self.connection, indexing.add(self.connection, self.terms), self.held)
        self.held, self.terms = [], []

    def _load(self, entry: Entry) -> Outcome:
        other = _alike(self.connection, entry)
        article_id = self._shelve(entry)
        return self._loaded(entry, Status.LOADED, article_id, other)

    def _add_version(self, entry: Entry, current: Citation, *, is_older: bool) -> Outcome:
        """The newer of the two is found from now on; of an article that is hidden, neither."""
        number = current.article_id or 0
        entry = replace(
            entry,
            article=_cited(entry.article, replaced_by=number if is_older else None, is_hidden=current.is_hidden),
        )
        article_id = self._shelve(entry)
        if not is_older:
            self._replace(entry.address, article_id)
        told = self._loaded(entry, Status.VERSION, article_id, number)
        return replace(told, reason=_why(entry.article.citation, number) or told.reason)

    def _replace(self, address: int | None, newer: int) -> None:
        held = [one.article_id or 0 for one in versions.at(self.connection, address) if one.replaced_by is None]
        older = [number for number in held if number != newer]
        if {passage.article_id for passage in self.held} & set(older):
            self.flush()
        for number in older:
            shelf.unindex(self.connection, number, articles.get(self.connection, number))
        versions.replace(self.connection, older, newer)

    def _loaded(self, entry: Entry, status: Status, article_id: int, other: int | None) -> Outcome:
        for teaser in entry.teasers:
            known = articles.find(self.connection, teaser.identity)
            articles.print_beside(self.connection, self._shelve(teaser) if known is None else known, article_id)
        told = _told(entry, Judgement(status))
        return replace(told, article_id=article_id, other=other)

    def _shelve(self, entry: Entry) -> int:
        """The article's number; its passages wait to be indexed if they are to be found."""
        article = _cited(entry.article, loaded=self.moment)
        article_id = articles.insert(self.connection, article, entry.identity, self.batch)
        sketches.add(self.connection, article_id, entry.sketch)
        versions.address(self.connection, article_id, entry.address)
        versions.liken(self.connection, article_id, () if article.is_teaser else telling(entry.sketch))
        if article.citation.replaced_by is None and not article.citation.is_hidden:
            self.held += [Passage(article_id, cut.start, cut.end) for cut in entry.slices]
            self.terms += [cut.terms for cut in entry.slices]
        return article_id


def judge(connection: sqlite3.Connection, entry: Entry) -> Judgement:
    """What an article is to those that are here: new, the same as one, or another version of one."""
    if not entry.slices:
        return Judgement(Status.REFUSED)
    if known := articles.find(connection, entry.identity):
        return Judgement(Status.DUPLICATE, articles.citation(connection, known))
    held = versions.at(connection, entry.address)
    if not held:
        return Judgement(Status.LOADED)
    words = _own_words(entry.article)
    for one in held:
        if _own_words(articles.get(connection, one.article_id or 0)) == words:
            return Judgement(Status.DUPLICATE, one)
    current = next((one for one in held if one.replaced_by is None), held[0])
    return Judgement(Status.VERSION, current, is_older=_is_older(entry.article.citation, current))


def _told(entry: Entry, judged: Judgement) -> Outcome:
    """What became of an entry, so far as it needs no number of its own."""
    title, other = entry.article.citation.title, judged.other
    match judged.status:
        case Status.REFUSED:
            return Outcome(entry.name, judged.status, title=title, reason="holds no text to quote")
        case Status.DUPLICATE:
            here = other or Citation()  # of a load that stores nothing the first one has no number
            return Outcome(entry.name, judged.status, here.article_id, title, reason=_kept(here))
        case _:
            is_found = not judged.is_older
            return Outcome(
                entry.name,
                judged.status,
                title=title,
                passages=len(entry.slices) * is_found,
                teasers=len(entry.teasers),
                reason=entry.note,
                other=other.article_id if other else None,
            )


def _kept(held: Citation) -> str | None:
    """Why an article that is here is not found."""
    if held.is_hidden:
        return "is hidden"
    return f"is an older version of article {held.replaced_by}" if held.replaced_by else None


def _why(version: Citation, current: int) -> str | None:
    """Why a version that came in is not found."""
    if version.replaced_by:
        return f"older than article {current}, which stays"
    return f"hidden, as article {current} was" if version.is_hidden else None


def _foreseen(connection: sqlite3.Connection, entry: Entry, seen: Foreseen) -> Outcome:
    judged = judge(connection, entry)
    if judged.status in {Status.LOADED, Status.VERSION}:
        judged = replace(judged, status=seen.status(entry) or judged.status)
    told = _told(entry, judged)
    return replace(told, other=_alike(connection, entry)) if judged.status is Status.LOADED else told


def _alike(connection: sqlite3.Connection, entry: Entry) -> int | None:
    """An article that prints the same story, the first loaded of those most alike."""
    found = versions.alike(connection, telling(entry.sketch)) if not entry.article.is_teaser else []
    if not found:
        return None
    held = sketches.sketches(connection, found)
    return next((one for one in found if len(same_stories([0, one], {**held, 0: entry.sketch})) == 1), None)


def _is_older(one: Citation, other: Citation) -> bool:
    """Whether a version states an earlier date than the other, as far as both are precise."""
    dates = [citation.updated or citation.published or "" for citation in (one, other)]
    if all("T" in date for date in dates):
        dates = list(map(_in_utc, dates))
    precision = min(map(len, dates))
    return dates[0][:precision] < dates[1][:precision]


def _in_utc(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):  # 30 February, the first day of the year 1
        return moment


def _own_words(article: Article) -> str:
    """The text without the teasers of other stories and the page's furniture."""
    is_teaser = article.is_teaser
    return "\n".join(part.of(article.text) for part in article.parts if is_teaser or part.label is not Label.TEASER)


def _cited(article: Article, **changed: object) -> Article:
    return article.model_copy(update={"citation": article.citation.model_copy(update=changed)})


_NOT_STATED = {
    "article_id", "section", "inferred", "language", "updated", "loaded", "replaces", "replaced_by", "is_hidden",
}  # fmt: skip
"""What does not make an article another one: a story stands in several sections, and `updated` often changes though no
word does."""


def _identity(article: Article) -> bytes:
    """The same for the same words with the same citation, whatever else stood on the page."""
    citation = article.citation.model_dump(exclude=_NOT_STATED)
    return _digest([_own_words(article), article.is_teaser, citation])


def _digest(content: object) -> bytes:
    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).digest()
