"""Exit days as a calendar to subscribe to (iCalendar, RFC 5545 and RFC 7986).

Nothing in it is of the moment at which it is asked for: an unchanged day is written in the same bytes, and a changed one keeps its UID
while SEQUENCE and LAST-MODIFIED rise, which is how calendars know that they have to look again.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from unicodedata import category

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration, vText, vUri

from dashboard.domain.exit_days.checklist import DAYS
from dashboard.domain.exit_days.days import State
from dashboard.i18n import Words
from dashboard.services.exit_days.read import ExitDay

PRODUCT = "-//Essaim//Essaim//"
REFRESH = timedelta(hours=6)
"""How often calendars are asked to look again; those that heed it at all do so in hours."""
SHOWN_FOR = timedelta(hours=1)
"""How long an exit day with an hour is in a calendar: one that ended as it began would not be seen."""
STATUS = {State.OPEN: "TENTATIVE", State.CONFIRMED: "CONFIRMED", State.DONE: "CONFIRMED", State.CANCELLED: "CANCELLED"}
BEFORE = (timedelta(days=7), timedelta(days=1))
MORNING = timedelta(hours=9)
"""Alarms of a whole day ring at nine: counted from midnight they would ring in the night."""
Page = Callable[[ExitDay], str]
"""The whole address of a day's page."""


def days_calendar(words: Words, days: Sequence[ExitDay], *, name: str, own: str, host: str, page: Page) -> bytes:
    """The calendar of these days.

    :param name: as calendars show it. :param own: whole address of this very calendar. :param host: of the site, which the UIDs name.
    """
    return _calendar(words, [_day(words, day, host, page(day)) for day in days], days, name=name, own=own, host=host)


def checklist(words: Words, day: ExitDay, *, name: str, own: str, host: str, page: str) -> bytes:
    """The calendar of what is to be prepared for one day, and told after it.

    :param page: whole address of the day's page; the others as for ``days_calendar``.
    """
    events = []
    for task, offset in DAYS.items():
        event = _event(day, f"{task.value.replace('_', '-')}-{day.slug}@{host}", page)
        todo, title = words.beginning(words.term(task)), day.plan.titles[words.language]
        event.summary = _clean(_told(words, day, f"{todo} · {title}"))
        event.description = _clean("\n\n".join(_about(words, day, page)))
        _whole_day(event, day.plan.on + timedelta(days=offset))
        event["TRANSP"] = "TRANSPARENT"
        _ring(event, day, (timedelta(0),))
        events.append(event)
    return _calendar(words, events, [day], name=name, own=own, host=host)


def summary(words: Words, day: ExitDay) -> str:
    """One line that says which day it is."""
    return _told(words, day, words("Leaving {network}: {title}", network=day.plan.network, title=day.plan.titles[words.language]))


def description(words: Words, day: ExitDay, page: str) -> str:
    """What a calendar says of the day: how it stands, when it is, what its coordinators wrote, and where to read on."""
    return "\n\n".join(_about(words, day, page))


def ends(day: ExitDay) -> datetime:
    """When a day with an hour ends in a calendar."""
    return day.starts_at + SHOWN_FOR


def _calendar(words: Words, events: Iterable[Event], days: Sequence[ExitDay], *, name: str, own: str, host: str) -> bytes:
    calendar = Calendar()
    calendar["PRODID"], calendar["VERSION"] = vText(PRODUCT + words.language.upper()), vText("2.0")
    calendar.uid = f"{own.partition('://')[2].partition('/')[2].replace('/', '-')}@{host}"
    calendar.calendar_name = _clean(name)
    calendar.add("URL", vUri(own))
    calendar.add("SOURCE", vUri(own), parameters={"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if days:
        calendar.add("LAST-MODIFIED", max(day.changed_at for day in days).replace(microsecond=0))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _day(words: Words, day: ExitDay, host: str, page: str) -> Event:
    event = _event(day, f"exit-day-{day.slug}@{host}", page)
    event.summary, event.description = _clean(summary(words, day)), _clean(description(words, day, page))
    if day.plan.at is None:
        _whole_day(event, day.plan.on)
    else:
        event.add("DTSTART", day.starts_at)
        event.add("DTEND", ends(day))
    _ring(event, day, BEFORE)
    return event


def _event(day: ExitDay, uid: str, page: str) -> Event:
    event, changed = Event(), day.changed_at.replace(microsecond=0)
    event.uid = uid
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", day.revision - 1)
    event.add("STATUS", STATUS[day.state])
    event.add("URL", vUri(page))
    return event


def _whole_day(event: Event, on: date) -> None:
    event.add("DTSTART", on)
    event.add("DTEND", on + timedelta(days=1))


def _ring(event: Event, day: ExitDay, before: Iterable[timedelta]) -> None:
    """Alarms, as long as there is something to wait for."""
    if day.state not in (State.OPEN, State.CONFIRMED):
        return
    whole = not isinstance(event.start, datetime)
    for each in before:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", event.summary)
        alarm.add("TRIGGER", MORNING - each if whole else -each)
        event.add_component(alarm)


def _told(words: Words, day: ExitDay, text: str) -> str:
    if day.state is State.CANCELLED:
        text = words("{text} (cancelled)", text=text)
    return words("{text} (fictional)", text=text) if day.campaign.fictional else text


def _about(words: Words, day: ExitDay, page: str) -> list[str]:
    plan = day.plan
    said = [words("This exit day and its institutions are fictional.")] if day.campaign.fictional else []
    if day.state is State.OPEN:
        said.append(words("Not confirmed yet. Last day for pledges: {deadline}.", deadline=plan.deadline))
    elif day.state is State.CANCELLED:
        said.append(words("Cancelled: {reason}", reason=day.cancelled_because))
    if plan.at is not None:
        said.append(words("It begins on {day} at {hour} ({zone}).", day=plan.on, hour=words.hour(plan.at), zone=plan.zone))
    return [*said, *filter(None, [plan.texts.get(words.language, "").strip()]), page]


def _clean(text: str) -> str:
    """Without signs that no calendar can hold (RFC 5545, 3.1) or that some take for the end of a line; the library escapes the rest."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign)[0] != "C" or category(sign) == "Cf")
