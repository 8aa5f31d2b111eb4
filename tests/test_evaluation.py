"""Archives measured by questions whose answers are known: figures worked out by hand, and files that are refused."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
from knowledge.evaluation.figures import FIGURES, Unit, columns, first_is_right, summed, trade
from knowledge.evaluation.markup import Markup, element
from knowledge.evaluation.measurement import Measurement, lucene, matched_with
from knowledge.evaluation.observations import Observation, Quoted, observe
from knowledge.evaluation.peers import Lucene
from knowledge.evaluation.questions import Judged, Known, matched, read, spread
from knowledge.evaluation.summary import Compared, rows
from knowledge.evaluation.verdicts import Verdict, rank, verdict
from knowledge.evaluation.wordings import is_shown

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
        told = json.loads(run(asked, "--archive", str(archive), "--compare", "lucene", "--json").out)["compared"]
        assert told["with"] == "lucene"
        assert told["figures"]["hit@1"] == 1
        assert told["figures"]["wrongly silent"] is None, "plain BM25 never says that it does not know"
        assert told["differences"]["hit@1"] == {"by": 0, "low": 0, "high": 0}
        assert told["differences"]["wrongly silent"] == {"by": None, "low": None, "high": None}
        assert "lucene" in run(asked, "--archive", str(archive), "--compare", "lucene").out

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


class TestComparison:
    def test_nothing_parts_a_measurement_from_itself(self) -> None:
        table = columns([known(), UNKNOWN] * 5, [seen([1], score=1), seen(score=0)] * 5)
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

    def test_a_loss_that_shrinks_is_better(self) -> None:
        judged = [UNKNOWN, known()] * 6
        ours = Measurement(judged, [seen(strength=Strength.NONE), seen()] * 6)
        theirs = Measurement(judged, [seen(strength=Strength.STRONG), seen()] * 6)
        told = {row.cells[0]: row for row in rows(ours, Compared("lucene", theirs, ours))}
        assert told["false answers"].cells == ("false answers", "0.0 %", "100.0 %", "-100.0", "-100.0 to -100.0")
        assert told["false answers"].verdict == "better"
        assert told["shown@1"].verdict == ""
        back = {row.cells[0]: row for row in rows(theirs, Compared("lucene", ours, theirs))}
        assert back["false answers"].verdict == "worse"


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
            nearest = await opened.nearest(Question(text=str(KNOWN[0]["question"])))
        assert [one.text for one in observed.quotes] == [one.quote for one in answer.excerpts]
        assert nearest == answer.excerpts
        start, end = observed.quotes[0].sentence
        assert observed.quotes[0].text[start:end] == "The iron gate of the cemetery stood open all night."

    async def test_a_question_of_no_words_finds_nothing(self, archive: Path) -> None:
        async with Archive(archive) as opened:
            observed = await observe(opened, "?!")
            plain = (await lucene(opened)).observe("?!")
        assert (observed.ranking, observed.quotes, plain.ranking, plain.score) == ((), (), (), 0)

    async def test_plain_bm25_ranks_articles_and_quotes_their_best_passages(self, archive: Path) -> None:
        async with Archive(archive) as opened:
            observed = (await lucene(opened)).observe("the hen and the tram in the apple trees")
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
        plain = Lucene([Article.compose(body, Citation(article_id=7, language="en"))], ["en"])
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
            plain = (await lucene(opened)).observe("comet with three tails")
        assert judged.right == {1} == set(observed.ranking) == set(plain.ranking)

    def test_plain_bm25_scores_as_lucene_does(self) -> None:
        bodies = ("gate gate key.", "gate hat.", "tram owl cab.")
        texts = [Article.compose(one, Citation(article_id=at, language="en")) for at, one in enumerate(bodies, 1)]
        idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
        mean = (3 + 2 + 3) / 3
        tf = 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / mean))
        assert Lucene(texts, ["en"]).observe("gate").score == pytest.approx(idf * tf, rel=1e-5)

    def test_the_verdict_is_what_a_reader_would_say(self) -> None:
        question = known(answers=("blue",), doubtful=frozenset({5}))
        blue, other = quoted(1, "blue"), quoted(2, "red")
        assert verdict(question, seen(quotes=[blue])) is Verdict.FIRST
        assert verdict(question, seen(quotes=[other, blue])) is Verdict.LATER
        assert verdict(question, seen(quotes=[other])) is Verdict.WRONG
        assert verdict(question, seen(quotes=[blue], strength=Strength.NONE)) is Verdict.SILENT
        assert verdict(question, seen(quotes=[blue], strength=None)) is Verdict.FIRST
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
        text = report.page(EVIL if place == "name" else "set", Measurement([question], [observed]))
        page = Page(text)
        assert page.count("script") == 1
        assert page.count("img") == 0
        assert "alert(1)" in page.text + str(page.elements)

    @pytest.mark.parametrize("question", [known(), UNKNOWN])
    def test_what_was_withheld_is_not_told_as_quoted(self, question: Judged) -> None:
        for strength, said in ((Strength.NONE, "Would have been quoted"), (Strength.PARTIAL, "Quoted")):
            page = Page(report.page("set", Measurement([question], [seen([1], [quoted(1)], strength)])))
            assert said in page.text
            assert ("Would have been quoted" in page.text) is (strength is Strength.NONE)

    def test_a_set_of_only_one_kind_is_drawn_too(self) -> None:
        for judged, observed in ((known(), seen()), (UNKNOWN, seen(score=0, took_ms=0, strength=Strength.NONE))):
            page = report.page("set", Measurement([judged], [observed]))
            assert not re.search(r"\bnan\b", page)
            assert Page(page).count("svg") == 3

    @given(st.lists(st.tuples(st.booleans(), REPLIES), min_size=1, max_size=8))
    @settings(max_examples=30)
    def test_every_plot_stays_in_its_frame(self, replies: list[tuple[bool, Observation]]) -> None:
        judged = [known() if is_answerable else UNKNOWN for is_answerable, _ in replies]
        page = Page(report.page("set", Measurement(judged, [reply for _, reply in replies])))
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
        Lucene([], [])
