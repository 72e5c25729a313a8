"""The start: how soon the command line answers."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.ratios import Figure, Progress, Ratio, interleaved

RUNS = {"small": 3, "full": 10}
DATABASES = ()
SECONDS = 0.5
ESSAIM = str(Path(sys.executable).parent / "essaim")


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """``essaim --help`` against an interpreter that does nothing, both already in the disk cache."""
    command = [
        partial(subprocess.run, words, check=True, capture_output=True) for words in ([ESSAIM, "--help"], [sys.executable, "-c", "pass"])
    ]
    interleaved(1, *command)
    ours, peer = interleaved(RUNS[size], *command)
    yield Ratio("start", Figure("ours (essaim --help)", ours), Figure("peer (python -c pass)", peer), ours_limit=SECONDS)
