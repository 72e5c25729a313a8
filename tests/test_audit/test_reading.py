"""Reading the audit: filtered, page by page, only by those who may; people are numbers."""

from datetime import date, timedelta

import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, SignInNeeded
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, ROUTINE, VISITOR, Act, Actor, Role
from dashboard.services.permit import permit
from dashboard.services.read_audit import Asked, check_audit, line_of, read_audit
from db.engine import Database
from db.tables import PersonRow
from tests.factories import NOW, make_figures, make_organisation
from tests.people import actor, come_in, make_person


def note(db: Database, *deeds: Deed, by: Actor = OPERATOR, days: int = 0, **details: object) -> None:
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=NOW + timedelta(days=days))
        for deed in deeds:
            leave.note(deed, **details)  # type: ignore[arg-type]


def deeds(db: Database, **asked: object) -> list[Deed]:
    return [one.deed for one in read_audit(db, Asked(**asked), by=OPERATOR, now=NOW).entries]  # type: ignore[arg-type]


def test_newest_first_fifty_a_page(db: Database) -> None:
    note(db, *[Deed.SIGNED_IN] * 120)
    seen: list[int] = []
    before = None
    for expected in (50, 50, 20):
        page = read_audit(db, Asked(before_id=before), by=OPERATOR, now=NOW)
        assert len(page.entries) == expected
        seen += [one.id for one in page.entries]
        before = page.older
    assert before is None
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == 120


def test_a_full_last_page_leads_nowhere(db: Database) -> None:
    note(db, *[Deed.SIGNED_IN] * 50)
    assert read_audit(db, Asked(), by=OPERATOR, now=NOW).older is None


def test_one_deed_alone(db: Database) -> None:
    note(db, Deed.SIGNED_IN, Deed.ROLE_GIVEN, Deed.SIGNED_IN)
    assert deeds(db, deed=Deed.ROLE_GIVEN) == [Deed.ROLE_GIVEN]


def test_one_person_alone(db: Database) -> None:
    zoe, ana = (actor(db, email, Role.COLLECTIVE) for email in ("zoe@essaim.example", "ana@lyon.example"))
    note(db, Deed.ROLE_GIVEN, by=zoe)
    note(db, Deed.ROLE_TAKEN, by=ana)
    assert deeds(db, person_id=zoe.person_id) == [Deed.ROLE_GIVEN]


def test_one_institution_alone(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_organisation(db, "Université de Besançon")
    make_figures(db, "lyon", Network.X, {"2025-01-20": 9_000})
    assert deeds(db, organisation="lyon") == [Deed.FIGURE_RECORDED, Deed.FIGURES_IMPORTED, Deed.ORGANISATION_REGISTERED]
    with pytest.raises(NotFound, match="atlantis"):
        deeds(db, organisation="atlantis")


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2025, 6, 1), date(2025, 6, 1), [Deed.SIGNED_IN]),
        (date(2025, 6, 2), None, [Deed.SIGNED_OUT, Deed.ROLE_GIVEN]),
        (None, date(2025, 6, 2), [Deed.ROLE_GIVEN, Deed.SIGNED_IN]),
        (date(2025, 6, 4), None, []),
    ],
)
def test_days_are_included_at_both_ends(db: Database, since: date | None, until: date | None, found: list[Deed]) -> None:
    for days, deed in enumerate((Deed.SIGNED_IN, Deed.ROLE_GIVEN, Deed.SIGNED_OUT)):
        note(db, deed, days=days)
    assert deeds(db, since=since, until=until) == found


def test_the_collective_sees_the_address_of_a_number_that_still_exists(db: Database) -> None:
    zoe, gone = (actor(db, email, Role.COLLECTIVE) for email in ("zoe@essaim.example", "ana@lyon.example"))
    for one in (zoe, gone):
        note(db, Deed.ROLE_GIVEN, by=one)
    with db.writing() as session:
        session.delete(session.get_one(PersonRow, gone.person_id))
    page = read_audit(db, Asked(), by=zoe, now=NOW)
    assert page.addresses == {zoe.person_id: "zoe@essaim.example"}
    assert [one.person_id for one in page.entries] == [gone.person_id, zoe.person_id]


def test_a_line_in_plain_values_holds_numbers_and_no_address(db: Database) -> None:
    zoe = actor(db, "zoe@essaim.example", Role.COLLECTIVE)
    note(db, Deed.ROLE_GIVEN, by=zoe, subject="person:9", given="owner")
    line = line_of(read_audit(db, Asked(), by=zoe, now=NOW).entries[0])
    assert (line.deed, line.role, line.person, line.session) == ("role.given", "collective", zoe.person_id, zoe.session_id)
    assert (line.subject, line.details, line.organisation) == ("person:9", '{"given": "owner"}', None)


@pytest.mark.parametrize("roles", [(), (Role.COORDINATOR,)], ids=["member", "coordinator"])
def test_nobody_else_reads_it(db: Database, roles: tuple[Role, ...]) -> None:
    by = actor(db, "ana@lyon.example", *roles)
    for read in (lambda: read_audit(db, Asked(), by=by, now=NOW), lambda: check_audit(db, by=by, now=NOW)):
        with pytest.raises(NotAllowed):
            read()


def test_neither_a_visitor_nor_a_background_job_nor_a_session_without_its_factor(db: Database) -> None:
    weak = come_in(db, make_person(db, "zoe@essaim.example", Role.COLLECTIVE), strong=False)[1]
    for by, problem in ((VISITOR, SignInNeeded), (weak, SignInNeeded), (ROUTINE, NotAllowed)):
        with pytest.raises(problem):
            read_audit(db, Asked(), by=by, now=NOW)


def test_the_chain_is_checked_from_end_to_end(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.X, {"2025-01-20": 9_000})
    found = check_audit(db, by=OPERATOR, now=NOW)
    assert (found.lines, found.broken_at, found.whole) == (3, None, True)
    again = check_audit(db, by=OPERATOR, now=NOW, noted=found.last)
    assert again.noted_found is True and again.whole
    other = check_audit(db, by=OPERATOR, now=NOW, noted="0" * 63 + "1")
    assert other.noted_found is False and not other.whole
