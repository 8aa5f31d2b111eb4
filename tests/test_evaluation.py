"""Archives measured by questions whose answers are known: figures worked out by hand, and files that are refused."""

from __future__ import annotations

import importlib
import json
import math
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Archive, Article, Citation, Evidence, Question, SettingsError, Strength
from knowledge.cli import main
from knowledge.errors import UnusableQuestions
from knowledge.evaluation import report
from knowledge.evaluation.comparison import Difference, differences
from knowledge.evaluation.figures import FIGURES, Unit, columns, first_is_right, priced, summed, trade
from knowledge.evaluation.judgements import judged as judged_by
from knowledge.evaluation.judgements import judgements
from knowledge.evaluation.markup import Markup, element
from knowledge.evaluation.measurement import Measurement, corpus, matched_with
from knowledge.evaluation.observations import Observation, Quoted, observe
from knowledge.evaluation.observations import observed as observed_all
from knowledge.evaluation.plain import Corpus, Index, Plain, lucene, rank_bm25
from knowledge.evaluation.questions import Judged, Known, matched, read, spread, topics
from knowledge.evaluation.summary import Against, Compared, rows
from knowledge.evaluation.verdicts import Verdict, rank, verdict
from knowledge.evaluation.wordings import is_shown
from knowledge.weights import Weights

ARTICLES = (
    (
        "g1",
        "Gate left open",
        "The iron gate of the cemetery stood open all night. Otto Crake keeps the key in his hat.",
    ),
    ("g2", "A hen on Rope Street", "The widow Ilvers has a hen that laid a blue egg. Neighbours came with lamps."),
    ("g3", "Tram found", "The last tram stood among apple trees for seventy years. A family of owls lives in its cab."),
)
KNOWN = (
    {
        "qid": "q1",
        "question": "Who keeps the key of the iron cemetery gate?",
        "answerable": True,
        "answers": ["Otto Crake"],
        "relevant": [{"article_id": "g1", "evidence": "Otto Crake keeps the key in his hat."}],
    },
    {
        "qid": "q2",
        "question": "Which colour was the egg that the hen of the widow Ilvers laid?",
        "answerable": True,
        "answers": ["blue"],
        "relevant": [{"article_id": "https://courant.example/g2"}],
        "maybe": ["Tram found"],
    },
    {"qid": "q3", "question": "When did the volcano bury the observatory?", "answerable": False, "answers": None},
)


def articles() -> list[Article]:
    return [
        Article.compose(
            body, Citation(external_id=name, title=title, url=f"https://courant.example/{name}", language="en")
        )
        for name, title, body in ARTICLES
    ]


@dataclass
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """`backissue evaluate` in a folder without settings."""
    for name in ("BACKISSUE_CONFIG", "BACKISSUE_ARCHIVE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["backissue", "evaluate", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
async def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.sqlite"
    async with Archive(path) as archive:
        await archive.add(articles())
    return path


def questions(path: Path, *known: object) -> Path:
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in known]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def asked(tmp_path: Path) -> str:
    return str(questions(tmp_path / "questions.jsonl", *KNOWN))


def quoted(article_id: int, text: str = "words") -> Quoted:
    return Quoted(article_id, f"Article {article_id}", text, (0, len(text)))


def seen(
    ranking: Sequence[int] = (),
    quotes: Sequence[Quoted] = (),
    strength: Strength | None = Strength.STRONG,
    score: float = 1.0,
    took_ms: float = 1.0,
) -> Observation:
    evidence = Evidence(strength, score=score) if strength else None
    return Observation(tuple(ranking), tuple(quotes), score, took_ms, evidence)


def known(**fields: Any) -> Judged:  # noqa: ANN401 - fields of Judged
    return Judged(**{"qid": "q", "text": "?", "answerable": True, "right": frozenset({1})} | fields)


UNKNOWN = known(answerable=False, right=frozenset())


def figures(*pairs: tuple[Judged, Observation]) -> dict[str, float]:
    return summed(columns([one for one, _ in pairs], [other for _, other in pairs]))


class TestTheCommand:
    def test_figures_of_a_small_archive_are_those_worked_out_by_hand(self, run: Run, archive: Path, asked: str) -> None:
        said = run(asked, "--archive", str(archive), "--json")
        assert (said.code, said.err) == (0, "")
        told = json.loads(said.out)
        assert (told["questions"], told["answerable"], told["unanswerable"]) == (3, 2, 1)
        found = told["figures"]
        right = ("hit@1", "shown@1", "shown@3", "nDCG@10", "RR@10", "R@1", "R@5", "R@10", "AUROC")
        assert {name: found[name] for name in right} == dict.fromkeys(right, 1)
        wrong = ("false answers", "strong", "wrongly silent", "false@10")
        assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)
        assert 0 < found["ms p50"] <= found["ms p95"]
        assert list(found) == [figure.name for figure in FIGURES]

    def test_the_table_names_every_figure_and_counts_the_questions(self, run: Run, archive: Path, asked: str) -> None:
        said = run(asked, "--archive", str(archive))
        assert said.code == 0
        assert all(figure.name in said.out for figure in FIGURES)
        assert "3 questions; the archive answers 2 of them." in said.out
        assert "100.0 %" in said.out
        assert said.err == ""

    def test_a_comparison_gives_the_difference_and_its_interval(self, run: Run, archive: Path, asked: str) -> None:
        told = json.loads(run(asked, "--archive", str(archive), "--compare", "lucene", "--json").out)["compared"][0]
        assert told["with"] == "lucene"
        assert told["figures"]["hit@1"] == 1
        assert told["figures"]["wrongly silent"] is None, "plain BM25 never says that it does not know"
        assert told["differences"]["hit@1"] == {"by": 0, "low": 0, "high": 0}
        assert told["differences"]["wrongly silent"] == {"by": None, "low": None, "high": None}
        assert "lucene" in run(asked, "--archive", str(archive), "--compare", "lucene").out

    def test_several_others_are_asked_the_same(self, run: Run, archive: Path, asked: str, tmp_path: Path) -> None:
        (tmp_path / "other.toml").write_text("[archive]\nreaders = 1\n")
        page = tmp_path / "page.html"
        peers = ("--compare", "lucene,rank-bm25", "--compare", "other.toml, lucene", "--report", str(page))
        told = json.loads(run(asked, "--archive", str(archive), *peers, "--json").out)
        assert [one["with"] for one in told["compared"]] == ["lucene", "rank-bm25", "other.toml"]
        figures = {one["with"]: one["figures"] for one in told["compared"]}
        assert figures["rank-bm25"]["hit@1"] == 1
        assert figures["rank-bm25"]["wrongly silent"] is None
        assert figures["other.toml"]["wrongly silent"] == 0, "the archive itself knows when it does not know"
        text = Page(page.read_text("utf-8")).text
        assert "Dashed: lucene. Dotted: rank-bm25. Chained: other.toml." in text
        assert text.count("95 % interval") == 3
        out = run(asked, "--archive", str(archive), *peers).out
        assert all(name in out for name in figures)
        assert out.count("hit@1") == 3
        assert max(map(len, out.splitlines())) <= 100

    @pytest.mark.parametrize("name", ["elastic", "none.toml", "lucene,elastic", ".", "-"])
    def test_nobody_else_can_be_compared_with(self, run: Run, archive: Path, asked: str, name: str) -> None:
        said = run(asked, "--archive", str(archive), "--compare", name)
        assert (said.code, said.out) == (2, "")
        unknown = name.rpartition(",")[2]
        assert said.err.startswith(f"backissue: There is nothing called {unknown} to compare with: name lucene, ")
        assert said.err.count("\n") == 1

    def test_a_config_file_that_cannot_be_used_is_told_before_anything_is_asked(
        self, run: Run, archive: Path, asked: str, tmp_path: Path
    ) -> None:
        (tmp_path / "other.toml").write_text("[archive]\nreaders = 0\n")
        said = run(asked, "--archive", str(archive), "--compare", "other.toml")
        assert (said.code, said.out) == (2, "")
        assert "archive.readers" in said.err

    def test_progress_is_told_on_a_terminal_and_nowhere_else(
        self, run: Run, archive: Path, asked: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(asked, "--archive", str(archive), "--compare", "lucene").err == ""
        monkeypatch.setenv("FORCE_COLOR", "1")
        told = run(asked, "--archive", str(archive), "--compare", "lucene", "--json")
        assert "Asking" in told.err
        assert "Asking lucene" in told.err
        assert "3/3" in told.err
        json.loads(told.out)

    def test_a_limit_asks_questions_from_all_over_the_set(self, run: Run, archive: Path, asked: str) -> None:
        told = json.loads(run(asked, "--archive", str(archive), "--limit", "2", "--json").out)
        assert (told["questions"], told["answerable"]) == (2, 2)
        assert [one.qid for one in spread(read(Path(asked)), 2)] == ["q1", "q2"]
        assert run(asked, "--archive", str(archive), "--limit", "0").code == 2

    def test_a_figure_that_the_set_says_nothing_about_is_null(self, run: Run, archive: Path, tmp_path: Path) -> None:
        only = questions(tmp_path / "only.jsonl", KNOWN[0])
        told = json.loads(run(str(only), "--archive", str(archive), "--json").out)["figures"]
        assert told["false answers"] is None
        assert told["AUROC"] is None
        assert told["hit@1"] == 1

    def test_questions_for_another_archive_are_refused(self, run: Run, archive: Path, tmp_path: Path) -> None:
        foreign = KNOWN[0] | {"qid": "f", "relevant": [{"article_id": "elsewhere-7"}]}
        said = run(str(questions(tmp_path / "f.jsonl", KNOWN[1], foreign)), "--archive", str(archive))
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith("backissue: The questions name 1 of 3 articles that this archive does not hold")
        assert "elsewhere-7" in said.err
        assert "articles are named by their loaded id, address or headline" in said.err
        assert said.err.count("\n") == 1

    def test_an_unknown_doubtful_article_is_refused_too(self, run: Run, archive: Path, tmp_path: Path) -> None:
        doubtful = questions(tmp_path / "d.jsonl", KNOWN[0] | {"maybe": ["nowhere"]})
        assert "nowhere" in run(str(doubtful), "--archive", str(archive)).err

    def test_a_report_that_cannot_be_written_is_told_before_anything_is_asked(
        self, run: Run, archive: Path, asked: str, tmp_path: Path
    ) -> None:
        said = run(asked, "--archive", str(archive), "--report", str(tmp_path / "none" / "page.html"))
        assert said.code == 2
        assert "there is no folder" in said.err
        said = run(asked, "--archive", str(archive), "--report", str(tmp_path))
        assert (said.code, said.out) == (2, "")

    def test_an_archive_that_is_not_there_is_not_made(self, run: Run, asked: str, tmp_path: Path) -> None:
        said = run(asked, "--archive", str(tmp_path / "none.sqlite"))
        assert said.code == 1
        assert not (tmp_path / "none.sqlite").exists()

    def test_without_bm25s_a_comparison_says_what_to_install(
        self, run: Run, archive: Path, asked: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "bm25s", None)
        said = run(asked, "--archive", str(archive), "--compare", "lucene")
        assert (said.code, said.out) == (2, "")
        assert said.err == "backissue: To compare with lucene, install bm25s: pip install bm25s\n"


class TestQuestions:
    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            ([], "holds no question."),
            (["", "  "], "holds no question."),
            ([KNOWN[0], "{"], "Line 2 of .* is not a question: "),
            ([KNOWN[0], "", "[]"], "Line 3 of .* is not a question: "),
            ([{"question": "?", "answerable": True}], "Line 1 of .* is not a question: qid: "),
            ([KNOWN[0] | {"answerable": "perhaps"}], "Line 1 of .*: answerable: "),
            ([KNOWN[0] | {"relevant": [{"evidence": "x"}]}], "Line 1 of .*: relevant.0.article_id: "),
            ([KNOWN[0] | {"relevant": []}], "Line 1 of .*: it is answerable, but names no relevant article."),
            ([KNOWN[0] | {"qid": " "}], "Line 1 of .*: qid: "),
            ([KNOWN[0], KNOWN[1], KNOWN[0]], "more than one question q1; "),
            (["[" * 100_000], "Line 1 of .* is not a question: "),
        ],
    )
    def test_what_is_not_a_question_set_is_refused_in_a_sentence(
        self, tmp_path: Path, lines: list[object], sentence: str
    ) -> None:
        with pytest.raises(UnusableQuestions, match=sentence) as refused:
            read(questions(tmp_path / "q.jsonl", *lines))
        assert "\n" not in str(refused.value)

    def test_the_day_of_asking_stands_in_the_field_that_is_named(self, tmp_path: Path) -> None:
        days = ("2016-11-17", "2016-11-17T23:30:00+01:00", None)
        path = questions(tmp_path / "q.jsonl", *(KNOWN[2] | {"qid": str(day), "asked_at": day} for day in days))
        assert [one.as_of for one in read(path, "asked_at")] == [date(2016, 11, 17), date(2016, 11, 17), None]
        assert [one.as_of for one in read(path)] == [None, None, None]
        (judged, *_) = matched(read(path, "asked_at"), [Citation(article_id=1)])
        assert judged.as_of == date(2016, 11, 17)

    def test_a_field_is_not_the_day_of_asking_for_its_name(self, tmp_path: Path) -> None:
        (one,) = read(questions(tmp_path / "q.jsonl", KNOWN[0] | {"as_of": "soon"}))
        assert one.as_of is None

    @pytest.mark.parametrize("day", ["soon", "2016-13-01", "", 7, 2016.5, ["2016-11-17"], {}, True, "\u0000"])
    def test_a_day_of_asking_that_is_no_date_is_refused(
        self, run: Run, archive: Path, tmp_path: Path, day: object
    ) -> None:
        path = questions(tmp_path / "q.jsonl", KNOWN[0] | {"asked_at": "2016-11-17"}, KNOWN[1] | {"asked_at": day})
        said = run(str(path), "--archive", str(archive), "--as-of", "asked_at")
        assert (said.code, said.out) == (1, "")
        assert f"Line 2 of {path} is not a question: asked_at must be a date such as 2016-11-17, not " in said.err
        assert said.err.count("\n") == 1

    def test_a_day_of_asking_that_no_question_has_is_refused(self, run: Run, archive: Path, asked: str) -> None:
        said = run(asked, "--archive", str(archive), "--as-of", "asked_at")
        assert (said.code, said.out) == (1, "")
        assert said.err == f"backissue: No question of {asked} has a day of asking in a field asked_at.\n"

    def test_a_file_that_cannot_be_read_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "latin.jsonl").write_bytes('{"qid": "caf\xe9"}'.encode("latin-1"))
        for name in ("none.jsonl", "latin.jsonl", "."):
            with pytest.raises(UnusableQuestions, match="cannot be read"):
                read(tmp_path / name)

    def test_numbers_nulls_and_other_fields_are_taken_as_they_come(self, tmp_path: Path) -> None:
        line = {"qid": 7, "question": "a\u2028b", "answerable": True, "kind": "x", "answers": None, "maybe": None}
        (one,) = read(questions(tmp_path / "q.jsonl", line | {"relevant": [{"article_id": 3, "evidence": None}]}))
        assert (one.qid, one.relevant[0].article_id, one.answers, one.maybe) == ("7", "3", (), ())

    def test_a_byte_order_mark_is_not_part_of_the_first_question(self, tmp_path: Path) -> None:
        (tmp_path / "q.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(KNOWN[0]).encode())
        assert read(tmp_path / "q.jsonl")[0].qid == "q1"

    def test_articles_are_matched_by_id_before_address_before_headline(self) -> None:
        citations = [
            Citation(article_id=1, title="a", url="b", external_id="c"),
            Citation(article_id=2, title="b", url="c", external_id="a"),
            Citation(article_id=3, title="c", url="a2"),
            Citation(article_id=4, title="d"),
        ]

        def right(name: str) -> frozenset[int]:
            line = {"qid": "q", "question": "?", "answerable": True, "relevant": [{"article_id": name}]}
            return matched([Known.model_validate(line)], citations)[0].right

        assert [right(name) for name in ("a", "b", "c", "d", "a2")] == [{2}, {1}, {1}, {4}, {3}]

    def test_a_headline_stands_for_all_articles_that_have_it(self) -> None:
        line = Known.model_validate(KNOWN[0] | {"relevant": [{"article_id": "Same"}], "maybe": ["Same", "Other"]})
        titles = ("Same", "Other", "Same", "Other")
        (one,) = matched([line], [Citation(article_id=at, title=title) for at, title in enumerate(titles, 1)])
        assert (one.right, one.doubtful, one.sources) == ({1, 3}, {2, 4}, ("Same",))

    def test_an_archive_of_nothing_cannot_be_measured(self) -> None:
        with pytest.raises(UnusableQuestions, match="holds no article"):
            matched([Known.model_validate(KNOWN[2])], [])

    def test_a_spread_reaches_from_the_first_question_to_the_last(self) -> None:
        lines = [Known.model_validate(KNOWN[2] | {"qid": str(at)}) for at in range(9)]
        assert [one.qid for one in spread(lines, 3)] == ["0", "3", "6"]
        assert spread(lines, None) == lines

    @given(st.integers(1, 50), st.integers(1, 60))
    def test_a_spread_has_as_many_different_questions_as_wanted_in_order(self, held: int, most: int) -> None:
        lines = [Known.model_validate(KNOWN[2] | {"qid": f"{at:03}"}) for at in range(held)]
        qids = [one.qid for one in spread(lines, most)]
        assert len(qids) == min(held, most)
        assert qids == sorted(set(qids))


TOPICS = "t1\tWho keeps the key of the cemetery gate?\nt2\tWhat lives in the cab of the tram?\n"
QRELS = "t1 0 g1 2\nt1 0 g2 0\nt2 0 g3 1\nt2 0 g1 -1\n"


class TestJudgements:
    """Sets as TREC has them."""

    @pytest.fixture
    def trec(self, tmp_path: Path) -> tuple[Path, Path]:
        (tmp_path / "topics.tsv").write_text(TOPICS)
        (tmp_path / "qrels.txt").write_text(QRELS)
        return tmp_path / "topics.tsv", tmp_path / "qrels.txt"

    def test_they_say_how_well_articles_are_found_and_nothing_of_words(
        self, run: Run, archive: Path, trec: tuple[Path, Path]
    ) -> None:
        said = run(str(trec[0]), "--qrels", str(trec[1]), "--archive", str(archive), "--report", "page.html", "--json")
        assert (said.code, said.err) == (0, "")
        told = json.loads(said.out)
        assert told["questions"] == 2
        found = {name for name, value in told["figures"].items() if value is not None}
        assert found == {
            "hit@1", "nDCG@10", "RR@10", "R@1", "R@5", "R@10", "wrongly silent", "words", "ms p50", "ms p95",
        }  # fmt: skip
        assert [told["figures"][name] for name in ("hit@1", "nDCG@10", "R@1")] == [1, 1, 1]
        page = Page(Path("page.html").read_text("utf-8"))
        assert page.count("svg") == 1, "of evidence they say nothing"
        assert "shown@1" not in page.text
        table = run(str(trec[0]), "--qrels", str(trec[1]), "--archive", str(archive), "--compare", "lucene").out
        assert "nDCG@10" in table
        assert "shown@1" not in table

    def test_their_questions_may_be_json_too(self, trec: tuple[Path, Path], tmp_path: Path) -> None:
        lines = [{"qid": "t1", "question": "Who?", "asked": "2016-11-17"}, {"qid": "t2", "question": "What?"}]
        told = judged_by(topics(questions(tmp_path / "t.jsonl", *lines), "asked"), judgements(trec[1]))
        assert [(one.qid, one.question, one.as_of) for one in told] == [
            ("t1", "Who?", date(2016, 11, 17)),
            ("t2", "What?", None),
        ]
        assert [one.named for one in told] == [("g1",), ("g3",)]

    def test_the_grade_is_what_an_article_is_worth(self, trec: tuple[Path, Path]) -> None:
        told = matched(
            judged_by(topics(trec[0]), judgements(trec[1])),
            [Citation(article_id=at, external_id=f"g{at}") for at in (1, 2, 3)],
        )
        assert [(one.right, dict(one.grades)) for one in told] == [({1}, {1: 2}), ({3}, {})]

    @pytest.mark.parametrize(
        ("topics_", "qrels", "sentence"),
        [
            (TOPICS, "t1 0 g1 1\n", "1 of 2 questions are not judged (t2)."),
            (TOPICS, f"{QRELS}t9 0 g1 1\n", "1 of 3 judged are not asked (t9)."),
            ("a\tx\nb\ty\nt1\tz", QRELS, "2 of 3 questions are not judged (a, b); 1 of 2 judged are not asked (t2)."),
            (TOPICS, "", "2 of 2 questions are not judged (t1, t2)."),
            (TOPICS, "t1 0 g1 1\nt2 0 g3 0\n", "1 of 2 questions have no article of a grade above 0 (t2): leave "),
            (TOPICS, "t1 0 g1 1\nt2 0 g3\n", "Line 2 of qrels.txt is not a judgement: "),
            (TOPICS, "t1 0 g1 high\n", "Line 1 of qrels.txt is not a judgement: "),
            ("t1\tx\n\nt2", QRELS, "Line 3 of topics.tsv is not a question: "),
            ("t1\tx\n\ty", QRELS, "Line 2 of topics.tsv is not a question: "),
            ("t1\tx\nt1\ty", QRELS, "more than one question t1; "),
            ('{"qid": "t1", "question": 1}', QRELS, "1 of 2 judged are not asked (t2)."),
            ('{"qid": "t1"}', QRELS, "Line 1 of topics.tsv is not a question: question: "),
            ("", QRELS, "holds no question."),
            (TOPICS, QRELS.replace("g3", "elsewhere"), "The questions name 1 of 2 articles that this archive does not"),
        ],
    )
    def test_what_does_not_belong_together_is_refused_in_a_sentence(
        self, run: Run, archive: Path, topics_: str, qrels: str, sentence: str
    ) -> None:
        Path("topics.tsv").write_text(topics_)
        Path("qrels.txt").write_text(qrels)
        said = run("topics.tsv", "--qrels", "qrels.txt", "--archive", str(archive))
        assert (said.code, said.out) == (1, "")
        assert sentence in said.err
        assert said.err.count("\n") == 1

    def test_a_file_of_judgements_that_cannot_be_read_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnusableQuestions, match="cannot be read"):
            judgements(tmp_path / "none")


class TestWordings:
    @pytest.mark.parametrize(
        ("answers", "evidence", "quote", "is_held"),
        [
            (["Otto Crake"], [], "said the keeper, OTTO  Crake, yesterday", True),
            (["Otto Crake"], [], "said the keeper, Otto Craken", False),
            (["3"], [], "there were 33 of them", False),
            (["3"], [], "there were 3 of them", True),
            (["לפטופ"], [], "תחליף ללפטופ", True),
            (["12月1日"], [], "自2023年12月1日起施行", True),
            (["x", "gate"], [], "the gate", True),
            ([""], [], "anything", False),
            ([], ["The gate\nwas open."], "Before. The gate was open. After.", True),
            ([], ["The gate was open."], "The gate was", False),
            (["yes"], ["The gate was open."], "yes, it rained", False),
            (["open"], ["The gate was open."], "it stood open", True),
            ([], [], "anything", False),
        ],
    )
    def test_an_answer_is_shown_when_its_words_are_quoted(
        self, answers: list[str], evidence: list[str], quote: str, *, is_held: bool
    ) -> None:
        assert is_shown(known(answers=tuple(answers), evidence=tuple(evidence)), quote) is is_held

    @given(st.text(), st.text(), st.text())
    def test_any_text_may_be_an_answer(self, answer: str, evidence: str, quote: str) -> None:
        is_shown(known(answers=(answer,), evidence=(evidence,)), quote)
        if evidence.split():
            assert is_shown(known(evidence=(evidence,)), f"{evidence} and more")


RIGHTS = st.frozensets(st.integers(1, 30), min_size=1, max_size=12)
RANKINGS = st.lists(st.integers(1, 30), unique=True, max_size=30)
STRENGTHS = st.sampled_from(Strength)
REPLIES = st.builds(seen, RANKINGS, strength=STRENGTHS, score=st.floats(0, 2), took_ms=st.floats(0, 1e4))


class TestFigures:
    def test_ranks_become_figures(self) -> None:
        found = figures((known(right=frozenset({1, 2, 9})), seen([5, 1, 6, 7, 8, 2])))
        gain, ideal = 1 / math.log2(3) + 1 / math.log2(7), 1 + 1 / math.log2(3) + 1 / 2
        assert found["nDCG@10"] == pytest.approx(gain / ideal)
        assert [found[name] for name in ("RR@10", "R@1", "R@5", "R@10")] == pytest.approx([1 / 2, 0, 1 / 3, 2 / 3])

    @given(RANKINGS, RIGHTS)
    def test_figures_of_rankings_are_those_of_ir_measures(self, ranking: list[int], right: frozenset[int]) -> None:
        names = {name: ir_measures.parse_measure(name) for name in ("nDCG@10", "RR@10", "R@1", "R@5", "R@10")}
        judged = [ir_measures.Qrel("q", str(one), 1) for one in right]
        scored = [ir_measures.ScoredDoc("q", str(one), -at) for at, one in enumerate(ranking)]
        told = ir_measures.calc_aggregate(names.values(), judged, scored)
        found = figures((known(right=right), seen(ranking)))
        assert {name: found[name] for name in names} == pytest.approx(
            {name: told[measure] if ranking else 0 for name, measure in names.items()}
        )

    @given(RANKINGS.filter(bool), st.dictionaries(st.integers(1, 30), st.integers(1, 4), min_size=1, max_size=12))
    def test_grades_count_as_in_ir_measures(self, ranking: list[int], grades: dict[int, int]) -> None:
        names = {name: ir_measures.parse_measure(name) for name in ("nDCG@10", "RR@10", "R@1", "R@5", "R@10")}
        qrels = [ir_measures.Qrel("q", str(one), grade) for one, grade in grades.items()]
        scored = [ir_measures.ScoredDoc("q", str(one), -at) for at, one in enumerate(ranking)]
        told = ir_measures.calc_aggregate(names.values(), qrels, scored)
        found = figures((known(right=frozenset(grades), grades=grades), seen(ranking)))
        assert {name: found[name] for name in names} == pytest.approx(
            {name: told[measure] for name, measure in names.items()}
        )

    def test_articles_in_doubt_count_neither_way(self) -> None:
        question = known(right=frozenset({1}), doubtful=frozenset({7, 8}))
        found = figures((question, seen([7, 8, 1], [quoted(7), quoted(1)])))
        assert (found["RR@10"], found["hit@1"]) == (1, 1)
        assert math.isnan(first_is_right(question, seen([7], [quoted(7), quoted(8)])))
        assert first_is_right(question, seen([7], [quoted(7), quoted(2)])) == 0
        assert first_is_right(question, seen()) == 0

    def test_shown_counts_the_first_or_the_first_three_whosever_they_are(self) -> None:
        question = known(answers=("blue",))
        later = seen(quotes=[quoted(1), quoted(2), quoted(3, "a blue egg"), quoted(4)])
        fourth = seen(quotes=[quoted(1), quoted(1), quoted(1), quoted(1, "a blue egg")])
        found = figures((question, later), (question, fourth), (question, seen(quotes=[quoted(9, "Blue!")])))
        assert (found["shown@1"], found["shown@3"]) == pytest.approx((1 / 3, 2 / 3))

    def test_a_question_whose_words_are_not_known_says_nothing_of_what_is_shown(self) -> None:
        found = figures((known(), seen([1], [quoted(1)])), (known(answers=("blue",)), seen(quotes=[quoted(1, "blue")])))
        assert (found["shown@1"], found["shown@3"]) == (1, 1)
        assert math.isnan(figures((known(), seen([1], [quoted(1)])))["shown@1"])

    def test_silence_and_false_answers_are_shares_of_their_own_kind(self) -> None:
        found = figures(
            (known(), seen(strength=Strength.NONE)),
            (known(), seen(strength=Strength.PARTIAL)),
            *((UNKNOWN, seen(strength=strength)) for strength in Strength),
            (UNKNOWN, seen(strength=Strength.NONE)),
        )
        assert (found["wrongly silent"], found["false answers"], found["strong"]) == (0.5, 0.5, 0.25)

    def test_words_are_counted_and_pairs_of_characters_are_parts_of_words(self) -> None:
        found = figures((known(), seen(quotes=[quoted(1, "one two three"), quoted(2, "four")])), (known(), seen()))
        assert found["words"] == 2
        assert figures((known(), seen(quotes=[quoted(1, "中国新闻")])))["words"] == pytest.approx(3 * 0.55)

    def test_auroc_is_the_share_of_pairs_in_the_right_order(self) -> None:
        found = figures(
            *((known(), seen(score=score)) for score in (0.9, 0.5)),
            *((UNKNOWN, seen(score=score)) for score in (0.1, 0.5, 0.7)),
        )
        assert found["AUROC"] == pytest.approx((3 + 1.5) / 6)
        assert found["false@10"] == pytest.approx(2 / 3)

    def test_every_threshold_has_its_price(self) -> None:
        table = columns([known(), known(), UNKNOWN], [seen(score=0.9), seen(score=0.2), seen(score=0.5)])
        assert trade(table) == [(0, 1), (0.5, 1), (0.5, 0), (1, 0)]
        assert trade(columns([known()], [seen()])) == []
        assert priced(table, [0.3, 0.5, 0.6]) == [(0.5, 1), (0.5, 1), (0.5, 0)]

    def test_times_are_percentiles_of_all_questions(self) -> None:
        found = figures(*((known() if at % 2 else UNKNOWN, seen(took_ms=at)) for at in range(101)))
        assert (found["ms p50"], found["ms p95"]) == (50, 95)

    @given(st.lists(st.tuples(st.one_of(st.none(), RIGHTS), REPLIES), min_size=1, max_size=12))
    def test_shares_lie_between_nought_and_one(self, replies: list[tuple[frozenset[int] | None, Observation]]) -> None:
        judged = [known(right=right) if right else UNKNOWN for right, _ in replies]
        found = figures(*zip(judged, (reply for _, reply in replies), strict=True))
        for figure in FIGURES:
            value = found[figure.name]
            if figure.unit in (Unit.SHARE, Unit.SCORE) and not math.isnan(value):
                assert 0 <= value <= 1 + 1e-9, figure.name
        assert math.isnan(found["hit@1"]) is not any(one.answerable for one in judged)
        assert math.isnan(found["false answers"]) is all(one.answerable for one in judged)

    @given(st.lists(st.tuples(st.booleans(), st.floats(0, 2)), min_size=2, max_size=20))
    def test_scores_turned_round_turn_auroc_round(self, scored: list[tuple[bool, float]]) -> None:
        judged = [known() if is_answerable else UNKNOWN for is_answerable, _ in scored]
        up, down = (
            figures(*zip(judged, (seen(score=sign * score) for _, score in scored), strict=True))["AUROC"]
            for sign in (1, -1)
        )
        assert up == pytest.approx(1 - down, nan_ok=True)


class TestEvidence:
    """The program that refits its thresholds."""

    PROGRAM = Path(__file__).parent / "benchmarks" / "evidence.py"

    def test_it_prints_what_the_thresholds_cost_and_the_lines_to_paste(self, archive: Path, asked: str) -> None:
        pairs = [asked, str(archive)] * 2
        ended = subprocess.run(
            [sys.executable, self.PROGRAM, *pairs], capture_output=True, text=True, timeout=60, check=False
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.count("| average | 1.000 | 0.0 % | 0.0 % | 0.0 % |") == 2
        written = tomllib.loads(ended.stdout[ended.stdout.index("[archive.weights]") :])
        weights = Weights.model_validate(written["archive"]["weights"])
        assert 0 < weights.partial <= weights.strong

    @pytest.mark.parametrize("given_", [["one.jsonl"], []])
    def test_what_it_cannot_do_it_says(self, given_: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("BACKISSUE_TEST_DATA", raising=False)
        ended = subprocess.run(
            [sys.executable, self.PROGRAM, *given_], capture_output=True, text=True, timeout=60, check=False
        )
        assert ended.returncode == 2
        assert "Traceback" not in ended.stderr

    def test_both_kinds_of_mistake_weigh_the_same_on_an_average_of_the_sets(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.syspath_prepend(self.PROGRAM.parent)
        refitted = importlib.import_module("evidence").refitted
        short = Measurement(
            [known()] * 10 + [UNKNOWN] * 10,
            [seen(score=one / 10) for one in (*range(3, 13), *range(10))],
        )
        assert refitted([short]) == refitted([short, short])
        partial, strong = refitted([short])
        assert 0.5 < partial <= 0.7, "three of ten on either side"
        assert strong == pytest.approx(0.91), "above the most that an unanswerable question has"


class TestComparison:
    def test_nothing_parts_a_measurement_from_itself(self) -> None:
        judged = [known(answers=("blue",)), UNKNOWN] * 5
        table = columns(judged, [seen([1], score=1), seen(score=0)] * 5)
        for name, one in differences(table, table, resamples=50).items():
            assert (one.by, one.low, one.high) == (0, 0, 0), name
            assert not one.is_significant

    def test_what_is_always_better_is_better_by_more_than_chance(self) -> None:
        judged = [known()] * 20
        ours, theirs = (columns(judged, [seen(ranking)] * 20) for ranking in ([1], [2, 1]))
        found = differences(ours, theirs, resamples=100)
        assert found["RR@10"] == Difference(0.5, 0.5, 0.5)
        assert found["RR@10"].is_significant
        assert math.isnan(found["AUROC"].by)

    def test_one_question_in_ten_is_not_enough(self) -> None:
        ours = columns([known()] * 10, [seen([1])] * 10)
        theirs = columns([known()] * 10, [seen([1])] * 9 + [seen([2])])
        found = differences(ours, theirs)["R@1"]
        assert found.by == pytest.approx(0.1)
        assert found.low == 0 < found.high
        assert not found.is_significant

    def test_the_same_replies_give_the_same_interval(self) -> None:
        random = np.random.default_rng(3)
        judged = [known()] * 30
        ours, theirs = (columns(judged, [seen([int(one)]) for one in random.integers(1, 3, 30)]) for _ in range(2))
        assert str(differences(ours, theirs, resamples=50)) == str(differences(ours, theirs, resamples=50))

    def test_those_who_were_asked_something_else_are_not_compared(self) -> None:
        ours, theirs = (Measurement([known(qid=qid)], [seen([1])]) for qid in "ab")
        with pytest.raises(UnusableQuestions, match="not asked the same questions"):
            ours.less(theirs)

    def test_a_loss_that_shrinks_is_better(self) -> None:
        judged = [UNKNOWN, known()] * 6
        ours = Measurement(judged, [seen(strength=Strength.NONE), seen()] * 6)
        theirs = Measurement(judged, [seen(strength=Strength.STRONG), seen()] * 6)
        told = {row.name: row for row in rows(ours, [Compared("lucene", theirs, ours)])}
        assert told["false answers"].value == "0.0 %"
        assert told["false answers"].against == (Against("100.0 %", "-100.0", "-100.0 to -100.0", "better"),)
        assert told["hit@1"].against[0].verdict == ""
        back = {row.name: row for row in rows(theirs, [Compared("lucene", ours, theirs)])}
        assert back["false answers"].against[0].verdict == "worse"


class TestObservations:
    async def test_excerpts_are_measured_even_when_the_archive_does_not_say(self, archive: Path) -> None:
        async with Archive(archive) as opened:
            text = "Did the mayor of Vienna paint the gate last century with seven colours?"
            assert (await opened.answer(Question(text=text))).excerpts == ()
            observed = await observe(opened, text)
        assert observed.evidence
        assert observed.evidence.strength is Strength.NONE
        assert observed.quotes[0].article_id == 1
        assert "gate" in observed.quotes[0].text
        assert observed.ranking[0] == 1

    async def test_what_is_quoted_is_measured_as_it_is_shown(self, archive: Path) -> None:
        async with Archive(archive) as opened:
            answer = await opened.answer(Question(text=str(KNOWN[0]["question"])))
            observed = await observe(opened, str(KNOWN[0]["question"]))
            explained = await opened.explain(Question(text=str(KNOWN[0]["question"])))
        assert [one.text for one in observed.quotes] == [one.quote for one in answer.excerpts]
        assert explained.excerpts == answer.excerpts
        start, end = observed.quotes[0].sentence
        assert observed.quotes[0].text[start:end] == "The iron gate of the cemetery stood open all night."

    async def test_a_question_is_asked_on_its_day(self, tmp_path: Path) -> None:
        years = {"2015": "The gate was painted red.", "2016": "The gate was painted blue."}
        async with Archive(tmp_path / "years.sqlite") as opened:
            await opened.add(
                Article.compose(body, Citation(title="Gate painted", published=f"{year}-05-02", language="en"))
                for year, body in years.items()
            )
            line = {"qid": "q", "question": "In articles of last year, how was the gate painted?", "answerable": False}
            asked = [Known.model_validate(line | {"as_of": day}) for day in ("2016-09-01", "2017-09-01")]
            replies = await observed_all(opened, await matched_with(opened, asked))
        assert [reply.quotes[0].text for reply in replies] == [years["2015"], years["2016"]]

    async def test_a_question_of_no_words_finds_nothing(self, archive: Path) -> None:
        async with Archive(archive) as opened:
            observed = await observe(opened, "?!")
            plain = Plain(await corpus(opened), lucene()).observe("?!")
        assert (observed.ranking, observed.quotes, plain.ranking, plain.score) == ((), (), (), 0)

    async def test_plain_bm25_ranks_articles_and_quotes_their_best_passages(self, archive: Path) -> None:
        async with Archive(archive) as opened:
            observed = Plain(await corpus(opened), lucene()).observe("the hen and the tram in the apple trees")
            judged = await matched_with(opened, [Known.model_validate(one) for one in KNOWN])
        assert observed.ranking == (3, 2)
        assert [one.article_id for one in observed.quotes] == [3, 2]
        assert observed.quotes[0].text.startswith("The last tram")
        assert observed.score > 0
        assert observed.evidence is None
        assert (judged[1].right, judged[1].doubtful, judged[1].sources) == ({2}, {3}, ("A hen on Rope Street",))

    def test_of_an_article_the_best_passage_is_quoted(self) -> None:
        filler = "The council met and spoke of the roof for a long time without an end. " * 10
        body = f"Once a gate was mentioned here. {filler}\n\nThe gate and the key of the gate were found. {filler}"
        plain = Plain(Corpus.of([Article.compose(body, Citation(article_id=7, language="en"))], ["en"]), lucene())
        observed = plain.observe("gate key")
        assert observed.ranking == (7,)
        assert "The gate and the key of the gate" in observed.quotes[0].text

    async def test_a_teaser_may_be_the_right_answer(self, tmp_path: Path) -> None:
        line = Known.model_validate(KNOWN[0] | {"relevant": [{"article_id": "A comet with three tails"}]})
        async with Archive(tmp_path / "teasers.sqlite") as opened:
            await opened.add([Article.teaser("A comet with three tails\nIt is seen best before dawn.")])
            assert await opened.articles() == []
            (judged,) = await matched_with(opened, [line])
            observed = await observe(opened, "When is the comet with three tails seen best?")
            plain = Plain(await corpus(opened), lucene()).observe("comet with three tails")
        assert judged.right == {1} == set(observed.ranking) == set(plain.ranking)

    def test_plain_bm25_of_rank_bm25_scores_as_it_does_by_itself(self) -> None:
        bodies = ("gate key.", "hen egg.", "tram owl cab.")
        texts = [Article.compose(one, Citation(article_id=at, language="en")) for at, one in enumerate(bodies, 1)]
        observed = Plain(Corpus.of(texts, ["en"]), rank_bm25()).observe("Where is the gate?")
        idf, mean = math.log(2.5 / 1.5), 7 / 3
        assert observed.score == pytest.approx(idf * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 2 / mean)))
        assert observed.ranking == (1,)

    @pytest.mark.parametrize("index", [lucene, rank_bm25])
    def test_plain_bm25_of_an_archive_without_words_finds_nothing(self, index: Callable[[], Index]) -> None:
        wordless = Article.compose("?!", Citation(title="…", article_id=1))
        observed = Plain(Corpus.of([wordless], ["en"]), index()).observe("Where is the gate?")
        assert (observed.ranking, observed.score) == ((), 0)

    def test_plain_bm25_scores_as_lucene_does(self) -> None:
        bodies = ("gate gate key.", "gate hat.", "tram owl cab.")
        texts = [Article.compose(one, Citation(article_id=at, language="en")) for at, one in enumerate(bodies, 1)]
        idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
        mean = (3 + 2 + 3) / 3
        tf = 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / mean))
        assert Plain(Corpus.of(texts, ["en"]), lucene()).observe("gate").score == pytest.approx(idf * tf, rel=1e-5)

    def test_the_verdict_is_what_a_reader_would_say(self) -> None:
        question = known(answers=("blue",), doubtful=frozenset({5}))
        blue, other = quoted(1, "blue"), quoted(2, "red")
        assert verdict(question, seen(quotes=[blue])) is Verdict.FIRST
        assert verdict(question, seen(quotes=[other, blue])) is Verdict.LATER
        assert verdict(question, seen(quotes=[other])) is Verdict.WRONG
        assert verdict(question, seen(quotes=[blue], strength=Strength.NONE)) is Verdict.SILENT
        assert verdict(question, seen(quotes=[blue], strength=None)) is Verdict.FIRST
        assert [verdict(known(), seen(quotes=[quoted(one) for one in two])) for two in ((1, 2), (2, 1), (2, 3))] == [
            Verdict.FIRST, Verdict.LATER, Verdict.WRONG,
        ], "where no words are known, the right article counts"  # fmt: skip
        assert verdict(UNKNOWN, seen(strength=Strength.NONE)) is Verdict.SILENT_RIGHTLY
        assert verdict(UNKNOWN, seen(strength=Strength.PARTIAL)) is Verdict.FALSE
        assert (rank(question, seen([5, 3, 1])), rank(question, seen([3]))) == (2, None)


class Page(HTMLParser):
    """What a browser would find: the elements, their attributes, the text outside of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._raw = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._raw = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        self.text += "" if self._raw else data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"


class TestTheReport:
    def test_the_page_tells_figures_plots_and_every_question(
        self, run: Run, archive: Path, asked: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "page.html"
        said = run(asked, "--archive", str(archive), "--compare", "lucene", "--report", str(path))
        assert said.code == 0
        page = Page(path.read_text("utf-8"))
        assert page.count("svg") == 3
        assert page.count("details") == len(KNOWN)
        assert all(str(one["question"]) in page.text for one in KNOWN)
        assert "Otto Crake keeps the key in his hat." in page.text
        assert page.count("mark") >= 1
        assert all(figure.means in page.text for figure in FIGURES)
        assert {"shown first (2)", "rightly silent (1)"} <= set(re.findall(r"[a-z ]+ \(\d\)", page.text))

    def test_the_page_needs_nothing_but_itself(self, run: Run, archive: Path, asked: str, tmp_path: Path) -> None:
        run(asked, "--archive", str(archive), "--report", str(tmp_path / "page.html"))
        text = (tmp_path / "page.html").read_text("utf-8")
        page = Page(text)
        assert not [name for _, named in page.elements for name in named if name in ("src", "href", "style", "onclick")]
        assert not re.search(r"https?://|url\(|@import", re.sub(r"https://courant\.example/\w+", "", text))
        policy = next(named["content"] for tag, named in page.elements if tag == "meta" and "http-equiv" in named)
        assert policy
        assert policy.startswith("default-src 'none'; style-src 'sha256-")

    @pytest.mark.parametrize(
        "place", ["question", "quote", "title", "answer", "evidence", "source", "word", "name", "qid"]
    )
    def test_nothing_that_was_typed_or_quoted_becomes_markup(self, place: str) -> None:
        question = known(
            qid=EVIL if place == "qid" else "q",
            text=EVIL if place == "question" else "?",
            answers=(EVIL,) if place == "answer" else (),
            evidence=(EVIL,) if place == "evidence" else (),
            sources=(EVIL,) if place == "source" else (),
        )
        one = replace(quoted(1, EVIL if place == "quote" else "x"), title=EVIL if place == "title" else "t")
        word = (EVIL if place == "word" else "w",)
        observed = replace(seen([1], [one]), evidence=Evidence(Strength.STRONG, word, word, 1.0))
        text = report.page(EVIL if place == "name" else "set", Measurement([question], [observed]), Weights())
        page = Page(text)
        assert page.count("script") == 1
        assert page.count("img") == 0
        assert "alert(1)" in page.text + str(page.elements)

    @pytest.mark.parametrize("question", [known(), UNKNOWN])
    def test_what_was_withheld_is_not_told_as_quoted(self, question: Judged) -> None:
        for strength, said in ((Strength.NONE, "Would have been quoted"), (Strength.PARTIAL, "Quoted")):
            page = Page(report.page("set", Measurement([question], [seen([1], [quoted(1)], strength)]), Weights()))
            assert said in page.text
            assert ("Would have been quoted" in page.text) is (strength is Strength.NONE)

    def test_a_set_of_only_one_kind_is_drawn_too(self) -> None:
        silent = seen(score=0, took_ms=0, strength=Strength.NONE)
        for judged, observed in ((known(answers=("blue",)), seen()), (UNKNOWN, silent)):
            page = report.page("set", Measurement([judged], [observed]), Weights())
            assert not re.search(r"\bnan\b", page)
            assert Page(page).count("svg") == 3

    @given(st.lists(st.tuples(st.booleans(), REPLIES), min_size=1, max_size=8))
    @settings(max_examples=30)
    def test_every_plot_stays_in_its_frame(self, replies: list[tuple[bool, Observation]]) -> None:
        judged = [known() if is_answerable else UNKNOWN for is_answerable, _ in replies]
        page = Page(report.page("set", Measurement(judged, [reply for _, reply in replies]), Weights()))
        for _, named in page.elements:
            for pair in (named.get("points") or "").split():
                x, y = map(float, pair.split(","))
                assert 0 <= x <= 360
                assert 0 <= y <= 280

    def test_elements_escape_what_is_not_an_element(self) -> None:
        inner = element("b", "<&>", class_='"x"')
        assert inner == '<b class="&quot;x&quot;">&lt;&amp;&gt;</b>'
        assert (
            element("p", inner, Markup("<br>"), "<br>", data_key=1.5) == f'<p data-key="1.5">{inner}<br>&lt;br&gt;</p>'
        )


def test_a_peer_that_is_not_installed_is_a_setting_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(SettingsError, match="pip install bm25s"):
        lucene()
