"""Pages of plain text: what is the article, and what merely stood on its page. All the news here is made up."""

from __future__ import annotations

from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saltmere import ALT, BODY, CAPTION, CARDS, CREDIT, HEADLINE, bullets, page, texts

from knowledge.characters import clean
from knowledge.model import Article, Label
from knowledge.readers.bylines import names_of
from knowledge.readers.captions import credit_of
from knowledge.readers.dates import iso_date, stated_dates
from knowledge.readers.furniture import is_furniture, is_promotion, starts_other_stories
from knowledge.readers.plain_pages import read_plain_page
from knowledge.readers.prose import ends_sentence, is_prose, weight


def test_a_page_in_the_layout_of_a_web_text_archive_is_read_whole() -> None:
    article = read_plain_page(page(bullets()))
    assert article.citation.title == HEADLINE
    assert article.citation.byline == "Tomas Verre"
    assert article.citation.published is None
    assert article.citation.source is None
    assert texts(article, Label.HEADLINE) == [HEADLINE]
    assert texts(article, Label.CAPTION) == [ALT, CAPTION]
    assert texts(article, Label.CREDIT) == [CREDIT]
    assert texts(article, Label.BODY) == list(BODY)
    assert texts(article, Label.TEASER) == [f"{title}\n\n    {blurb}" for title, blurb in CARDS]


def test_the_credit_follows_its_caption_and_the_alt_text_goes_before() -> None:
    article = read_plain_page(page())
    labels = [part.label for part in article.parts]
    assert labels[:4] == [Label.HEADLINE, Label.CAPTION, Label.CAPTION, Label.CREDIT]


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param(bullets(), id="bulleted cards"),
        pytest.param(bullets("* ", "\n  "), id="starred cards"),
        pytest.param(bullets("- ", "\n  "), id="dashed cards"),
        pytest.param("\n".join(f"   * {title}" for title, _ in CARDS), id="indented titles"),
        pytest.param("\n".join(f"- {title}" for title, _ in CARDS), id="dashed titles"),
        pytest.param("\n".join(f"{i}. {title}" for i, (title, _) in enumerate(CARDS, 1)), id="numbered titles"),
        pytest.param("Related\n\n" + "\n\n".join(title for title, _ in CARDS), id="titles under a heading"),
        pytest.param(
            "You may also like\n\n" + "\n\n".join("\n\n".join(card) for card in CARDS), id="cards under a heading"
        ),
        pytest.param("Read more\n\n" + "\n\n".join("\n".join(card) for card in CARDS), id="blocks under a heading"),
        pytest.param("\n\n".join(f"{title}\n\n{blurb}d nobody knew." for title, blurb in CARDS), id="unmarked cards"),
        pytest.param(
            f"{bullets()}\n\nThe Saltmere Gazette is an independent paper, printed every Friday since the great flood."
            "\n\nLetters are welcome; please write to the editor at the address that stands on our contact page.",
            id="cards above a notice",
        ),
    ],
)
def test_teasers_are_not_the_article(foot: str) -> None:
    article = read_plain_page(page(foot))
    body = " ".join(texts(article, Label.BODY))
    assert texts(article, Label.BODY)[: len(BODY)] == list(BODY)
    assert not [title for title, blurb in CARDS if title in body or blurb in body]
    assert [teaser.splitlines()[0] for teaser in texts(article, Label.TEASER)] == [title for title, _ in CARDS]


def cards(gap: str = "\n\n", end: str = "") -> str:
    return "\n\n".join(f"{title}{gap}{blurb}{end}" for title, blurb in CARDS)


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param(cards(), id="cut at a fixed width"),
        pytest.param(cards(end="…"), id="cut with dots"),
        pytest.param(cards("\n"), id="blocks"),
        pytest.param("\n".join(f"{title}\n{blurb}" for title, blurb in CARDS), id="lines of one block"),
        pytest.param(cards().replace("Bakers quarrel", "Who should win? Bakers quarrel"), id="a question in a title"),
        pytest.param(cards().replace("festival loaf", "festival loaf in L.A."), id="an abbreviation at a title's end"),
        pytest.param(
            f"{cards()}\n\nAda Pell is a reporter at the Gazette. Write to her at ada@gazette.example.",
            id="above a word on the author",
        ),
        pytest.param(f"{cards()}\n\nPictures: Coastwire\n\nFriday", id="above some short lines"),
    ],
)
def test_cards_without_any_mark_are_other_stories(foot: str) -> None:
    article = read_plain_page(page(foot))
    assert texts(article, Label.BODY) == list(BODY)
    assert len(texts(article, Label.TEASER)) == len(CARDS)


SECTIONS = (
    ("What the lighthouse costs", "The lighthouse costs the harbour council two million crowns, councillors said."),
    ("Why the boats need it", "Three boats ran aground near Saltmere after the storm broke the lantern in winter."),
    ("When the work begins", "Work on the tower begins in spring, and the lantern should burn before winter."),
)


def test_sections_of_one_paragraph_each_are_the_storys() -> None:
    article = read_plain_page(page("\n\n".join("\n\n".join(section) for section in SECTIONS)))
    assert texts(article, Label.BODY) == [*BODY, *(text for section in SECTIONS for text in section)]
    assert texts(article, Label.TEASER) == []


def test_of_sections_and_cards_the_cards_are_other_stories() -> None:
    article = read_plain_page(page("\n\n".join("\n\n".join(section) for section in (*SECTIONS, *CARDS))))
    assert texts(article, Label.BODY) == [*BODY, *(text for section in SECTIONS for text in section)]
    assert len(texts(article, Label.TEASER)) == len(CARDS)


GADGETS = ("kettle", "lantern", "compass", "hammock", "barometer", "anchor", "whistle", "oilskin", "sextant", "bollard")


def test_most_of_a_page_is_not_taken_for_advertisements() -> None:
    """A page about many things has chapters that share no words: no more than 350 of a short story are given up."""
    syllables = [f"{letter}{end}" for letter in "bcdfghjklmnpqrst" for end in ("ame", "oor", "ind", "elt")]
    chapters = [
        f"The best {name} of the year\n\n{' '.join(f'{name[:3]}{syllable}' for syllable in syllables)}."
        for name in GADGETS
    ]
    article = read_plain_page("\n\n".join((HEADLINE, *BODY[:2], *chapters)))
    assert sum(len(teaser.split()) for teaser in texts(article, Label.TEASER)) <= 350


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(["2 crowns of nails", "3 planks of oak", "14 panes of glass", "1 lantern"], id="quantities"),
        pytest.param(["Boats lost that night: 3", "Fishermen saved by others: 11", "Lanterns broken: 1"], id="figures"),
    ],
)
def test_a_list_of_figures_at_the_foot_is_the_storys(entries: list[str]) -> None:
    article = read_plain_page(page("\n\n".join(f"  • {entry}" for entry in entries)))
    assert texts(article, Label.BODY) == [*BODY, *entries]


def test_entries_that_share_their_words_are_one_list_and_no_advertisements() -> None:
    entries = ["Northern quay open at dawn", "Southern quay open at noon", "Eastern quay open at dusk"]
    article = read_plain_page(page("\n\n".join(f"  • {entry}" for entry in entries)))
    assert texts(article, Label.BODY) == [*BODY, *entries]


def test_lines_of_figures_without_bullets_are_the_storys_too() -> None:
    lines = ("March 9 – Saltmere, harbour office", "March 16 – Highfield, town hall", "March 23 – Oxwold, school")
    article = read_plain_page(page("The council will show its plans:\n\n" + "\n".join(lines)))
    assert texts(article, Label.BODY)[-3:] == list(lines)


def test_names_that_are_announced_are_the_storys() -> None:
    article = read_plain_page(page("Those who voted for the lighthouse were:\n\n  • Nils Orrin\n  • Ada Holm"))
    assert texts(article, Label.BODY)[-2:] == ["Nils Orrin", "Ada Holm"]


def test_addresses_below_the_story_are_nobodys() -> None:
    article = read_plain_page(page("References:\n\n  • https://a.example/x\n  • https://b.example/y"))
    assert "a.example" not in " ".join(texts(article, Label.BODY))


def test_a_list_of_strangers_amid_the_story_is_not_the_storys() -> None:
    box = "\n\n".join(f"  • {title}" for title, _ in CARDS)
    article = read_plain_page("\n\n".join((HEADLINE, *BODY[:3], box, *BODY[3:])))
    assert texts(article, Label.BODY) == list(BODY)
    assert len(texts(article, Label.TEASER)) == len(CARDS)


SAID = "I have said for years that the lighthouse of Saltmere should be rebuilt by the council."
COMMENTS = f"2 days ago at 07:52 am\n{SAID}\nReply"


@pytest.mark.parametrize("heading", ["Comments", "12 comments", "Top rated comments (3)", "Kommentare", "留言"])
def test_readers_comments_are_nobodys(heading: str) -> None:
    article = read_plain_page(page(f"{heading}\n\n{COMMENTS}\n\n{COMMENTS}"))
    assert texts(article, Label.BODY) == list(BODY)
    assert texts(article, Label.TEASER) == []


def test_a_button_for_comments_does_not_end_the_story() -> None:
    article = read_plain_page("\n\n".join((HEADLINE, BODY[0], "12 comments", *BODY[1:])))
    assert texts(article, Label.BODY) == list(BODY)


def test_a_list_of_readers_comments_is_nobodys() -> None:
    said = "The council should rebuild the lighthouse of Saltmere before the next storm, and the harbour should pay."
    article = read_plain_page(page(f"  • harbourcat said:{said}\n\n  • {said}"))
    assert texts(article, Label.BODY) == list(BODY)


def test_a_list_inside_the_story_stays_the_storys() -> None:
    inner = "The council will also:\n\n  • mend the harbour wall\n  • light the pier for boats\n  • dredge the harbour"
    article = read_plain_page("\n\n".join((HEADLINE, *BODY[:3], inner, *BODY[3:], bullets())))
    assert "mend the harbour wall" in texts(article, Label.BODY)
    assert len(texts(article, Label.TEASER)) == len(CARDS)


def test_a_box_of_other_stories_inside_the_story_does_not_end_it() -> None:
    box = "Related\n\n" + "\n\n".join(title for title, _ in CARDS)
    article = read_plain_page("\n\n".join((HEADLINE, *BODY[:4], box, *BODY[4:])))
    assert texts(article, Label.BODY) == list(BODY)
    assert len(texts(article, Label.TEASER)) == len(CARDS)


PICTURED = "Fishermen look at what the storm has left of the lighthouse in Saltmere on the first day of the year."


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(f"{PICTURED}\n\n{PICTURED}", id="as alt text and caption"),
        pytest.param(f"{PICTURED}\n{PICTURED} Ada Pell / The Gazette", id="and its credit"),
        pytest.param(f"PHOTO: {PICTURED}", id="labelled"),
        pytest.param("The lantern in its better days. Image credit: Ada Pell.", id="a credit with a full stop"),
        pytest.param("The lantern in its better days (Image: GAZETTE)", id="a credit that stands alone"),
    ],
)
def test_what_is_written_about_a_picture_is_not_the_story(picture: str) -> None:
    article = read_plain_page("\n\n".join((HEADLINE, *BODY[:3], picture, *BODY[3:])))
    assert texts(article, Label.BODY) == list(BODY)


def test_a_story_of_one_paragraph_printed_twice_is_still_a_story() -> None:
    assert texts(read_plain_page(f"{HEADLINE}\n\n{BODY[0]}\n\n{BODY[0]}"), Label.BODY) == [BODY[0], BODY[0]]


@pytest.mark.parametrize(
    "line",
    [
        "Ada Pell is a reporter at the Saltmere Gazette who has written about the harbour for many years.",
        "Write to our reporter about the lighthouse and the harbour at ada.pell@gazette.example any time.",
        "Follow her on the networks for more about the harbour, the lighthouse and the boats of Saltmere.",
        "Disclaimer: what is said here of the harbour is the opinion of those who said it and nobody else's.",
        "If you buy a lantern through a link on our pages, we may receive a commission from the shop for it.",
        "We use cookies to make your visit better. By going on you agree that the Gazette keeps them for a year.",
        "Wir verwenden Cookies, damit Ihr Besuch besser wird, und unsere Partner verwenden sie ebenfalls gern.",
    ],
)
def test_what_a_publisher_adds_below_is_not_the_story(line: str) -> None:
    assert texts(read_plain_page(page(line)), Label.BODY) == list(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "The company said that its browser would keep no cookies of other sites by the end of the coming year.",
        "Harbour master Nils Orrin is the man whom the fishermen ask when the lighthouse does not burn at night.",
        "“We sent you our newsletter about the lighthouse, and you never answered,” said the harbour master.",
    ],
)
def test_stories_may_speak_of_such_things(line: str) -> None:
    assert texts(read_plain_page(page(line)), Label.BODY) == [*BODY, line]


def test_a_paragraph_without_a_full_stop_is_the_storys_inside_it() -> None:
    unended = " ".join(
        f"{word} by {word}" for word in ("boat", "stone", "plank", "pane", "lamp", "beam", "rope", "nail", "oar")
    )
    article = read_plain_page("\n\n".join((HEADLINE, *BODY[:2], unended, *BODY[2:])))
    assert unended in texts(article, Label.BODY)


def test_a_line_below_the_headline_that_is_no_sentence_is_nobodys() -> None:
    assert texts(read_plain_page(page(head="Two million crowns for the tower and the lantern")), Label.BODY) == list(
        BODY
    )


def test_a_subhead_below_two_paragraphs_is_no_headline() -> None:
    article = read_plain_page("\n\n".join((*BODY[:2], "Rebuild the lighthouse in Saltmere harbour", *BODY[2:])))
    assert texts(article, Label.BODY)[:2] == list(BODY[:2])


@pytest.mark.parametrize(
    "heading", ["Leia também", "Lesen Sie auch", "Artículos relacionados", "Baca juga", "Читайте также", "関連記事"]
)
def test_headings_over_other_stories_are_known_in_many_languages(heading: str) -> None:
    assert starts_other_stories(heading)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("By Tomas Verre\n\nPublished: March 5, 2019", "2019-03-05"),
        ("By Tomas Verre | 5 March 2019", "2019-03-05"),
        ("5 March 2019, 10:30 am GMT", "2019-03-05"),
        ("Published 2019-03-05T10:30:00+01:00", "2019-03-05T10:30:00+01:00"),
        ("Published in March 2019\n\nBy Tomas Verre", "2019-03"),
        ("March 2019\n\nBy Tomas Verre", None),
        ("Published March 2019", "2019-03"),
        ("Published on 05/03/2019", None),
        ("Published on 25/03/2019", "2019-03-25"),
        ("Updated: March 5, 2019", None),
        ("Published: March 5, 2019. Updated: March 7, 2019", "2019-03-05"),
        ("Veröffentlicht am 5. März 2019 um 10:30 Uhr", "2019-03-05"),
        (f"{ALT}\nMarch 3, 2019\n{CREDIT}", None),
        (f"By Tomas Verre\n{ALT}\n{CAPTION}  {CREDIT}", None),
    ],
)
def test_the_date_comes_only_from_a_line_that_says_so(head: str, published: str | None) -> None:
    assert read_plain_page(page(head=head)).citation.published == published


def test_the_date_above_the_headline_is_the_day_of_saving() -> None:
    assert read_plain_page(f"Friday, 8 March 2019\n\n{page()}").citation.published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Richard Roe", ["Richard Roe"]),
        ("BY RICHARD ROE", ["RICHARD ROE"]),
        ("By Ana de la Cruz and Seán O'Neill", ["Ana de la Cruz", "Seán O'Neill"]),
        ("By Jane Doe, Staff Writer", ["Jane Doe"]),
        ("By Jane Doe | March 5, 2019", ["Jane Doe"]),
        ("Von Jürgen Groß", ["Jürgen Groß"]),
        ("記者 王小明 報導", ["王小明"]),
        ("By the river the town grew fast", []),
        ("By Staff", []),
        ("文化中心今天開幕了", []),
        ("Por favor", []),
        ("Written in haste", []),
        ("By " + "ele " * 40, []),
    ],
)
def test_a_byline_names_people_or_nobody(line: str, names: list[str]) -> None:
    assert names_of(line) == names


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Boats lie in the harbour.  Reuters/Ada Pell", "Boats lie in the harbour.", "Reuters/Ada Pell"),
        ("Boats lie in the harbour. (AP Photo/Ada Pell)", "Boats lie in the harbour.", "AP Photo/Ada Pell"),
        ("Boats in the harbour | Photo: Ada Pell", "Boats in the harbour", "Photo: Ada Pell"),
        ("Boats lie in the harbour. (Photo: Ada Pell)", "Boats lie in the harbour.", "Photo: Ada Pell"),
        ("Boats lie in the harbour.  (Photo: Ada Pell / AFP)", "Boats lie in the harbour.", "Photo: Ada Pell / AFP"),
        ("Photo by Ada Pell/Getty Images", "", "Photo by Ada Pell/Getty Images"),
        ("Ada Pell / AFP via Getty Images", "", "Ada Pell / AFP via Getty Images"),
    ],
)
def test_a_credit_is_told_from_its_caption(line: str, caption: str, credit: str) -> None:
    found = credit_of(line)
    assert found is not None
    assert (line[: found.caption_end], line[found.start : found.end]) == (caption, credit)


@pytest.mark.parametrize(
    "line", ["", "Pictures of the week", "Photo shows bridge collapse", "The town waited. Nobody came."]
)
def test_a_line_without_a_credit_has_none(line: str) -> None:
    assert credit_of(line) is None


@pytest.mark.parametrize(
    "line", ["Share this article", "Advertisement", "12 comments", "© 2024 The Gazette", "Subscribe to our newsletter"]
)
def test_furniture_is_nobodys(line: str) -> None:
    assert is_furniture(line)
    article = read_plain_page(page(head=f"By Tomas Verre\n\n{line}"))
    assert line not in " ".join(part.of(article.text) for part in article.parts)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "Follow the money, he said.",
        "Donated blood saved my father.",
        "Commentary",
        "Homes",
    ],
)
def test_sentences_that_begin_like_furniture_are_the_storys(line: str) -> None:
    assert not is_furniture(line)


def test_promotions_and_headings_are_told_apart() -> None:
    assert is_promotion("READ MORE: The comet with three tails")
    assert not is_promotion("The council will read more petitions")
    assert starts_other_stories("Related")
    assert starts_other_stories("相關文章")
    assert not starts_other_stories("The council met on Tuesday")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("The mayor opened the bridge.", None, ["The mayor opened the bridge."]),
        ("Mayor resigns\n\nShe quit on Friday.", "Mayor resigns", ["She quit on Friday."]),
        ("no sentence here", None, ["no sentence here"]),
        (
            "市長辭職\n\n市長星期五宣布辭職,並表示將於下個月離開市政府。",
            "市長辭職",
            ["市長星期五宣布辭職,並表示將於下個月離開市政府。"],
        ),
        ("\n".join((HEADLINE, "By Tomas Verre", *BODY)), HEADLINE, list(BODY)),
    ],
)
def test_short_and_unspaced_pages_are_read_too(text: str, title: str | None, body: list[str]) -> None:
    article = read_plain_page(text)
    assert article.citation.title == title
    assert texts(article, Label.BODY) == body


def test_hard_wrapped_paragraphs_are_one_part_each() -> None:
    paragraphs = [fill(paragraph, 70) for paragraph in BODY]
    article = read_plain_page("\n\n".join((HEADLINE, "By Tomas Verre", *paragraphs)))
    assert texts(article, Label.BODY) == paragraphs


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2016", "2016"),
        ("2016-11", "2016-11"),
        ("2016-11-17", "2016-11-17"),
        ("20161117", "2016-11-17"),
        ("2016-11-17T09:30:00Z", "2016-11-17T09:30:00Z"),
        ("2016-11-17T09:30:00.123+0100", "2016-11-17T09:30:00+01:00"),
        ("2016-11-17 09:30", "2016-11-17T09:30"),
        ("2016-11-17T99:30:00Z", "2016-11-17"),
        ("Thu, 17 Nov 2016 09:30:00 GMT", "2016-11-17T09:30:00Z"),
        ("November 17, 2016", "2016-11-17"),
        ("17 novembre 2016", "2016-11-17"),
        ("2016年11月17日", "2016-11-17"),
        ("17/11/2016", "2016-11-17"),
        ("07/11/2016", None),
        ("2016-02-30", None),
        ("0001-01-01", None),
        ("yesterday", None),
        ("", None),
        (1479375000, "2016-11-17T09:30:00Z"),
        (1479375000000, "2016-11-17T09:30:00Z"),
        (2016, "2016"),
        (0, None),
        (float("inf"), None),
        (float("nan"), None),
        (True, None),
        (None, None),
        ({"year": 2016}, None),
    ],
)
def test_a_date_keeps_its_precision_or_is_unknown(value: object, iso: str | None) -> None:
    assert iso_date(value) == iso


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_into_slices_of_itself(text: str) -> None:
    _assert_sound(read_plain_page(text), clean(text))


LINES = st.sampled_from(
    [
        "", HEADLINE, "By Tomas Verre", "March 5, 2019", f"{CAPTION}  {CREDIT}", ALT, CREDIT, *BODY, "Related", "Share",
        "READ MORE: A comet", "The council will:", *(f"  • {title}" for title, _ in CARDS), *(t for t, _ in CARDS),
        *(f"    {blurb}" for _, blurb in CARDS), "1. mend the wall", "- light the pier",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=40), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_arrangement_of_a_pages_lines_is_read_into_slices(lines: list[str], between: str) -> None:
    text = between.join(lines)
    _assert_sound(read_plain_page(text), clean(text))


def _assert_sound(article: Article, text: str) -> None:
    """Article itself refuses parts that overlap, are out of order or outside the text."""
    assert article.text == text
    assert all(part.of(text).strip() for part in article.parts)


WORDS = st.lists(st.text("abcdefghijklmnop", min_size=4, max_size=9), min_size=14, max_size=30, unique=True)


@st.composite
def strangers(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Titles and blurbs in words that begin with z, as no word of the story does."""
    cards = draw(st.lists(WORDS, min_size=2, max_size=5))
    strange = [[f"z{number}{word}" for word in words] for number, words in enumerate(cards)]
    return [(" ".join(words[:7]).capitalize(), f"{' '.join(words[7:])} and so on.".capitalize()) for words in strange]


@settings(max_examples=50, deadline=None)
@given(
    strangers(),
    st.sampled_from(["  • {}\n\n    {}", "* {}\n  {}", "  • {}", "  1. {}\n     {}", "- {}"]),
    st.sampled_from(["", "Related\n\n", "You may also like\n\n"]),
)
def test_made_up_teasers_stay_out_of_the_body(cards: list[tuple[str, str]], layout: str, heading: str) -> None:
    foot = heading + "\n\n".join(layout.format(*card) for card in cards)
    article = read_plain_page(page(foot))
    assert texts(article, Label.BODY) == list(BODY)
    assert [teaser.splitlines()[0] for teaser in texts(article, Label.TEASER)] == [title for title, _ in cards]


def test_stated_dates_tell_updates_from_publication() -> None:
    first, second = stated_dates("Published: 5 March 2019 | Updated: 7 March 2019")
    assert (first.iso, first.is_update) == ("2019-03-05", False)
    assert (second.iso, second.is_update) == ("2019-03-07", True)


def test_prose_is_told_by_its_end_and_its_weight() -> None:
    assert ends_sentence('"We will rebuild it."')
    assert ends_sentence("市長辭職了。」")
    assert not ends_sentence("Mayor resigns")
    assert is_prose(BODY[0])
    assert not is_prose(HEADLINE)
    assert weight("市長星期五宣布辭職") == 7
