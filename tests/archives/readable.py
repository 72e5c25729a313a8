"""Archives that give a count, in every shape they come in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tests.archives.case import FACTS, Case, counted, zipped
from tests.archives.contents import MADE_AT, files, list_text, lists, manifest, manifest_member, posts, script, whole
from tests.archives.zips import STORED, Member, zeros

GIGABYTE = 1024**3
FULL_SECOND = replace(FACTS, generated_at=MADE_AT.replace(microsecond=0))
NUMBERS = {"follower": files("follower", 3), "following": files("following", 2)}
LOOK_ALIKES = {
    "followerRequestsSent": {"files": [{"fileName": "data/follower-requests-sent.js", "count": "70"}]},
    "followingRequests": {"files": [{"fileName": "data/following-requests.js", "count": "80"}]},
    "smartblockFollowing": {"files": [{"fileName": "data/smartblock-following.js", "count": "90"}]},
}


def _renamed(members: Sequence[Member], change: str = "{}", slash: str = "/") -> list[Member]:
    return [replace(one, name=change.format(one.name).replace("/", slash)) for one in members]


def _listed(*followers: int) -> list[Member]:
    """An archive whose list of followers lies in so many parts."""
    named = {"follower": files("follower", *map(str, followers)), "following": files("following", "2")}
    return [*posts(), *lists(followers), manifest_member(manifest(named))]


def _look_alikes() -> list[Member]:
    named = {"follower": files("follower", "3"), "following": files("following", "2"), **LOOK_ALIKES}
    sizes = {"follower-requests-sent": 70, "following-requests": 80, "smartblock-following": 90}
    others = [Member(f"data/{name}.js", list_text(name, 0, ["555"] * count).encode()) for name, count in sizes.items()]
    return [*posts(), *others, *lists(), manifest_member(manifest(named))]


def _huge(*, manifest_last: bool) -> list[Member]:
    """An archive of 10 GB, of which almost nothing is on the disk."""
    film = Member("data/tweets_media/1-film.mp4", b"film", STORED, hole=10 * GIGABYTE, crc=0)
    return [*posts(), film, *lists(), manifest_member()] if manifest_last else [manifest_member(), *posts(), *lists(), film]


def _many_members(count: int) -> list[Member]:
    pictures = [Member(f"data/tweets_media/{index}-picture.jpg", b"", STORED) for index in range(count - len(whole()))]
    return [*pictures, *whole()]


def _only_part_listed() -> list[Member]:
    return [*lists((3,), ()), manifest_member(manifest({"follower": files("follower", "3")}, partial=True))]


def _assigned(text: bytes) -> list[Member]:
    return [*posts(), *lists(), Member("data/manifest.js", text)]


SHAPES = (
    zipped("plain", whole(), FACTS),
    zipped("leading folder", _renamed(whole(), "twitter-2025-01-22-0123abcd/{}"), FACTS),
    zipped("two leading folders, one within the other", _renamed(whole(), "twitter-2025/twitter-2025/{}"), FACTS),
    zipped("leading folder with an é and a space", _renamed(whole(), "Université de Besançon (1)/{}"), FACTS),
    zipped("backslashes from Windows", _renamed(whole(), slash="\\"), FACTS),
    zipped("backslashes and a folder from Windows", _renamed(whole(), "twitter-2025\\{}", "\\"), FACTS),
    zipped(
        "folder zipped again on Windows",
        [Member("twitter-2025/", b"", STORED), Member("twitter-2025/data/", b"", STORED), *_renamed(whole(), "twitter-2025/{}", "/")],
        FACTS,
    ),
    zipped(
        "folder zipped again on a Mac",
        [*_renamed(whole(), "twitter-2025/{}"), Member("__MACOSX/twitter-2025/data/._manifest.js", b"\0\5\26\7")],
        FACTS,
    ),
    zipped("names that begin with a dot and a slash", _renamed(whole(), "./{}"), FACTS),
    zipped("manifest stored", whole(method=STORED), FACTS),
    zipped("comment at the end", whole(), FACTS, comment=b"Made by a program that signs its work."),
    zipped("longest comment", whole(), FACTS, comment=b"c" * 0xFFFF),
    zipped("sizes in 64 bits", whole(), FACTS, zip64=True),
    zipped("directory backwards", whole(), FACTS, backwards=True),
    zipped("10 GB, manifest first", _huge(manifest_last=False), FACTS, zip64=True),
    zipped("10 GB, manifest last", _huge(manifest_last=True), FACTS, zip64=True),
    zipped("65,000 members", _many_members(65_000), FACTS),
    zipped("70,000 members", _many_members(70_000), FACTS),
    zipped("a ZIP among the media", [*whole(), Member("data/tweets_media/thesis.zip", b"PK\x03\x04")], FACTS),
    zipped("tweets.csv beside the manifest", [*whole(), Member("tweets.csv", b"tweet_id\n")], FACTS),
    zipped("another member is a bomb", [Member("data/bomb.js", packed=zeros(1024), size=GIGABYTE), *whole()], FACTS),
    zipped("another member is encrypted", [Member("data/secret.js", b"\0" * 40, STORED, flags=1), *whole()], FACTS),
    zipped("dots that lead nowhere", [Member("data/tweets_media/1-holiday..jpg"), Member("data/...", b"x"), *whole()], FACTS),
)

LISTS = (
    zipped("empty list", _listed(0), counted(0)),
    zipped("three parts", _listed(2, 3, 1), counted(6)),
    zipped("twelve parts", _listed(*range(12)), counted(66)),
    zipped("look-alikes", _look_alikes(), FACTS),
    zipped("partial, with the list of followers", _only_part_listed(), counted(3, None)),
    zipped("no list of followed", [*lists((3,), ()), manifest_member(manifest({"follower": files("follower", "3")}))], counted(3, None)),
    zipped("list of followed in another part", [*lists((3,), ()), manifest_member(manifest(partial=True))], counted(3, None)),
)

MANIFESTS = (
    zipped("byte order mark", _assigned(b"\xef\xbb\xbf" + script(manifest())), FACTS),
    zipped("semicolon at the end", _assigned(script(manifest(), end=" ;\r\n")), FACTS),
    zipped("another global", _assigned(script(manifest(), "window.YTD.manifest.part0")), FACTS),
    zipped("no space around the sign", _assigned(script(manifest()).replace(b" = ", b"=", 1)), FACTS),
    zipped("a sign within the text", _assigned(script(manifest(archive={"note": "1 = 1; 2 = 2;"}))), FACTS),
    zipped(
        "counts as numbers",
        [*lists(), manifest_member(manifest({"follower": files("follower", 3), "following": files("following", 2)}))],
        FACTS,
    ),
    zipped(
        "made in the future",
        whole(manifest(archive={"generationDate": "2099-01-01T00:00:00.000Z"})),
        replace(FACTS, generated_at=datetime(2099, 1, 1, tzinfo=UTC)),
    ),
    zipped(
        "made on a full second",
        whole(manifest(archive={"generationDate": "2025-01-22T05:46:38Z"})),
        replace(FACTS, generated_at=MADE_AT.replace(microsecond=0)),
    ),
    zipped("fields that nobody knows yet", whole({**manifest(), "newThing": {"deep": [[[]]]}}), FACTS),
)

READABLE: tuple[Case, ...] = (*SHAPES, *LISTS, *MANIFESTS)
