"""Somebody who is erased leaves no trace but a number, in no table and in no byte of the file."""

from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.services.people.privacy import erase_person, export_person
from dashboard.services.people.sessions import who
from dashboard.services.people.tickets import issue
from dashboard.services.read_audit import Asked, check_audit, read_audit
from db import people
from db.engine import Database
from db.tables import ClaimRow, OrganisationRow, PersonRow, Purpose, ReviewRow
from tests.factories import NOW
from tests.people import VAULT, actor, come_in, make_person
from tests.test_moderation.cast import counts
from tests.test_privacy.cast import ANA, NAME, SECRETS, ana, somebody_else

TRACES = (ANA, NAME, "Berthelot", "berthelot", "Ana's phone", "Ana's key", *SECRETS)


def erase(db: Database, email: str = ANA) -> None:
    erase_person(db, email, by=OPERATOR, now=NOW)


def everything(db: Database) -> str:
    """Every value of every table."""
    with db.engine.connect() as connection:
        return "\n".join(str(tuple(row)) for table in SQLModel.metadata.tables.values() for row in connection.execute(table.select()))


def files(db: Database) -> bytes:
    """Every byte of the database and its log."""
    path = Path(str(db.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def test_no_table_holds_a_trace(db: Database) -> None:
    ana(db)
    assert [one for one in TRACES if one in everything(db)]
    erase(db)
    assert [one for one in TRACES if one in everything(db)] == []


def test_no_byte_of_the_file_holds_a_trace(sqlite_db: Database) -> None:
    ana(sqlite_db)
    for number in range(300):
        make_person(sqlite_db, f"p{number:03}@lyon.example", name=f"Person {number}" * 5)
    with sqlite_db.writing() as session:  # an old address, long since changed
        session.get_one(PersonRow, 2).email = "ana.berthelot.old@lyon.example"
    with sqlite_db.writing() as session:
        session.get_one(PersonRow, 2).email = ANA
    assert [one for one in TRACES if one.encode() in files(sqlite_db)]
    erase(sqlite_db)
    assert [one for one in (*TRACES, "ana.berthelot.old") if one.encode() in files(sqlite_db)] == []


def test_others_keep_everything(db: Database) -> None:
    ana(db)
    with db.reading() as session:
        before = counts(session)
    zoe = somebody_else(db)
    erase(db)
    with db.reading() as session:
        after = counts(session)
    assert somebody_else(db) == zoe
    gone = {name: before[name] - after[name] for name in before if before[name] != after[name] and name != "audit"}
    assert gone == {
        "person": 1,
        "membership": 1,
        "identity": 1,
        "factor": 2,
        "recovery_code": 1,
        "session": 1,
        "ticket": 2,
        "shared_view": 1,
        "reminder": 1,
    }


def test_the_audit_keeps_the_number_which_is_never_given_again(db: Database) -> None:
    key = ana(db)
    erase(db)
    lines = read_audit(db, Asked(), by=OPERATOR, now=NOW)
    assert {(one.deed, one.subject) for one in lines.entries} >= {
        (Deed.PERSON_ERASED, f"person:{key}"),
        (Deed.ROLE_TAKEN, f"person:{key}"),
        (Deed.ROLE_GIVEN, f"person:{key}"),
    }
    assert lines.addresses == {} and check_audit(db, by=OPERATOR, now=NOW).whole
    assert make_person(db, ANA) == key + 1


def test_their_sessions_end_at_once(db: Database) -> None:
    token, _ = come_in(db, ana(db))
    assert who(db, token, now=NOW)
    erase(db)
    assert who(db, token, now=NOW) is None


def test_claims_and_reviews_stay_without_a_name(db: Database) -> None:
    ana(db)
    erase(db)
    with db.reading() as session:
        claims = session.exec(select(ClaimRow).order_by(ClaimRow.id)).all()  # type: ignore[arg-type]
        assert [(one.person_id, one.note) for one in claims] == [(None, ""), (None, "")]
        assert [(one.reviewer_id, one.note) for one in session.exec(select(ReviewRow))] == [(1, "")]


def test_what_only_they_proved_counts_no_longer(db: Database) -> None:
    ana(db)
    with db.writing() as session:
        session.exec(select(OrganisationRow)).one().level = "L3"
    erase(db)
    with db.reading() as session:
        assert session.exec(select(OrganisationRow)).one().level == "L0"


def test_the_last_of_the_collective_cannot_be_erased(db: Database) -> None:
    ana(db)
    erase(db, "zoe@essaim.example")
    with pytest.raises(Refused, match="last member of the collective"):
        erase(db)
    with db.reading() as session:
        assert people.by_email(session, ANA)


def test_an_invitation_is_erased_with_the_address(db: Database) -> None:
    with db.writing() as session:
        issue(session, VAULT, Purpose.INVITATION, now=NOW, email=ANA, role="coordinator")
    erase(db)
    assert ANA not in everything(db)
    with pytest.raises(NotFound):
        erase(db)


def test_once_erased_nothing_is_known(db: Database) -> None:
    ana(db)
    erase(db)
    for act in (lambda: erase(db), lambda: export_person(db, VAULT, ANA, by=OPERATOR, now=NOW)):
        with pytest.raises(NotFound):
            act()


def test_only_the_collective_and_the_machine_erase(db: Database) -> None:
    ana(db)
    owner = actor(db, "bo@lyon.example", owner_of="lyon")
    for by, problem in ((VISITOR, SignInNeeded), (owner, NotAllowed)):
        with pytest.raises(problem):
            erase_person(db, ANA, by=by, now=NOW)
    erase_person(db, ANA, by=actor(db, "eve@essaim.example", Role.COLLECTIVE), now=NOW)
    with db.reading() as session:
        assert people.by_email(session, ANA) is None
