"""Every chart at its own address: a page, pictures and data that say what they are, for whoever takes them elsewhere."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image

from dashboard.bootstrap import Essaim
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.presenters.chart_data import transfer_data
from dashboard.public_addresses import FILES, OEMBED
from dashboard.services.read_organisation import read_organisation
from dashboard.web.public import charts, embed
from dashboard.web.public.site import live_site
from db.engine import Database
from tests.factories import HOLDING, TODAY, make_figures, make_organisation
from tests.test_web.browsing import Browser, Page
from tests.test_web.published import HOSTILE, register

__all__ = ["register"]
LYON = "/en/charts/transfer/lyon/"
HARM = "script-script-alert-e-script-1-1"
ALL = (LYON, "/en/charts/comparison/lyon+universite-de-besancon/", "/en/charts/departures/", "/en/charts/recovery/")
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "metadata.json": "application/json",
    "plotly.json": "application/json",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def files(register: Essaim) -> dict[str, Page]:
    """Every file of Lyon's chart."""
    return {file: Browser(register).get(f"{LYON}chart.{file}") for file in FILES}


@pytest.mark.parametrize("path", ALL)
def test_every_chart_has_a_page_with_a_picture_a_table_and_a_way_to_embed_it(path: str, register: Essaim) -> None:
    found = Browser(register).get(path)
    assert found.status == 200
    assert found.html.count('class="chart" role="img"') == 2
    assert "<figcaption" in found.html and "Licence: Licence Ouverte 2.0." in found.text
    assert "/embed/en/" in found.text and "Reuse this chart" in found.text
    assert {f"{path}theme-dark/", f"{path}chart.csv", f"{path}chart.png"} <= set(found.links)
    assert found.cookies == []


def test_the_page_of_a_chart_shows_public_notes_and_leads_to_the_institution(register: Essaim) -> None:
    found = Browser(register).get(LYON)
    assert "Press: Une page dans le journal" in found.text and "Réunion interne" not in found.html
    assert "/en/organisations/lyon/" in found.links
    assert '<link rel="canonical" href="http://127.0.0.1:8501/en/organisations/lyon/">' in found.html


@pytest.mark.parametrize("file", FILES)
def test_every_file_says_what_it_is_and_may_be_read_from_anywhere(file: str, files: dict[str, Page]) -> None:
    found = files[file]
    assert (found.status, found.headers["content-type"]) == (200, TYPES[file])
    assert found.headers["access-control-allow-origin"] == "*"
    assert found.headers["x-content-type-options"] == "nosniff"
    if file != "plotly.json":
        assert found.headers["content-disposition"] == f'attachment; filename="essaim-transfer-lyon.{file}"'


def test_the_csv_has_every_count_once_with_its_source_and_nothing_where_nothing_is_known(files: dict[str, Page]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["csv"].body.decode())))
    counts = [row for row in rows if row["followers"]]
    assert len(counts) == 1 + 1 + 20 + 1 + 1
    assert all(row["source"] and row["provenance"] and row["flagged"] == "false" for row in counts)
    x = next(row for row in counts if row["network"] == "x")
    assert (x["day"], x["followers"], x["regained_low"]) == ("2025-01-20", "100000", "")
    last = next(row for row in rows if row["day"] == "2025-06-01" and not row["network"])
    assert (last["regained_low"], last["regained_high"], last["recovery_low"]) == ("20000", "30963", "0.2")
    assert [row["note"] for row in rows if row["note"]] == ["Une page dans le journal"]


def test_csv_and_json_hold_the_same_and_the_metadata_cover_every_column(files: dict[str, Page]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["csv"].body.decode())))
    told = json.loads(files["json"].body)
    as_text = [
        {name: "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for name, cell in row.items()}
        for row in told["data"]
    ]
    assert as_text == rows
    metadata = json.loads(files["metadata.json"].body)
    assert {name: part for name, part in told.items() if name != "data"} == metadata
    assert [column["name"] for column in metadata["columns"]] == list(rows[0])
    assert all(column["description"] for column in metadata["columns"])
    assert metadata["chart"]["licence"]["spdx"] == "etalab-2.0"
    assert metadata["chart"]["as_of"] == "2025-06-01"
    assert metadata["chart"]["address"] in metadata["chart"]["citation"]
    assert metadata["notes"][0]["source"] == "https://example.org/journal"


def test_counts_that_may_not_be_handed_on_are_left_out(sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Lyon")
    make_figures(sqlite_db, "lyon", Network.X, {"2025-01-20": 100_000})
    make_figures(sqlite_db, "lyon", Network.X, {"2025-02-01": 90_000}, provenance=Provenance.API)
    seen = read_organisation(sqlite_db, "lyon", today=TODAY, holding=HOLDING)
    table = transfer_data(seen, TODAY, HOLDING)
    at = [column.name for column in table.columns].index("followers")
    assert [figure.followers for each in seen.series for figure in each.figures] == [100_000, 90_000]
    assert [row[at] for row in table.rows] == [100_000]


@pytest.mark.parametrize("path", ALL[1:])
def test_the_other_charts_have_their_data_and_metadata_too(path: str, register: Essaim) -> None:
    browser = Browser(register)
    metadata = json.loads(browser.get(f"{path}chart.metadata.json").body)
    header = browser.get(f"{path}chart.csv").body.decode().splitlines()[0].split(",")
    assert [column["name"] for column in metadata["columns"]] == header
    assert all(column["description"] for column in metadata["columns"])


def test_the_picture_says_what_it_shows_whence_and_of_which_day(files: dict[str, Page]) -> None:
    picture = ET.fromstring(files["svg"].body)
    assert (picture.findtext(f"{SVG}title") or "").startswith("Lyon: followers per network")
    said = " ".join("".join(node.itertext()) for node in picture.iter(f"{SVG}text")).replace("\xa0", " ")
    for part in ("Lyon has regained between 20 and", "Sources: X", "Figures of 1 June 2025.", "Licence Ouverte 2.0", "127.0.0.1:8501/en/"):
        assert part in said, part
    assert b"var(--" not in files["svg"].body
    with Image.open(io.BytesIO(files["png"].body)) as drawn:
        assert drawn.width == 2 * float(picture.attrib["width"])


def test_a_theme_is_that_of_the_file(register: Essaim) -> None:
    browser = Browser(register)
    grounds = {shade: browser.get(f"{LYON}theme-{shade}/chart.svg").html for shade in ("light", "dark", "transparent")}
    assert 'fill="#12181A"' in grounds["dark"] and 'fill="#FFFFFF"' in grounds["light"]
    assert "<rect width" not in grounds["transparent"]


def test_plotly_gets_the_same_chart_for_both_widths_and_nothing_to_call(files: dict[str, Page]) -> None:
    told = json.loads(files["plotly.json"].body)
    assert {one["name"] for one in told["data"]} >= {"X", "Bluesky", "Mastodon", "LinkedIn"}
    assert told["narrow"]["layout"]["margin"] != told["layout"]["margin"]
    assert told["config"]["plotlyServerURL"] == "" and told["config"]["displaylogo"] is False
    assert "http" not in files["plotly.json"].html


def test_a_hostile_name_is_text_in_every_file(register: Essaim) -> None:
    browser = Browser(register)
    for file in ("", *(f"chart.{one}" for one in FILES), OEMBED):
        found = browser.get(f"/en/charts/transfer/{HARM}/{file}")
        assert found.status == 200, file
        assert "<script>alert" not in found.html or found.headers["content-type"] == "application/json", file
    ET.fromstring(browser.get(f"/en/charts/transfer/{HARM}/chart.svg").body)
    assert HOSTILE in json.loads(browser.get(f"/en/charts/transfer/{HARM}/chart.json").body)["chart"]["title"]


@pytest.mark.parametrize(
    "path", ["", "transfer/nowhere/", "transfer/nowhere/chart.csv", "comparison/lyon+nowhere/", "transfer/lyon/chart.pdf", "salaries/"]
)
def test_an_unknown_chart_is_an_honest_404(path: str, register: Essaim) -> None:
    assert Browser(register).get(f"/en/charts/{path}").status == 404


def test_an_unchanged_file_is_not_sent_again(files: dict[str, Page], register: Essaim) -> None:
    again = Browser(register).ask(f"{LYON}chart.csv", if_none_match=files["csv"].headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_every_address_that_a_published_copy_holds_is_answered(register: Essaim) -> None:
    """Of two institutions of four, in English: the others are made by the same lines."""
    first = replace(live_site(register), live=False, every_view=True, memory={})
    held = {address: one for one in (*charts.RESOURCES, *embed.RESOURCES) for address in one.addresses(first)}
    copy = replace(first, has=held.keys().__contains__, draw=lambda svg, zoom=1.0: b"drawn elsewhere")
    chosen = [address for address in held if "/en/" in address and not ("besancon" in address or "etang" in address)]
    assert len(chosen) > 100
    for address in chosen:
        place = address.removeprefix("/en/charts/").removeprefix("/embed/en/")
        document = held[address].answer(copy, {"language": "en", "view": place})
        assert document is not None and document.status == 200, address
