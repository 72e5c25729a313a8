"""What a reader of a day’s page may want to do there, said at its beginning: the rest of the page is long."""

from dataclasses import replace

from dashboard.addresses import EXIT_DAYS, MY_ORGANISATION
from dashboard.domain.exit_days.days import ALIVE
from dashboard.domain.people import Act
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui import access
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

OWN, COORDINATE = "pledge", "coordinate"
"""Anchors further down the page."""


def show_way_in(visit: Visit, day: ExitDay) -> None:
    """Where somebody’s own part of the page is; how to join for those who are in no team."""
    words = visit.words
    links = [(words("Your institution"), f"#{OWN}")] if visit.own and day.state in ALIVE else []
    if visit.may(Act.CAMPAIGN):
        links.append((words("For coordinators"), f"#{COORDINATE}"))
    if links:
        show("links", words, links=links)
    elif day.state in ALIVE:
        _show_how_to_join(visit)


def _show_how_to_join(visit: Visit) -> None:
    words = visit.words
    here = replace(visit.view, organisations=())
    mine = address(MY_ORGANISATION, View(language=visit.view.language))
    link = (
        (words("Sign in"), access.sign_in_address(EXIT_DAYS, here))
        if visit.person is None
        else (words("Begin with your institution"), mine)
    )
    text = words("The owners of its team pledge, also on condition that others do. Until the day is confirmed a pledge can be taken back.")
    show("call", words, title=words("Do you speak for an institution?"), text=text, links=[link])
