"""Discord's own OpenAPI document as a judge of what the bot sends. Strict: a field it does not know is a mistake."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema

if TYPE_CHECKING:
    from collections.abc import Iterator

# What discord.py sends although the document does not list it: `nsfw` is in Discord's written documentation, `tts` is
# ignored on edits.
TOLERATED = {
    "ApplicationCommandUpdateRequest": ("nsfw",),
    "IncomingWebhookUpdateRequestPartial": ("tts",),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ("tts",),
}
CHECKED = frozenset({"POST", "PUT", "PATCH"})


class DiscordDocument:
    """Checks request bodies. The most literal path template wins: @original before {message_id}."""

    def __init__(self, path: Path) -> None:
        self._document = json.loads(path.read_text("utf-8"))
        self._close(self._document["components"]["schemas"])
        templates = sorted(self._document["paths"], key=lambda template: template.count("{"))
        self._routes = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", template)), template) for template in templates]
        self._validator = cache(self._make_validator)

    def mistakes(self, method: str, path: str, body: object) -> list[str]:
        """What Discord would refuse in this request, as sentences."""
        template = next((template for pattern, template in self._routes if pattern.fullmatch(path)), None)
        if template is None or method.lower() not in self._document["paths"][template]:
            return [f"{method} {path}: there is no such operation"]
        validator = self._validator(method.lower(), template)
        body = _with_text_ids(body)
        errors = validator.iter_errors(body) if validator and body is not None else ()
        return [f"{method} {template}: {_explained(error)}" for error in errors]

    def _make_validator(self, method: str, template: str) -> jsonschema.Draft202012Validator | None:
        content = self._document["paths"][template][method].get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        components = {"components": self._document["components"]}
        return jsonschema.Draft202012Validator(components | schema) if schema else None

    @staticmethod
    def _close(schemas: dict[str, Any]) -> None:
        """The document leaves requests open to unknown fields; a misspelt one must not pass."""
        for name, schema in schemas.items():
            if "Request" in name and schema.get("type") == "object" and "properties" in schema:
                schema["properties"] |= {field: {} for field in TOLERATED.get(name, ())}
                schema.setdefault("additionalProperties", False)


@cache
def discord_document() -> DiscordDocument | None:
    """The document, when BACKISSUE_TEST_DATA says where it is."""
    path = Path(os.environ.get("BACKISSUE_TEST_DATA", "nowhere")) / "discord" / "openapi.json"
    return DiscordDocument(path) if path.is_file() else None


def _with_text_ids(body: object) -> object:
    """discord.py sends the ids of a message_reference as numbers, which Discord takes and its document does not say."""
    if not isinstance(body, dict) or not isinstance(reference := body.get("message_reference"), dict):
        return body
    return body | {
        "message_reference": {name: str(value) if name.endswith("_id") else value for name, value in reference.items()}
    }


def _explained(error: jsonschema.ValidationError) -> str:
    """The cause within alternatives that a person can act on, and where it is."""
    while error.context:
        error = min(_alternatives(error), key=_relevance)[0]
    return f"{'/'.join(map(str, error.absolute_path)) or 'the body'}: {error.message[-200:]}"


def _alternatives(error: jsonschema.ValidationError) -> Iterator[list[jsonschema.ValidationError]]:
    branches: dict[object, list[jsonschema.ValidationError]] = {}
    for cause in error.context or ():
        branches.setdefault(cause.schema_path[0], []).append(cause)
    yield from branches.values()


def _relevance(causes: list[jsonschema.ValidationError]) -> tuple[bool, bool, int]:
    """Last the alternatives meant for another kind of component, then those of another type."""
    is_of_another_kind = any(
        cause.path and cause.path[-1] == "type" and cause.validator in {"enum", "const"} for cause in causes
    )
    return is_of_another_kind, causes[0].validator == "type", len(causes)
