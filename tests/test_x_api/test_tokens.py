"""A token is tried before it is kept, sealed where it lies, and taken back by whoever may."""

import pytest
from sqlmodel import col, select

from connectors.base import ConnectorError
from connectors.x_api import XApi
from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.x_api.tokens import remove_token, token_state
from db import figures, organisations
from db.engine import Database
from db.tables import AccountRow, AuditRow, XTokenRow
from tests.factories import HOLDING, NOW, make_organisation
from tests.network.x_api_fake import TOKEN, XApiFake
from tests.people import VAULT, actor
from tests.test_x_api.doing import gives, kept, on_x

OTHER = TOKEN[::-1].replace("%", "a")


@pytest.fixture(autouse=True)
def lyon(db: Database, x_fake: XApiFake) -> int:
    """Lyon on X; gives the key of the account."""
    make_organisation(db, "Lyon")
    x_fake.add("VilleDeLyon")
    return on_x(db, "lyon", "VilleDeLyon")


def key_of(db: Database, slug: str) -> int:
    with db.reading() as session:
        return organisations.by_slug(session, slug).id or 0


def noted(db: Database) -> list[tuple[str, int | None, str, str]]:
    with db.reading() as session:
        query = select(AuditRow).where(col(AuditRow.deed).in_([Deed.X_TOKEN_SET, Deed.X_TOKEN_REMOVED]))
        rows = session.exec(query.order_by(col(AuditRow.id))).all()
        return [(row.deed, row.organisation_id, row.subject, row.role) for row in rows]


def test_a_token_that_x_accepts_is_kept_and_its_first_count_with_it(db: Database, x: XApi, lyon: int) -> None:
    by = actor(db, owner_of="lyon")
    state = gives(db, x, by=by)
    assert (state.added_at, state.role, state.read_at, state.resume_at, state.problem) == (NOW, Role.OWNER, NOW, None, None)
    assert token_state(db, "lyon", by=by, now=NOW).token == state
    with db.reading() as session:
        [count] = figures.snapshots(session, [lyon])
    assert (count.followers, count.following, count.posts, count.at, count.role) == (12_345, 67, 890, NOW, None)
    assert noted(db) == [("x_token.set", key_of(db, "lyon"), "x_token:1", "owner")]


def test_it_is_sealed_for_its_row(db: Database, x: XApi) -> None:
    gives(db, x)
    row = kept(db, key_of(db, "lyon"))
    assert row is not None and TOKEN not in row.token
    assert VAULT.open(row.token, f"x_token:{row.id}") == TOKEN


@pytest.mark.parametrize("typed", [f"  {TOKEN}\n", f"Bearer {TOKEN}"])
def test_what_copying_leaves_around_it_is_taken_off(db: Database, x: XApi, typed: str) -> None:
    gives(db, x, token=typed)
    row = kept(db, key_of(db, "lyon"))
    assert row is not None and VAULT.open(row.token, f"x_token:{row.id}") == TOKEN


@pytest.mark.parametrize("typed", ["", "ville", "a b" * 20, "é" * 40, f"{TOKEN}\n{TOKEN}", "x" * 2_000])
def test_what_is_no_token_is_not_sent(db: Database, x: XApi, x_fake: XApiFake, typed: str) -> None:
    with pytest.raises(Refused, match="no bearer token") as failure:
        gives(db, x, token=typed)
    assert not typed or typed not in str(failure.value)
    assert (sum(x_fake.calls.values()), kept(db, key_of(db, "lyon"))) == (0, None)


@pytest.mark.parametrize("fault", ["unauthorised", "forbidden", "too_many", "broken", "html", "huge"])
def test_a_token_that_could_not_be_tried_is_not_kept_and_the_older_one_stays(db: Database, x: XApi, x_fake: XApiFake, fault: str) -> None:
    gives(db, x)
    before = kept(db, key_of(db, "lyon"))
    x_fake.fault = fault
    with pytest.raises(ConnectorError) as failure:
        gives(db, x, token=OTHER)
    assert OTHER not in str(failure.value)
    assert kept(db, key_of(db, "lyon")) == before


def test_a_revoked_token_is_refused(db: Database, x: XApi) -> None:
    with pytest.raises(ConnectorError, match="refuses the token"):
        gives(db, x, token=OTHER)
    assert kept(db, key_of(db, "lyon")) is None


def test_another_one_replaces_it(db: Database, x: XApi, x_fake: XApiFake) -> None:
    gives(db, x)
    x_fake.tokens.add(OTHER)
    gives(db, x, token=OTHER)
    row = kept(db, key_of(db, "lyon"))
    assert row is not None and VAULT.open(row.token, f"x_token:{row.id}") == OTHER
    with db.reading() as session:
        assert len(session.exec(select(XTokenRow)).all()) == 1


def test_an_account_without_its_handle_comes_first(db: Database, x: XApi, x_fake: XApiFake) -> None:
    make_organisation(db, "Association")
    with pytest.raises(Refused, match="Connect the account first"):
        gives(db, x, "association")
    assert sum(x_fake.calls.values()) == 0


def test_an_account_that_is_gone_does_not_keep_the_token_out(db: Database, x: XApi, x_fake: XApiFake) -> None:
    x_fake.users.clear()
    assert gives(db, x).problem is None


def test_the_collectives_is_tried_even_before_anybody_gave_a_handle(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    with db.writing() as session:
        session.delete(session.get_one(AccountRow, lyon))
    gives(db, x, None)
    assert (x_fake.batches, kept(db) is not None) == ([["X"]], True)


def test_nothing_is_kept_where_the_api_is_off(db: Database) -> None:
    with pytest.raises(NotFound, match="ESSAIM_X_API_URL"):
        gives(db, None)
    assert kept(db, key_of(db, "lyon")) is None


def test_who_may_give_and_take_back(db: Database, x: XApi, x_fake: XApiFake) -> None:
    editor, stranger = actor(db, "ed@lyon.example", editor_of="lyon"), actor(db, "eve@x.example")
    collective = actor(db, "col@x.example", Role.COLLECTIVE)
    for who, problem in ((editor, NotAllowed), (stranger, NotAllowed), (VISITOR, SignInNeeded)):
        with pytest.raises(problem):
            gives(db, x, by=who)
        with pytest.raises(problem):
            gives(db, x, None, by=who)
        with pytest.raises(problem):
            remove_token(db, "lyon", by=who, now=NOW)
    assert sum(x_fake.calls.values()) == 0, "X is not asked for strangers"
    with pytest.raises(NotAllowed):
        token_state(db, "lyon", by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        token_state(db, None, by=editor, now=NOW)
    assert token_state(db, "lyon", by=editor, now=NOW).token is None
    gives(db, x, by=collective)
    gives(db, x, None, by=collective)
    assert [(deed, role) for deed, _, _, role in noted(db)] == [("x_token.set", "collective")] * 2


def test_it_is_taken_back_and_its_counts_stay(db: Database, x: XApi, lyon: int) -> None:
    gives(db, x)
    remove_token(db, "lyon", by=OPERATOR, now=NOW)
    with db.reading() as session:
        assert len(figures.snapshots(session, [lyon])) == 1
    assert token_state(db, "lyon", by=OPERATOR, now=NOW).token is None
    with pytest.raises(NotFound):
        remove_token(db, "lyon", by=OPERATOR, now=NOW)
    assert [deed for deed, *_ in noted(db)] == ["x_token.set", "x_token.removed"]


def test_a_merge_keeps_the_token_of_the_one_that_goes_unless_the_other_has_one(db: Database, x: XApi, x_fake: XApiFake) -> None:
    x_fake.tokens.add(OTHER)
    make_organisation(db, "Ville de Lyon")
    gives(db, x)
    merge_organisations(db, OPERATOR, "ville-de-lyon", "lyon", now=NOW, holding=HOLDING)
    row = kept(db, key_of(db, "ville-de-lyon"))
    assert row is not None and VAULT.open(row.token, f"x_token:{row.id}") == TOKEN
    make_organisation(db, "Métropole")
    x_fake.add("metropole")
    on_x(db, "metropole", "metropole")
    gives(db, x, "metropole", OTHER)
    merge_organisations(db, OPERATOR, "ville-de-lyon", "metropole", now=NOW, holding=HOLDING)
    assert kept(db, key_of(db, "ville-de-lyon")) == row
    with db.reading() as session:
        assert [one.organisation_id for one in session.exec(select(XTokenRow))] == [key_of(db, "ville-de-lyon")]
