"""Run one benchmark or all, one line per ratio."""

import argparse
import sys
import time
from collections.abc import Sequence
from importlib import import_module

NAMES = ("start", "leaderboard", "intake", "figures", "collection", "archive", "compare", "public_site", "publish", "pledges")


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the command line and print ratios as they come; progress goes to a terminal's standard error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed, each against a named peer.")
    parser.add_argument("name", nargs="?", choices=NAMES, help="one of them; all if left out")
    parser.add_argument("--size", choices=("small", "full"), default="full", help="small: a few seconds, to see that it runs")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append", help="only there; may be repeated")
    chosen = parser.parse_args(arguments)
    started = time.monotonic()

    def progress(news: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{time.monotonic() - started:6.0f} s  {news}", end="", file=sys.stderr, flush=True)

    for name in [chosen.name] if chosen.name else NAMES:
        benchmark = import_module(f"benchmarks.{name}")
        for ratio in benchmark.run(chosen.size, tuple(chosen.database or benchmark.DATABASES), progress):
            progress("\r\x1b[K")
            print(ratio, flush=True)


if __name__ == "__main__":
    main()
