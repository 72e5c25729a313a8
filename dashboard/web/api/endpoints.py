"""The lists of the API, each as JSON and as CSV."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from dashboard.bootstrap import Essaim
from dashboard.domain.csv_text import EXCEL, STANDARD
from dashboard.services.exit_days.afterwards import read_afterwards
from dashboard.services.exit_days.read import read_exit_days, read_standing
from dashboard.services.read_notes import list_notes
from dashboard.services.read_public import list_events, list_exit_days, list_organisations, read_public_organisation
from dashboard.services.read_series import list_series
from dashboard.web.api import asked, cursors, items, made
from dashboard.web.api.described import CSV_TEXT, ERRORS, UNKNOWN
from dashboard.web.api.lists import Listing, list_answer, page_of
from dashboard.web.api.standings import standings
from db.public import WantedEvents, WantedOrganisations

Slug = Annotated[str, Path(description="Name of the institution in addresses.", examples=["montrieux"])]
NOTHING: Mapping[int | str, Any] = MappingProxyType({})
EVERYTHING = 10**6
"""Rows of a leaderboard that are read together: all, since places change with every reading."""

SAID = {
    "/organisations": ("Institutions", "The register, by slug, each institution with how it stands at its latest reading."),
    "/departures": (
        "Departures",
        "The steps of every departure that count today, the last correction of each, planned ones included: by day.",
    ),
    "/series/{slug}": (
        "Dated counts of one institution",
        "Every count of its accounts, by account and instant, with where it comes from. A day that was not read has no row; a count "
        "that waits for a look is flagged and in no standing; one that may not be handed on is empty and says so.",
    ),
    "/standings": (
        "Leaderboard",
        "Institutions at the same age, in the same orders as on the leaderboard: the certified ones with their rank and the ranks that "
        "the bands allow, then the listed ones, then those of which something is missing. The places of a page are those of its moment: "
        "take the CSV, which is read at once, where all of them have to fit together.",
    ),
    "/exit-days": (
        "Exit days",
        "Departures on a day to come, and on past days on which two institutions or more left together, one row each. Those that a "
        "campaign plans, with their pledges, are under campaign-days.",
    ),
    "/campaign-days": (
        "Exit days of the campaigns",
        "Days that coordinators plan and to which institutions pledge, with what everybody may see of the pledges. Names that are hidden "
        "until a day is confirmed are in no answer, and one or two hidden institutions are never counted.",
    ),
    "/annotations": ("Notes", "The public notes on the charts, by day: what else happened. Notes of a team for itself are not here."),
}


def lists(essaim: Essaim) -> APIRouter:
    """The lists of one Essaim."""
    router = APIRouter()

    def organisations(request: Request, wanted: Annotated[asked.OrganisationsAsked, Query()]) -> Response:
        chosen = WantedOrganisations(wanted.kind, wanted.country and wanted.country.upper(), wanted.size, wanted.level, wanted.q or "")

        def rows(after: Any, limit: int) -> list[Any]:
            found = list_organisations(essaim.db, chosen, after=after and after[0], limit=limit, today=essaim.today())
            return [((key,), made.organisation(one)) for key, one in found]

        listing = Listing("organisations", "organisations", items.OrganisationItem, (cursors.word,), rows)
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    def departures(request: Request, wanted: Annotated[asked.DeparturesAsked, Query()]) -> Response:
        chosen = WantedEvents(wanted.network, wanted.status, wanted.since, wanted.until)

        def rows(after: Any, limit: int) -> list[Any]:
            return [(key, made.departure(one)) for key, one in list_events(essaim.db, chosen, after=after, limit=limit)]

        listing = Listing("departures", "departures", items.DepartureItem, (cursors.day, cursors.number), rows)
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    def series(request: Request, slug: Slug, wanted: Annotated[asked.SeriesAsked, Query()]) -> Response:
        known = read_public_organisation(essaim.db, slug, today=essaim.today()).organisation.slug

        def rows(after: Any, limit: int) -> list[Any]:
            found = list_series(essaim.db, known, network=wanted.network, since=wanted.since, until=wanted.until, after=after, limit=limit)
            return [(key, made.count(one)) for key, one in found]

        listing = Listing(f"series {known}", f"series_{known}", items.SeriesItem, (cursors.number, cursors.instant, cursors.word), rows)
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    def ranking(request: Request, wanted: Annotated[asked.StandingsAsked, Query()]) -> Response:
        listing = Listing(
            "standings",
            "standings",
            items.StandingItem,
            (cursors.number, cursors.number),
            lambda after, limit: standings(essaim, wanted, after, limit),
            at_once=EVERYTHING,
            style=EXCEL[wanted.excel] if wanted.excel else STANDARD,
        )
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    def exit_days(request: Request, wanted: Annotated[asked.Period, Query()]) -> Response:
        def rows(after: Any, limit: int) -> list[Any]:
            today = essaim.today()
            found = list_exit_days(essaim.db, since=wanted.since, until=wanted.until, after=after, limit=limit, today=today)
            return [(key, made.exit_day(one, today)) for key, one in found]

        listing = Listing("exit days", "exit_days", items.ExitDayItem, (cursors.day, cursors.word), rows)
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    def campaign_days(request: Request, wanted: Annotated[asked.Period, Query()]) -> Response:
        def rows(after: Any, limit: int) -> list[Any]:
            now = essaim.clock()
            within = [one for one in read_exit_days(essaim.db) if _within(one.plan.on, wanted)]
            keyed = sorted((((one.plan.on, one.slug), one) for one in within), key=lambda pair: pair[0])
            chosen = [pair for pair in keyed if after is None or pair[0] > after][:limit]
            found = [(key, one, read_standing(essaim.db, one.slug, now=now)) for key, one in chosen]
            return [(key, made.campaign_day(one, standing, read_afterwards(essaim.db, one.slug, now=now))) for key, one, standing in found]

        listing = Listing("campaign days", "campaign_days", items.CampaignDayItem, (cursors.day, cursors.word), rows)
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    def annotations(request: Request, wanted: Annotated[asked.AnnotationsAsked, Query()]) -> Response:
        def rows(after: Any, limit: int) -> list[Any]:
            found = list_notes(essaim.db, wanted.organisation, since=wanted.since, until=wanted.until)
            keyed = [((one.on, one.id), made.annotation(one, fictional=fictional)) for one, fictional in found]
            return [pair for pair in keyed if after is None or pair[0] > after][:limit]

        listing = Listing("annotations", "annotations", items.AnnotationItem, (cursors.day, cursors.number), rows)
        return list_answer(request, essaim, listing, wanted.cursor, wanted.limit)

    add(router, "/organisations", organisations, items.OrganisationItem)
    add(router, "/departures", departures, items.DepartureItem)
    add(router, "/series/{slug}", series, items.SeriesItem, UNKNOWN)
    add(router, "/standings", ranking, items.StandingItem)
    add(router, "/exit-days", exit_days, items.ExitDayItem)
    add(router, "/campaign-days", campaign_days, items.CampaignDayItem)
    add(router, "/annotations", annotations, items.AnnotationItem, UNKNOWN)
    return router


def _within(on: date, wanted: asked.Period) -> bool:
    return (wanted.since is None or on >= wanted.since) and (wanted.until is None or on <= wanted.until)


def add(
    router: APIRouter,
    path: str,
    answer: Callable[..., Response],
    item: type[items.Item],
    more: Mapping[int | str, Any] = NOTHING,
    *,
    said: Mapping[str, tuple[str, str]] = SAID,
) -> None:
    """Route a list twice: as JSON, or as CSV if that is accepted first; and as CSV in any case."""
    summary, description = said[path]
    errors = {**ERRORS, **more}
    both = {"model": page_of(item), "description": "A page of the list.", "content": CSV_TEXT}
    # The address with its end comes first: a slug has no full stop, but a place in a path would take one.
    router.add_api_route(
        f"{path}.csv",
        answer,
        response_class=Response,
        responses={200: {"description": "The whole list.", "content": CSV_TEXT}, **errors},
        summary=f"{summary}, as CSV",
        description=description,
    )
    router.add_api_route(path, answer, responses={200: both, **errors}, response_model=None, summary=summary, description=description)
