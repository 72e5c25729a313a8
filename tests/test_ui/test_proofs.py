"""What anybody can see of proofs: how and when an institution and each of its accounts were proven, and what is missing since."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from dashboard.addresses import LEADERBOARD, ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.accounts import Link, LinkMethod
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.networks import Network
from dashboard.services.read_proofs import read_proofs
from db import organisations
from db.tables import AccountRow, ClaimRow
from tests.factories import NOW, a_city_that_left, make_organisation
from tests.people import make_person
from tests.test_ui.cast import certify
from tests.test_ui.conftest import Reader

PROVEN = NOW - timedelta(days=100)


def prove(essaim: Essaim, method: Method, state: ClaimState = ClaimState.PROVEN, slug: str = "lyon", **fields: Any) -> None:
    certify(essaim.db, slug)
    with essaim.db.writing() as session:
        key = organisations.by_slug(session, slug).id or 0
        values: dict[str, Any] = {"opened_at": PROVEN, "proven_at": PROVEN, **fields}
        session.add(ClaimRow(organisation_id=key, method=method.value, state=state.value, **values))


def test_the_page_and_the_leaderboard_say_how_and_when(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    prove(essaim, Method.DNS)
    for page in (ORGANISATION, LEADERBOARD):
        assert "certified L2 DNS record, 21\u00a0February\u00a02025" in reader.opens(page, o="lyon", age="latest").text


def test_the_strongest_proof_is_the_one_that_is_told(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    prove(essaim, Method.MAIL)
    prove(essaim, Method.FILE, proven_at=NOW)
    prove(essaim, Method.DNS, ClaimState.LOST)
    text = reader.opens(ORGANISATION, o="lyon").text
    assert "file on the official site, 1\u00a0June\u00a02025" in text
    assert "DNS record" not in text


def test_a_proof_on_notice_is_shown_as_such(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    prove(essaim, Method.DNS, ClaimState.NOTICE, lost_at=NOW - timedelta(days=3))
    for page in (ORGANISATION, LEADERBOARD):
        assert "; not found since 29\u00a0May\u00a02025" in reader.opens(page, o="lyon", age="latest").text


def test_nobody_learns_who_gave_a_proof(essaim: Essaim) -> None:
    make_organisation(essaim.db)
    make_organisation(essaim.db, "Évreux")
    prove(essaim, Method.DNS, person_id=make_person(essaim.db))
    found = read_proofs(essaim.db, ["lyon", "evreux"])
    assert [(one.method, one.person_id) for one in found["lyon"]] == [(Method.DNS, None)]
    assert found["evreux"] == []


def test_each_account_says_how_sure_it_is(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, regained=(2_000, 1_000))
    with essaim.db.writing() as session:
        row = session.exec(select(AccountRow).where(AccountRow.network == Network.BLUESKY.value)).one()
        row.link, row.linked_how, row.linked_at = Link.PROVEN.value, LinkMethod.DOMAIN_HANDLE.value, PROVEN
    text = reader.opens(ORGANISATION, o="lyon").text
    assert "proven: handle at the official domain, 21\u00a0February\u00a02025" in text
    assert "Mastodon lyon@social.example listed" in text
