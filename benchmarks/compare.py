"""Comparing an archive's followers with the list, against inflating the list of followers alone; and the memory of the process."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ratios import Figure, Progress, Ratio

if TYPE_CHECKING:
    from dashboard.bootstrap import Essaim

DATABASES = ("sqlite",)
SIZES = {"small": (20_000, 1_000), "full": (2_200_000, 50_000)}
"""Followers, and people on the list."""
ROUNDS = {"small": 1, "full": 5}
LIMIT = 4.0
MEMORY = 100.0
"""MiB, of a whole process that has compared and has done nothing else."""
BLOCK = 20_000
FIRST, RANGE, STEP = 10**18, 8 * 10**17 + 9, 636_413_622_384_679_301
"""X ids of our days have 19 digits, and follow no rule that a ZIP could find."""
ONE_IN = 50
"""One in so many followers is on the list, where it is long enough."""


def run(size: str, databases: tuple[str, ...], progress: Progress) -> Iterator[Ratio]:
    """Both ratios, measured in a process of its own."""
    if "sqlite" not in databases:
        return
    followers, listed = SIZES[size]
    with tempfile.TemporaryDirectory(prefix="essaim-benchmark-") as name:
        folder = Path(name)
        progress(f"writing an archive of {followers:,} followers")
        write_archive(folder / "archive.zip", followers)
        progress(f"writing a list of {listed:,} people")
        command = [sys.executable, "-m", "benchmarks.compare", str(folder), str(followers), str(listed), str(ROUNDS[size])]
        subprocess.run([*command, "prepare"], check=True)
        progress("comparing")
        said = subprocess.run([*command, "compare"], check=True, capture_output=True, text=True).stdout.split()
    ours, peer, before, after = map(float, said)
    what = f"compare {followers:,} followers with {listed:,} people"
    yield Ratio(f"{what}, time", Figure("ours", ours), Figure("peer (inflating alone)", peer), LIMIT if size == "full" else None)
    memory = Figure("ours", after, "MiB"), Figure("peer (the program before)", before, "MiB")
    yield Ratio(f"{what}, memory", *memory, ours_limit=MEMORY)


def write_archive(path: Path, followers: int) -> None:
    """An archive of X with so many followers."""
    from tests.archives.contents import files, list_text, manifest, script  # not into the memory that is measured

    types = {"follower": files("follower", str(followers)), "following": files("following", "0")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("data/manifest.js", script(manifest(types)))
        made.writestr("data/following.js", list_text("following", 0, []))
        with made.open("data/follower.js", "w", force_zip64=True) as part:
            for first in range(0, followers, BLOCK):
                some = [str(follower(place)) for place in range(first, min(first + BLOCK, followers))]
                head, _, rest = list_text("follower", 0, some).partition("[")
                part.write((f"{head}[" if not first else ",").encode() + rest.removesuffix("\n]").encode())
            part.write(b"\n]")


def follower(place: int) -> int:
    """The X id of a follower of nobody."""
    return FIRST + place * STEP % RANGE


def prepare(folder: Path, followers: int, listed: int) -> None:
    """A register with Lyon, and the list: its points are of nobody, since only digests are looked at."""
    from dashboard.domain.organisations import Kind
    from dashboard.domain.people import OPERATOR
    from dashboard.services.register_organisation import NewOrganisation, register_organisation
    from db import pairs
    from db.blinding import Digests

    with closing_essaim(folder) as essaim:
        register_organisation(essaim.db, NewOrganisation("Lyon", Kind.CITY), by=OPERATOR, now=essaim.clock(), holding=essaim.holding)
        digests = Digests(essaim.vault)
        met = min(listed // 2, followers // ONE_IN)
        people = [follower(place * ONE_IN) for place in range(met)] + [place + 1 for place in range(listed - met)]
        rows = [(digests.digest(x_id), bytes(32), bool(place % 3), place % 3 < 2) for place, x_id in enumerate(people)]
        with essaim.db.writing() as session:
            pairs.add(session, rows, at=essaim.clock())


def compare(folder: Path, rounds: int) -> None:
    """Print seconds of ours and of inflating alone, and the memory of this process before and after, in MiB."""
    from benchmarks.ratios import interleaved
    from connectors.x_archive import open_archive
    from dashboard.domain.people import OPERATOR
    from dashboard.services.compared.count import compare_archive

    path = folder / "archive.zip"
    with closing_essaim(folder) as essaim:

        def ours() -> None:
            with open_archive(path) as archive:
                followers = archive.follower_ids()
                compare_archive(essaim.db, essaim.vault, "lyon", archive.facts, followers, by=OPERATOR, now=essaim.clock())

        before = memory()
        ours()
        after = memory()
        times = interleaved(rounds, ours, lambda: inflate(path))
    print(*times, before, after)


def inflate(path: Path) -> None:
    """Inflate the list of followers and let it go."""
    with zipfile.ZipFile(path) as archive, archive.open("data/follower.js") as part:
        while part.read(1 << 16):
            pass


def memory() -> float:
    """The most that this process has held so far, in MiB. Not ``getrusage``, which remembers the process that started it."""
    found = re.search(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def closing_essaim(folder: Path) -> "closing[Essaim]":
    """An Essaim in that folder, closed afterwards."""
    from dashboard.bootstrap import build
    from dashboard.config import Settings

    return closing(build(Settings.from_environment({"ESSAIM_DATA_DIR": str(folder)})))


if __name__ == "__main__":
    where, how_many, on_list, times_over, what_to_do = sys.argv[1:]
    if what_to_do == "prepare":
        prepare(Path(where), int(how_many), int(on_list))
    else:
        compare(Path(where), int(times_over))
