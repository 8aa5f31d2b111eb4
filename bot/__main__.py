"""The command backissue-bot: settings, logging, the client; SIGTERM and SIGINT end it when its work is done."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.client import create
from bot.settings import Settings
from knowledge import BackissueError, SettingsError, warm_up, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Client

log = logging.getLogger("bot")

NO_TOKEN = "There is no token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it."  # noqa: S105
BAD_TOKEN = "Discord refused the token: copy it again from the Bot page of the developer portal."  # noqa: S105
UNREACHABLE = "Discord cannot be reached: check the network."
TOKEN_TAKEN_BACK = 4004  # the gateway's close code


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until it is told to stop; 0 then, 2 for settings or a token that cannot be used, 1 for anything else."""
    parser = argparse.ArgumentParser(prog="backissue-bot", description="Answers questions in Discord from an archive.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings (default: config/backissue.toml)")
    try:
        settings = Settings.load(parser.parse_args(arguments).config)
    except SettingsError as error:
        return _said(str(error), 2)
    if settings.token is None:
        return _said(NO_TOKEN, 2)
    logging.basicConfig(level=settings.bot.log_level, format="{asctime} {levelname} {name}: {message}", style="{")
    return _run(settings, settings.token.get_secret_value())


def _run(settings: Settings, token: str) -> int:
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
    warm_up()
    try:
        asyncio.run(serve(create(settings), token))
    except discord.LoginFailure:
        return _said(BAD_TOKEN, 2)
    except discord.ConnectionClosed as error:
        return _said(BAD_TOKEN, 2) if error.code == TOKEN_TAKEN_BACK else _said(UNREACHABLE, 1)
    except (aiohttp.ClientConnectionError, discord.HTTPException):
        return _said(UNREACHABLE, 1)
    except BackissueError as error:
        return _said(str(error), 1)
    return 0


async def serve(client: Client, token: str) -> None:
    """Until SIGTERM or SIGINT, or until the connection is given up for good, which raises."""
    told_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    async with client:
        connection = asyncio.create_task(client.start(token))
        stop = asyncio.create_task(told_to_stop.wait())
        await asyncio.wait({connection, stop}, return_when=asyncio.FIRST_COMPLETED)
        if connection.done():
            stop.cancel()
            return connection.result()
        late = await client.work.drain(client.settings.bot.shutdown_seconds)
        log.info("stopping; %s not done in time", wording.count(late, "answer"))
    await asyncio.gather(connection, return_exceptions=True)
    return None


def _said(words: str, code: int) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - the command's own voice, before there is a log
    return code


if __name__ == "__main__":
    sys.exit(main())
