"""What holds of any register file compared with any register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.departures import DepartureEvent, Status, in_force
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.register_compare import Action, EventChange, FieldChange, FigureChange, Known, LineAction
from dashboard.domain.register_line import RegisterLine
from dashboard.domain.register_match import compare_all
from tests.test_domain.register_compare_cast import ANNOUNCED, DEPARTED, LOGGED, line

NAMES = st.sampled_from([("Évian", Kind.CITY), ("EVIAN", Kind.ASSOCIATION), ("Lyon", Kind.CITY), ("Besançon", Kind.CITY)])


SIGNS = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(["FR", "BE"]),
        "slug": st.sampled_from(["evian", "lyon", "evian-2"]),
        "siren": st.sampled_from(["356000000", "732829320"]),
        "insee": st.sampled_from(["69123", "74119"]),
        "wikidata": st.sampled_from(["Q456", "Q1"]),
    },
)


SAYINGS = st.sampled_from(
    [
        line(),
        line(population=1, events=(ANNOUNCED,), figure=(date(2025, 1, 17), 0)),
        line(population=2, events=(ANNOUNCED, DEPARTED), figure=(date(2025, 1, 17), 5)),
        line(events=((Status.CLOSED, date(2025, 1, 18)),), figure=(date(2025, 1, 18), 5)),
    ]
)


def numbered(rows: list[tuple[tuple[str, Kind], dict[str, str], RegisterLine]]) -> list[RegisterLine]:
    return [replace(said, name=name, kind=kind, line_no=at, **signs) for at, ((name, kind), signs, said) in enumerate(rows, 2)]  # type: ignore[arg-type]


LINES = st.lists(st.tuples(NAMES, SIGNS, SAYINGS), max_size=6).map(numbered)


def taken_in(actions: Sequence[LineAction], register: dict[str, Known], at: datetime) -> dict[str, Known]:
    """The register once the actions are stored, as the service does it."""
    after = dict(register)
    for action in actions:
        if action.action is Action.REFUSED:
            continue
        assert action.slug is not None
        one = after.get(action.slug) or Known(Organisation(action.slug, action.line.name, action.line.kind))
        fields = {change.field: change.new for change in action.changes if isinstance(change, FieldChange)}
        events = [DepartureEvent(change.status, change.new, "", at) for change in action.changes if isinstance(change, EventChange)]
        figures = [(change.on, change.new) for change in action.changes if isinstance(change, FigureChange)]
        organisation = replace(one.organisation, **fields)  # type: ignore[arg-type]
        after[action.slug] = Known(organisation, [*one.events, *events], [*one.figures, *figures])
    return after


@given(LINES, LINES)
def test_taking_a_file_in_twice_changes_nothing(first: list[RegisterLine], second: list[RegisterLine]) -> None:
    register = taken_in(compare_all(first, []), {}, LOGGED)
    actions = compare_all(second, register.values())
    after = taken_in(actions, register, LOGGED + timedelta(days=1))
    again = compare_all(second, after.values())
    assert all(not action.changes for action in again)
    assert taken_in(again, after, LOGGED + timedelta(days=2)) == after


@given(LINES, LINES)
def test_taking_a_file_in_never_erases(first: list[RegisterLine], second: list[RegisterLine]) -> None:
    register = taken_in(compare_all(first, []), {}, LOGGED)
    after = taken_in(compare_all(second, register.values()), register, LOGGED + timedelta(days=1))
    for slug, one in register.items():
        before, now = vars(one.organisation), vars(after[slug].organisation)
        assert all(now[field] is not None for field, value in before.items() if value is not None)
        rungs = {event.status for event in in_force(one.events)}
        assert rungs <= {event.status for event in in_force(after[slug].events)}
        assert set(one.figures) <= set(after[slug].figures)


@given(LINES)
def test_no_identifier_is_ever_given_to_two_institutions(lines: list[RegisterLine]) -> None:
    register = taken_in(compare_all(lines, []), {}, LOGGED)
    for field in ("siren", "siret", "uai", "ror", "wikidata"):
        values = [getattr(one.organisation, field) for one in register.values() if getattr(one.organisation, field)]
        assert len(values) == len(set(values))
