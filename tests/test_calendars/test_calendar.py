"""What calendars read: the same bytes for the same days, and whatever is written reads back as it was meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from dashboard.domain.exit_days.checklist import DAYS
from dashboard.domain.exit_days.days import State
from tests.test_calendars.cast import BASE, HOST, day, events, four, prepared, written
from tests.test_calendars.golden import FOLDER, drawn

UID = f"exit-day-villes-automne-2025@{HOST}"


@pytest.mark.parametrize("name", sorted(drawn()))
def test_the_calendars_are_as_they_were_looked_at(name: str) -> None:
    assert drawn()[name] == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", sorted(drawn()))
def test_a_second_reader_reads_the_same(name: str) -> None:
    body = drawn()[name]
    ours = {uid: (one.start, one.end, str(one["SUMMARY"]), int(one["SEQUENCE"])) for uid, one in events(body).items()}
    theirs = IcsCalendarStream.calendar_from_ics(body.decode()).events
    assert {one.uid: (one.start, one.end, one.summary, one.sequence) for one in theirs} == ours


def test_the_calendar_says_when_to_look_again_and_what_it_is_called() -> None:
    read = Calendar.from_ical(written(four()))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in written(four()).decode() and str(read["X-PUBLISHED-TTL"]) == "PT6H"
    assert (str(read["NAME"]), str(read["X-WR-CALNAME"]), str(read["URL"])) == ("Exit days", "Exit days", f"{BASE}/en/calendar.ics")
    assert str(read["UID"]) == str(Calendar.from_ical(written([]))["UID"]) == f"en-calendar.ics@{HOST}"


def test_each_state_is_one_that_calendars_know_and_a_cancelled_day_stays() -> None:
    found = {str(one["STATUS"]) for one in events(written(four())).values()}
    assert found == {"TENTATIVE", "CONFIRMED", "CANCELLED"} and len(events(written(four()))) == 4
    cancelled = events(written([day(state=State.CANCELLED)]))[UID]
    assert "Cancelled: Not enough pledges" in cancelled["DESCRIPTION"] and cancelled["SUMMARY"].endswith("(cancelled)")


def test_alarms_ring_a_week_and_a_day_before_and_never_for_a_day_that_is_over() -> None:
    def alarms(state: State, **plan: Any) -> list[timedelta]:
        (event,) = events(written([day(state=state, **plan)])).values()
        return [one["TRIGGER"].dt for one in event.walk("VALARM")]

    assert alarms(State.OPEN) == alarms(State.CONFIRMED) == [-timedelta(days=7), -timedelta(days=1)]
    assert alarms(State.OPEN, at=None) == [-timedelta(days=6, hours=15), -timedelta(hours=15)]
    assert alarms(State.CANCELLED) == alarms(State.DONE) == []


def test_a_whole_day_ends_where_the_next_begins() -> None:
    body = written([day(at=None, on=date(2025, 12, 31))]).decode()
    assert "DTSTART;VALUE=DATE:20251231\r\n" in body and "DTEND;VALUE=DATE:20260101\r\n" in body


@pytest.mark.parametrize(
    ("on", "at", "second", "instant"),
    [
        (date(2026, 3, 29), time(1, 59), None, "2026-03-29T00:59"),
        (date(2026, 3, 29), time(3), None, "2026-03-29T01:00"),
        (date(2026, 10, 25), time(2, 30), False, "2026-10-25T00:30"),
        (date(2026, 10, 25), time(2, 30), True, "2026-10-25T01:30"),
        (date(2026, 10, 25), time(3), None, "2026-10-25T02:00"),
        (date(2027, 3, 28), time(1, 59), None, "2027-03-28T00:59"),
        (date(2027, 3, 28), time(3), None, "2027-03-28T01:00"),
        (date(2027, 10, 31), time(2, 30), False, "2027-10-31T00:30"),
        (date(2027, 10, 31), time(2, 30), True, "2027-10-31T01:30"),
        (date(2027, 10, 31), time(3), None, "2027-10-31T02:00"),
    ],
)
def test_an_hour_at_a_clock_change_is_one_instant_to_both_readers(on: date, at: time, second: bool | None, instant: str) -> None:
    body = written([day(on=on, at=at, second=second)])
    meant = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert events(body)[UID].start == meant
    (theirs,) = IcsCalendarStream.calendar_from_ics(body.decode()).events
    assert theirs.start == meant


def test_a_whole_day_at_a_clock_change_is_that_day() -> None:
    for on in (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)):
        assert (events(written([day(on=on, at=None)]))[UID].start, events(written([day(on=on, at=None)]))[UID].end) == (
            on,
            on + timedelta(days=1),
        )


def test_what_was_typed_stays_text() -> None:
    body = written(four()).decode()
    lines = body.replace("\r\n ", "").split("\r\n")
    assert not [one for one in lines if one.startswith("ATTENDEE") or one == "URL:https://evil.example"]
    assert not {"\x00", "\x0b", "\u2028", "\r"} & set(body.replace("\r\n", ""))
    assert (
        'Lyon; Besançon, \\ "Évreux"\nATTENDEE:mailto:x@evil.example\nURL:https://evil.example'
        in (events(written(four()))[f"exit-day-ecoles@{HOST}"]["DESCRIPTION"])
    )
    assert max(len(line.encode()) for line in body.split("\r\n")) <= 75


def test_fictional_days_say_so() -> None:
    event = events(written(four()))[f"exit-day-demo@{HOST}"]
    assert event["SUMMARY"].endswith("(fictional)") and "are fictional" in event["DESCRIPTION"]
    assert all("fictional" in one["SUMMARY"] for one in events(prepared(day(fictional=True))).values())


def test_the_checklist_has_each_task_on_its_day_and_takes_nobodys_time() -> None:
    one = day(on=date(2025, 9, 22))
    found = events(prepared(one))
    assert [event.start for event in found.values()] == [date(2025, 9, 22) + timedelta(days=offset) for offset in DAYS.values()]
    assert {str(event["TRANSP"]) for event in found.values()} == {"TRANSPARENT"}
    assert f"take-figures-villes-automne-2025@{HOST}" in found
    cancelled = events(prepared(replace(one, state=State.CANCELLED)))
    assert list(cancelled) == list(found) and {str(event["STATUS"]) for event in cancelled.values()} == {"CANCELLED"}
