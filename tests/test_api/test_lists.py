"""What the lists hold: exactly what may be published, as JSON and as CSV alike."""

import json
from typing import Any

import pytest

from dashboard.web.api import items
from tests.test_api.conftest import HOSTILE, READ_BY_X
from tests.test_api.reading import LISTS, ask, rows, table
from tests.test_web.browsing import Browser

REGISTER = ["slug", "name", "kind", "country", "siren", "siret", "insee", "uai", "ror", "wikidata", "domain"]
SIZES = ["size", "size_measure", "size_class"]
BASELINE = ["baseline", "baseline_on", "baseline_source", "baseline_withheld"]
FIGURES = [*BASELINE, "as_of", "age", "regained_low", "regained_high", "recovery_low", "recovery_high", "per_person", "growth"]
PUBLISHED = {
    items.OrganisationItem: [
        *(*REGISTER, "population", "students", "staff", *SIZES, "level", "certified", "fictional"),
        *("status", "departed_on", "announced_on", "next_on", *FIGURES),
    ],
    items.AccountItem: [
        *("account", "network", "handle", "side", "link", "state", "state_since", "remote_id", "host", "url", "opened_on"),
    ],
    items.DepartureItem: [
        *("organisation", "name", "kind", "network", "day", "status", "source", "said_by_institution", "logged_at", "fictional"),
    ],
    items.SeriesItem: [
        *("organisation", "account", "network", "handle", "side", "day", "followers", "withheld", "at"),
        *("provenance", "precision", "rounded_to", "flagged", "role", "source", "fictional"),
    ],
    items.StandingItem: [
        *("organisation", "name", "kind", "level", "part", "missing", "rank", "rank_best", "rank_worst", "rank_before"),
        *(*SIZES, "status", "departed_on", *FIGURES, "fictional"),
    ],
    items.ExitDayItem: ["day", "to_come", "together", "organisation", "name", "kind", "fictional"],
    items.CampaignDayItem: [
        *("exit_day", "campaign", "network", "state", "title_fr", "title_en", "day", "starts_at", "zone", "whole_day", "deadline"),
        *("goal_organisations", "goal_audience", "pledged", "hidden", "considering", "going", "audience", "missing", "brought"),
        *("reached", "named", "cancelled_because", "fictional"),
    ],
    items.AnnotationItem: ["annotation", "organisation", "day", "kind", "text", "source", "role", "fictional"],
    items.MetricItem: ["metric", "title", "unit", "definition", "formula", "source", "caveat", "example"],
}


def test_exactly_what_may_be_published_is() -> None:
    assert {item: list(item.model_fields) for item in items.Item.__subclasses__()} == PUBLISHED
    assert list(items.OrganisationDetail.model_fields) == [*PUBLISHED[items.OrganisationItem], "accounts"]


def as_text(value: Any) -> str:
    """A value of the JSON as a cell, without what keeps a spreadsheet from running it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("path", LISTS)
def test_csv_holds_what_json_holds(path: str, visitor: Browser) -> None:
    said = [
        {name: as_text(value) for name, value in row.items()}
        for row in rows(visitor, f"{path}{'?limit=200' if 'meth' not in path else ''}")
    ]
    cells = table(ask(visitor, f"{path}.csv"))
    assert said
    assert [{name: cell.removeprefix("'") for name, cell in row.items()} for row in cells] == said
    assert table(ask(visitor, path, accept="text/csv, application/json;q=0.9")) == cells


def test_a_hostile_name_is_text_everywhere(visitor: Browser) -> None:
    assert [one["name"] for one in rows(visitor, "/organisations?kind=association")] == [HOSTILE]
    assert [one["name"] for one in table(ask(visitor, "/organisations.csv?kind=association"))] == ["'" + HOSTILE]
    assert [one["source"] for one in rows(visitor, "/series/etoile?network=x")] == [HOSTILE]
    assert [one["source"] for one in table(ask(visitor, "/series/etoile.csv?network=x"))] == ["'" + HOSTILE]


def test_what_x_gave_is_marked_and_left_out(visitor: Browser) -> None:
    points = rows(visitor, "/series/universite-de-besancon?network=x")
    assert [(one["day"], one["followers"], one["withheld"]) for one in points] == [
        ("2024-12-01", 30_000, False),
        ("2025-05-31", None, True),
    ]
    one = json.loads(ask(visitor, "/organisations/universite-de-besancon").body)
    assert (one["baseline"], one["baseline_on"], one["baseline_withheld"]) == (None, "2025-05-31", True)
    standing = next(one for one in rows(visitor, "/standings") if one["organisation"] == "universite-de-besancon")
    assert (standing["baseline"], standing["baseline_withheld"]) == (None, True)
    for path in (*LISTS, "/series/universite-de-besancon", "/organisations/universite-de-besancon"):
        assert str(READ_BY_X) not in ask(visitor, path).body.decode()


def test_flagged_figures_and_fictional_institutions_say_so(visitor: Browser) -> None:
    flagged = [(one["followers"], one["fictional"]) for one in rows(visitor, "/series/etoile") if one["flagged"]]
    assert flagged == [(88_888, True)]
    for path in ("/organisations", "/standings", "/departures"):
        named = {one.get("slug", one.get("organisation")): one["fictional"] for one in rows(visitor, path)}
        assert {slug for slug, fictional in named.items() if fictional} == {"etoile"}


def test_private_notes_stay_private(visitor: Browser) -> None:
    assert [one["text"] for one in rows(visitor, "/annotations")] == ["Public note", "For everybody"]
    assert [one["text"] for one in rows(visitor, "/annotations?organisation=etoile")] == ["For everybody"]
    assert "Private" not in ask(visitor, "/annotations.csv").body.decode()


def test_an_institution_comes_with_its_accounts(visitor: Browser) -> None:
    lyon = json.loads(ask(visitor, "/organisations/lyon").body)
    assert [(one["network"], one["side"]) for one in lyon["accounts"]] == [
        *(("x", "origin"), ("bluesky", "destination"), ("mastodon", "destination"))
    ]
    assert (lyon["baseline"], lyon["regained_low"], lyon["regained_high"], lyon["recovery_low"]) == (100_000, 20_000, 30_000, 0.2)
    assert (lyon["announced_on"], lyon["departed_on"], lyon["as_of"]) == ("2025-01-06", "2025-01-20", "2025-06-01")


@pytest.mark.parametrize(
    ("path", "column", "values"),
    [
        ("/organisations?kind=city", "slug", ["lyon"]),
        ("/organisations?country=be", "slug", ["etoile"]),
        ("/organisations?size=small", "slug", ["etoile"]),
        ("/organisations?level=L2", "slug", ["lyon"]),
        ("/organisations?q=BESANCON", "slug", ["universite-de-besancon"]),
        ("/departures?status=announced", "day", ["2025-01-06"]),
        ("/departures?since=2025-01-07&until=2025-01-20", "organisation", ["lyon", "etoile"]),
        ("/departures?since=2025-01-07&until=2025-01-20", "said_by_institution", [True, False]),
        ("/departures?network=bluesky", "day", []),
        ("/series/lyon?network=mastodon", "followers", [10_000]),
        ("/series/lyon?since=2025-04-15&until=2025-04-16", "followers", [18_015, 18_016]),
        ("/standings?age=90", "part", ["certified", "not_enough", "not_enough", "not_enough"]),
        ("/standings?age=latest&part=certified", "rank", [1]),
        ("/standings?part=certified&order=followers", "regained_low", [18_020]),
        ("/standings?kind=museum", "missing", ["reading"]),
        ("/standings?size=large&order=per_person&kind=city", "rank", [1]),
        ("/exit-days?since=2025-06-01", "to_come", [True]),
        ("/campaign-days?since=2025-09-01", "exit_day", ["villes-automne-2025"]),
        ("/annotations?until=2025-02-28", "text", []),
    ],
)
def test_lists_are_narrowed_down(path: str, column: str, values: list[Any], visitor: Browser) -> None:
    assert [one[column] for one in rows(visitor, path)] == values


def test_an_exit_day_counts_fictional_institutions_apart(visitor: Browser) -> None:
    assert [(one["day"], one["together"], one["organisation"]) for one in rows(visitor, "/exit-days")] == [
        ("2025-09-01", 1, "universite-de-besancon")
    ]


def test_metrics_are_said_in_the_language_that_is_asked_for(visitor: Browser) -> None:
    title = {language: rows(visitor, f"/methodology?lang={language}")[0]["title"] for language in ("fr", "en")}
    assert title == {"fr": "Abonnés", "en": "Followers"}
