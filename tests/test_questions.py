"""Asking in a simulated Discord: /ask, mentions, the message menu, and the cards that answer."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import pytest
import simcord
from conftest import Server, World, buttons, composed, page, said

from bot import cards, formatter, questions
from knowledge import Citation, Label

BRIDGE = composed(
    "The Bridge Is Down",
    "Rain fell on Marlow for nine days.\n\n"
    "The Ferrier bridge collapsed on Tuesday night. Nobody was hurt in the collapse, the harbour master said.\n\n"
    "The council will vote on a replacement in the spring.",
    byline="Ada Moss",
    source="The Harbour Post",
    published="2016-11-17",
    url="https://news.example/bridge",
)
TOLL = composed(
    "A Toll for the Bridge",
    "The Ferrier bridge will have a toll of two crowns. The ferry stays free of charge.",
    source="The Marlow Courier",
)
PICTURED = page(
    Citation(title="Market Day Returns", byline="Ada Moss"),
    (Label.HEADLINE, "Market Day Returns"),
    (Label.CAPTION, "Acrobats rehearse beside the fountain before the parade."),
    (Label.CREDIT, "Wire Photo/Bo Lund"),
    (Label.BODY, "The weekly market opened again after the flood. Traders sold out of cheese before noon."),
    (Label.TEASER, "Lighthouse keeper retires\n\nConrad Vale leaves the lighthouse after forty winters."),
)


async def ask(server: Server, question: str, **options: Any) -> simcord.InteractionResult:  # noqa: ANN401
    return await server.reader.slash(server.channel, "ask", question=question, **options)


async def test_an_answer_quotes_the_article_with_its_source(server: Server) -> None:
    await server.add(BRIDGE)
    result = await ask(server, "When did the Ferrier bridge collapse?")
    text = said(result.response)
    assert "-# When did the Ferrier bridge collapse?" in text
    assert "### [The Bridge Is Down](<https://news.example/bridge>)" in text
    assert "**The Ferrier bridge collapsed on Tuesday night.**" in text
    assert "-# By Ada Moss · The Harbour Post · 17 November 2016" in text
    assert not result.ephemeral


async def test_the_answer_is_deferred_before_anything_is_read(server: Server, world: World) -> None:
    await ask(server, "the bridge")
    callback, edit = [it for it in world.env.http_requests if "simcord_interaction" in it.path]
    assert callback.json["type"] == 5
    assert edit.method == "PATCH"


async def test_a_private_answer_is_seen_by_one(server: Server) -> None:
    await server.add(BRIDGE)
    assert (await ask(server, "the Ferrier bridge", private=True)).ephemeral


async def test_an_archive_that_does_not_say_says_so(server: Server) -> None:
    await server.add(BRIDGE)
    response = (await ask(server, "Who won the chess olympiad in Zanzibar?")).response
    text = said(response)
    assert formatter.SAYS_NOTHING in text
    assert "“Zanzibar”" in text
    assert "The archive holds 1 article, from The Harbour Post, dated 17 November 2016." in text
    assert buttons(response) == {}


async def test_an_empty_archive_says_how_to_fill_it(server: Server) -> None:
    text = said((await ask(server, "anything")).response)
    assert formatter.EMPTY in text
    assert "/archive load" in text


async def test_the_buttons_turn_the_excerpts(server: Server, world: World) -> None:
    await server.add(BRIDGE, TOLL)
    message = (await ask(server, "Ferrier bridge toll collapse")).response.message
    first = said(message)
    assert "excerpt 1 of" in first
    assert buttons(message)["Previous"]["disabled"]
    await server.manager.click(message, label="Next")  # works for everybody
    second = said(server.channel.last_message)
    assert "excerpt 2 of" in second
    assert second != first
    assert "-# Ferrier bridge toll collapse" in second
    await world.restart()
    await server.reader.click(message, label="Previous")  # and after a restart
    assert said(server.channel.last_message) == first


async def test_the_last_excerpt_has_no_next(server: Server) -> None:
    await server.add(BRIDGE, TOLL)
    message = (await ask(server, "Ferrier bridge toll collapse")).response.message
    while not buttons(server.channel.last_message)["Next"]["disabled"]:
        await server.reader.click(message, label="Next")
    count = said(server.channel.last_message).rsplit("excerpt ", 1)[1]
    assert count.split(" of ")[0] == count.split(" of ")[1]


LONG = composed(
    "The Works Report",
    "The pumps were painted in May. The tower clock was repaired by Osric Thane. "
    + " ".join(f"Item number {word} was filed without further remark by the clerk." for word in "abcdefghijklmnop"),
)


async def test_more_context_shows_the_sentences_around_the_quote(server: Server) -> None:
    await server.add(LONG)
    message = (await ask(server, "Osric Thane tower clock")).response.message
    before = said(message)
    await server.reader.click(message, label="More context")
    wider = said(server.channel.last_message)
    assert len(wider) > len(before)
    assert "**The tower clock was repaired by Osric Thane.**" in wider
    await server.reader.click(message, label="Less context")
    assert said(server.channel.last_message) == before


async def test_the_full_article_is_shown_in_pages_to_the_one_who_asks(server: Server, world: World) -> None:
    await server.add(
        composed("A Long Day", "\n\n".join(f"Paragraph {n} of the gala. " + "x " * 200 for n in range(20)))
    )
    message = (await ask(server, "gala paragraph")).response.message
    card = said(message)
    shown = (await server.reader.click(message, label="Full article")).followups[0]
    assert shown.ephemeral
    assert "page 1 of" in said(shown)
    assert said(server.channel.last_message) == card
    await world.restart()
    await server.reader.click(shown.message, label="Next")
    assert "page 2 of" in said(shown.message)
    assert "Paragraph 0" not in said(shown.message)


async def test_a_caption_is_quoted_as_a_caption(server: Server) -> None:
    await server.add(PICTURED)
    text = said((await ask(server, "Who rehearses beside the fountain before the parade?")).response)
    assert "**Photo caption**" in text
    assert "Ada Moss" not in text


async def test_a_teaser_is_quoted_as_a_teaser_and_has_no_full_article(server: Server) -> None:
    await server.add(PICTURED)
    response = (await ask(server, "Conrad Vale lighthouse winters")).response
    assert "### Lighthouse keeper retires" in said(response)
    assert "**Teaser** printed beside “Market Day Returns”" in said(response)
    assert "Ada Moss" not in said(response)
    assert "Full article" not in buttons(response)


@pytest.mark.parametrize("label", ["Next", "More context", "Full article"])
async def test_a_card_of_a_removed_article_says_so_and_shows_none_of_it(server: Server, label: str) -> None:
    numbers = await server.add(BRIDGE, TOLL)
    message = (await ask(server, "Ferrier bridge toll collapse")).response.message
    for number in numbers:
        await server.remove(number)
    result = await server.reader.click(message, label=label)
    text = said(server.channel.last_message)
    assert "No longer in the archive" in text
    assert "-# Ferrier bridge toll collapse" in text
    assert ">" not in text
    assert result.followups == []


async def test_a_reader_of_a_removed_article_says_so(server: Server) -> None:
    (number,) = await server.add(
        composed("A Long Day", "\n\n".join(f"Gala number {n}. " + "x " * 200 for n in range(20)))
    )
    message = (await ask(server, "gala")).response.message
    shown = (await server.reader.click(message, label="Full article")).followups[0]
    await server.remove(number)
    result = await server.reader.click(shown.message, label="Next")
    assert said(result.followups[0]) == f"There is no article {number} in the archive. It may have been removed."


async def test_a_card_of_an_archive_made_anew_does_not_quote_another_article(server: Server) -> None:
    (number,) = await server.add(BRIDGE)
    message = (await ask(server, "When did the Ferrier bridge collapse?")).response.message
    path = server.world.client.archives.bindings.path(server.guild.id)
    await server.world.restart()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    assert await server.add(TOLL) == [number]
    await server.reader.click(message, label="More context")
    assert "No longer in the archive" in said(server.channel.last_message)
    assert "toll" not in said(server.channel.last_message)


async def test_a_forgotten_card_says_so(server: Server, world: World) -> None:
    await server.add(BRIDGE)
    message = (await ask(server, "the Ferrier bridge")).response.message
    with closing(sqlite3.connect(world.client.settings.bot.folder / "records.sqlite")) as records, records:
        records.execute("DELETE FROM card")
    result = await server.reader.click(message, label="More context")
    assert said(result.followups[0]) == cards.TOO_OLD
    assert result.followups[0].ephemeral


async def test_a_mention_with_a_question_is_answered_by_a_reply(server: Server, world: World) -> None:
    await server.add(BRIDGE)
    asked = await server.reader.send(server.channel, f"<@{world.client.user.id}> when did the Ferrier bridge collapse?")
    answer = server.channel.last_message
    assert answer.reference.message_id == asked.id
    assert "**The Ferrier bridge collapsed on Tuesday night.**" in said(answer)
    assert "-# when did" not in said(answer)
    await server.reader.click(answer, label="More context")
    assert "The Bridge Is Down" in said(server.channel.last_message)


async def test_a_bare_mention_explains(server: Server, world: World) -> None:
    await server.reader.send(server.channel, f"  <@{world.client.user.id}> <@{server.manager.id}> ")
    assert said(server.channel.last_message) == questions.EXPLANATION


async def test_other_messages_are_left_alone(server: Server, world: World) -> None:
    await server.add(BRIDGE)
    await server.reader.send(server.channel, "@everyone the Ferrier bridge")
    webhook = server.guild.create_webhook(server.channel)
    await webhook.send(f"<@{world.client.user.id}> the Ferrier bridge")
    assert [message.author.id for message in server.channel.history()].count(world.client.user.id) == 0


async def test_a_direct_message_gets_one_sentence(server: Server) -> None:
    user = server.world.env.create_user("alone")
    await user.send_dm("the Ferrier bridge?")
    assert said(user.dm_channel.last_message) == questions.DIRECT


async def test_the_message_menu_asks_privately(server: Server) -> None:
    await server.add(BRIDGE)
    message = await server.manager.send(server.channel, "When did the Ferrier bridge collapse?")
    result = await server.reader.context_menu(server.channel, questions.MENU, message)
    assert result.ephemeral
    assert "**The Ferrier bridge collapsed on Tuesday night.**" in said(result.response)


async def test_the_message_menu_needs_words(server: Server) -> None:
    message = await server.manager.send(server.channel, "<:party:123456789012345678>")
    result = await server.reader.context_menu(server.channel, questions.MENU, message)
    assert said(result.response) == questions.NO_WORDS
    assert result.ephemeral


HOSTILE = [
    "@everyone @here <@1> <@&2> <#3>",
    "**bold** `code` ||spoiler|| # heading\n> quote\n- list",
    "[click](javascript:alert(1)) http://evil.example <https://evil.example>",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200b",
    "x" * 900,
    "💥" * 450,
    "' OR 1=1; DROP TABLE card; -- NEAR( * \" ^ :",
    "\\",
]


@pytest.mark.parametrize("bot_settings", [{"cooldown_asks": 100}])
@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_questions_and_articles_are_only_words(server: Server, text: str) -> None:
    await server.add(
        composed(
            f"{text} zebra"[:300],
            f"The zebra said {text} zebra.\n\nThe zebra left.",
            byline=text,
            source=text,
            url="javascript:alert(1)",
        )
    )
    message = (await ask(server, f"zebra {text}")).response.message
    await server.reader.click(message, label="More context")
    shown = (await server.reader.click(message, label="Full article")).followups[0]
    await server.reader.send(server.channel, f"<@{server.world.client.user.id}> zebra {text}")
    for seen in (message, shown.message, server.channel.last_message):
        assert "zebra" in said(seen)
        assert "javascript:alert(1)>" not in said(seen)
        assert "](<" not in said(seen)
        assert not seen.mention_everyone
        assert seen.role_mentions == []
        assert not {"\u202e", "\u2066x"} & set(said(seen))
        assert "://evil" not in said(seen).replace("\\://", "")
    for request in server.world.env.http_requests:
        if isinstance(request.json, dict) and "content" in request.json:
            assert request.json["allowed_mentions"]["parse"] == []


async def test_ten_thousand_characters_do_not_break_a_card(server: Server) -> None:
    await server.add(composed("Endless", "zebra " + "*a" * 5000), composed("Wordy", "zebra " + "word " * 2000))
    message = (await ask(server, "zebra")).response.message
    assert "…" in said(message)
    await server.reader.click(message, label="Full article")


@pytest.mark.parametrize("bot_settings", [{"cooldown_asks": 2, "cooldown_seconds": 60}])
async def test_asking_too_often_is_refused_for_a_while_and_for_that_user_only(server: Server, world: World) -> None:
    for _ in range(2):
        await ask(server, "bridge")
    refused = await ask(server, "bridge")
    assert refused.ephemeral
    assert said(refused.response).startswith("You have asked a lot of late. Ask again in ")
    await server.reader.send(server.channel, f"<@{world.client.user.id}> bridge")
    assert said(server.channel.last_message).startswith("You have asked a lot of late.")
    assert formatter.EMPTY in said((await server.manager.slash(server.channel, "ask", question="bridge")).response)
    await world.env.advance_time(90)
    assert formatter.EMPTY in said((await ask(server, "bridge")).response)


async def test_an_unforeseen_error_is_a_number_that_the_log_has_too(
    server: Server, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    path = world.client.archives.bindings.path(server.guild.id)
    path.write_text("This is not an archive. " * 50)
    text = said((await ask(server, "bridge")).response)
    assert text.startswith("Something went wrong (reference ")
    assert str(path) not in text
    reference = text.partition("reference ")[2][:6]
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [reference in record.getMessage() for record in errors] == [True]
    caplog.clear()


async def test_a_shutdown_waits_for_what_is_under_way_and_refuses_what_is_new(server: Server, world: World) -> None:
    work = world.client.work
    entered, leave = asyncio.Event(), asyncio.Event()

    async def answering() -> None:
        with work.under_way():
            entered.set()
            await leave.wait()

    task = asyncio.create_task(answering())
    await entered.wait()
    draining = asyncio.create_task(work.drain(5))
    await asyncio.sleep(0)
    assert not draining.done()
    refused = await ask(server, "bridge")
    assert said(refused.response) == "The bot is restarting. Ask again in a minute."
    leave.set()
    assert await draining == 0
    await task


async def test_without_permission_to_write_a_mention_is_left_unanswered(server: Server, world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403)
    await server.reader.send(server.channel, f"<@{world.client.user.id}> bridge")
    assert [message.author.id for message in server.channel.history()] == [server.reader.id]
