"""Once a week the proofs that stay in public are looked at again."""

from datetime import timedelta

import pytest
from sqlmodel import select

from connectors.base import ConnectorError, Remedy
from dashboard.domain.accounts import Link, LinkMethod
from dashboard.domain.audit import Deed
from dashboard.domain.errors import SignInNeeded
from dashboard.domain.people import VISITOR
from dashboard.services.links.prove import look, sign_in_once
from dashboard.services.links.read import ways_of
from dashboard.services.links.recheck import recheck_links
from db import organisations
from db.tables import AuditRow
from tests.factories import NOW
from tests.people import VAULT
from tests.test_links.conftest import Lyon
from tests.test_links.test_prove import APP_PASSWORD, DID, link_of

WEEK = timedelta(days=7)
SILENCE = ConnectorError("{host} does not answer.", Remedy.RETRY_LATER, host="plc.directory")


@pytest.fixture
def proven(lyon: Lyon) -> Lyon:
    """Its Bluesky account was proven by its handle."""
    lyon.witness("bluesky").handle_of.return_value = "lyon.fr"
    look(lyon.db, lyon.witnesses, lyon.ana, "lyon", lyon.bluesky.id, LinkMethod.DOMAIN_HANDLE, now=NOW)
    lyon.witness("bluesky").handle_of.reset_mock()
    return lyon


def rechecks(lyon: Lyon, weeks: float) -> int:
    return recheck_links(lyon.db, lyon.witnesses, now=NOW + weeks * WEEK)


def test_nothing_is_asked_before_a_week_has_passed(proven: Lyon) -> None:
    assert rechecks(proven, 0.99) == 0
    proven.witness("bluesky").handle_of.assert_not_called()
    assert (rechecks(proven, 1), rechecks(proven, 1.5), rechecks(proven, 2)) == (1, 0, 1)


def test_a_proof_that_is_gone_counts_no_longer_and_is_told(proven: Lyon) -> None:
    proven.witness("bluesky").handle_of.return_value = "lyon.bsky.social"
    assert rechecks(proven, 1) == 1
    assert link_of(proven, proven.bluesky.id) == (Link.LISTED, None)
    (lost,) = [way.proof for one in ways_of(proven.db, proven.ana, "lyon", now=NOW) for way in one.ways if way.proof]
    assert lost.lost_at == NOW + WEEK
    with proven.db.reading() as session:
        (noted,) = [row for row in session.exec(select(AuditRow)) if row.deed == Deed.ACCOUNT_PROOF_LOST.value]
    assert (noted.role, noted.person_id, noted.subject) == ("routine", None, f"account:{proven.bluesky.id}")


def test_a_proof_that_is_back_counts_again(proven: Lyon) -> None:
    proven.witness("bluesky").handle_of.return_value = None
    rechecks(proven, 1)
    proven.witness("bluesky").handle_of.return_value = "lyon.fr"
    rechecks(proven, 2)
    assert link_of(proven, proven.bluesky.id) == (Link.PROVEN, LinkMethod.DOMAIN_HANDLE)


def test_silence_proves_nothing_either_way_until_it_has_lasted_four_weeks(proven: Lyon) -> None:
    proven.witness("bluesky").handle_of.side_effect = SILENCE
    for weeks in (1, 2, 3.9):
        assert rechecks(proven, weeks) == 0
        assert link_of(proven, proven.bluesky.id)[0] is Link.PROVEN
    assert rechecks(proven, 4) == 1
    assert link_of(proven, proven.bluesky.id)[0] is Link.LISTED


def test_an_account_that_is_gone_proves_nothing(proven: Lyon) -> None:
    proven.witness("bluesky").handle_of.side_effect = ConnectorError("gone", Remedy.FIX_HANDLE)
    assert rechecks(proven, 1) == 1
    assert link_of(proven, proven.bluesky.id)[0] is Link.LISTED


def test_another_official_domain_ends_the_proofs_of_the_old_one(proven: Lyon) -> None:
    with proven.db.writing() as session:
        organisations.by_slug(session, "lyon").domain = "ville-lyon.fr"
    rechecks(proven, 1)
    assert link_of(proven, proven.bluesky.id)[0] is Link.LISTED


def test_what_was_given_once_is_not_asked_again_and_holds_when_another_proof_is_lost(proven: Lyon) -> None:
    proven.witness("bluesky_account").sign_in_once.return_value = DID
    sign_in_once(proven.db, VAULT, proven.witnesses, proven.ana, "lyon", proven.bluesky.id, APP_PASSWORD, now=NOW)
    assert link_of(proven, proven.bluesky.id) == (Link.PROVEN, LinkMethod.DOMAIN_HANDLE)
    proven.witness("bluesky").handle_of.return_value = None
    assert rechecks(proven, 1) == 1
    assert link_of(proven, proven.bluesky.id) == (Link.PROVEN, LinkMethod.APP_PASSWORD)
    assert proven.witness("bluesky_account").sign_in_once.call_count == 1


def test_a_lost_proof_takes_nothing_from_an_account_that_agreed(lyon: Lyon) -> None:
    lyon.authorises()
    assert rechecks(lyon, 10) == 0
    assert link_of(lyon, lyon.mastodon.id)[0] is Link.AUTHORISED


def test_visitors_start_no_rechecks(proven: Lyon) -> None:
    with pytest.raises(SignInNeeded):
        recheck_links(proven.db, proven.witnesses, now=NOW + WEEK, by=VISITOR)
