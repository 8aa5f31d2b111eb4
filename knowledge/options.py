"""The options of a command to the filters they mean, or to a sentence that names the option as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from knowledge.characters import OBEYED, one_line
from knowledge.errors import UnusableFilter
from knowledge.filters import EXAMPLES, read_filter, read_filters
from knowledge.model import Filters

_LONGEST_SHOWN = 60
"""Characters of somebody's value that a complaint repeats."""


def read_options(typed: Mapping[str, str | None], shown: Callable[[str], str]) -> Filters:
    """What the values that are given mean together. Raises UnusableFilter.

    `typed` has them by the filters' names; `shown` is what the option of such a name is called.
    """
    given = {name: value for name, value in typed.items() if value is not None}
    for name, value in given.items():
        try:
            read_filter(name, value)
        except UnusableFilter:
            raise UnusableFilter(_unusable(name, value, shown)) from None
    filters, contradictions = read_filters(given.items())
    if contradictions:
        raise UnusableFilter(
            f"The option {shown('before')} must be later than {shown('after')}: nothing is published between them."
        )
    return filters


def _unusable(name: str, value: str, shown: Callable[[str], str]) -> str:
    values = EXAMPLES[name].replace(f"{name}:", "")
    return f"The option {shown(name)} {refusal(value)}; write a value such as {values}."


def refusal(value: str) -> str:
    """What is wrong with the value of an option, as its sentence goes on: cannot be “soon”, says nothing."""
    line = one_line(OBEYED.sub("", value[: 4 * _LONGEST_SHOWN]))
    if not line:
        return "says nothing"
    return f"cannot be “{line if len(line) <= _LONGEST_SHOWN else f'{line[:_LONGEST_SHOWN]}…'}”"
