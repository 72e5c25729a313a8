"""An exit day, end to end: opened, pledged to, tipped, confirmed, lived through, and measured by who has left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx
import icalendar
import pytest

from dashboard.domain.exit_days.afterwards import Kept
from dashboard.domain.networks import Network
from dashboard.i18n import words_in
from dashboard.services.exit_days.steps import end_exit_days
from tests.network.browser import Visitor
from tests.test_browser import exit_day_steps as step
from tests.test_browser.exit_day_cast import NAMES, World, exit_day_world
from tests.test_browser.reading import LOCALES, Reader

TITLES = {"fr": {"fr": "Printemps sans X", "en": "Spring without X"}, "en": {"fr": "Été sans X", "en": "Summer without X"}}
AHEAD = 40
"""Days from the opening to the exit day."""
EVIDENCE = "https://university.example/last-post"


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One server for both languages; its clock only goes forward."""
    with exit_day_world(sqlite_template, tmp_path_factory.mktemp("exit-day")) as made:
        yield made


@pytest.mark.parametrize("language", ["fr", "en"])
def test_three_institutions_leave_together_and_everybody_sees_who_kept_the_pledge(
    language: str, world: World, visitor: Callable[..., Visitor]
) -> None:
    words, (first, second, third) = words_in(language), NAMES[language]
    guests = [visitor(locale=LOCALES[language]) for _ in range(3)]
    camille, owner, anybody = (Reader(one.page, words, world.root) for one in guests)
    on, title = world.clock().date() + timedelta(days=AHEAD), TITLES[language]
    three, day = words.plural("{n} institution", "{n} institutions", 3), {"network": Network.X, "day": on}

    address = step.opens_a_day(camille, world, title, on)
    opened = in_calendar(anybody, title[language])

    step.joins(owner, address, first)
    owner.choose("These institutions leave too", second, third)
    owner.tick("Shown at once")
    step.pledges(owner, first, second, third)
    step.joins(owner, address, second)
    step.pledges(owner, second)
    step.waits(camille)
    # While one of them is hidden, nobody is told how many they are.
    step.looks(anybody, address, words("Leave {network} together on {day}", **day), names=[first], but=[second, third])
    step.joins(owner, address, third)
    owner.tick("Shown at once")
    step.pledges(owner, third)
    step.looks(anybody, address, words("Leave {network} together on {day}", **day), names=[first, third], but=[second])

    step.confirms(camille, 3)
    together = words.plural("{who} leaves {network} on {day}", "{who} leave {network} together on {day}", 3, who=three, **day)
    step.looks(anybody, address, together, names=[first, second, third])
    confirmed = in_calendar(anybody, title[language])
    assert (opened.status, confirmed.status, confirmed.on) == ("TENTATIVE", "CONFIRMED", on)
    assert opened.uid == confirmed.uid and confirmed.sequence > opened.sequence

    world.passes(AHEAD - 6)
    step.prepares(owner, first, title[language])
    world.passes(6)
    step.departs(owner, first, on)
    step.follows_on_the_big_screen(anybody, address, three, 1, 3)
    world.passes(6)
    step.departs(owner, second, on + timedelta(days=6), EVIDENCE)
    world.passes(30)
    with world.behind() as essaim:
        end_exit_days(essaim.db, now=world.clock())
    step.finds_who_kept(anybody, address, {first: Kept.KEPT, second: Kept.LATE, third: Kept.BROKEN}, EVIDENCE)
    assert not [error for one in guests for error in one.errors if world.root in error and "_stcore" not in error]


@dataclass(frozen=True)
class Listed:
    """What a calendar says of the day."""

    uid: str
    status: str
    sequence: int
    on: date


def in_calendar(one: Reader, title: str) -> Listed:
    """The day, in the calendar to which anybody subscribes."""
    feed = icalendar.Calendar.from_ical(httpx.get(f"{one.site}/{one.words.language}/calendar.ics").content)
    (found,) = [event for event in feed.walk("VEVENT") if title in str(event["SUMMARY"])]
    return Listed(str(found["UID"]), str(found["STATUS"]), int(str(found["SEQUENCE"])), found.decoded("DTSTART").date())
