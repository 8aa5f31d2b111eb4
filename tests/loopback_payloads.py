"""What Discord says: users, servers, channels, messages and interactions as the JSON of its API v10."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import discord

Json = dict[str, Any]

EPHEMERAL, LOADING, COMPONENTS_V2 = 64, 128, 32768  # flags of a message
WRITTEN_BY_THE_SENDER = ("content", "embeds", "components")
MEMBER = str(discord.Permissions.text().value)
MANAGER = str(discord.Permissions(discord.Permissions.text().value, manage_guild=True).value)
NUMBERS_OF_A_GUILD = (
    *("afk_timeout", "verification_level", "default_message_notifications", "explicit_content_filter"),
    *("mfa_level", "premium_tier", "nsfw_level", "system_channel_flags"),
)
NOTHINGS_OF_A_GUILD = (
    *("icon", "splash", "banner", "description", "vanity_url_code", "afk_channel_id", "system_channel_id"),
    *("rules_channel_id", "public_updates_channel_id"),
)
LISTS_OF_A_GUILD = (
    *("emojis", "features", "voice_states", "threads", "presences", "stage_instances", "stickers"),
    *("guild_scheduled_events", "soundboard_sounds"),
)
_numbers = itertools.count()


def snowflake() -> str:
    """An id of this moment that no other has."""
    return str(discord.utils.time_snowflake(discord.utils.utcnow()) + next(_numbers) % 2**22)


def now() -> str:
    return discord.utils.utcnow().isoformat()


def person(name: str, *, is_bot: bool = False) -> Json:
    return {
        "id": snowflake(),
        "username": name,
        "discriminator": "0",
        "global_name": name.title(),
        "avatar": None,
        "bot": is_bot,
    }


def member(user: Json, permissions: str = MEMBER) -> Json:
    joined = {"joined_at": now(), "deaf": False, "mute": False, "flags": 0}
    return {"user": user, "roles": [], "permissions": permissions, **joined}


def application(user: Json) -> Json:
    return {
        "id": user["id"],
        "name": user["username"],
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": person("owner"),
        "summary": "",
        "verify_key": "0" * 64,
        "team": None,
        "flags": 0,
    }


@dataclass(frozen=True)
class Place:
    """The only server, its only channel, and the bot in it."""

    bot: Json = field(default_factory=lambda: person("backissue", is_bot=True))
    guild_id: str = field(default_factory=snowflake)
    channel_id: str = field(default_factory=snowflake)

    def channel(self) -> Json:
        return {
            "id": self.channel_id,
            "type": 0,
            "guild_id": self.guild_id,
            "name": "news",
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
            "parent_id": None,
            "topic": None,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "flags": 0,
        }

    def guild(self) -> Json:
        """The server, whose only role is @everyone."""
        role = {"id": self.guild_id, "name": "@everyone", "permissions": MEMBER, "color": 0, "position": 0, "flags": 0}
        return {
            "id": self.guild_id,
            "name": "The Harbour",
            "owner_id": snowflake(),
            "preferred_locale": "en-GB",
            "joined_at": now(),
            "large": False,
            "member_count": 2,
            "roles": [role | {"hoist": False, "managed": False, "mentionable": False}],
            "channels": [self.channel()],
            "members": [member(self.bot)],
            **dict.fromkeys(NUMBERS_OF_A_GUILD, 0),
            **dict.fromkeys(NOTHINGS_OF_A_GUILD),
            **{name: [] for name in LISTS_OF_A_GUILD},
        }


def message(author: Json, channel_id: str, body: Json, flags: int = 0) -> Json:
    """A message as it is kept, from what its sender wrote."""
    return {
        "id": snowflake(),
        "type": 0,
        "channel_id": channel_id,
        "author": author,
        "content": "",
        "embeds": [],
        "components": [],
        "attachments": [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "nonce": body.get("nonce"),
        "tts": False,
        "pinned": False,
        "timestamp": now(),
        "edited_timestamp": None,
        **_written(body),
        "flags": body.get("flags", 0) | flags,
    }


def edit(kept: Json, body: Json) -> None:
    """Changes a kept message; what was awaited is there now."""
    kept.update(_written(body), edited_timestamp=now())
    kept["flags"] = kept["flags"] & ~LOADING | body.get("flags", 0) & COMPONENTS_V2


def texts(components: list[Json]) -> str:
    """All that the components of a message show."""
    shown = [component["content"] for component in walk(components) if component["type"] == 10]
    return "\n".join(shown)


def walk(components: list[Json]) -> list[Json]:
    """The components and those inside them."""
    return [each for component in components for each in (component, *walk(component.get("components", [])))]


def _written(body: Json) -> Json:
    return {name: body[name] for name in WRITTEN_BY_THE_SENDER if body.get(name) is not None}
