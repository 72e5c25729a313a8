"""X is read with the tokens there are: each its own accounts, a hundred in a call, as X allows, and what fails is said and not counted."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from connectors.base import ConnectorError
from connectors.x_api import XApi
from dashboard.domain.accounts import AccountState
from dashboard.domain.audit import Deed
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.read_collection import read_collection
from dashboard.services.read_organisation import read_organisation
from dashboard.services.x_api.tokens import remove_token
from db import figures, organisations
from db.engine import Database
from db.tables import AccountRow, AuditRow, ObservationRow, OrganisationRow, XTokenRow
from db.vault import Vault, new_key
from tests.factories import EVERY, HOLDING, NOW, TODAY, log, make_figures, make_organisation
from tests.network.x_api_fake import TOKEN, XApiFake
from tests.people import VAULT
from tests.test_x_api.doing import gives, kept, on_x, reads

DAY = timedelta(days=1)
TEAMS = TOKEN.replace("canary", "lyons")
TWO_DAYS = NOW + 2 * DAY


@pytest.fixture
def lyon(db: Database, x_fake: XApiFake) -> int:
    """Lyon, on X; gives the key of the account."""
    make_organisation(db, "Lyon")
    x_fake.add("VilleDeLyon")
    x_fake.tokens.add(TEAMS)
    return on_x(db, "lyon", "VilleDeLyon")


def counts(db: Database, account: int) -> list[int]:
    with db.reading() as session:
        return [one.followers for one in figures.snapshots(session, [account])]


def account(db: Database, key: int) -> AccountRow:
    with db.reading() as session:
        return AccountRow.model_validate(session.get_one(AccountRow, key))


def notes(db: Database) -> list[tuple[str, str]]:
    with db.reading() as session:
        return [(one.state, one.remedy or "") for one in session.exec(select(ObservationRow).order_by(col(ObservationRow.id)))]


def swarm(db: Database, x_fake: XApiFake, number: int) -> None:
    """So many cities, each with an account on X."""
    with db.writing() as session:
        rows = [OrganisationRow(slug=f"v{n}", name=f"V{n}", kind="city", match_key=f"v{n}", registered_at=NOW) for n in range(number)]
        session.add_all(rows)
        session.flush()
        session.add_all(
            AccountRow(organisation_id=row.id or 0, network="x", identity=handle, handle=handle, origin="origin", connected_at=NOW)
            for row, handle in ((row, row.slug.replace("v", "ville")) for row in rows)
        )
    for n in range(number):
        x_fake.add(f"ville{n}", 1_000 + n)


def test_a_count_is_read_once_a_day(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    gives(db, x)
    x_fake.add("VilleDeLyon", 12_400)
    assert (reads(db, x).read, counts(db, lyon)) == (0, [12_345]), "not due yet"
    assert reads(db, x, now=NOW + DAY + timedelta(hours=3)).read == 1
    with db.reading() as session:
        newest = figures.snapshots(session, [lyon])[-1]
    assert (newest.followers, newest.provenance, newest.source, newest.role) == (12_400, Provenance.API, "", None)
    assert len(x_fake.batches) == 2


def test_the_newest_count_is_the_baseline_of_who_leaves_today(db: Database, x: XApi, lyon: int) -> None:
    gives(db, x)
    log(db, "lyon", on=TODAY)
    baseline = read_organisation(db, "lyon", today=TODAY, holding=HOLDING).baseline
    assert baseline is not None
    assert (baseline.followers, baseline.provenance) == (12_345, Provenance.API)


def test_nothing_is_read_where_the_api_is_off_or_nobody_gave_a_token(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    assert reads(db, None).read == reads(db, x).read == reads(db, x, due_only=False).failed == 0
    assert sum(x_fake.calls.values()) == 0


def test_each_token_reads_its_own_accounts_and_the_collectives_all_others(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    for name, handle in (("Université de Besançon", "univ_besancon"), ("Association", "asso")):
        x_fake.add(handle)
        on_x(db, make_organisation(db, name).slug, handle)
    make_organisation(db, "Fictive")
    on_x(db, "fictive", "fictive")
    with db.writing() as session:
        organisations.by_slug(session, "fictive").fictional = True
    make_figures(db, make_organisation(db, "Musée").slug, Network.X, {TODAY: 5})  # an account without a handle
    gives(db, x, "lyon", TEAMS)
    gives(db, x, None)
    assert x_fake.batches == [["VilleDeLyon"], ["univ_besancon", "asso"]]
    x_fake.asked.clear()
    assert reads(db, x, now=TWO_DAYS).read == 3
    asked = {query["usernames"][0]: headers["authorization"].removeprefix("Bearer ") for _, query, headers in x_fake.asked}
    assert asked == {"VilleDeLyon": TEAMS, "univ_besancon,asso": TOKEN}
    remove_token(db, "lyon", by=OPERATOR, now=TWO_DAYS)
    assert reads(db, x, now=TWO_DAYS).read == 1, "Lyon is one of the others now"


def test_one_institution_alone_can_be_read(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    x_fake.add("asso")
    on_x(db, make_organisation(db, "Association").slug, "asso")
    gives(db, x, None)
    x_fake.batches.clear()
    assert reads(db, x, slug="lyon", due_only=False).read == 1
    assert x_fake.batches == [["VilleDeLyon"]]


def test_a_hundred_are_read_in_a_call_and_each_call_is_stored_by_itself(db: Database, x: XApi, x_fake: XApiFake) -> None:
    swarm(db, x_fake, 230)
    gives(db, x, None)
    assert [len(batch) for batch in x_fake.batches] == [100]
    assert reads(db, x).read == 130
    assert [len(batch) for batch in x_fake.batches] == [100, 100, 30]
    assert reads(db, x, now=TWO_DAYS).read == 230, "they are due together, so that three calls read them again"
    assert len(x_fake.batches) == 6


def test_a_limit_is_obeyed_and_the_reading_goes_on_where_it_was(db: Database, x: XApi, x_fake: XApiFake) -> None:
    swarm(db, x_fake, 230)
    gives(db, x, None)
    x_fake.left = 1
    assert reads(db, x).read == 100
    row = kept(db)
    assert row is not None and row.resume_at is not None and (row.problem, row.read_at) == (None, NOW)
    held_back = reads(db, x, now=NOW + timedelta(minutes=5))
    assert (held_back.read, held_back.failed, sum(x_fake.calls.values())) == (0, 30, 2)
    assert "accepts no more questions for now" in str(held_back.problems[0])
    x_fake.left = None
    assert reads(db, x, now=NOW + timedelta(minutes=11)).read == 30
    assert kept(db) is not None and kept(db).resume_at is None  # type: ignore[union-attr]


def test_a_revoked_token_is_kept_with_its_problem_and_not_tried_all_day(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    gives(db, x, None)
    x_fake.tokens.clear()
    for _ in range(2):
        failure = reads(db, x, now=TWO_DAYS)
        assert (failure.read, failure.failed) == (0, 1)
        assert "refuses the token" in str(failure.problems[0])
    assert sum(x_fake.calls.values()) == 2, "the second time, X was not asked"
    row = kept(db)
    assert row is not None and row.problem is not None and "refuses the token" in row.problem
    assert (row.read_at, row.resume_at) == (NOW, TWO_DAYS + EVERY)
    assert (account(db, lyon).state, notes(db), counts(db, lyon)) == ("active", [], [12_345]), "it says nothing of the account"
    x_fake.tokens.add(TOKEN)
    assert reads(db, x, now=TWO_DAYS + EVERY).read == 1
    assert (kept(db).problem, kept(db).resume_at) == (None, None)  # type: ignore[union-attr]


@pytest.mark.parametrize("fault", ["down", "html", "too_many"])
def test_trouble_that_passes_is_tried_again_the_next_hour(db: Database, x: XApi, x_fake: XApiFake, lyon: int, fault: str) -> None:
    gives(db, x)
    x_fake.fault = fault
    assert reads(db, x, now=TWO_DAYS).failed == 1
    assert counts(db, lyon) == [12_345]
    x_fake.fault = ""
    assert reads(db, x, now=TWO_DAYS + timedelta(hours=1)).read == 1


def test_an_account_that_gives_no_count_is_noted_with_its_reason(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    x_fake.suspended.add("VilleDeLyon")
    gives(db, x)
    assert (account(db, lyon).state, notes(db), counts(db, lyon)) == ("suspended", [("suspended", "fix_handle")], [])
    x_fake.suspended.clear()
    x_fake.add("VilleDeLyon", -1)
    reads(db, x, now=TWO_DAYS)
    assert (account(db, lyon).state, counts(db, lyon)) == ("hidden", [])
    x_fake.users.clear()
    reads(db, x, now=TWO_DAYS + 2 * DAY)
    assert account(db, lyon).state == "gone"
    x_fake.add("VilleDeLyon", 0)
    reads(db, x, now=TWO_DAYS + 4 * DAY)
    assert (account(db, lyon).state, counts(db, lyon)) == ("active", [0])


def test_a_handle_that_somebody_took_over_adds_nothing_to_the_curve(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    gives(db, x)
    assert account(db, lyon).remote_id == x_fake.users["VilleDeLyon"]["id"]
    x_fake.add("VilleDeLyon", 3, id="99")
    failure = reads(db, x, now=TWO_DAYS).problems[0]
    assert isinstance(failure, ConnectorError) and failure.state is AccountState.GONE
    assert counts(db, lyon) == [12_345]


def test_a_token_sealed_with_a_key_that_is_missing_says_so(db: Database, x: XApi, x_fake: XApiFake, lyon: int) -> None:
    gives(db, x)
    failure = reads(db, x, now=TWO_DAYS, vault=Vault([new_key("other")]))
    assert "ESSAIM_SECRET_KEYS" in str(failure.problems[0])
    assert (sum(x_fake.calls.values()), counts(db, lyon)) == (1, [12_345])
    assert reads(db, x, now=TWO_DAYS, vault=VAULT).read == 1


def test_what_was_read_with_a_token_that_was_removed_meanwhile_is_thrown_away(
    db: Database, x: XApi, x_fake: XApiFake, lyon: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives(db, x)
    ask = x.read

    def removed_while_asking(*what: object) -> object:
        remove_token(db, "lyon", by=OPERATOR, now=TWO_DAYS)
        return ask(*what)  # type: ignore[arg-type]

    monkeypatch.setattr(x, "read", removed_while_asking)
    assert reads(db, x, now=TWO_DAYS).read == 0
    assert counts(db, lyon) == [12_345]


def test_the_collection_shows_it_as_read(db: Database, x: XApi, lyon: int) -> None:
    assert read_collection(db, now=NOW).by_hand == 1
    gives(db, x)
    status = read_collection(db, now=NOW)
    assert (status.collected, status.by_hand, status.accounts[0].last_followers) == (1, 0, 12_345)
    assert status.accounts[0].due_at is not None
    remove_token(db, "lyon", by=OPERATOR, now=NOW)
    assert read_collection(db, now=NOW).by_hand == 1


def test_reading_is_not_noted_as_somebodys_deed(db: Database, x: XApi, lyon: int) -> None:
    gives(db, x)
    reads(db, x, now=TWO_DAYS)
    with db.reading() as session:
        assert session.exec(select(AuditRow).order_by(col(AuditRow.id).desc())).first().deed == Deed.X_TOKEN_SET  # type: ignore[union-attr]
        assert session.exec(select(XTokenRow)).one().read_at == TWO_DAYS
