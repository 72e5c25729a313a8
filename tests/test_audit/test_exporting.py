"""The audit as a file: everything asked for, without addresses or formulas, and noted."""

import csv
import io

import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed
from dashboard.domain.people import OPERATOR, Act, Role
from dashboard.services import export_audit as module
from dashboard.services.export_audit import export_audit
from dashboard.services.permit import permit
from dashboard.services.read_audit import Asked, read_audit
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.people import actor


def exported(db: Database, **asked: object) -> list[dict[str, str]]:
    parts = list(export_audit(db, Asked(**asked), by=OPERATOR, now=NOW))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO("".join(parts))))


def test_all_lines_come_in_parts_newest_first_and_once(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART", 4)
    for number in range(10):
        make_organisation(db, f"Ville {number}")
    parts = list(export_audit(db, Asked(), by=OPERATOR, now=NOW))
    assert [part.count("\r\n") for part in parts] == [1, 4, 4, 2]
    rows = list(csv.DictReader(io.StringIO("".join(parts))))
    assert [int(row["id"]) for row in rows] == list(range(10, 0, -1))
    assert (rows[0]["at"], rows[0]["deed"], rows[0]["organisation"]) == (NOW.isoformat(), "organisation.registered", "ville-9")


def test_what_is_written_meanwhile_is_not_in_the_file(db: Database) -> None:
    make_organisation(db, "Lyon")
    parts = export_audit(db, Asked(), by=OPERATOR, now=NOW)
    make_organisation(db, "Université de Besançon")
    assert [row["organisation"] for row in csv.DictReader(io.StringIO("".join(parts)))] == ["lyon"]


def test_the_export_is_noted_with_what_was_asked_for(db: Database) -> None:
    zoe = actor(db, "zoe@essaim.example", Role.COLLECTIVE)
    export_audit(db, Asked(deed=Deed.ROLE_GIVEN, person_id=4), by=zoe, now=NOW)
    line = read_audit(db, Asked(), by=zoe, now=NOW).entries[0]
    assert (line.deed, line.person_id) == (Deed.AUDIT_EXPORTED, zoe.person_id)
    assert line.details == {"selection": {"deed": "role.given", "person_id": "4"}}


def test_only_the_lines_asked_for(db: Database) -> None:
    make_organisation(db, "Lyon")
    exported(db)
    assert [row["deed"] for row in exported(db, deed=Deed.AUDIT_EXPORTED)] == ["audit.exported"]


def test_no_address_of_a_person_and_no_formula(db: Database) -> None:
    zoe = actor(db, "zoe@essaim.example", Role.COLLECTIVE)
    with db.writing() as session:
        permit(session, zoe, Act.MODERATE, now=NOW).note(Deed.ROLE_GIVEN, "=HYPERLINK(1)")
    (row,) = exported(db)
    assert (row["person"], row["subject"]) == (str(zoe.person_id), "'=HYPERLINK(1)")
    assert "@" not in "".join(row.values())


def test_an_empty_audit_is_a_line_of_names(db: Database) -> None:
    assert exported(db) == []


def test_leave_is_asked_for_before_the_first_part(db: Database) -> None:
    ana = actor(db)
    with pytest.raises(NotAllowed):
        export_audit(db, Asked(), by=ana, now=NOW)
    assert read_audit(db, Asked(), by=OPERATOR, now=NOW).entries == []
