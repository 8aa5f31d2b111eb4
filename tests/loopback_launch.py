"""The bot as a process of its own that talks to a loopback Discord: loopback_launch.py PORT [ARGUMENT...]."""

from __future__ import annotations

import sys

from loopback import redirected

from bot.__main__ import main

if __name__ == "__main__":
    with redirected(int(sys.argv[1])):
        sys.exit(main(sys.argv[2:]))
