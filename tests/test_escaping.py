"""Words of strangers stay words: shown as they are, without formatting, pinging, linking or leaving their line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escaping import beginning, ending, fitted, isolated, link, plain, quotation, shorten, visible
from bot.limits import length

HOSTILE = [
    *("**", "__", "~~", "||", "`", "```", "\\", "*", "_", ">", ">>> ", "> ", "# ", "-# ", "- ", "1. ", "12) ", "+ "),
    *("@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<t:1:R>", "<:e:1>", "<a:e:1>", ":smile:"),
    *("[a](javascript:alert(1))", "[a](<http://evil.example>)", "http://evil.example", "<http://evil.example>", "]("),
    *("\n", "\n\n", "\r\n", "\u2028", "\u2029", "\t", " ", "\u00a0", "\u200b", "\u202e", "\u2066", "\u2069", "\u00ad"),
    *(
        "word",
        "Tigris",
        "梁麗橋",
        "明光社。",
        "العربية",
        "עברית",
        "👩\u200d👩\u200d👧",
        "e\u0301",
        "\U0001f600",
        "2016",
    ),
]
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=40).map("".join)


def unescaped(text: str) -> str:
    """As Discord shows it: the character behind each backslash."""
    return re.sub(r"\\(.)", r"\1", text)


def bare(text: str) -> str:
    """What is left for Discord to interpret: the text without backslashes and what they protect."""
    return re.sub(r"\\.", "", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("*bold* _it_ `code` ~~s~~ ||sp||", r"\*bold\* \_it\_ \`code\` \~\~s\~\~ \|\|sp\|\|"),
        ("@everyone and <@12>", r"\@everyone and \<\@12\>"),
        ("[link](javascript:alert(1))", r"\[link\](javascript:alert(1))"),
        ("see http://evil.example", r"see http\://evil.example"),
        ("at 10:30 :smile: x", r"at 10:30 \:smile: x"),
        ("# heading", r"\# heading"),
        ("-# small", r"\-# small"),
        ("- item", r"\- item"),
        ("2016. A year", r"2016\. A year"),
        ("No. 1. is mid-line", "No. 1. is mid-line"),
        ("ends in \\", "ends in \\\\"),
        ("two\nlines\u2028three", "two lines three"),
        ("abc\u202edcba", "abcdcba"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u06dd١٢", "\u06dd١٢"),
        ("", ""),
    ],
)
def test_plain_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(hostile)
def test_nothing_plain_is_left_for_discord_to_interpret(text: str) -> None:
    shown = plain(text)
    assert unescaped(shown) == visible(text)
    assert "\n" not in shown
    assert not re.search(r"[*_`~|<>\[\]@]|://", bare(shown))
    assert not re.match(r"#|-|\+|\d+[.)]", re.sub(r"\\.", "x", shown))
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u00ad]", shown)


@given(hostile, st.integers(min_value=2, max_value=60))
def test_fitted_text_fits_after_escaping(text: str, room: int) -> None:
    shown = fitted(text, room)
    assert length(shown) <= room
    assert visible(text).startswith(unescaped(shown).removesuffix("…"))


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_shortened_text_is_a_beginning_and_an_ellipsis(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short[:-1])


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_a_beginning_and_an_ending_are_verbatim_and_never_empty_of_long_words(text: str, limit: int) -> None:
    assert text.startswith(beginning(text, limit))
    assert text.endswith(ending(text, limit))
    assert max(len(beginning(text, limit)), len(ending(text, limit))) <= max(limit, 0)


@pytest.mark.parametrize(
    ("cut", "limit", "kept"),
    [
        (beginning, 11, "hello world"),
        (beginning, 13, "hello world"),
        (beginning, 8, "hello"),
        (ending, 7, "foo bar"),
        (ending, 9, "foo bar"),
        (ending, 13, "world foo bar"),
    ],
)
def test_cuts_fall_between_words(cut: object, limit: int, kept: str) -> None:
    assert callable(cut)
    assert cut("hello world foo bar", limit) == kept


def test_cuts_do_not_fall_inside_a_character() -> None:
    family = "👩\u200d👩\u200d👧"
    assert beginning(family * 3, 7) == family
    assert ending(family * 3, 7) == family
    assert beginning("a" + "\u0301" * 50, 10) == "a" + "\u0301" * 9


def test_text_written_from_right_to_left_is_kept_from_its_neighbours() -> None:
    assert isolated("Tigris") == "Tigris"
    assert isolated("עברית") == "\u2068עברית\u2069"


@given(st.lists(st.tuples(hostile, st.booleans()), max_size=6))
def test_every_line_of_a_quotation_stands_behind_its_bar(pieces: list[tuple[str, bool]]) -> None:
    shown = re.sub("[\u2068\u2069]", "", quotation(pieces))
    lines = shown.split("\n") if shown else []
    assert all(line.startswith("> ") for line in lines)
    words = unescaped(re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", shown.replace("\n> ", " ").removeprefix("> ")))
    assert "".join(words.split()) == "".join(visible("".join(text for text, _ in pieces)).split())
    for line in lines:
        assert not re.search(r"[_`~|<>\[\]@]|://", bare(line.removeprefix("> ")))
        assert not re.match(r"#|-|\+|\d+[.)]", re.sub(r"\\.", "x", line.removeprefix("> ")))
        assert bare(line).count("**") % 2 == 0


def test_two_halves_do_not_make_a_link() -> None:
    assert quotation([("http:", False), ("//evil.example", False)]) == r"> http\://evil.example"


def test_emphasis_takes_the_words_and_leaves_the_spaces() -> None:
    pieces = [("One.", False), (" Two *three*. ", True), ("Four.", False)]
    assert quotation(pieces) == r"> One. **Two \*three\*.** Four."


def test_emphasis_leaves_out_punctuation_that_no_space_follows() -> None:
    assert quotation([("「今天」雨停了。", True), ("明天會晴。", False)]) == "> 「**今天」雨停了**。明天會晴。"
    assert quotation([("。", True)]) == "> 。"


def test_a_line_written_from_right_to_left_stands_by_itself() -> None:
    assert quotation([("שלום. ", True), ("עולם.", False)]) == "> \u2068**שלום.** עולם.\u2069"


def test_emphasis_does_not_cross_a_paragraph() -> None:
    assert quotation([("One.\n\nTwo.", True)]) == "> **One.**\n> \n> **Two.**"


def test_a_single_line_end_inside_a_paragraph_is_a_space() -> None:
    assert quotation([("hard\nwrapped", False)]) == "> hard wrapped"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://EXAMPLE.org/A", "http://example.org/A"),
        ("https://example.org/a (b)/[c]>*", "https://example.org/a%20%28b%29/%5Bc%5D%3E%2A"),
        ("https://example.org:8080/x", "https://example.org:8080/x"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("discord://channels/1", None),
        ("file:///etc/passwd", None),
        ("//example.org/x", None),
        ("https://user:secret@example.org/", None),
        ("https://", None),
        ("https://[::1/", None),
        ("https://example.org:port/", None),
        ("https://" + "a" * 70 + ".example/", None),
        ("https://exa>mple.org/", None),
        ("https://example.org/" + "x" * 400, None),
        ("", None),
        (None, None),
    ],
)
def test_links_are_http_and_cannot_end_early(url: str | None, safe: str | None) -> None:
    assert link(url, 400) == safe


@given(st.sampled_from(["", "http://", "https://e.org/", "https://e.org/?"]), hostile)
def test_any_text_makes_a_safe_link_or_none(start: str, rest: str) -> None:
    safe = link(start + rest, 400)
    assert safe is None or re.fullmatch(r"https?://[\w.:-]+[^\s<>()\[\]*`\\@]*|https?://[^\s<>()\[\]\\]*", safe)
