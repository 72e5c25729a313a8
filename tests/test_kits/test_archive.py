"""The ZIP of a kit, read back."""

import csv
import io
import re
from collections.abc import Mapping
from zipfile import ZipFile

import pytest
from PIL import Image

from dashboard.charts.png import png
from dashboard.domain.exit_days.kit import TEXTS
from dashboard.domain.exit_days.kit_lengths import LIMITS
from dashboard.presenters.kit.archive import README, archive_name, kit_archive
from dashboard.presenters.kit.pictures import BANNERS, MOST_BYTES, PROFILES
from dashboard.services.exit_days.kit import Kit
from tests.hostile import STRINGS
from tests.test_kits.making import BASE, made


def undrawn(svg: str, *, zoom: float = 1) -> bytes:
    """Stands for a picture where none is looked at."""
    return f"{len(svg)} {zoom}".encode()


def unpacked(kit: Kit, *, public: bool = True) -> Mapping[str, bytes]:
    with ZipFile(io.BytesIO(kit_archive(kit, BASE, public=public, draw=undrawn))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """The whole kit with its pictures, those of one size drawn once: the other language takes as long, and shows nothing new."""
    once: dict[str, bytes] = {}

    def draw(svg: str, *, zoom: float = 1) -> bytes:
        size = svg[: svg.index(" viewBox")]
        if size not in once:
            once[size] = png(svg, zoom=zoom)
        return once[size]

    return kit_archive(made(domain="lyon.fr"), BASE, public=True, draw=draw)


def test_it_holds_every_text_and_picture_in_both_languages(drawn: bytes) -> None:
    with ZipFile(io.BytesIO(drawn)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    wanted = {README, "links.csv"}
    for language in ("fr", "en"):
        wanted |= {f"{language}/{place.value}.txt" for place in TEXTS}
        sizes = [f"{one.name}-{one.width}x{one.height}" for one in (*BANNERS, *PROFILES)]
        wanted |= {f"{language}/pictures/{name}.{form}" for name in sizes for form in ("svg", "png")}
    wanted |= {f"qr/{name}.{form}" for name in ("page-fr", "page-en", "web-site", "bluesky-1", "mastodon-1") for form in ("svg", "png")}
    assert set(names) == wanted and names[0] == README and len(names) == len(wanted)


def test_pictures_have_the_size_that_their_name_says_and_no_network_refuses_them(drawn: bytes) -> None:
    with ZipFile(io.BytesIO(drawn)) as archive:
        for name in archive.namelist():
            if name.endswith(".png"):
                body = archive.read(name)
                with Image.open(io.BytesIO(body)) as picture:
                    found = re.search(r"-(\d+)x(\d+)\.png$", name)
                    assert picture.format == "PNG" and (found is None or picture.size == (int(found[1]), int(found[2])))
                assert len(body) <= MOST_BYTES


def test_the_same_facts_make_the_same_bytes() -> None:
    once, again = (kit_archive(made(), BASE, public=True, draw=undrawn) for _ in range(2))
    assert once == again
    with ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.external_attr >> 16) for entry in archive.infolist()} == {(3, 0o644)}


def test_what_each_file_is_stands_in_both_languages() -> None:
    kit = unpacked(made(firm=False), public=False)
    told = kit[README].decode()
    for name in kit:
        assert name == README or len(re.findall(rf"- {re.escape(name)}\u00a0?: ", told)) == 2, name
    assert "Announcement kit: Lyon" in told and "This is a draft" in told and "has not set ESSAIM_PUBLIC_URL" in told
    assert "\n- Mastodon: " in told and " of 500" in told


def test_texts_are_ready_to_be_copied() -> None:
    kit = unpacked(made())
    for place in TEXTS:
        text = kit[f"en/{place.value}.txt"].decode()
        assert text.endswith("\n") and "\ufeff" not in text and "\r" not in text
        assert place not in LIMITS or LIMITS[place].fits(text.strip())


def test_every_link_is_in_the_table() -> None:
    table = unpacked(made(domain="lyon.fr"))["links.csv"].decode()
    assert table.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert len(rows) == 2 * 2 * 8
    campaign = "utm_campaign=villes-automne-2025"
    assert {
        "place": "bluesky",
        "target": "page",
        "language": "fr",
        "address": f"https://essaim.example/fr/organisations/lyon/?utm_source=bluesky&utm_medium=social&{campaign}",
    } in rows
    assert any(row["address"] == f"https://lyon.fr/?utm_source=press&utm_medium=press&{campaign}" for row in rows)


@pytest.mark.parametrize("text", [*STRINGS[::4], "../../etc/passwd", "C:\\Lyon", "Saint-Étienne 🙂"])
def test_a_hostile_name_is_in_no_file_name_and_runs_nowhere(text: str) -> None:
    kit = made(text)
    for name in [archive_name(kit), *unpacked(kit)]:
        assert re.fullmatch(r"[A-Za-z0-9./-]+", name) and ".." not in name and not name.startswith("/")
    for row in csv.reader(io.StringIO(unpacked(kit)["links.csv"].decode().removeprefix("\ufeff"))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
