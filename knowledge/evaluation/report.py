"""A measurement as one page of HTML that needs nothing else: figures, plots, and every question. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files

from knowledge.evaluation import plots, summary
from knowledge.evaluation.markup import Markup, element, joined
from knowledge.evaluation.measurement import Measurement
from knowledge.evaluation.observations import Observation, Quoted
from knowledge.evaluation.questions import Judged
from knowledge.evaluation.summary import Compared, Row
from knowledge.evaluation.verdicts import Verdict, rank, verdict
from knowledge.weights import Weights

CALIBRATION = (
    "Is evidence to be believed?",
    "The share of all questions whose first excerpt holds the answer. Above the bars: how many questions.",
)
THRESHOLDS = (
    "What does each threshold cost?",
    "Every threshold of evidence is a point of the line, the lower left the better. The dot is the one in use.",
)
LATENCY = ("How long does it take?", "The share of questions answered within so many milliseconds.")

QUESTION_HEADS = ("Verdict", "Question", "Evidence", "Rank", "ms")
UNRANKED = 1_000_000
"""Sorts what was not found behind all that was."""


def page(name: str, measured: Measurement, weights: Weights, compared: Sequence[Compared] = ()) -> str:
    """The page about the question set `name`, asked with these weights."""
    style, script = _asset("report.css"), _asset("report.js")
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">'),
        element("title", f"{name}: answers measured"),
        element("style", style),
    )
    body = element(
        "body",
        element("header", element("h1", name), element("p", summary.counts(measured))),
        element("section", element("h2", "Figures"), _figures(measured, compared)),
        element("section", *_plots(measured, weights, compared), class_="plots"),
        element("section", element("h2", "Questions"), _filters(measured), _questions(measured)),
        element("script", script),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _asset(name: str) -> Markup:
    return Markup((files("knowledge.evaluation") / name).read_text("utf-8"))


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, and nothing run but what the page was written with."""
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _figures(measured: Measurement, compared: Sequence[Compared]) -> Markup:
    peers = [name for one in compared for name in (one.name, "Difference", "95 % interval")]
    heads = [element("th", one, scope="col") for one in ("Figure", "This version", *peers, "")]
    rows = [element("tr", *_cells(row)) for row in summary.rows(measured, compared)]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="figures")
    note = "Coloured: better or worse by more than chance, by a paired bootstrap over the questions."
    return joined(element("div", table, class_="wide"), element("p", note, class_="note") if compared else "")


def _cells(row: Row) -> Iterator[Markup]:
    yield from (element("td", row.name), element("td", row.value))
    for one in row.against:
        yield from (element("td", one.theirs), element("td", one.by, class_=one.verdict), element("td", one.between))
    yield element("td", row.means)


def _plots(measured: Measurement, weights: Weights, compared: Sequence[Compared]) -> list[Markup]:
    peers = [one.peer.table for one in compared]
    setting = measured.figures["wrongly silent"], measured.figures["false answers"]
    legend = "".join(f" {kind.capitalize()}: {one.name}." for kind, one in zip(plots.PEERS, compared, strict=False))
    drawn = [
        (CALIBRATION, plots.calibration(measured.table, weights), ""),
        (THRESHOLDS, plots.thresholds(measured.table, peers, setting), legend),
        (LATENCY, plots.latency(measured.table), ""),
    ]
    return [
        element("figure", element("h3", title), plot, element("figcaption", caption + more))
        for (title, caption), plot, more in (drawn if _says_of_evidence(measured) else drawn[-1:])
    ]


def _says_of_evidence(measured: Measurement) -> bool:
    """Whether it is known of any question what would be a right answer, or that none would be."""
    return any(one.has_words or not one.answerable for one in measured.questions)


def _filters(measured: Measurement) -> Markup:
    verdicts = Counter(map(verdict, measured.questions, measured.observations))
    options = [element("option", f"{one} ({verdicts[one]:,})", value=one) for one in Verdict if verdicts[one]]
    every = element("option", f"all ({verdicts.total():,})", value="")
    search = Markup('<input id="search" type="search" placeholder="words" aria-label="words">')
    return element(
        "p", element("select", every, *options, id="verdict", aria_label="verdict"), search, class_="filters"
    )


def _questions(measured: Measurement) -> Markup:
    heads = [
        element("th", element("button", name, type="button"), scope="col", aria_sort="none") for name in QUESTION_HEADS
    ]
    rows = map(_row, measured.questions, measured.observations)
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), id="questions")
    return element("div", table, class_="wide")


def _row(question: Judged, observed: Observation) -> Markup:
    said, at = verdict(question, observed), rank(question, observed)
    strength = f"{observed.evidence.strength} " if observed.evidence else ""
    summed_up = element("summary", element("bdi", question.text), dir="auto")
    return element(
        "tr",
        element("td", element("span", said, class_="verdict"), data_key=list(Verdict).index(said)),
        element("td", element("details", summed_up, _details(question, observed)), data_key=question.qid),
        element("td", f"{strength}{observed.score:.2f}", data_key=observed.score),
        element("td", str(at or "–") if question.answerable else "", data_key=at or UNRANKED),
        element("td", f"{observed.took_ms:.1f}", data_key=observed.took_ms),
        data_verdict=said,
    )


def _details(question: Judged, observed: Observation) -> Markup:
    quoted = [_quoted(question, one) for one in observed.quotes]
    is_silent = verdict(question, observed) in (Verdict.SILENT, Verdict.SILENT_RIGHTLY)
    said = "Would have been quoted" if is_silent else "Quoted"
    return joined(
        element("h4", said),
        *(quoted or [element("p", "Nothing.")]),
        element("h4", "Should have been"),
        _expected(question),
        _why(observed),
        element("p", question.qid, class_="note"),
    )


def _quoted(question: Judged, quoted: Quoted) -> Markup:
    start, end = quoted.sentence
    best = element("mark", quoted.text[start:end]) if end - start < len(quoted.text) else quoted.text[start:end]
    words = element("blockquote", quoted.text[:start], best, quoted.text[end:], dir="auto")
    kind = " (a right article)" if quoted.article_id in question.right else ""
    kind = " (counts neither way)" if quoted.article_id in question.doubtful else kind
    return joined(words, element("cite", element("bdi", quoted.title), f" [{quoted.article_id}]{kind}"))


def _expected(question: Judged) -> Markup:
    if not question.answerable:
        return element("p", "Nothing: the archive does not say.")
    answers = element("p", element("bdi", " / ".join(question.answers)), dir="auto") if question.answers else ""
    sentences = [element("blockquote", one, dir="auto") for one in question.evidence]
    sources = [element("li", element("bdi", title)) for title in question.sources]
    return joined(answers, *sentences, element("ul", *sources))


def _why(observed: Observation) -> Markup:
    if not observed.evidence:
        return Markup()
    covered, missing = (", ".join(words) or "none" for words in (observed.evidence.covered, observed.evidence.missing))
    return joined(
        element("h4", "Why this evidence"),
        element("p", "Words found: ", element("bdi", covered)),
        element("p", "Words missing: ", element("bdi", missing)),
    )
