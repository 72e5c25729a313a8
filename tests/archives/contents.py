"""What lies in an archive of X: the manifest, lists of followers, and things that must never be read."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.archives.zips import Member

ACCOUNT = "1400000000000000001"
HANDLE = "univ_besancon"
MADE_AT = datetime(2025, 1, 22, 5, 46, 38, 82_000, tzinfo=UTC)
MADE = "2025-01-22T05:46:38.082Z"
FIRST_ID = 444_000_000
PRIVATE = b"never to be read"
"""Stands in every post and message of the tests."""


def ids(count: int, first: int = FIRST_ID) -> list[str]:
    """Numbers of followers of nobody."""
    return [str(first + index) for index in range(count)]


def part_name(kind: str, part: int) -> str:
    """``data/follower.js``, then ``data/follower-part1.js`` ..."""
    return f"data/{kind}-part{part}.js" if part else f"data/{kind}.js"


def list_text(kind: str, part: int, members: Sequence[str]) -> str:
    """A list of followers as X writes it."""
    rows = ",".join(
        f'\n  {{\n    "{kind}" : {{\n      "accountId" : "{one}",\n'
        f'      "userLink" : "https://twitter.com/intent/user?user_id={one}"\n    }}\n  }}'
        for one in members
    )
    return f"window.YTD.{kind}.part{part} = [{rows}\n]" if members else f"window.YTD.{kind}.part{part} = [ ]"


def files(kind: str, *counts: object) -> dict[str, Any]:
    """How the manifest names the parts of a list; a count of None is left out."""
    named = [{"fileName": part_name(kind, part), "globalName": f"YTD.{kind}.part{part}"} for part in range(len(counts))]
    return {"files": [{**one, "count": count} if count is not None else one for one, count in zip(named, counts, strict=True)]}


def manifest(
    data_types: Mapping[str, object] | None = None,
    *,
    partial: object = False,
    user: Mapping[str, object] | None = None,
    archive: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """The manifest of 3 followers and 2 followed, unless said otherwise."""
    return {
        "userInfo": {"accountId": ACCOUNT, "userName": HANDLE, "displayName": "Université de Besançon"} if user is None else user,
        "archiveInfo": {
            "sizeBytes": "4563235",
            "generationDate": MADE,
            "isPartialArchive": partial,
            "maxPartSizeBytes": "53687091200",
            **(archive or {}),
        },
        "readmeInfo": {"fileName": "data/README.txt", "directory": "data/", "name": "README.txt"},
        "dataTypes": {
            "account": files("account", "1"),
            "tweets": {"mediaDirectory": "data/tweets_media", **files("tweets", "1")},
            **({"follower": files("follower", "3"), "following": files("following", "2")} if data_types is None else data_types),
        },
    }


def script(value: object, name: str = "window.__THAR_CONFIG", end: str = "") -> bytes:
    """The value as X assigns it to a global."""
    return f"{name} = {json.dumps(value, indent=2, ensure_ascii=False)}{end}".encode()


def manifest_member(value: object | None = None, **how: Any) -> Member:
    """``data/manifest.js``."""
    return Member("data/manifest.js", script(manifest() if value is None else value), **how)


def posts() -> list[Member]:
    """Members that no reader of ours may open."""
    return [
        Member("data/account.js", b'window.YTD.account.part0 = [ {"account": {"email": "' + PRIVATE + b'"}} ]'),
        Member("data/tweets.js", b'window.YTD.tweets.part0 = [ {"tweet": {"full_text": "' + PRIVATE + b'"}} ]'),
        Member("data/direct-messages.js", b'window.YTD.direct_messages.part0 = [ "' + PRIVATE + b'" ]'),
    ]


def lists(followers: Sequence[int] = (3,), following: Sequence[int] = (2,)) -> list[Member]:
    """Lists of so many, by part."""
    members: list[Member] = []
    for kind, counts in (("follower", followers), ("following", following)):
        first = FIRST_ID
        for part, count in enumerate(counts):
            members.append(Member(part_name(kind, part), list_text(kind, part, ids(count, first)).encode()))
            first += count
    return members


def whole(value: object | None = None, **how: Any) -> list[Member]:
    """All members of a small archive."""
    return [
        Member("Your archive.html", b"<!doctype html><title>Your archive</title>"),
        *posts(),
        *lists(),
        manifest_member(value, **how),
    ]
