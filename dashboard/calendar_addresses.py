"""Addresses of the calendars: of all exit days, of one campaign, of one institution, and of what is to be prepared for one day."""

from dashboard.exit_day_addresses import EXIT_DAYS, all_calendar, exit_day, exit_day_calendar
from dashboard.public_addresses import organisation

FILE = "calendar.ics"
CALENDAR = f"/{FILE}"
"""All exit days, in the language of the site."""

__all__ = [
    "CALENDAR",
    "EXIT_DAYS",
    "FILE",
    "all_calendar",
    "campaign_calendar",
    "checklist_calendar",
    "exit_day_calendar",
    "organisation_calendar",
]


def campaign_calendar(language: str, slug: str) -> str:
    """Path of the calendar of one campaign's days."""
    return f"/{language}/campaigns/{slug}/{FILE}"


def organisation_calendar(language: str, slug: str) -> str:
    """Path of the calendar of the days on which one institution publicly leaves."""
    return organisation(language, slug, FILE)


def checklist_calendar(language: str, slug: str) -> str:
    """Path of the calendar of what is to be prepared for one day."""
    return exit_day(language, slug, "checklist.ics")
