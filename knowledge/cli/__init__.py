"""The archive on the command line, without Discord."""

from knowledge.cli import asking, batches, changes, evaluating, explaining  # noqa: F401 - add their commands to those of `main`
from knowledge.cli.commands import main

__all__ = ["main"]
