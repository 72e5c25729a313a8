"""The count of an X archive of 10 GB, as the command line reads it, against zipfile reading the same member."""

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from benchmarks.ratios import Figure, Progress, Ratio, interleaved
from connectors.x_archive import read_archive
from dashboard.domain.x_archive import MANIFEST
from tests.archives.contents import lists, manifest_member, posts
from tests.archives.zips import STORED, Member, write_zip

GIGABYTES = 10
SIZES = {"small": ((50, 5),), "full": ((50, 50), (65_000, 10))}
"""Members of the archive, and rounds: of an account that posted little, and of one that posted pictures for years."""
DATABASES = ()
SECONDS = 1.0


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Seconds from the path to the count; whose archive it is, and every name and place in it, are checked on the way."""
    with tempfile.TemporaryDirectory(prefix="essaim-benchmark-") as folder:
        path = Path(folder) / "archive.zip"
        for members, rounds in SIZES[size]:
            progress(f"an archive of {members:,} members")
            write_zip(path, _archive(members), zip64=True)
            ours, peer = interleaved(rounds, partial(read_archive, path), partial(_with_zipfile, path))
            what = f"archive of {GIGABYTES} GB, {members:,} members"
            yield Ratio(what, Figure("ours (read_archive)", ours), Figure("peer (zipfile)", peer), ours_limit=SECONDS)


def _archive(members: int) -> list[Member]:
    """A film of which nothing is on the disk, pictures, the lists and, at the end, the manifest."""
    film = Member("data/tweets_media/1-film.mp4", b"film", STORED, hole=GIGABYTES * 1024**3, crc=0)
    rest = [film, *posts(), *lists(), manifest_member()]
    return [*(Member(f"data/tweets_media/{index}-picture.jpg", b"", STORED) for index in range(members - len(rest))), *rest]


def _with_zipfile(path: Path) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(MANIFEST)
