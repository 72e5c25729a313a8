"""Addresses of exit days: a page of all of them, one of each, its big screen, its files and its frame."""

from dashboard.domain.errors import N_
from dashboard.domain.organisations import Kind
from dashboard.domain.views import Shade
from dashboard.public_addresses import EMBED, PublicPage

EXIT_DAYS = PublicPage(
    "exit-days",
    N_("Exit days"),
    N_("Days on which institutions leave together: who pledged, how many are missing, and who kept the pledge."),
)
SCREEN_DATA = "screen.json"
FOLLOW = "follow-mastodon"
"""The folder of the lists by kind. A day of this name would still have its own page and files: none of those is named after a kind."""


def exit_day(language: str, slug: str, file: str = "") -> str:
    """Path of the page of an exit day, or of a file of its own (``card.png``, ``oembed.json``)."""
    return f"{EXIT_DAYS.address(language)}{slug}/{file}"


def exit_day_screen(language: str, slug: str) -> str:
    """Path of the page for a big screen, on the day itself."""
    return exit_day(language, slug, "screen/")


def exit_day_calendar(language: str, slug: str) -> str:
    """Path of the day as a file for calendars."""
    return f"{EXIT_DAYS.address(language)}{slug}.ics"


def all_calendar(language: str) -> str:
    """Path of the calendar of all exit days."""
    return f"/{language}/calendar.ics"


def exit_day_embed(language: str, slug: str, shade: Shade = Shade.AUTO) -> str:
    """Path of the page that other sites put into a frame."""
    return f"/{EMBED}/{language}/exit-day/{slug}/" + (f"theme-{shade.value}/" if shade is not Shade.AUTO else "")


def day_follows(language: str, slug: str, number: int = 1) -> str:
    """Path of the list by which Mastodon follows those of one day; it is split where Mastodon takes no more.

    :param number: which of its files, from 1.
    """
    return exit_day(language, slug, f"follow-mastodon{_number(number)}.csv")


def sector_follows(language: str, kind: Kind, number: int = 1) -> str:
    """Path of the list by which Mastodon follows all institutions of a kind."""
    return f"{EXIT_DAYS.address(language)}{FOLLOW}/{kind.value}{_number(number)}.csv"


def _number(number: int) -> str:
    return "" if number == 1 else f"-{number}"
