"""The address bar is the state: one typed reading of it, and the way back. Nothing in it is trusted.

``parse(query(view)) == view`` for every view; whatever else stands in an address falls back to the default.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from dashboard.addresses import EXIT_DAYS, ORGANISATION, Page
from dashboard.config import LANGUAGES
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, Order
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.views import Measure, TimeAxis

MOST_COMPARED = 6
LARGEST_PAGE = 10_000
LATEST = "latest"
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class View:
    """What an address asks to see.

    :param organisations: slugs, in the order given, without doubles; at most six.
    :param axis: None means the page's own: calendar for one institution, days since departure for several.
    :param age: days after departure at which the leaderboard compares; None for the latest reading.
    :param kind: None for all; ``size``: likewise.
    :param order: by what the leaderboard is ordered.
    :param page: of the leaderboard, from 1.
    :param day: slug of an exit day.
    :param language: asked for by the address itself; None if the browser decides.
    """

    organisations: tuple[str, ...] = ()
    measure: Measure = Measure.VALUES
    axis: TimeAxis | None = None
    age: int | None = DEFAULT_AGE
    kind: Kind | None = None
    size: SizeClass | None = None
    order: Order = Order.RECOVERY
    page: int = 1
    day: str | None = None
    language: str | None = None

    @property
    def organisation(self) -> str | None:
        """The one organisation asked for, or None."""
        return self.organisations[0] if self.organisations else None


def parse(parameters: Mapping[str, str]) -> View:
    """What an address asks for; anything unknown, malformed or out of bounds counts as not asked."""
    slugs = [slug for slug in parameters.get("o", "").split(",")[:100] if _SLUG.fullmatch(slug)]
    language = parameters.get("lang", "")
    return View(
        organisations=tuple(dict.fromkeys(slugs))[:MOST_COMPARED],
        measure=_member(Measure, parameters.get("measure")) or Measure.VALUES,
        axis=_member(TimeAxis, parameters.get("time")),
        age=_age(parameters.get("age", "")),
        kind=_member(Kind, parameters.get("kind")),
        size=_member(SizeClass, parameters.get("size")),
        order=_member(Order, parameters.get("order")) or Order.RECOVERY,
        page=_page(parameters.get("page", "")),
        day=parameters.get("day") if _SLUG.fullmatch(parameters.get("day", "")) else None,
        language=language if language in LANGUAGES else None,
    )


def query(view: View) -> dict[str, str]:
    """The parameters that ask for this view, defaults left out."""
    asked = {
        "o": ",".join(view.organisations),
        "measure": "" if view.measure is Measure.VALUES else view.measure.value,
        "time": view.axis.value if view.axis else "",
        "age": "" if view.age == DEFAULT_AGE else LATEST if view.age is None else str(view.age),
        "kind": view.kind.value if view.kind else "",
        "size": view.size.value if view.size else "",
        "order": "" if view.order is Order.RECOVERY else view.order.value,
        "page": "" if view.page == 1 else str(view.page),
        "day": view.day or "",
        "lang": view.language or "",
    }
    return {name: value for name, value in asked.items() if value}


def address(page: Page, view: View) -> str:
    """The path and query that open a page with this view."""
    parameters = query(view)
    return page.address + ("?" + urlencode(parameters, safe=",") if parameters else "")


def organisation_address(slug: str, view: View) -> str:
    """Where an organisation's page is, in the language that the view asks for."""
    return address(ORGANISATION, View(organisations=(slug,), language=view.language))


def day_address(slug: str, view: View) -> str:
    """Where an exit day is, for the same institution and in the same language as the view asks for."""
    return address(EXIT_DAYS, View(view.organisations[:1], day=slug, language=view.language))


def _member(kind: type[_Choice], text: str | None) -> _Choice | None:
    return next((member for member in kind if member.value == text), None)


def _age(text: str) -> int | None:
    if text == LATEST:
        return None
    return next((age for age in AGES if str(age) == text), DEFAULT_AGE)


def _page(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,4}", text) and int(text) <= LARGEST_PAGE else 1
