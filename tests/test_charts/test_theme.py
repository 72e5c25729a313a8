"""Colours can be told apart and read, by everybody, in both themes."""

import re
import tomllib
from dataclasses import fields
from itertools import combinations

import pytest

from dashboard.charts.theme import DARK, LIGHT, PAGE, SeriesStyle, Theme, without_ground
from dashboard.config import ROOT
from dashboard.domain.networks import Network
from tests.test_charts.colours import SEEN_BY, Triple, ciede2000, contrast, distance

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
LEAST = {
    ("light", "everybody"): 29.4,
    ("light", "deuteranopes"): 16.4,
    ("light", "protanopes"): 15.2,
    ("dark", "everybody"): 24.1,
    ("dark", "deuteranopes"): 14.1,
    ("dark", "protanopes"): 18.5,
}
"""Of the first five networks, any pair."""
SHEET = (ROOT / "dashboard" / "ui" / "style.css").read_text(encoding="utf-8")
ASSETS = ROOT / "dashboard" / "web" / "assets"
PUBLIC = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("site.css", "public.css"))
CONFIG = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def series(theme: Theme) -> list[SeriesStyle]:
    return [*theme.networks.values(), *theme.organisations]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_distances_agree_with_the_published_pairs(one: Triple, other: Triple, apart: float) -> None:
    assert ciede2000(one, other) == pytest.approx(apart, abs=5e-5)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@THEMES
def test_lines_and_markers_reach_three_to_one(theme: Theme) -> None:
    assert [s.colour for s in series(theme) if min(contrast(s.colour, theme.surface), contrast(s.colour, theme.panel)) < 3] == []


@THEMES
def test_text_reaches_four_and_a_half_to_one(theme: Theme) -> None:
    inks = [*(s.ink for s in series(theme)), theme.text, theme.muted, theme.accent, theme.ok, theme.warn, theme.error]
    assert [ink for ink in inks if min(contrast(ink, theme.surface), contrast(ink, theme.panel)) < 4.5] == []
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@THEMES
@pytest.mark.parametrize("eyes", SEEN_BY)
def test_the_first_five_networks_are_far_apart(theme: Theme, eyes: str) -> None:
    colours = [theme.networks[network].colour for network in list(Network)[:5]]
    assert min(distance(one, other, eyes) for one, other in combinations(colours, 2)) >= LEAST[theme.name, eyes]


@THEMES
@pytest.mark.parametrize("eyes", SEEN_BY)
def test_six_compared_organisations_are_far_apart(theme: Theme, eyes: str) -> None:
    colours = [style.colour for style in theme.organisations]
    assert len(colours) == 6
    assert min(distance(one, other, eyes) for one, other in combinations(colours, 2)) >= 14


@THEMES
def test_no_two_networks_share_dash_or_marker(theme: Theme) -> None:
    assert set(theme.networks) == set(Network)
    for styles in (list(theme.networks.values()), list(theme.organisations)):
        assert len({style.dash for style in styles}) == len(styles)
        assert len({style.marker for style in styles}) == len(styles)


@pytest.mark.parametrize(
    "token", ["surface", "panel", "line", "rule", "text", "muted", "accent", "accent_hover", "on_accent", "ok", "warn", "error", "band"]
)
def test_the_style_sheet_has_the_same_colours_as_the_charts(token: str) -> None:
    declared = f"--{token.replace('_', '-')}: light-dark({getattr(LIGHT, token)}, {getattr(DARK, token)});"
    assert declared in SHEET


@pytest.mark.parametrize("network", Network)
def test_the_style_sheet_has_the_same_colour_of_a_network(network: Network) -> None:
    both = f"light-dark({LIGHT.networks[network].colour}, {DARK.networks[network].colour})"
    assert f"--net-{network.value}: {both};" in SHEET or f"--net-other: {both};" in SHEET
    assert f".net-{network.value}::before" in SHEET


def colours(theme: Theme) -> list[str]:
    """Every colour of a theme, in one order."""
    plain = [getattr(theme, field.name) for field in fields(theme) if field.name not in ("name", "networks", "organisations")]
    networks = [colour for network in Network for colour in (theme.networks[network].colour, theme.networks[network].ink)]
    return [*plain, *networks, *(style.colour for style in theme.organisations)]


@pytest.mark.parametrize(("variable", "light", "dark"), list(zip(colours(PAGE), colours(LIGHT), colours(DARK), strict=True)))
def test_the_public_pages_have_the_same_colours_as_the_charts(variable: str, light: str, dark: str) -> None:
    assert f"{variable.removeprefix('var(').removesuffix(')')}: light-dark({light}, {dark});" in PUBLIC


def test_without_a_ground_everything_else_stays() -> None:
    assert colours(without_ground(DARK)) == ["none", *colours(DARK)[1:]]
    assert without_ground(PAGE).transparent and not PAGE.transparent


def test_there_is_one_theme_without_a_ground_whoever_asks() -> None:
    """What is kept of drawings is kept by their theme: for a new one each time it would never be found again."""
    assert without_ground(DARK) is without_ground(DARK)


@THEMES
def test_streamlit_has_the_same_colours(theme: Theme) -> None:
    told = CONFIG["theme"][theme.name]
    assert told["primaryColor"] == told["linkColor"] == theme.accent
    assert (told["backgroundColor"], told["secondaryBackgroundColor"]) == (theme.surface, theme.panel)
    assert (told["textColor"], told["borderColor"]) == (theme.text, theme.rule)


def test_the_fonts_are_our_own_files() -> None:
    faces = CONFIG["theme"]["fontFaces"]
    assert [face["weight"] for face in faces] == ["400", "600"]
    for face in faces:
        file = ROOT / "dashboard" / face["url"].removeprefix("app/")
        assert file.read_bytes()[:4] == b"wOF2"
    assert "SIL OPEN FONT LICENSE" in (ROOT / "dashboard" / "static" / "OFL.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org)", SHEET)


def test_streamlit_calls_nobody_and_shows_no_traceback() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["disableDataExport"] is True
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["runner"]["postScriptGC"] is False
