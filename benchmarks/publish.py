"""Publishing the whole site: against writing the same bytes into files and nothing else; again unchanged: against looking at every file."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.ratios import Figure, Progress, Ratio, seconds
from benchmarks.register import TODAY
from benchmarks.site_register import site_register
from dashboard.bootstrap import Essaim
from dashboard.web.publish.forks import processes
from dashboard.web.publish.plan import Redraw
from dashboard.web.publish.publish import Published, publish

SIZES = {"small": (4, 1), "full": (10_000, 100)}
"""Organisations of which all but pictures is published, and those whose pictures are drawn as well."""
DATABASES = ("sqlite",)
LIMIT, AGAIN_LIMIT = 60.0, 5.0
BASE = "https://essaim.example"


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """The first publication, the same again, the next day; and pictures apart."""
    many, few = SIZES[size]
    limits = (LIMIT, AGAIN_LIMIT) if size == "full" else (None, None)
    for dialect in dialects:
        with site_register(dialect, many, progress) as essaim, tempfile.TemporaryDirectory(prefix="essaim-benchmark-") as name:
            yield from _pages(essaim, Path(name), f"publish on {dialect}, {many:,} institutions, two languages", limits, progress)
        with site_register(dialect, few, progress) as essaim, tempfile.TemporaryDirectory(prefix="essaim-benchmark-") as name:
            done = _publish(essaim, Path(name) / "site", progress, redraw=Redraw.CHANGED)
            n = sum(1 for _ in (Path(name) / "site").rglob("*.png"))
            pages = Figure("peer (all the rest)", done.seconds - done.drawing)
            what = f"publish on {dialect}, pictures of {few:,} institutions"
            yield Ratio(what, Figure(f"ours ({n:,} pictures)", done.drawing), pages)


def _pages(essaim: Essaim, folder: Path, what: str, limits: tuple[float | None, float | None], progress: Progress) -> Iterator[Ratio]:
    site = folder / "site"
    first = _publish(essaim, site, progress)
    peer = Figure("peer (the same bytes)", seconds(partial(_copy, site, folder / "copy")))
    yield Ratio(what, Figure(f"ours ({first.written:,} files)", first.seconds), peer, ours_limit=limits[0])
    again = _publish(essaim, site, progress)
    if again.written or again.removed:
        raise RuntimeError(f"{again.written} files were written again, {again.removed} removed")
    look = Figure("peer (a look at every file)", seconds(partial(_look, site)))
    yield Ratio(f"{what}, again unchanged", Figure("ours", again.seconds), look, ours_limit=limits[1])
    later = _publish(essaim, site, progress, days=1)
    yield Ratio(f"{what}, the next day", Figure("ours", later.seconds), Figure("ours at first", first.seconds))


def _publish(essaim: Essaim, folder: Path, progress: Progress, *, redraw: Redraw = Redraw.NONE, days: int = 0) -> Published:
    return publish(
        essaim,
        folder,
        base=BASE,
        today=TODAY + timedelta(days=days),
        redraw=redraw,
        processes=processes(),
        progress=lambda done, total: progress(f"{done:,} of {total:,} addresses"),
    )


def _copy(site: Path, into: Path) -> None:
    """Write the same bytes into files of the same names."""
    for at, _, names in os.walk(site):
        folder = into / os.path.relpath(at, site)
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_bytes(Path(at, name).read_bytes())
    os.sync()


def _look(site: Path) -> int:
    return sum(os.stat(os.path.join(at, name)).st_size for at, _, names in os.walk(site) for name in names)
