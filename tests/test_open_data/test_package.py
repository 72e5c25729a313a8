"""The data package of the demo: valid, described, and good enough for data.gouv.fr."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from dashboard.domain.leaderboard import AGES
from dashboard.domain.metrics import METRICS
from dashboard.services.open_data.cells import ended, header, lines, rows_of
from dashboard.services.open_data.package import contents
from dashboard.services.open_data.standings import Reading
from db import accounts, figures, organisations
from db.engine import Database
from tests.factories import TODAY
from tests.test_open_data.reading import descriptor, problems, rows

NAMES = (
    *("organisations", "accounts", "departures", "baselines", "standings", "annotations", "exit_days", "pledges"),
    *("figures_2024", "figures_2025"),
)


def test_frictionless_finds_nothing_wrong(exported: Path) -> None:
    assert problems(exported) == []
    assert [one["name"] for one in descriptor(exported)["resources"]] == list(NAMES)


@pytest.mark.parametrize("criterion", ["description", "resources", "frequency", "on time", "licence", "open format", "temporal", "spatial"])
def test_every_criterion_of_data_gouv_fr_is_met(exported: Path, criterion: str) -> None:
    """https://guides.data.gouv.fr: the seven criteria of the quality of metadata; the frequency must be told and kept."""
    package = descriptor(exported)
    resources = package["resources"]
    met = {
        "description": len(package["description"]) > 200,
        "resources": all(one["title"] and len(one["description"]) > 30 for one in resources),
        "frequency": package["update_frequency"] == "daily",
        "on time": date.fromisoformat(package["last_read_at"][:10]) >= TODAY - timedelta(days=1),
        "licence": package["licenses"] == [
            {"name": "etalab-2.0", "title": "Licence Ouverte 2.0", "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}
        ],
        "open format": all((one["format"], one["mediatype"]) == ("csv", "text/csv") for one in resources)
        and all((exported / one["path"]).stat().st_size == one["bytes"] for one in resources),
        "temporal": "2024-11" < package["temporal_coverage"]["start"] < package["temporal_coverage"]["end"] == TODAY.isoformat(),
        "spatial": package["spatial_coverage"] == {"countries": ["FR"], "granularity": "institution"},
    }  # fmt: skip
    assert met[criterion]


def test_the_package_says_who_when_and_from_where(exported: Path) -> None:
    package = descriptor(exported)
    assert (package["name"], package["version"], package["created"]) == ("essaim", "2.0.0", f"{TODAY.isoformat()}T00:00:00Z")
    assert package["homepage"] == "https://essaim.example/en/data/"
    assert package["contributors"] == [{"title": "Ville de Lyon", "path": "https://essaim.example/en/data/", "role": "publisher"}]
    assert len(package["sources"]) == 4 and "Bluesky" in package["keywords"]
    assert "16 institutions are in the register. 16 of them are fictional and say so." in package["description"]
    assert package["left_out"] == []


def test_nothing_is_laid_in_the_mouth_of_an_institution_that_has_not_come_forward(exported: Path) -> None:
    certified = {row["slug"] for row in rows(exported, "organisations") if row["certified"] == "true"}
    without = [row for row in rows(exported, "departures") if not row["source"]]
    assert {row["said_by_institution"] for row in without if row["organisation"] in certified} == {"true"}
    assert {row["said_by_institution"] for row in without if row["organisation"] not in certified} == {"false"}
    assert all(row["said_by_institution"] == "false" for row in rows(exported, "departures") if row["source"])


def test_every_column_is_described_and_metrics_say_what_the_methodology_says(exported: Path) -> None:
    for resource in descriptor(exported)["resources"]:
        schema = resource["schema"]
        assert schema["missingValues"] == [""] and schema["primaryKey"]
        for field in schema["fields"]:
            assert re.fullmatch("[a-z][a-z0-9_]*", field["name"]) and field["description"].endswith(".") and field["type"], field
            if field["name"] in METRICS and "unit" in field:
                metric = METRICS[field["name"]]
                assert field["description"].startswith(metric.definition) and field["unit"] == metric.unit.value
    measured = {field["name"] for one in descriptor(exported)["resources"] for field in one["schema"]["fields"] if "unit" in field}
    assert measured == set(METRICS) - {"index"}


def test_files_are_utf_8_with_commas_and_plain_line_ends(exported: Path) -> None:
    for name in NAMES:
        raw = (exported / f"{name}.csv").read_bytes()
        assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf")
        raw.decode()


def test_what_is_read_back_is_what_is_known(exported: Path, demo: Database) -> None:
    with demo.reading() as session:
        mine = accounts.of_organisations(session, organisations.keys(session).values())
        known = [one for of_account in figures.daily(session, [row.id or 0 for row in mine]).values() for one in of_account]
    told = {(row["account"], row["day"]): row for year in (2024, 2025) for row in rows(exported, f"figures_{year}")}
    assert len(told) == len(known) > 4_000
    for one in known:
        row = told[str(one.account_id), one.day.isoformat()]
        assert row["followers"] == str(one.followers)
        assert row["provenance"] == one.provenance.value and row["flagged"] == ("true" if one.flagged else "false")
    assert min(Counter(one.account_id for one in known).values()) < 180, "the demo has gaps, and a gap has no row"


def test_rows_stand_in_an_order_of_their_own(exported: Path) -> None:
    for name, key in {
        "organisations": "slug",
        "accounts": "organisation",
        "standings": "organisation",
        "figures_2025": "organisation",
    }.items():
        slugs = [row[key] for row in rows(exported, name)]
        assert slugs == sorted(slugs), name
    days: dict[str, list[str]] = {}
    for row in rows(exported, "figures_2025"):
        days.setdefault(row["account"], []).append(row["day"])
    assert all(each == sorted(set(each)) for each in days.values())


def test_every_age_has_a_reading(exported: Path) -> None:
    assert [one.value for one in Reading] == ["latest", *(f"day_{age}" for age in AGES)]
    parts = {row["part"] for row in rows(exported, "standings")}
    assert parts == {"certified", "listed", "not_enough"}
    for row in rows(exported, "standings"):
        assert bool(row["rank"]) == (row["part"] == "certified")
        assert bool(row["missing"]) == (row["part"] == "not_enough")
        if row["rank"]:
            assert int(row["rank_best"]) <= int(row["rank"]) <= int(row["rank_worst"])


def test_parquet_holds_the_same_rows_with_types(exported: Path, demo: Database) -> None:
    with demo.reading() as session:
        among = contents(session).files
        expected = {one.name: [tuple(row) for some in rows_of(session, one, TODAY) for row in some] for one in among}
        for one in among:
            text = ended([header(one.table), *lines(one.table.columns, expected[one.name])])
            assert text == (exported / f"{one.name}.csv").read_text(encoding="utf-8")
    for resource in descriptor(exported)["resources"]:
        (other,) = resource["alternates"]
        table = pq.read_table(exported / other["path"])
        assert table.column_names == [field["name"] for field in resource["schema"]["fields"]]
        assert [tuple(row.values()) for row in table.to_pylist()] == expected[resource["name"]]
    assert table.schema.field("day").type == "date32[day]" and str(table.schema.field("at").type) == "timestamp[us, tz=UTC]"
