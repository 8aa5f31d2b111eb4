"""/archive in a simulated Discord: who may, what is loaded, listed, counted and removed, and whose it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from conftest import Server, World, buttons, composed, said

from bot import batches, questions, removals
from bot.formatter import EMPTY
from knowledge import Archive, Question

STORY = "The Lamp Is Lit\n\nBy Ada Moss\n\nThe lighthouse lamp was lit again on Sunday evening. Crowds cheered it."
PAIR = '{"title": "First Frost", "body": "Frost fell on the orchards."}\n{"title": "Empty", "body": ""}\n'


def file(name: str, text: str) -> tuple[str, bytes]:
    return name, text.encode()


async def load(server: Server, **files: tuple[str, bytes]) -> simcord.InteractionResult:
    return await server.manager.slash(server.channel, "archive load", **files)


async def test_what_is_loaded_can_be_asked_for(server: Server) -> None:
    result = await load(server, file=file("lamp.txt", STORY))
    assert result.ephemeral
    assert "### 1 article loaded\n- `1` The Lamp Is Lit · " in said(result.response)
    answer = await server.reader.slash(server.channel, "ask", question="When was the lighthouse lamp lit?")
    assert "**The lighthouse lamp was lit again on Sunday evening.**" in said(answer.response)
    assert "By Ada Moss" in said(answer.response)


async def test_progress_is_told_by_editing_the_reply(server: Server, world: World) -> None:
    await load(server, file=file("lamp.txt", STORY), file2=file("frost.jsonl", PAIR))
    edits = [it.json for it in world.env.http_requests if it.method == "PATCH" and it.path.endswith("@original")]
    assert len(edits) >= 2
    assert "Reading 2 files … 0 loaded, 0 already there, 0 refused." in str(edits[0])


async def test_the_report_says_what_was_already_there_and_what_was_refused_and_why(server: Server) -> None:
    await load(server, file=file("lamp.txt", STORY))
    result = await load(
        server,
        file=file("again.txt", STORY),
        file2=file("frost.jsonl", PAIR),
        file3=file("photo.png", "not text"),
        file4=("broken.txt", b"Broken\n\nWords \xff\xff and \xfe."),
    )
    text = said(result.response)
    assert "### 1 article loaded\n- `2` First Frost" in text
    assert "**1 article already in the archive**" in text
    assert "**3 refused**" in text
    assert "- photo.png: its name must end in one of ." in text
    assert "- broken.txt: " in text


async def test_loading_again_after_a_restart_finds_what_is_there(server: Server, world: World) -> None:
    await load(server, file=file("lamp.txt", STORY))
    await world.restart()
    assert "**1 article already in the archive**" in said((await load(server, file=file("lamp.txt", STORY))).response)


@pytest.mark.parametrize("bot_settings", [{"attachment_bytes": 50, "attachments": 2}])
async def test_size_and_number_of_attachments_are_limited_before_anything_is_fetched(
    server: Server, world: World
) -> None:
    big = await load(server, file=file("lamp.txt", STORY))
    assert big.ephemeral
    assert not big.deferred
    assert "- lamp.txt: it has " in said(big.response)
    many = await load(server, file=file("a.txt", "x"), file2=file("b.txt", "x"), file3=file("c.txt", "x"))
    assert said(many.response) == "At most 2 files are read at a time."
    assert await stored(world, server) == []


async def test_the_name_of_an_attachment_is_a_label_and_no_path(server: Server, tmp_path: Path) -> None:
    result = await load(server, file=file("..%2F..%2Fevil`@everyone`.txt", ""))
    assert "refused" in said(result.response)
    assert not list(tmp_path.rglob("*evil*"))  # noqa: ASYNC240 - a test may wait


async def test_ten_attachments_at_once(server: Server) -> None:
    names = ["file", *(f"file{number}" for number in range(2, 11))]
    files = {name: file(f"{name}.txt", f"Story of {name}\n\nWords about {name} and nothing else.") for name in names}
    assert "### 10 articles loaded" in said((await load(server, **files)).response)


async def stored(world: World, server: Server) -> list[str | None]:
    async with Archive(world.client.archives.bindings.path(server.guild.id)) as archive:
        return [citation.title for citation in await archive.articles()]


MANAGING: dict[str, dict[str, Any]] = {
    "load": {"file": file("lamp.txt", STORY)},
    "list": {},
    "remove": {"article": "1"},
    "stats": {},
    "undo": {},
    "have": {"url": "https://courant.example/gate"},
}


@pytest.mark.parametrize("command", MANAGING)
async def test_discord_offers_archive_to_managers_only(server: Server, command: str) -> None:
    assert f"archive {command}" in server.manager.available_commands(server.channel)
    assert f"archive {command}" not in server.reader.available_commands(server.channel)
    with pytest.raises(simcord.SetupError):
        await server.reader.slash(server.channel, f"archive {command}", **MANAGING[command])


async def opened(server: Server) -> None:
    """The server's own settings let everybody use /archive."""
    commands = await server.world.client.tree.fetch_commands()
    command = next(command for command in commands if command.name == "archive")
    server.guild.set_command_permissions(command, {server.guild.default_role: True})


@pytest.mark.parametrize("command", ["load", "remove", "undo"])
async def test_changes_need_the_permission_even_where_the_server_opened_the_command(
    server: Server, world: World, command: str
) -> None:
    await server.add(composed("First Frost", "Frost fell on the orchards."))
    await opened(server)
    result = await server.reader.slash(server.channel, f"archive {command}", **MANAGING[command])
    assert said(result.response) == "You need the permission “Manage Server” for this."
    assert result.ephemeral
    assert await server.reader.autocomplete(server.channel, "archive remove", "article", "frost") == []
    assert await stored(world, server) == ["First Frost"]


async def test_the_list_is_paged(server: Server, world: World) -> None:
    await server.add(*(composed(f"Story {number}", f"Words number {number}.") for number in range(12)))
    result = await server.manager.slash(server.channel, "archive list")
    assert result.ephemeral
    message = result.response
    assert "`1` Story 0 · date unknown" in said(message)
    assert "Story 10" not in said(message)
    assert buttons(message)["From the start"]["disabled"]
    await world.restart()
    await server.manager.click(message.message, label="Next")
    assert "`12` Story 11" in said(message)
    assert buttons(message)["Next"]["disabled"]
    await server.manager.click(message.message, label="From the start")
    assert "`1` Story 0" in said(message)


@pytest.mark.parametrize("command", ["list", "stats"])
async def test_an_empty_archive_says_how_to_fill_it(server: Server, command: str) -> None:
    text = said((await server.manager.slash(server.channel, f"archive {command}")).response)
    assert text.startswith(EMPTY)
    assert "/archive load" in text


async def test_stats_count_articles_outlets_and_dates(server: Server) -> None:
    await server.add(
        composed("First Frost", "Frost fell on the orchards.", source="The Harbour Post", published="2016-11"),
        composed("Thaw", "The thaw came late this year.", source="The_Courier", published="2018"),
        composed("Undated", "Nobody knows when this was written."),
    )
    text = said((await server.manager.slash(server.channel, "archive stats")).response)
    assert "3 articles, 0 teasers of other stories, " in text
    assert "The Harbour Post (1)" in text
    assert r"The\_Courier (1)" in text
    assert "**Dates** November 2016 to 2018" in text
    assert "**Undated** 1 article" in text


async def test_remove_offers_headlines_asks_first_and_removes(server: Server, world: World) -> None:
    frost, _ = await server.add(composed("First *Frost*", "Frost fell."), composed("Thaw", "The thaw came late."))
    offered = await server.manager.autocomplete(server.channel, "archive remove", "article", "frost")
    assert offered == [{"name": "First *Frost*", "value": str(frost)}]
    asked = await server.manager.slash(server.channel, "archive remove", article=offered[0]["value"])
    assert asked.ephemeral
    assert r"First \*Frost\*" in said(asked.response)
    assert await stored(world, server) == ["First *Frost*", "Thaw"]
    await world.restart()
    await server.manager.click(asked.response.message, label="Remove")
    assert said(asked.response).startswith(r"Removed: First \*Frost\*")
    assert await stored(world, server) == ["Thaw"]


async def test_keeping_an_article_removes_nothing(server: Server, world: World) -> None:
    await server.add(composed("Thaw", "The thaw came late."))
    asked = await server.manager.slash(server.channel, "archive remove", article="1")
    await server.manager.click(asked.response.message, label="Keep")
    assert said(asked.response) == "Nothing was removed."
    assert buttons(asked.response) == {}
    assert await stored(world, server) == ["Thaw"]


async def test_an_article_is_removed_once(server: Server) -> None:
    await server.add(composed("Thaw", "The thaw came late."))
    first = await server.manager.slash(server.channel, "archive remove", article="1")
    second = await server.manager.slash(server.channel, "archive remove", article="1")
    await server.manager.click(first.response.message, label="Remove")
    result = await server.manager.click(second.response.message, label="Remove")
    assert "There is no article 1" in said(result.followups[0])


@pytest.mark.parametrize("typed", ["frost", "-1", "1; DROP TABLE article", "٣", "9" * 30])
async def test_only_a_number_is_an_article(server: Server, typed: str) -> None:
    await server.add(composed("First Frost", "Frost fell on the orchards."))
    result = await server.manager.slash(server.channel, "archive remove", article=typed)
    assert said(result.response) == removals.CHOOSE
    unknown = await server.manager.slash(server.channel, "archive remove", article="77")
    assert said(unknown.response) == "There is no article 77 in the archive. It may have been removed."


async def test_the_permission_is_checked_again_when_remove_is_pressed(server: Server, world: World) -> None:
    await server.add(composed("Thaw", "The thaw came late."))
    asked = await server.manager.slash(server.channel, "archive remove", article="1")
    server.guild.remove_member(server.manager)
    manager = server.guild.add_member(server.manager.user)
    result = await manager.click(asked.response.message, label="Remove")
    assert said(result.response) == "You need the permission “Manage Server” for this."
    assert await stored(world, server) == ["Thaw"]


# Between servers


async def test_no_command_of_one_server_reaches_the_archive_of_another(world: World) -> None:
    ours, theirs = world.server(), world.server()
    (number,) = await theirs.add(composed("Their Secret", "The vault holds nine gold bars under the chapel."))
    for text in (
        said((await ours.reader.slash(ours.channel, "ask", question="gold bars vault chapel")).response),
        said((await ours.manager.slash(ours.channel, "archive list")).response),
        said((await ours.manager.slash(ours.channel, "archive stats")).response),
        said((await ours.manager.slash(ours.channel, "archive remove", article=str(number))).response),
    ):
        assert EMPTY in text or "There is no article" in text
        assert "gold" not in text.partition("\n")[2]
    assert await ours.manager.autocomplete(ours.channel, "archive remove", "article", "") == []
    await ours.reader.send(ours.channel, f"<@{world.client.user.id}> gold bars vault chapel")
    assert "chapel" not in said(ours.channel.last_message)
    assert await stored(world, theirs) == ["Their Secret"]


FORGED = [
    "card:more:1:1",
    "card:article:1:1",
    "card:next:1:1",
    "read:next:1:1",
    "list:next:0",
    "remove:yes:1:{user}",
    "undo:yes:1:{user}",
]


@pytest.mark.parametrize("custom_id", FORGED)
async def test_no_forged_button_of_one_server_reaches_the_archive_of_another(world: World, custom_id: str) -> None:
    ours, theirs = world.server(), world.server()
    await theirs.add(composed("Their Secret", "The vault holds nine gold bars under the chapel."))
    await theirs.reader.slash(theirs.channel, "ask", question="gold bars vault chapel")
    view = discord.ui.LayoutView(timeout=None)
    forged = custom_id.format(user=ours.manager.id)
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Forged", custom_id=forged)))
    channel = world.client.get_channel(ours.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(view=view)
    result = await ours.manager.click(message, label="Forged")
    seen = [said(ours.channel.last_message), *map(said, result.followups)]
    assert not [text for text in seen if "Secret" in text or "gold" in text]
    assert await stored(world, theirs) == ["Their Secret"]


class TestSharedArchives:
    """An archive of several servers is everybody's to ask and nobody's to change from Discord."""

    @pytest.fixture
    def bot_settings(self, tmp_path: Path) -> dict[str, Any]:
        return {"default_archive": tmp_path / "shared.sqlite"}

    async def test_all_servers_are_answered_from_it(self, world: World) -> None:
        one, other = world.server(), world.server()
        await one.add(composed("First Frost", "Frost fell on the orchards in October."))
        for server in (one, other):
            answer = await server.reader.slash(server.channel, "ask", question="frost on the orchards")
            assert "First Frost" in said(answer.response)

    async def test_nobody_changes_it_from_discord(self, server: Server, world: World) -> None:
        await server.add(composed("First Frost", "Frost fell on the orchards in October."))
        for command in ("load", "remove", "undo"):
            result = await server.manager.slash(server.channel, f"archive {command}", **MANAGING[command])
            assert said(result.response) == batches.SHARED
        assert "cannot be changed" in said((await server.manager.slash(server.channel, "archive stats")).response)
        assert await stored(world, server) == ["First Frost"]

    async def test_an_empty_one_does_not_send_managers_to_load(self, server: Server) -> None:
        text = said((await server.reader.slash(server.channel, "ask", question="frost")).response)
        assert EMPTY in text
        assert "/archive load" not in text


async def test_the_explanation_names_the_commands_that_there_are(server: Server) -> None:
    names = server.reader.available_commands(server.channel)
    assert "ask" in names
    assert "`/ask`" in questions.EXPLANATION
    assert questions.MENU in questions.EXPLANATION


async def test_a_loaded_archive_is_the_one_that_the_command_line_would_read(server: Server, world: World) -> None:
    await load(server, file=file("lamp.txt", STORY))
    async with Archive(world.client.archives.bindings.path(server.guild.id)) as archive:
        answer = await archive.answer(Question(text="lighthouse lamp"))
    assert answer.excerpts[0].citation.title == "The Lamp Is Lit"
