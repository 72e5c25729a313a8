"""Links that put an exit day, or a whole calendar, into the calendars that people use. Nothing is loaded from there: they are links."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from urllib.parse import quote, urlencode

from dashboard.i18n import Words
from dashboard.presenters.calendar import description, ends, summary
from dashboard.services.exit_days.read import ExitDay

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0"
LONGEST = 1_000
"""Signs of the description: whole addresses of more than some thousands are refused."""


@dataclass(frozen=True)
class CalendarLinks:
    """One link for each calendar. ``apple`` is what the system's own calendar opens, on whatever system."""

    google: str
    outlook: str
    apple: str


def subscribe(address: str, name: str) -> CalendarLinks:
    """Links that subscribe to a calendar.

    :param address: whole address of the ``.ics`` file. :param name: as the calendar is to be called.
    """
    feed = "webcal://" + address.partition("://")[2]
    return CalendarLinks(
        google=f"{GOOGLE}?{urlencode({'cid': feed}, quote_via=quote)}",
        outlook=f"{OUTLOOK}/addfromweb?{urlencode({'url': address, 'name': name}, quote_via=quote)}",
        apple=feed,
    )


def add(words: Words, day: ExitDay, *, page: str, file: str) -> CalendarLinks:
    """Links that add one day, as it is now: unlike a calendar that is subscribed to, it does not follow later changes.

    :param page: whole address of its page. :param file: of its ``.ics`` file.
    """
    title, text = summary(words, day), description(words, day, page)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…\n\n{page}"
    whole = day.plan.at is None
    if whole:
        first, last = day.plan.on.isoformat(), (day.plan.on + timedelta(days=1)).isoformat()
    else:
        first, last = (at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in (day.starts_at, ends(day)))
    dates = f"{first}/{last}".replace("-", "").replace(":", "")
    google = {"action": "TEMPLATE", "text": title, "dates": dates, "details": text}
    outlook = {
        **{"path": "/calendar/action/compose", "rru": "addevent", "subject": title, "body": text},
        **{"startdt": first, "enddt": last, "allday": str(whole).lower()},
    }
    return CalendarLinks(
        google=f"{GOOGLE}?{urlencode(google, quote_via=quote)}",
        outlook=f"{OUTLOOK}/deeplink/compose?{urlencode(outlook, quote_via=quote)}",
        apple="webcal://" + file.partition("://")[2],
    )
