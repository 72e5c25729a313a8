"""Exit days in the open data: what their pages show, and nothing of whoever is hidden."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dashboard.domain.departures import Status
from dashboard.domain.exit_days.days import PUBLIC
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.pledge import withdraw_pledge
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day
from dashboard.services.open_data.exit_days import EXIT_DAYS, Shown
from dashboard.web.api.items import CampaignDayItem
from db.engine import Database
from tests.factories import NOW, log, make_figures
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges
from tests.test_open_data.reading import export, problems, rows

AFTER = datetime(2025, 12, 1, 12, tzinfo=UTC)
HIDDEN = ("evreux", "dole", "vesoul")


def test_they_have_the_columns_of_the_api_and_the_states_that_everybody_sees() -> None:
    assert [column.name for column in EXIT_DAYS.columns] == list(CampaignDayItem.model_fields)
    assert [one.value for one in Shown] == [one.value for one in PUBLIC]


def test_before_a_day_is_confirmed_nobody_hidden_is_named_or_counted_below_three(db: Database, tmp_path: Path) -> None:
    planned(db)
    pledges(db, city(db, "Lyon"), shown=True)
    for slug in HIDDEN[:2]:
        pledges(db, city(db, slug.capitalize()), organisations=5)
    draft = planned(db, opened=False, titles={"fr": "Brouillon", "en": "Draft"})
    export(db, tmp_path / "two")
    (day,) = rows(tmp_path / "two", "exit_days")
    assert (day["exit_day"], day["state"], day["named"], day["hidden"], day["pledged"], day["going"]) == (DAY, "open", "lyon", "", "", "")
    pledges(db, city(db, "Vesoul"), organisations=5)
    cancel_exit_day(db, draft, "Nobody saw it", by=OPERATOR, now=NOW)
    export(db, tmp_path / "three")
    (day,) = rows(tmp_path / "three", "exit_days")
    assert (day["hidden"], day["pledged"], day["going"], day["missing"], day["brought"]) == ("3", "4", "1", "1", "3")
    assert rows(tmp_path / "three", "pledges") == [] and problems(tmp_path / "three") == []
    for file in ("exit_days", "pledges"):
        text = (tmp_path / "three" / f"{file}.csv").read_text(encoding="utf-8")
        assert not [slug for slug in (*HIDDEN, draft) if slug in text]


def test_afterwards_they_say_what_became_of_each_pledge(db: Database, tmp_path: Path) -> None:
    planned(db)
    for name in ("Lyon", "Évreux", "Dole", "Vesoul"):
        pledges(db, city(db, name))
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    withdraw_pledge(db, DAY, "vesoul", by=OPERATOR, now=NOW)
    for slug, at_departure, since in (("lyon", 4_000, 3_000), ("dole", 9_000, 8_000)):
        figures = {CITIES.on - timedelta(days=1): at_departure, CITIES.on + timedelta(days=40): since}
        make_figures(db, slug, Network.X, figures, now=AFTER)
    log(db, "lyon", on=CITIES.on, source="https://lyon.example/adieu", now=AFTER)
    log(db, "evreux", on=CITIES.on + timedelta(days=5))
    log(db, "evreux", Status.RETURNED, CITIES.on + timedelta(days=20))
    export(db, tmp_path / "before", today=CITIES.on - timedelta(days=1))
    assert rows(tmp_path / "before", "pledges") == []
    export(db, tmp_path / "after", today=date(2025, 12, 1))
    assert problems(tmp_path / "after") == []
    # The day itself has passed: what those who left had left behind, whatever was counted since.
    (day,) = rows(tmp_path / "after", "exit_days")
    assert (day["going"], day["audience"], day["reached"], day["missing"]) == ("3", "4000", "false", "")
    names = ("organisation", "became", "left_on", "returned_on", "withdrawn_on", "source")
    assert [tuple(row[name] for name in names) for row in rows(tmp_path / "after", "pledges")] == [
        ("dole", "broken", "", "", "", ""),
        ("evreux", "returned", "2025-09-27", "2025-10-12", "", ""),
        ("lyon", "kept", "2025-09-22", "", "", "https://lyon.example/adieu"),
        ("vesoul", "withdrawn", "", "", "2025-06-01", ""),
    ]
