"""Encodings: read as marked or declared, guessed where that is certain and said, and refused where it is not."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Archive, Document
from knowledge.errors import Unreadable
from knowledge.readers import Read, Refused
from knowledge.readers.documents import read
from knowledge.readers.encodings import markup_in, text_in

TEXTS = {
    "English": "The council voted on Tuesday to rebuild the lighthouse. “We should’ve begun earlier,” said Ida Holm,"
    " the mayor — it won’t be cheap. The café beside the harbour will stay open.",
    "German": "Der Stadtrat von Kettlesund stimmte am Dienstag für den Wiederaufbau des Leuchtturms. Wir hätten früher"
    " anfangen müssen, sagte die Bürgermeisterin. Die Arbeiten beginnen im März.",
    "French": "Le conseil municipal a voté mardi la reconstruction du phare. Nous aurions dû commencer plus tôt, a"
    " déclaré la maire. La tempête avait emporté la fenêtre du gardien, où dormaient les élèves.",
    "Norwegian": "Bystyret i Kettlesund vedtok tirsdag å bygge opp igjen fyret. «Vi burde ha begynt før», sa ordfører"
    " Ida Holm. Arbeidet på øya koster åtte millioner kroner, når sjøen er rolig.",
    "Polish": "Rada miasta zagłosowała we wtorek za odbudową latarni morskiej. Powinniśmy byli zacząć wcześniej,"
    " powiedziała burmistrz. Prace będą kosztować więcej, niż się spodziewano.",
    "Czech": "Městská rada v úterý odhlasovala obnovu majáku. Měli jsme začít dříve, řekla starostka. Práce budou stát"
    " více, než se čekalo, a potrvají až do příští zimy, kdy přístav zamrzne.",
    "Russian": "Городской совет проголосовал во вторник за восстановление маяка. Нам следовало начать раньше, сказала"
    " мэр города. Работы начнутся весной и будут стоить дороже, чем ожидалось.",
    "Greek": "Το δημοτικό συμβούλιο ψήφισε την Τρίτη υπέρ της ανοικοδόμησης του φάρου. Έπρεπε να είχαμε αρχίσει"
    " νωρίτερα, είπε η δήμαρχος. Οι εργασίες θα αρχίσουν την άνοιξη.",
    "Turkish": "Belediye meclisi salı günü deniz fenerinin yeniden yapılmasına karar verdi. Daha önce başlamalıydık,"
    " dedi başkan. Çalışmalar ilkbaharda başlayacak ve beklenenden pahalıya mal olacak.",
    "Chinese": "市議會星期二投票決定重建燈塔。市長說：「我們應該早一點開始。"
    "」工程將於春天開始，費用比預期的高。港口的居民都很高興。",
    "Simplified": "市议会星期二投票决定重建灯塔。市长说，我们应该早一点开始。"
    "工程将于春天开始，费用比预期的高。港口的居民都很高兴。",
    "Japanese": "市議会は火曜日、灯台の再建を可決した。"
    "市長は「もっと早く始めるべきだった」と述べた。工事は春に始まり、費用は予想を上回る。",
    "Korean": "시의회는 화요일에 등대를 다시 짓기로 의결했다. 시장은 더 일찍 시작했어야 했다고 말했다."
    " 공사는 봄에 시작되며 비용은 많이 들 것이다.",
    "Hebrew": "מועצת העיר הצביעה ביום שלישי בעד בנייה מחדש של המגדלור. היינו צריכים "
    "להתחיל קודם, אמרה ראש העיר. העבודות יתחילו.",
    "Arabic": "صوت مجلس المدينة يوم الثلاثاء لصالح إعادة بناء المنارة. كان علينا أن نبدأ "
    "في وقت أبكر، قالت رئيسة البلدية. ستبدأ.",
    "Thai": "สภาเมืองลงมติเมื่อวันอังคารให้สร้างประภาคารขึ้นใหม่ นายกเทศมนตรีกล่าวว่าเราควรเริ่มเร็วกว่านี้ งานจะเริ่มในฤดูใบไม้ผลิ",
}
WRITTEN = [
    ("English", "cp1252"), ("English", "mac_roman"), ("German", "cp1252"), ("German", "latin-1"),
    ("German", "iso8859-15"), ("German", "mac_roman"), ("French", "cp1252"), ("French", "latin-1"),
    ("Norwegian", "cp1252"), ("Norwegian", "latin-1"), ("Polish", "cp1250"), ("Polish", "iso8859-2"),
    ("Czech", "cp1250"), ("Czech", "iso8859-2"), ("Russian", "cp1251"), ("Russian", "koi8-r"),
    ("Russian", "iso8859-5"), ("Russian", "cp866"), ("Greek", "cp1253"), ("Greek", "iso8859-7"),
    ("Turkish", "cp1254"), ("Turkish", "iso8859-9"), ("Chinese", "big5"), ("Chinese", "gb18030"),
    ("Simplified", "gb2312"), ("Simplified", "gb18030"), ("Japanese", "shift_jis"), ("Japanese", "euc_jp"),
    ("Japanese", "iso2022_jp"), ("Korean", "euc_kr"), ("Korean", "cp949"), ("Hebrew", "cp1255"),
    ("Arabic", "cp1256"), ("Thai", "tis-620"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_text_is_read_rightly_and_the_guess_is_told(language: str, encoding: str) -> None:
    text = TEXTS[language]
    found = text_in(text.encode(encoding))
    assert found.content == text
    assert found.note is not None
    assert found.note.startswith("decoded as ")


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_what_a_page_declares_is_believed_and_no_guess(language: str, encoding: str) -> None:
    name = {"mac_roman": "macintosh"}.get(encoding, encoding)
    for head in (f'<html><meta charset="{name}">', f"<?xml version='1.0' encoding='{name}'?><rss>"):
        found = markup_in((head + TEXTS[language]).encode(encoding))
        assert (found.content, found.note) == (head + TEXTS[language], None)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_needs_no_guess_whatever_is_declared(language: str, encoding: str) -> None:
    text = f'<meta charset="windows-1252">{TEXTS[language]}'
    for found in (text_in(text.encode(encoding)), markup_in(text.encode(encoding))):
        assert (found.content, found.note) == (text, None)


@pytest.mark.parametrize("language", ["German", "French", "Norwegian", "English"])
def test_a_page_that_declares_the_wrong_encoding_is_not_garbled(language: str) -> None:
    for declared in ("utf-8", "no-such-encoding"):
        text = f'<meta charset="{declared}">{TEXTS[language]}'
        found = markup_in(text.encode("cp1252"))
        assert found.content == text
        assert found.note == "decoded as windows-1252, which the file does not say"


def test_utf_8_with_broken_bytes_is_never_taken_for_something_else() -> None:
    broken = TEXTS["French"].encode() + b" caf\xe9 " + TEXTS["German"].encode()
    with pytest.raises(Unreadable, match="is not UTF-8 text"):
        text_in(broken)
    page = markup_in(b"<html>" + broken)
    assert "caf\ufffd" in page.content
    assert page.note == "some of its bytes are not the UTF-8 that the others are"


NOISE = random.Random(7).randbytes(4_000).replace(b"\0", b"\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9",
        "Fyret på øya.".encode("cp1252"),
        b"\xff" * 500,
        NOISE,
        b"\x80\x81\x8d" * 200,
        "The Łoś house burned. ".encode("iso8859-2") + b"It stood by the harbour of Kettlesund for many years. " * 9,
        b"\xef\xbb\xbf" + "Fyret på øya. ".encode("cp1252") * 40,
    ],
    ids=["a word", "a sentence", "one byte", "noise", "controls", "a name", "a false mark"],
)
def test_what_is_not_certain_is_refused(data: bytes) -> None:
    for found in (text_in, markup_in):
        with pytest.raises(Unreadable, match="save it as UTF-8"):
            found(data)


def test_a_guess_is_made_from_where_there_is_something_to_guess_from() -> None:
    text = "The ferry stays in port today. " * 40_000 + TEXTS["Norwegian"] * 2
    assert text_in(text.encode("cp1252")).content == text


@pytest.mark.parametrize(
    ("name", "frame"),
    [
        ("a.txt", "The lighthouse\n\n{}\n\n{}\n"),
        ("a.html", "<html><body><article><h1>The lighthouse</h1><p>{}</p><p>{}</p></article></body></html>"),
        ("a.json", '{{"title": "The lighthouse", "body": "{} {}"}}'),
        ("a.csv", "title,text\nThe lighthouse,'{} {}'\n"),
        ("a.xml", "<rss><channel><item><title>A</title><description>{} {}</description></item></channel></rss>"),
        ("a.nitf", "<nitf><body><body.content><p>{}</p><p>{}</p></body.content></body></nitf>"),
    ],
)  # fmt: skip
def test_every_format_says_that_it_was_guessed(tmp_path: Path, name: str, frame: str) -> None:
    text = TEXTS["Norwegian"].replace(",", " ")
    (tmp_path / name).write_bytes(frame.format(text, text).encode("cp1252"))
    (found,) = read(Document(name, tmp_path / name))
    assert isinstance(found, Read), found
    assert "å bygge opp" in found.article.text
    assert found.note == "decoded as windows-1252, which the file does not say"


async def test_the_guess_is_told_to_whoever_loads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"The lighthouse\n\n{TEXTS['Norwegian']}\n".encode("cp1252"))
    async with Archive(tmp_path / "a.sqlite") as archive:
        (outcome,) = [one async for one in archive.load([Document("a.txt", tmp_path / "a.txt")])]
    assert outcome.reason == "decoded as windows-1252, which the file does not say"


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for found in (text_in, markup_in):
        with suppress(Unreadable):
            assert isinstance(found(data).content, str)


def test_refusals_name_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(NOISE)
    (found,) = read(Document("a.txt", tmp_path / "a.txt"))
    assert isinstance(found, Refused)
    assert found.reason.endswith("save it as UTF-8 and load it again")
