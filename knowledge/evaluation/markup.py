"""HTML and SVG elements that hold text: whatever is not an element is escaped. Pure."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Finished HTML: it is not escaped again."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: str | float) -> Markup:
    """The element with these children. Of an attribute, `_` stands for `-`, and one at its end for nothing."""
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_told(value))}"' for key, value in attributes.items()
    )
    return Markup(f"<{name}{named}>{joined(*children)}</{name}>")


def joined(*children: str) -> Markup:
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))


def _told(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
