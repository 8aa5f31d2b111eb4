"""The archive on the command line, without Discord."""

from knowledge.cli.commands import main

__all__ = ["main"]
