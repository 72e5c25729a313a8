"""However an archive is made, reading it takes less than 50 MB: a process of its own that may not have more reads them all."""

import subprocess
import sys
from pathlib import Path

from dashboard.domain.x_archive import MOST_MEMBERS
from tests.archives import BROKEN, CASES, READABLE
from tests.archives.contents import files, ids, list_text, manifest, manifest_member, posts
from tests.archives.zips import Member, put_directory, write_zip, zeros

ROOT = Path(__file__).parents[2]
READS = """
import resource, sys, zlib
from pathlib import Path
from connectors.follower_list import ids_of
from connectors.x_archive import follower_ids, read_archive
from dashboard.domain.x_archive import ArchiveRefused

had = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (had + 50 * 1024**2,) * 2)
for path in map(Path, sys.argv[2:]):
    try:
        if sys.argv[1] == "ids":
            print(sum(map(len, follower_ids(path))))
        else:
            print(read_archive(path).followers)
    except ArchiveRefused as refusal:
        print(refusal.problem)
"""


def within_50_megabytes(what: str, *paths: Path) -> list[str]:
    """What a process that may have 50 MB more than it has after its imports says of each archive."""
    done = run(READS, what, *paths)
    assert done.stderr == "", done.stderr
    return done.stdout.split()


def run(program: str, what: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, what, *map(str, paths)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_every_archive_of_the_corpus_is_read_or_refused_within_50_megabytes(written: dict[str, Path]) -> None:
    said = within_50_megabytes("facts", *(written[case.name] for case in CASES))
    assert said == [str(case.expected) if case not in READABLE else str(getattr(case.expected, "followers", "")) for case in CASES]
    assert {"65,000 members", "bomb"} <= {case.name for case in (*READABLE, *BROKEN)}


def test_the_limit_is_one_that_is_felt(written: dict[str, Path]) -> None:
    greedy = READS.replace("print(read_archive(path).followers)", "print(len(bytes(60 * 1024**2)))")
    done = run(greedy, "facts", written["plain"])
    assert "MemoryError" in done.stderr


def test_the_most_members_are_read_within_50_megabytes_in_any_order(tmp_path: Path) -> None:
    with (tmp_path / "many.zip").open("wb") as file:
        put_directory(file, MOST_MEMBERS)
    assert within_50_megabytes("facts", tmp_path / "many.zip") == ["no_manifest"]


def test_a_manifest_of_nothing_but_small_objects_is_read_within_50_megabytes(tmp_path: Path) -> None:
    text = b'x = {"a": [' + b"{}," * 349_000 + b"{}]}"
    write_zip(tmp_path / "objects.zip", [Member("data/manifest.js", text)])
    assert within_50_megabytes("facts", tmp_path / "objects.zip") == ["no_account"]


def test_the_numbers_of_any_list_are_streamed_within_50_megabytes(tmp_path: Path) -> None:
    text, named = list_text("follower", 0, ids(300_000)).encode(), manifest_member(manifest({"follower": files("follower", "300000")}))
    assert len(text) > 40_000_000
    write_zip(tmp_path / "many.zip", [*posts(), Member("data/follower.js", text), named])
    bomb = Member("data/follower.js", packed=zeros(1023), size=1023 * 1024**2)
    write_zip(tmp_path / "bomb.zip", [bomb, named])
    assert within_50_megabytes("ids", tmp_path / "many.zip", tmp_path / "bomb.zip") == ["300000", "list_unreadable"]
