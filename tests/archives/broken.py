"""Files that are no archive of X, or a ZIP made to do harm."""

from pathlib import Path

from dashboard.domain.x_archive import LARGEST_MANIFEST, MOST_MEMBERS, ArchiveProblem
from tests.archives.case import Case, zipped
from tests.archives.contents import lists, manifest, manifest_member, posts, script, whole
from tests.archives.zips import DEFLATED, END, STORED, Member, write_zip, zeros

GIGABYTE = 1024**3
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PAGE = b"<!doctype html><title>Sign in to X</title><script>var manifest = {}</script>"
GRAILBIRD = [
    Member("tweets.csv", b'"tweet_id","timestamp","text"\n'),
    Member("index.html", b"<!doctype html>"),
    Member("data/js/user_details.js", b'var user_details = {"screen_name":"univ_besancon"}'),
    Member("data/js/tweets/2016_01.js", b"Grailbird.data.tweets_2016_01 = [ ]"),
]


def _bytes(name: str, content: bytes, problem: ArchiveProblem) -> Case:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return Case(name, write, problem)


def _cut(name: str, keep: slice, problem: ArchiveProblem) -> Case:
    """The plain archive, of which only that is left."""

    def write(path: Path) -> None:
        write_zip(path, whole())
        path.write_bytes(path.read_bytes()[keep])

    return Case(name, write, problem)


def _claims_members(count: int) -> bytes:
    return END + bytes(4) + count.to_bytes(2, "little") * 2 + bytes(10)


def _many(path: Path) -> None:
    """One member more than is read, each of them named in the directory alone."""
    write_zip(path, [Member("a", b"", STORED)], zip64=True)
    content = path.read_bytes()
    start = content.index(b"PK\x06\x06")
    count = (MOST_MEMBERS + 1).to_bytes(8, "little")
    path.write_bytes(content[: start + 24] + count * 2 + content[start + 40 :])


def _harmless(count: int) -> list[Member]:
    return [Member(f"{index}.txt", b"", STORED) for index in range(count)]


def _on_one_another() -> list[Member]:
    """Two names for the same bytes."""
    first = manifest_member()
    return [first, *lists(), Member("data/again.js", first.data, at=0)]


def _within_another() -> list[Member]:
    """A member that lies within the bytes of the one before."""
    return [Member("data/outer.js", b"0" * 4096, STORED), Member("data/inner.js", b"1", STORED, at=100), *whole()]


def _beyond() -> list[Member]:
    return [*whole(), Member("data/far.js", b"1", STORED, at=2**31)]


def _bomb(size: int) -> list[Member]:
    return [*lists(), Member("data/manifest.js", packed=zeros(1024), size=size)]


def _padded(size: int) -> list[Member]:
    text = script(manifest())
    return [*posts(), *lists(), Member("data/manifest.js", text + b" " * (size - len(text)))]


NO_ZIP = (
    _bytes("empty file", b"", ArchiveProblem.NOT_A_ZIP),
    _bytes("PDF", PDF, ArchiveProblem.NOT_A_ZIP),
    _bytes("HTML", PAGE, ArchiveProblem.NOT_A_ZIP),
    _bytes("file of NUL bytes", bytes(4096), ArchiveProblem.NOT_A_ZIP),
    _bytes("manifest.js by itself", script(manifest()), ArchiveProblem.NOT_A_ZIP),
    _bytes("RAR", b"Rar!\x1a\x07\x01\x00" + bytes(100), ArchiveProblem.NOT_A_ZIP),
    zipped("ZIP of nothing", [], ArchiveProblem.EMPTY),
    _cut("cut after 2 bytes", slice(2), ArchiveProblem.NOT_A_ZIP),
    _cut("cut after 10 bytes", slice(10), ArchiveProblem.TRUNCATED),
    _cut("cut in the middle", slice(800), ArchiveProblem.TRUNCATED),
    _cut("cut in the directory", slice(-150), ArchiveProblem.TRUNCATED),
    _cut("cut in the end record", slice(-5), ArchiveProblem.TRUNCATED),
    _cut("start missing", slice(100, None), ArchiveProblem.DAMAGED),
    _bytes("directory that is not there", _claims_members(3), ArchiveProblem.DAMAGED),
)

HARMFUL = (
    zipped("manifest encrypted", whole(flags=1), ArchiveProblem.ENCRYPTED),
    zipped("two names for the same bytes", _on_one_another(), ArchiveProblem.OVERLAPPING),
    zipped("a member within another", _within_another(), ArchiveProblem.OVERLAPPING),
    zipped("a member within another, backwards", _within_another(), ArchiveProblem.OVERLAPPING, backwards=True),
    zipped("a member beyond the end", _beyond(), ArchiveProblem.DAMAGED),
    zipped("absolute path", [*whole(), Member("/etc/passwd")], ArchiveProblem.UNSAFE_PATHS),
    zipped("absolute path of Windows", [*whole(), Member("C:\\Windows\\win.ini")], ArchiveProblem.UNSAFE_PATHS),
    zipped("path of a network drive", [*whole(), Member("\\\\server\\share\\a.js")], ArchiveProblem.UNSAFE_PATHS),
    zipped("parent path", [*whole(), Member("data/../../../etc/passwd")], ArchiveProblem.UNSAFE_PATHS),
    zipped("parent path of Windows", [*whole(), Member("..\\evil.js")], ArchiveProblem.UNSAFE_PATHS),
    zipped("parent path at the end", [*whole(), Member("data/..")], ArchiveProblem.UNSAFE_PATHS),
    Case("more members than are read", _many, ArchiveProblem.TOO_MANY_MEMBERS),
    zipped("NUL in a name", [*whole(), Member("data/manifest.js\0.png")], ArchiveProblem.DAMAGED),
    zipped("bomb", _bomb(GIGABYTE), ArchiveProblem.MANIFEST_TOO_LARGE),
    zipped("bomb that says it is small", _bomb(400), ArchiveProblem.MANIFEST_TOO_LARGE),
    zipped("manifest one byte too large", _padded(LARGEST_MANIFEST + 1), ArchiveProblem.MANIFEST_TOO_LARGE),
    zipped("check sum wrong", whole(crc=1), ArchiveProblem.DAMAGED),
    zipped("size wrong", whole(size=400), ArchiveProblem.DAMAGED),
    zipped("deflated badly", whole(packed=b"\xff" * 64), ArchiveProblem.DAMAGED),
    zipped("deflated and cut short", whole(packed=zeros(0)[:1]), ArchiveProblem.DAMAGED),
    zipped("a way of packing nobody knows", whole(method=99), ArchiveProblem.DAMAGED),
)

OTHERS = (
    zipped("Grailbird", GRAILBIRD, ArchiveProblem.GRAILBIRD),
    zipped("Grailbird in a folder", [Member(f"tweets/{one.name}", one.data) for one in GRAILBIRD], ArchiveProblem.GRAILBIRD),
    zipped("Grailbird from Windows", [Member(one.name.replace("/", "\\"), one.data) for one in GRAILBIRD[3:]], ArchiveProblem.GRAILBIRD),
    zipped("ZIP in a ZIP", [Member("twitter-2025.ZIP", b"PK\x03\x04", DEFLATED)], ArchiveProblem.NESTED),
    zipped("no manifest", [*posts(), *lists()], ArchiveProblem.NO_MANIFEST),
    zipped("manifest outside its folder", [*lists(), Member("manifest.js", script(manifest()))], ArchiveProblem.NO_MANIFEST),
    zipped("manifest of another name", [*lists(), Member("metadata/manifest.js", script(manifest()))], ArchiveProblem.NO_MANIFEST),
    zipped("65,000 members and no manifest", _harmless(65_000), ArchiveProblem.NO_MANIFEST),
    zipped("manifest twice", [*whole(), manifest_member()], ArchiveProblem.SEVERAL_MANIFESTS),
    zipped("two archives in one", [*whole(), *(Member(f"b/{one.name}", one.data) for one in whole())], ArchiveProblem.SEVERAL_MANIFESTS),
)

BROKEN: tuple[Case, ...] = (*NO_ZIP, *HARMFUL, *OTHERS)
