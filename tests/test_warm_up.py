"""After warming up the first question is answered with nothing left to import, and the collector has little to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WORK = """
import asyncio, gc, sys
from knowledge import Archive, Article, Citation, Question, warm_up

async def answered(path):
    async with Archive(path) as archive:
        await archive.add([Article.compose("The bell of Kettlesund rang.", Citation(title="Bell", language="en"))])
        warm_up()
        held, frozen = set(sys.modules), gc.get_freeze_count()
        answer = await archive.answer(Question(text="Which bell of Kettlesund rang?"))
        assert answer.excerpts[0].quote == "The bell of Kettlesund rang.", answer
        print(frozen > 10_000, sorted(name for name in set(sys.modules) - held if name.startswith("knowledge")))

asyncio.run(answered(sys.argv[1]))
"""


def test_the_first_question_after_warming_up_imports_nothing_of_ours(tmp_path: Path) -> None:
    run = [sys.executable, "-c", WORK, str(tmp_path / "archive.sqlite")]
    said = subprocess.run(run, capture_output=True, text=True, check=False, timeout=120)
    assert (said.stdout, said.stderr) == ("True []\n", "")
