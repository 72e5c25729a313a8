"""The audit is appended and never changed: the database refuses, and a change behind its back is found."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dashboard.domain.audit import Deed
from dashboard.domain.people import Role
from db import audit
from db.audit import GENESIS, Wanted
from db.engine import Database
from db.problems import StorageError
from db.tables import AuditRow
from tests.factories import NOW


def write(db: Database, *deeds: Deed, **rest: object) -> None:
    with db.writing() as session:
        for place, deed in enumerate(deeds):
            audit.append(
                session,
                deed,
                role=Role.COLLECTIVE,
                at=NOW + timedelta(minutes=place),
                person_id=7,
                session_id=3,
                organisation_id=None,
                subject=f"account:{place}",
                details=rest,
            )


def behind_its_back(db: Database, statement: str) -> None:
    """Somebody with the file in hand, or the owner of the tables, switches the triggers off first."""
    with db.engine.begin() as connection:
        if db.dialect == "sqlite":
            for act in ("update", "delete", "number"):
                connection.execute(text(f"DROP TRIGGER audit_keeps_{act}"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        connection.execute(text(statement))


def broken_at(db: Database) -> int | None:
    with db.reading() as session:
        return audit.broken_at(session)


@pytest.fixture
def three_lines(db: Database) -> Database:
    """An audit of three lines."""
    write(db, Deed.SIGNED_IN, Deed.FIGURE_RECORDED, Deed.SIGNED_OUT, followers=9_000)
    return db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET details = '{}' WHERE id = 2",
        "UPDATE audit SET digest = 'x'",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(three_lines: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="the audit is append-only"), three_lines.engine.begin() as connection:
        connection.execute(text(statement))
    assert broken_at(three_lines) is None


def test_postgresql_refuses_to_truncate_it(postgres_db: Database) -> None:
    write(postgres_db, Deed.SIGNED_IN)
    with pytest.raises(DBAPIError, match="the audit is append-only"), postgres_db.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit"))


def test_sqlite_refuses_to_put_a_line_in_place_of_another(sqlite_db: Database) -> None:
    write(sqlite_db, Deed.SIGNED_IN)
    replaced = (
        "INSERT OR REPLACE INTO audit (id, at, deed, role, subject, details, digest) VALUES (1, '2025-06-01', 'x', 'x', '', '{}', '')"
    )
    with pytest.raises(DBAPIError, match="the audit is append-only"), sqlite_db.engine.begin() as connection:
        connection.execute(text(replaced))


def test_what_the_database_refuses_inside_a_service_stores_nothing(three_lines: Database) -> None:
    with pytest.raises((DBAPIError, StorageError)), three_lines.writing() as session:
        audit.append(
            session, Deed.SIGNED_IN, role=Role.PERSON, at=NOW, person_id=1, session_id=1, organisation_id=None, subject="", details={}
        )
        session.execute(text("DELETE FROM audit WHERE id = 1"))
    with three_lines.reading() as session:
        assert audit.count(session) == 3


@pytest.mark.parametrize(
    ("statement", "found_at"),
    [
        ("UPDATE audit SET details = '{\"followers\": 90000}' WHERE id = 2", 2),
        ("UPDATE audit SET person_id = 8 WHERE id = 1", 1),
        ("UPDATE audit SET person_id = NULL WHERE id = 3", 3),
        ("UPDATE audit SET role = 'operator' WHERE id = 2", 2),
        ("UPDATE audit SET subject = 'account:9' WHERE id = 2", 2),
        ("UPDATE audit SET session_id = 4 WHERE id = 2", 2),
        ("UPDATE audit SET organisation_id = 1 WHERE id = 2", 2),
        ("UPDATE audit SET deed = 'session.signed_out' WHERE id = 1", 1),
        ("UPDATE audit SET at = '2025-06-01 10:00:00+00:00' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 1", 2),
        ("DELETE FROM audit WHERE id = 2", 3),
    ],
)
def test_a_line_changed_behind_its_back_is_found(three_lines: Database, statement: str, found_at: int) -> None:
    behind_its_back(three_lines, statement.replace("+00:00", "") if three_lines.dialect == "sqlite" else statement)
    assert broken_at(three_lines) == found_at


def test_lines_cut_off_the_end_are_missed_by_a_digest_noted_before(three_lines: Database) -> None:
    with three_lines.reading() as session:
        noted = audit.last(session)
        assert noted and audit.holds(session, noted.digest)
        digest = noted.digest
    behind_its_back(three_lines, "DELETE FROM audit WHERE id = 3")
    assert broken_at(three_lines) is None
    with three_lines.reading() as session:
        assert not audit.holds(session, digest)


def test_each_line_is_chained_to_the_one_before(three_lines: Database) -> None:
    with three_lines.reading() as session:
        rows = [session.get_one(AuditRow, key) for key in (1, 2, 3)]
        assert [row.digest for row in rows] == [
            audit.digest(before, row) for before, row in zip([GENESIS, rows[0].digest, rows[1].digest], rows, strict=True)
        ]
        assert audit.holds(session, GENESIS) and len({row.digest for row in rows}) == 3


def test_an_empty_audit_is_whole(db: Database) -> None:
    assert broken_at(db) is None
    with db.reading() as session:
        assert (audit.last(session), audit.count(session), audit.heirs(session)) == (None, 0, {})


def test_the_selection_comes_newest_first_with_its_details(three_lines: Database) -> None:
    with three_lines.reading() as session:
        assert [one.deed for one in audit.entries(session, Wanted(), 2)] == [Deed.SIGNED_OUT, Deed.FIGURE_RECORDED]
        (line,) = audit.entries(session, Wanted(deed=Deed.FIGURE_RECORDED), 10)
    assert (line.id, line.person_id, line.session_id, line.subject, line.details) == (2, 7, 3, "account:1", {"followers": 9_000})
    assert (line.at, line.role, line.slug) == (NOW + timedelta(minutes=1), Role.COLLECTIVE, None)


def test_a_merge_of_a_merge_leads_to_the_last_one(db: Database) -> None:
    with db.writing() as session:
        for gone, kept in ((1, 2), (2, 3)):
            audit.append(
                session,
                Deed.ORGANISATION_MERGED,
                role=Role.COLLECTIVE,
                at=NOW,
                person_id=7,
                session_id=3,
                organisation_id=kept,
                subject=f"organisation:{gone}",
                details={},
            )
    with db.reading() as session:
        assert audit.heirs(session) == {1: 3, 2: 3}
        assert sorted(audit.formerly(session, 3)) == [1, 2, 3]
