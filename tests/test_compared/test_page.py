"""The page and the steps that its script asks for, over HTTP."""

import base64
import json

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.comparison import Counts
from dashboard.domain.curve_points import SIZE, point_of
from dashboard.domain.people import OPERATOR
from dashboard.services.compared.evaluate import CHUNK
from dashboard.services.compared.read import comparisons_of
from dashboard.services.imports.archive import store_archive
from dashboard.web.forms import TOKEN
from dashboard.web.sizes import LARGEST
from db.engine import Database
from tests.factories import HOLDING, NOW, make_organisation
from tests.people import VAULT, come_in, make_essaim, make_person
from tests.test_compared.cast import enlist, ids, thirds
from tests.test_compared.rounds import Browser as Script
from tests.test_compared.rounds import facts
from tests.test_web.browsing import Browser, Page

PATH = "/bring/followers"
ABOUT = {"account_id": "1400000000000000001", "handle": "villedelyon", "generated_at": "2025-01-10T10:00:00.000Z", "following": ""}
FOLLOWERS = ids(120)


@pytest.fixture
def essaim(sqlite_db: Database) -> Essaim:
    """Lyon, and 60 people who agreed, 36 of whom follow it."""
    make_organisation(sqlite_db)
    enlist(sqlite_db, thirds(ids(36) + ids(24, 990_000_003)))
    return make_essaim(sqlite_db, Settings())


def signed_in(essaim: Essaim, email: str = "ana@lyon.fr", owner_of: str = "lyon") -> Browser:
    browser = Browser(essaim)
    browser.cookies["essaim"] = come_in(essaim.db, make_person(essaim.db, email, owner_of=owner_of, language="en"))[0]
    return browser


def step(browser: Browser, name: str, **fields: object) -> Page:
    """What the script asks."""
    token = browser.get("/sign-out").forms[0].fields[TOKEN]
    return browser.post(PATH, {TOKEN: token, "o": "lyon", "step": name, **{key: str(value) for key, value in fields.items()}})


def text(points: list[bytes]) -> str:
    return base64.urlsafe_b64encode(b"".join(points)).decode().rstrip("=")


def policy(page: Page) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in page.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_it_is_the_only_page_of_ours_whose_script_may_ask_the_server(essaim: Essaim) -> None:
    ana = signed_in(essaim)
    found = policy(ana.get(f"{PATH}?o=lyon"))
    assert (found["connect-src"], found["default-src"], found["frame-ancestors"]) == ("'self'", "'none'", "'self'")
    for path in ("/bring/archive?o=lyon", "/account", "/bring/followersx", "/bring/followers/x"):
        assert "connect-src" not in policy(ana.get(path)), path


def test_the_page_says_what_it_does_before_it_does_it(essaim: Essaim) -> None:
    page = signed_in(essaim).get(f"{PATH}?o=lyon")
    assert page.status == 200 and page.headers["cache-control"] == "no-store"
    for said in ("disguises each with a secret", "list of 60 people who agreed to be found", "no count under 10", "docs/privacy.md"):
        assert said in page.text
    sentences = page.html.partition('data-sentences="')[2].partition('"')[0]
    assert "not_a_zip" in json.loads(sentences.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&"))["archive"]


def test_without_enough_people_there_is_nothing_to_choose(sqlite_db: Database) -> None:
    make_organisation(sqlite_db)
    page = signed_in(make_essaim(sqlite_db, Settings())).get(f"{PATH}?o=lyon")
    assert "Too few people have agreed" in page.text and page.forms == []


def test_a_whole_comparison_ends_in_what_is_kept(essaim: Essaim) -> None:
    ana, script = signed_in(essaim), Script(essaim.db, come_in(essaim.db, 1)[1])
    begun = step(ana, "begin", **ABOUT, followers=120, compared=120)
    assert begun.status == 200 and begun.headers["content-type"] == "application/json" and begun.headers["cache-control"] == "no-store"
    ticket = json.loads(begun.html)["round"]
    points = [script.blind(point_of(one)) for one in FOLLOWERS]
    assert json.loads(step(ana, "followers", round=ticket, points=text(points)).html) == {"left": 0}
    found = json.loads(step(ana, "list", round=ticket).html)
    octets = base64.urlsafe_b64decode(found["points"] + "==")
    listed = [octets[at : at + SIZE] for at in range(0, len(octets), SIZE)]
    answers = text([script.blind(one) for one in listed])
    outcome = json.loads(step(ana, "answers", round=ticket, marks=found["marks"], points=answers).html)
    assert outcome["left"] == 0
    assert outcome["sentences"][:3] == ["36 of 120 followers have a known new account.", "Bluesky: 24.", "Mastodon: 24."]
    assert comparisons_of(essaim.db, VAULT, script.by, "lyon", now=NOW).kept == []
    assert step(ana, "keep", round=ticket).status == 200
    (kept,) = comparisons_of(essaim.db, VAULT, script.by, "lyon", now=NOW).kept
    assert kept.counts == Counts(36, 24, 24)
    assert step(ana, "keep", round=ticket).status == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"step": ""},
        {"step": "everything"},
        {"step": "begin", **ABOUT, "followers": "-1", "compared": "120"},
        {"step": "begin", **ABOUT, "followers": "120", "compared": "1e2"},
        {"step": "begin", **ABOUT, "followers": "120", "compared": "٣"},
        {"step": "begin", **ABOUT, "account_id": "x", "followers": "120", "compared": "120"},
        {"step": "followers", "round": "x", "points": "AAAA"},
        {"step": "followers", "round": "x", "points": "?" * 43},
        {"step": "followers", "round": "x", "points": "A" * 43},
        {"step": "list", "round": "x" * 5_000},
        {"step": "answers", "round": "\0", "marks": "é", "points": ""},
    ],
)
def test_what_is_no_step_is_answered_with_a_sentence(essaim: Essaim, fields: dict[str, str]) -> None:
    page = step(signed_in(essaim), fields.pop("step"), **fields)
    assert page.status == 422
    said = json.loads(page.html)
    assert list(said) == ["error"] and said["error"].endswith(".")


@pytest.mark.parametrize("owner_of", ["", "association"])
def test_a_neighbour_neither_sees_the_page_nor_takes_a_step(essaim: Essaim, owner_of: str) -> None:
    make_organisation(essaim.db, "Association")
    ana, zoe = signed_in(essaim), signed_in(essaim, "zoe@association.example", owner_of)
    assert zoe.get(f"{PATH}?o=lyon").status == 403
    assert step(zoe, "begin", **ABOUT, followers=120, compared=120).status == 403
    ticket = json.loads(step(ana, "begin", **ABOUT, followers=120, compared=120).html)["round"]
    for name in ("followers", "list", "answers", "keep"):
        page = step(zoe, name, round=ticket, points=text([point_of(1)]), marks="1")
        assert page.status == 422 and "no longer under way" in page.html


def test_the_archive_of_another_account_is_not_compared(essaim: Essaim) -> None:
    make_organisation(essaim.db, "Association")
    store_archive(essaim.db, "association", facts(120), by=OPERATOR, now=NOW, holding=HOLDING)
    page = step(signed_in(essaim), "begin", **ABOUT, followers=120, compared=120)
    assert page.status == 422 and "Association" in json.loads(page.html)["error"]


def test_the_largest_request_of_the_script_fits(essaim: Essaim) -> None:
    sent = f"{TOKEN}={'a' * 64}&o={'a' * 100}&step=answers&round={'a' * 22}&marks={'1' * CHUNK}&points={text([b'a' * SIZE] * CHUNK)}"
    assert len(sent) < LARGEST
