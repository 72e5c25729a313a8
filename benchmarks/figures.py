"""A file of dated figures: read and held against what is known, then stored, against the driver writing the same rows and nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from statistics import median

from benchmarks.intake import insert_bare
from benchmarks.ratios import Figure, Progress, Ratio, seconds
from benchmarks.register import NOW, TODAY, write_organisations, write_standings
from benchmarks.scratch import databases
from dashboard.domain.csv_text import csv_text
from dashboard.domain.figures import Holding, Provenance, Snapshot, noon
from dashboard.domain.people import OPERATOR
from dashboard.services.imports.figures import apply_figures, plan_figures

SIZES = {"small": (20, 1_000, 1), "full": (1_000, 100_000, 3)}
"""Organisations, figures in a file, files."""
DATABASES = ("sqlite", "postgresql")
PREVIEW_SECONDS = 5.0
RATIO_TO_BARE = 5.0
COLUMNS = ("organisation", "network", "date", "followers", "source", "precision")


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Seconds of the preview, and the ratio of the import, each file on the days before those of the one before it."""
    organisations, figures, files = SIZES[size]
    holding = Holding()
    for dialect in dialects:
        with ExitStack() as stack:
            ours, peer = stack.enter_context(databases(dialect, 2))
            for db in (ours, peer):
                write_organisations(db, organisations)
                write_standings(db, organisations, holding)
            previews, imports, bare = [], [], []
            for n in range(files):
                rows = _figures(organisations, figures, n)
                data = _file(rows)
                previews.append(seconds(partial(plan_figures, ours, data, by=OPERATOR, now=NOW)))
                imports.append(seconds(partial(apply_figures, ours, data, by=OPERATOR, now=NOW, holding=holding)))
                bare.append(seconds(partial(insert_bare, peer, rows)))
                progress(f"{dialect} file {n + 1}: preview {previews[-1]:.2f} s, import {imports[-1]:.2f} s, bare {bare[-1]:.2f} s")
        what = f"figures on {dialect}, a CSV of {figures:,}"
        peer_figure = Figure("peer (driver's executemany into the snapshot table alone)", median(bare))
        yield Ratio(f"{what}, preview", Figure("ours (plan_figures)", median(previews)), peer_figure, None, PREVIEW_SECONDS)
        yield Ratio(f"{what}, import", Figure("ours (apply_figures)", median(imports)), peer_figure, RATIO_TO_BARE)


def _figures(organisations: int, figures: int, file: int) -> list[Snapshot]:
    """As many figures of the accounts that the organisations left."""
    days = figures // organisations
    return [
        Snapshot(
            3 * key - 2,
            noon(TODAY - timedelta(days=800 + file * days + day)),
            5_000 + key - day - file * days,
            provenance=Provenance.DECLARED,
            source=f"https://institution-{key}.example/press",
        )
        for key in range(1, organisations + 1)
        for day in range(days)
    ]


def _file(rows: Sequence[Snapshot]) -> bytes:
    lines = ((f"institution-{(one.account_id + 2) // 3}", "x", one.at.date(), one.followers, one.source, "") for one in rows)
    return csv_text(COLUMNS, lines).encode()
