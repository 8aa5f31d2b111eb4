"""Asking in a simulated Discord: /ask, mentions, the message menu, and the cards that answer."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from typing import Any

import discord
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


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"after": "soon"}, "The option after cannot be “soon”; write a value such as 2016-11-17, 2016-11 or 2016."),
        ({"before": "3/4/2016"}, "The option before cannot be “3/4/2016”; write a value such as 2016-11-17"),
        ({"language": "lang:evil"}, "The option language cannot be “lang:evil”; write a value such as en or norsk."),
        ({"title": "%"}, "The option title cannot be “%”; write a value such as budget."),
        ({"source": "?!"}, "The option source cannot be “?!”;"),
        ({"after": "2017", "before": "2016"}, "The option before must be later than after"),
        ({"after": "*@everyone*"}, r"The option after cannot be “\*\@everyone\*”"),
        ({"after": "\u202e" * 50}, "The option after says nothing; write a value such as 2016"),
    ],
)
async def test_an_option_that_cannot_be_used_is_refused_at_once(
    server: Server, world: World, options: dict[str, str], told: str
) -> None:
    result = await ask(server, "the bridge", **options)
    assert told in said(result.response)
    assert result.ephemeral
    (callback,) = [it for it in world.env.http_requests if "simcord_interaction" in it.path]
    assert callback.json["type"] == 4


async def test_the_outlets_of_the_archive_are_offered_those_with_most_articles_first(server: Server) -> None:
    long = "The " + "Very " * 40 + "Long Gazette"
    await server.add(BRIDGE, TOLL, composed("Again", "More of it.", source="The Marlow Courier"), PICTURED)
    await server.add(composed("Long", "A long name.", source=long))

    async def offered(typed: str) -> list[str]:
        return [choice["value"] for choice in await server.reader.autocomplete(server.channel, "ask", "source", typed)]

    assert (await offered(""))[:2] == ["The Marlow Courier", "The Harbour Post"]
    assert await offered("HARB") == ["The Harbour Post"]
    assert await offered("zzz") == []
    assert [len(name) for name in await offered("gazette")] == []
    assert [name[:13] for name in await offered("very")] == ["The Very Very"]


async def test_no_more_outlets_are_offered_than_discord_takes(server: Server) -> None:
    await server.add(*(composed(f"Story {n}", f"Words {n}.", source=f"The *Paper* {n}") for n in range(30)))
    offered = await server.reader.autocomplete(server.channel, "ask", "source", "paper")
    assert len(offered) == 25
    assert offered[0]["name"] == "The *Paper* 0"


async def test_the_outlets_of_another_server_are_not_offered(server: Server, world: World) -> None:
    await world.server().add(BRIDGE)
    assert await server.reader.autocomplete(server.channel, "ask", "source", "") == []


async def test_only_the_articles_asked_for_answer(server: Server) -> None:
    await server.add(BRIDGE, TOLL)
    question = "Will the Ferrier bridge be used free of charge?"
    text = said((await ask(server, question, source="The Marlow Courier")).response)
    assert "Only articles from “The Marlow Courier”." in text
    assert "A Toll for the Bridge" in text
    assert "The Bridge Is Down" not in text
    question = "When did the Ferrier bridge collapse?"
    text = said((await ask(server, question, after="2016-11", before="2017")).response)
    assert "Only articles published from November 2016 and before 2017. 1 undated article was left out." in text
    assert "The Bridge Is Down" in text


async def test_where_the_archive_does_not_say_it_is_told_what_was_asked_of_it(server: Server) -> None:
    await server.add(BRIDGE)
    text = said((await ask(server, "When did the Ferrier bridge collapse?", before="2015")).response)
    assert formatter.SAYS_NOTHING in text
    assert "-# Only articles published before 2015." in text


async def test_operators_in_the_question_do_what_the_options_do_and_complain_in_the_answer(server: Server) -> None:
    await server.add(BRIDGE, TOLL)
    text = said((await ask(server, "Has the Ferrier bridge a toll? source:Courier after:soon")).response)
    assert "-# “after:soon” is no date" in text
    assert "Only articles from “Courier”." in text
    assert "A Toll for the Bridge" in text


async def test_words_are_relative_to_the_day_of_asking(server: Server, world: World) -> None:
    await server.add(BRIDGE)
    question = "Did the Ferrier bridge collapse last year?"
    message = (await ask(server, question)).response.message
    year = discord.utils.snowflake_time(message.id).year - 1
    assert f"{year} (“last year”)" in said(message)
    await server.reader.send(server.channel, f"<@{world.client.user.id}> {question}")
    assert f"{year} (“last year”)" in said(server.channel.last_message)


WIRE = (
    "The Ferrier bridge collapsed yesterday. Nobody was hurt in the collapse, the harbour master said. Last month "
    "divers had found cracks in two of its piers, and the council had closed one lane to carts and to cattle.\n\n"
    "It will vote on a replacement in the spring, when the ice has left the river and the ferry to Kettlesund runs "
    "again. Until then whoever lives on the eastern bank has to go round by the mill, where a watchman keeps the gate "
    "from dawn to dusk. Merchants fear for their winter trade, since neither flour nor coal comes over, and the "
    "baker has written to the ministry for help. Old people remember that the first bridge was carried off by a flood "
    "as well, and that it took nine years before another one stood in its place."
)
PRINTED = [
    composed(
        "The Bridge Is Down", WIRE, source="The Harbour Post", published="2016-11-17", url="https://post.example/1"
    ),
    composed("Bridge Lost", WIRE, source="The Herald", published="2016-11-17", url="https://herald.example/1"),
    composed("No Bridge", WIRE, source="The *Courier*", published="2016-11-17"),
]


async def test_a_story_of_several_outlets_is_quoted_once_and_says_where_else_it_stood(
    server: Server, world: World
) -> None:
    await server.add(*PRINTED)
    message = (await ask(server, "When did the Ferrier bridge collapse?")).response.message
    first = said(message)
    assert first.count("collapsed yesterday") == 1
    assert "excerpt 1 of" not in first
    assert re.search(r"(?m)^-# also in .+ \(17 November 2016\), .+ \(17 November 2016\)$", first)
    await world.restart()
    await server.reader.click(message, label="More context")
    await server.reader.click(message, label="Less context")
    assert said(server.channel.last_message) == first


async def test_relative_dates_are_told_beside_the_quote(server: Server, world: World) -> None:
    await server.add(PRINTED[0])
    message = (await ask(server, "When did the Ferrier bridge collapse?")).response.message
    meanings = "\n-# “yesterday” = 16 November 2016 · “Last month” = October 2016\n"
    assert meanings in said(message)
    await world.restart()
    await server.reader.click(message, label="More context")
    assert meanings in said(server.channel.last_message)


async def test_a_word_that_no_article_has_is_told_with_the_one_that_may_be_meant(server: Server) -> None:
    await server.add(PRINTED[0])
    text = said((await ask(server, "When does the ferry to Ketlesund run?")).response)
    assert "“Ketlesund” is in no article: did you mean “Kettlesund”?" in text


CHIEF = composed(
    "The Harbour Master Resigns", "Ida Fenwick led the inquiry into the Ferrier bridge. She resigned in May."
)
FOLLOWED = "Carried over: "


async def ask_on(server: Server, **options: Any) -> simcord.InteractionResult:  # noqa: ANN401
    return await ask(server, "and who led the inquiry?", **options)


async def test_a_question_that_asks_on_carries_over_words_and_says_which(server: Server) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?")
    response = (await ask_on(server)).response
    assert FOLLOWED in said(response)
    assert "“Ferrier”" in said(response)
    assert cards.ALONE in buttons(response)


async def test_what_was_carried_over_can_be_dropped(server: Server, world: World) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?")
    message = (await ask_on(server)).response.message
    await server.reader.click(message, label=cards.ALONE)
    alone = said(server.channel.last_message)
    assert "-# and who led the inquiry?" in alone
    assert FOLLOWED not in alone
    assert cards.ALONE not in buttons(server.channel.last_message)
    assert len([it for it in world.env.http_requests if it.path.endswith("/messages/@original")]) == 3


async def test_the_button_that_drops_it_stays_when_the_card_is_turned(server: Server, world: World) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?")
    message = (await ask_on(server)).response.message
    await server.manager.click(message, label="More context")
    assert FOLLOWED in said(server.channel.last_message)
    refused = await server.manager.click(server.channel.last_message, label=cards.ALONE)
    assert said(refused.followups[0] if refused.followups else refused.response) == cards.NOT_YOURS
    assert FOLLOWED in said(server.channel.last_message)
    await world.restart()
    refused = await server.reader.click(server.channel.last_message, label=cards.ALONE)
    assert said(refused.followups[0] if refused.followups else refused.response) == cards.TOO_OLD
    await server.reader.click(server.channel.last_message, label="Less context")
    assert FOLLOWED in said(server.channel.last_message)


async def test_that_button_forged_in_another_server_asks_nothing(server: Server, world: World) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?")
    custom_id = buttons((await ask_on(server)).response.message)[cards.ALONE]["custom_id"]
    theirs = world.server()
    channel = world.client.get_channel(theirs.channel.id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Forged", custom_id=custom_id)))
    result = await theirs.reader.click(await channel.send(view=view), label="Forged")
    assert said(result.response) == cards.TOO_OLD


async def test_after_a_while_nothing_is_carried_over_and_nothing_is_left_to_drop(server: Server, world: World) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?")
    message = (await ask_on(server)).response.message
    await world.env.advance_time(16 * 60)
    refused = await server.reader.click(message, label=cards.ALONE)
    assert said(refused.response) == cards.TOO_OLD
    assert FOLLOWED not in said((await ask_on(server)).response)


async def test_nobody_elses_question_is_followed_up_and_none_of_another_channel(server: Server) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?")
    other = server.guild.create_text_channel("other")
    results = [
        await server.manager.slash(server.channel, "ask", question="and who led the inquiry?"),
        await server.reader.slash(other, "ask", question="and who led the inquiry?"),
    ]
    assert not any(FOLLOWED in said(result.response) for result in results)


async def test_a_private_question_is_followed_up_in_private_only(server: Server) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?", private=True)
    assert FOLLOWED not in said((await ask_on(server)).response)
    followed = await ask_on(server, private=True)
    assert FOLLOWED in said(followed.response)
    await server.reader.click(followed.response.message, label=cards.ALONE)
    assert FOLLOWED not in said(followed.response)
    assert FOLLOWED not in said(server.channel.last_message)


async def test_a_mention_is_followed_up_by_a_mention(server: Server, world: World) -> None:
    await server.add(BRIDGE, CHIEF)
    await server.reader.send(server.channel, f"<@{world.client.user.id}> when did the Ferrier bridge collapse?")
    await server.reader.send(server.channel, f"<@{world.client.user.id}> and who led the inquiry?")
    message = server.channel.last_message
    assert FOLLOWED in said(message)
    await server.reader.click(message, label=cards.ALONE)
    assert FOLLOWED not in said(server.channel.last_message)


async def test_a_message_asked_from_its_menu_follows_up_nothing(server: Server) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse?", private=True)
    message = await server.manager.send(server.channel, "and who led the inquiry?")
    result = await server.reader.context_menu(server.channel, questions.MENU, message)
    assert FOLLOWED not in said(result.response)


async def test_no_question_is_written_to_disk(server: Server, world: World) -> None:
    await server.add(BRIDGE, CHIEF)
    await ask(server, "When did the Ferrier bridge collapse quetzalcoatl?")
    await ask_on(server)
    files = [path for path in world.client.settings.bot.folder.rglob("*") if path.is_file()]
    assert files
    assert not any(b"quetzalcoatl" in path.read_bytes() for path in files)


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
        assert "](<" not in said(seen)
        check_harmless(said(seen))
        assert not seen.mention_everyone
        assert seen.role_mentions == []
    check_no_mentions(server)


@pytest.mark.parametrize("bot_settings", [{"cooldown_asks": 100}])
@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_filters_phrases_and_outlets_are_only_words(server: Server, text: str) -> None:
    await server.add(composed("Zebra", "A zebra was born in spring.", source=text), composed("Okapi", "An okapi."))
    results = [
        await ask(server, f'zebra "{text}" -{text}'[:1000]),
        await ask(server, f'zebra source:"{text}" title:{text}'[:1000]),
        await ask(server, f"zebra after:{text}"[:1000]),
        await ask(server, f"and that zebra {text}?"[:1000]),
    ]
    options = ("title", "source", "author", "after", "language")
    results += [await ask(server, "Where was the zebra born?", **{option: text[:100]}) for option in options]
    for result in results:
        check_harmless(said(result.response))
        assert "Something went wrong" not in said(result.response)
    offered = await server.reader.autocomplete(server.channel, "ask", "source", "")
    assert all(choice["name"] and len(choice["name"]) <= 100 for choice in offered)
    check_no_mentions(server)


def check_harmless(text: str) -> None:
    assert "javascript:alert(1)>" not in text
    assert not re.search("[\u202a-\u202e\u2066\u2067\u200b]", text)
    assert not re.search(r"://evil|@everyone|@here|<[@#]|\|\|", re.sub(r"\\.", "", text))


def check_no_mentions(server: Server) -> None:
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
