"""The archive on the command line, without Discord."""

from knowledge.cli import evaluating  # noqa: F401 - adds its command to those of `main`
from knowledge.cli.commands import main

__all__ = ["main"]
