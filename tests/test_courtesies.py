"""What is said out of politeness is not looked for; what only looks like it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.courtesies import without


def left(text: str) -> str:
    return " ".join(without(text).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hi who won the regatta", "who won the regatta"),
        ("Hello, who won the regatta?", "who won the regatta?"),
        ("Hey there! Kettlesund flood of 2016", "Kettlesund flood of 2016"),
        ("Good morning all, is the ferry running?", "is the ferry running?"),
        ("Good Morning! Who won?", "Who won?"),
        ("Dear bot, who won?", "who won?"),
        ("Dear Bot: who won?", "who won?"),
        ("please, who won?", "who won?"),
        ("Thanks! And who lost?", "And who lost?"),
        ("Excuse me, where is the ferry?", "where is the ferry?"),
        ("quick question: who won?", "who won?"),
        ("Hi there, could you please tell me who won the regatta?", "who won the regatta?"),
        ("please tell me who won", "who won"),
        ("Please can you tell me if the ferry runs", "the ferry runs"),
        ("Tell me about the flood", "the flood"),
        ("tell us more about the flood", "the flood"),
        ("Do you know whether the ferry ran?", "the ferry ran?"),
        ("do you know who led it", "who led it"),
        ("Does anybody know if the ferry ran?", "the ferry ran?"),
        ("I would like to know who won", "who won"),
        ("I'd like to know about the ferry", "the ferry"),
        ("I’d love to hear about the ferry", "the ferry"),
        ("I want to know who won", "who won"),
        ("I was wondering if the ferry ran", "the ferry ran"),
        ("I'm just wondering who won", "who won"),
        ("any idea who won?", "who won?"),
        ("May I ask who won?", "who won?"),
        ("What do you know about the ferry?", "the ferry?"),
        ("explain why the budget fell", "why the budget fell"),
        ("Can you explain why the budget fell?", "why the budget fell?"),
        ("HELLO, COULD YOU TELL ME WHO WON?", "WHO WON?"),
        ("hi hi hi, hello: who won?", "who won?"),
        ("hi\n\nwho won?", "who won?"),
        ("Hei, vet du om fergen gikk?", "fergen gikk?"),
        ("God morgen! Kan du fortelle meg hvem som vant?", "hvem som vant?"),
        ("Jeg lurer på hvem som vant", "hvem som vant"),
        ("Hej, ved du hvem der vandt?", "hvem der vandt?"),
        ("Jeg vil gerne vide hvem der vandt", "hvem der vandt"),
        ("Hej, vet du vem som vann?", "vem som vann?"),
        ("Kan du berätta för mig om branden?", "branden?"),
        ("Guten Tag, können Sie mir bitte sagen, wer gewonnen hat?", "wer gewonnen hat?"),
        ("Weißt du, ob die Fähre fuhr?", "die Fähre fuhr?"),
        ("Ich möchte gerne wissen, wer gewann", "wer gewann"),
        ("Bonjour, pouvez-vous me dire qui a gagné ?", "qui a gagné ?"),
        ("Je voudrais savoir si le bac part", "le bac part"),
        ("Hola, ¿me puedes decir quién ganó?", "quién ganó?"),
        ("¿Sabes quién ganó?", "quién ganó?"),
        ("Buenos días, quisiera saber quién ganó", "quién ganó"),
        ("Ciao, sai chi ha vinto?", "chi ha vinto?"),
        ("Vorrei sapere chi ha vinto", "chi ha vinto"),
        ("Olá, você sabe quem ganhou?", "quem ganhou?"),
        ("Gostaria de saber quem ganhou", "quem ganhou"),
        ("Goedemorgen, weet u wie er won?", "wie er won?"),
        ("Kun je me vertellen wie er won?", "wie er won?"),
        ("שלום, אתה יודע מי ניצח?", "מי ניצח?"),
        ("תגיד לי מי ניצח", "מי ניצח"),
        ("你好，请问谁是市长？", "谁是市长？"),
        ("你知道谁是市长吗？", "谁是市长吗？"),
        ("请告诉我谁是市长", "谁是市长"),
        ("我想知道谁是市长", "谁是市长"),
    ],
)
def test_greetings_and_preambles_go(text: str, expected: str) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who won the cup please", "who won the cup"),
        ("Who won the cup, please?", "Who won the cup,"),
        ("Who won the cup? Thanks!", "Who won the cup?"),
        ("who won thanks", "who won"),
        ("Who won? Thank you so much in advance :)", "Who won? Thank you so much in advance :)"),
        ("Who won? Thank you so much 🙏", "Who won?"),
        ("Who won? Many thanks, please.", "Who won?"),
        ("Hvem vant? Tusen takk!", "Hvem vant?"),
        ("Wer hat gewonnen, bitte? Vielen Dank im Voraus!", "Wer hat gewonnen,"),
        ("Qui a gagné s'il vous plaît ?", "Qui a gagné"),
        ("¿Quién ganó? Muchas gracias", "¿Quién ganó?"),
        ("Chi ha vinto? Grazie mille", "Chi ha vinto?"),
        ("Quem ganhou? Obrigada", "Quem ganhou?"),
        ("Wie won er? Dank je wel", "Wie won er?"),
        ("מי ניצח? תודה רבה", "מי ניצח?"),
        ("谁是市长？谢谢", "谁是市长？"),
        ("谁是市长谢谢", "谁是市长"),
    ],
)
def test_thanks_at_the_end_go(text: str, expected: str) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@123> who won?", "who won?"),
        ("<@!123>, hello, who won?", "who won?"),
        ("<@&9> <@8> who won?", "who won?"),
        ("@backissue who won?", "who won?"),
        ("@back.issue: please tell me who won", "who won"),
        ("who did <@123> vote for", "who did vote for"),
        ("who won <@123>", "who won"),
        ("who won in <#77>", "who won in"),
        ("mail to a@b.example bounced", "mail to a@b.example bounced"),
    ],
)
def test_mentions_go(text: str, expected: str) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Who said hello?",
        "the song Hello by Adele",
        "Hello by Adele",
        "Hello was sung by whom",
        "Hello Kitty sales",
        "Hello, Dolly! opened when?",
        "Hey Jude writer",
        "Hi-fi prices",
        "Hi",
        "Thank You for Smoking director",
        "THANK YOU FOR SMOKING",
        "Thanks to whom was the dam built?",
        "Please Please Me release",
        "hi please please me",
        "Please Don't Tell opened when",
        "Who sang Please Please Please",
        "Good Morning America hosts",
        "Good Morning, Vietnam director",
        "Good evening news ratings",
        "Do You Know the Way to San Jose",
        "Tell Me Lies season",
        "Tell-tale signs",
        "Can you see the lighthouse from the ferry?",
        "Dear Evan Hansen cast",
        "explain the budget",
        "Any idea of a bridge",
        "Dag Hammarskjöld died where",
        "Sai Baba of the island",
        "Moin Khan wickets",
        "שלום עכשיו",
        "问界汽车销量",
        "你好李焕英票房",
        "who said thank you",
        "What is the Danish word thanks",
        "how do you say please",
        "Which yacht changed tack",
        "La belle dame sans merci",
        'who wrote "thanks"',
        "Who won the Grazie",
        "thanks",
        "hello!",
        "Hello, thanks",
        "<@123>",
        "@someone",
        "请问",
        "谢谢",
        "?!",
        "",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert without(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("latest articles about the bridge", "latest the bridge"),
        ("most recent article on the ferry", "most recent the ferry"),
        ("What do articles say about the bees?", "What do the bees?"),
        ("What do news articles say about the bees?", "What do the bees?"),
        ("Find stories about the parrot", "the parrot"),
        ("Find me the latest news on the bridge", "the latest the bridge"),
        ("Can you show me articles about the parrot, please", "the parrot,"),
        ("Show me articles from 2016 about bridges", "articles from 2016 about bridges"),
        ("Are there any articles about the chess champion?", "Are there any the chess champion?"),
        ("Do you have stories about bees?", "Do you have bees?"),
        ("coverage of the flood in 2018", "the flood in 2018"),
        ("Coverage of Kettlesund", "Kettlesund"),
        ("the story of the lighthouse", "the the lighthouse"),
        ("News on the bridge", "the bridge"),
        ("ARTICLES ABOUT THE BRIDGE", "THE BRIDGE"),
        ("Finn artikler om fergen", "fergen"),
        ("Finnes det noen saker om fergen?", "Finnes det noen fergen?"),
        ("Finde Artikel über den Papagei", "den Papagei"),
        ("Gibt es Nachrichten zu der Fähre?", "Gibt es der Fähre?"),
        ("Y a-t-il des articles sur le pont ?", "Y a-t-il des le pont ?"),
        ("¿Hay artículos sobre el puente?", "¿Hay el puente?"),
        ("últimas noticias sobre el puente", "últimas noticias sobre el puente"),
        ("יש כתבות על הגשר?", "יש הגשר?"),
        ("有没有关于大桥的文章？", "有没有 大桥 ？"),
        ("有关大桥的最新报道", "大桥 最新"),
    ],
)
def test_words_that_only_say_articles_go(text: str, expected: str) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "news of the world",
        "News of the World reporters",
        "the article 50 process",
        "Story of O author",
        "story of o author",
        "Stories of Kettlesund",
        "Who wrote The Story of the Ferry?",
        "Articles of Confederation",
        "articles of association of the harbour",
        "insurance coverage of the roof",
        "Who wrote ghost stories about the mill?",
        "Toy Story about whom",
        "Kettlesund News about the ferry",
        'Who sang "stories about bees"?',
        "articles about 2016",
        "articles about",
        "articles from 2016 about bridges",
        "Show me the bridge",
        "List of lighthouses",
        "Does the article about the ferry agree with the story published on 3 May 2016?",
        "文章的大桥",
    ],
)
def test_articles_that_may_be_what_is_asked_for_stay(text: str) -> None:
    assert without(text) == text


@settings(deadline=None)
@given(ANY_TEXT)
def test_offsets_stay_and_only_spaces_are_new(text: str) -> None:
    blanked = without(text)
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, blanked, strict=True))


POLITE = st.sampled_from(
    ["hi", "Hello,", "please", "could you tell me", "do you know if", "thanks", "Thank you!", "who", "won", "Kitty",
     "<@1>", "@me", "你好", "谢谢", "bitte", "?", ",", " ", "\n", "the ferry", "any idea", "explain", "find",
     "articles about", "latest", "news of", "Story of", "关于", "的文章", "כתבות על"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(POLITE, max_size=30).map(" ".join))
def test_something_to_look_for_is_always_left(text: str) -> None:
    assert any(map(str.isalnum, without(text))) == any(map(str.isalnum, text))


@settings(deadline=None)
@given(
    st.lists(POLITE, max_size=30).map(" ".join), st.sampled_from(["Kettlesund flood", "der Sturm", "Kettlesund 2016"])
)
def test_what_the_question_is_about_is_never_lost(said: str, subject: str) -> None:
    assert subject in without(f"{said} {subject} sank")


@pytest.mark.parametrize(
    "piece",
    [
        "hi ",
        "please ",
        "could you ",
        "thanks ",
        "<@1",
        "<",
        "@",
        "¿",
        ",",
        "!",
        " ",
        "do you know ",
        "x thanks",
        "谢谢",
        "find the ",
        "most the ",
        "news of ",
        "关于",
        "articles ",
    ],
)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("who ", ""), ("hi", "x"), ("x", "thanks")])
def test_the_longest_text_takes_no_time(piece: str, before: str, after: str) -> None:
    text = before + piece * (10_000 // len(piece)) + after
    started = time.process_time()
    without(text)
    assert time.process_time() - started < 0.1
