"""What the SVG of a chart holds: a name, a description, every figure, and nothing that acts or comes from elsewhere."""

import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from dashboard.charts.caption import Caption
from dashboard.charts.drawing import Drawing
from dashboard.charts.png import png
from dashboard.charts.rows import EventMark
from dashboard.charts.svg import WIDE, svg
from dashboard.charts.symbols import symbol_path
from dashboard.charts.theme import DARK, LIGHT, PAGE, Theme, without_ground
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import words_in
from tests.hostile import STRINGS
from tests.test_charts.cast import EN, association, bluesky, lyon, mastodon, rows_of, x_line
from tests.test_charts.gallery import ALL, Draw

CHARTS = pytest.mark.parametrize("draw", ALL.values(), ids=ALL)
NS = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    *STRINGS,
    "%{customdata} {name}",
    "]]></title><script>",
    "\u202eعربي\u202c \u200fab",
    "&lt;b&gt; &#x3c; &amp;",
    "\x00\x08\ud800\ufffe",
    "é" * 500,
)
CAPTION = Caption(
    "Lyon regained a third", "Followers", ("Source: archive of X.",), "Figures of 1 July 2025.", "Licence Ouverte 2.0", "essaim.example/en/"
)


def drawn(drawing: Drawing, theme: Theme = LIGHT, *, caption: Caption | None = None, title: str = "Lyon", description: str = "All.") -> str:
    return svg(drawing, theme, EN, title=title, description=description, ident="c", caption=caption)


def tree(text: str) -> Element:
    return fromstring(text)


def said(text: str) -> str:
    return "\n".join("".join(one.itertext()) for one in tree(text).iter(f"{NS}text"))


def paths(text: str, **wanted: str) -> list[str]:
    return [
        one.get("d", "")
        for one in tree(text).iter(f"{NS}path")
        if all(one.get(name.replace("_", "-")) == value for name, value in wanted.items())
    ]


@CHARTS
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_a_picture_has_a_name_a_description_and_its_size(draw: Draw, narrow: bool) -> None:
    root = tree(drawn(draw(PAGE, EN, narrow), PAGE))
    title, description = root[0], root[1]
    assert (root.get("role"), root.get("aria-labelledby"), root.get("class")) == ("img", "c-t c-d", "chart")
    assert [(one.tag, one.get("id"), one.text) for one in (title, description)] == [
        (f"{NS}title", "c-t", "Lyon"),
        (f"{NS}desc", "c-d", "All."),
    ]
    assert root.get("viewBox", "").startswith(f"0 0 {358 if narrow else WIDE} ")
    assert root.get("width") is None


@CHARTS
def test_nothing_acts_and_nothing_comes_from_elsewhere(draw: Draw) -> None:
    text = drawn(draw(PAGE, EN, False), PAGE)
    assert {one.tag.removeprefix(NS) for one in tree(text).iter()} <= {"svg", "title", "desc", "g", "path", "text", "tspan", "rect"}
    names = {name for one in tree(text).iter() for name in one.attrib}
    assert not {name for name in names if name.startswith("on") or name in ("style", "href", "src")}
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "nan" not in text.lower().replace("finan", "") and "inf" not in re.findall(r"[\d. ]inf", text)


@CHARTS
def test_a_page_gives_the_colours(draw: Draw) -> None:
    text = drawn(draw(PAGE, EN, False), PAGE)
    colours = {one.get(name) for one in tree(text).iter() for name in ("fill", "stroke")} - {None, "none"}
    assert colours and all(re.fullmatch(r"var\(--[a-z0-9-]+\)", str(colour)) for colour in colours)


def test_a_gap_parts_the_line() -> None:
    (line,) = paths(drawn(transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, EN)), stroke="#C0458B", stroke_width="2.5")
    assert line.count("M") == 2


def test_the_band_is_cut_where_its_upper_end_is_unknown() -> None:
    (band,) = paths(drawn(transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, EN)), fill=LIGHT.band)
    assert (band.count("M"), band.count("Z")) == (2, 2)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_as_text(name: str) -> None:
    rows = rows_of((x_line(), replace(bluesky(), label=name), mastodon()), organisation=name)
    rows = replace(rows, events=(EventMark(date(2025, 4, 20), name, name, strong=True), EventMark(date(2025, 5, 20), name)))
    drawing = transfer_chart(rows, Measure.VALUES, TimeAxis.CALENDAR, LIGHT, EN)
    caption = Caption(name, name, (name, name), name, name, name)
    text = drawn(drawing, caption=caption, title=name, description=name)
    safe = re.sub("[\x00\x08\ud800\ufffe]", "\ufffd", name)
    assert tree(text)[0].text == tree(text)[1].text == safe
    assert said(text).replace("\n", "").replace(" ", "").count(safe.replace(" ", "")) >= 3
    assert {one.tag.removeprefix(NS) for one in tree(text).iter()} <= {"svg", "title", "desc", "g", "path", "text", "tspan", "rect"}


@pytest.mark.parametrize("name", HOSTILE[-4:], ids=range(4))
def test_hostile_names_are_drawn_as_pixels_too(name: str) -> None:
    text = drawn(ALL["recovery"](LIGHT, EN, True), title=name, caption=Caption(name))
    assert png(text).startswith(b"\x89PNG")


def test_a_picture_that_leaves_the_page_says_what_it_is() -> None:
    text = drawn(transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, DARK, EN), DARK, caption=CAPTION)
    root = tree(text)
    for part in (CAPTION.title, CAPTION.subtitle, *CAPTION.sources, f"{CAPTION.as_of} {CAPTION.licence}", CAPTION.address):
        assert part in said(text).split("\n")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    ground = root.find(f"{NS}rect")
    assert ground is not None and ground.get("fill") == DARK.surface
    assert root.get("font-family", "").startswith('"Atkinson Hyperlegible Next"')


def test_a_title_is_folded_and_what_is_above_it_grows() -> None:
    short, long = (
        drawn(ALL["recovery"](LIGHT, EN, True), caption=replace(CAPTION, title=title)) for title in ("Lyon", "Lyon has regained " * 6)
    )
    assert int(tree(long).get("height", "")) > int(tree(short).get("height", "")) + 60


def test_without_a_ground_there_is_neither_ground_nor_halo() -> None:
    theme = without_ground(LIGHT)
    text = drawn(ALL["transfer"](theme, EN, False), theme, caption=CAPTION)
    assert "<rect" not in text and "paint-order" not in text
    assert "<rect" in drawn(ALL["transfer"](LIGHT, EN, False), caption=CAPTION)


def test_without_a_figure_the_sentence_is_folded() -> None:
    text = said(drawn(transfer_chart(association(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, EN, narrow=True)))
    assert len(text.split("\n")) > 1
    assert "No figure yet" in text and " ".join(text.split("\n")).endswith("begins with the first one.")


def test_french_spaces_are_kept() -> None:
    french = words_in("fr")
    drawing = transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, french)
    assert "16\u202f700" in svg(drawing, LIGHT, french, title="t", description="d", ident="c")


@pytest.mark.parametrize("theme", [LIGHT, PAGE], ids=["light", "page"])
def test_every_marker_has_a_path_of_its_own(theme: Theme) -> None:
    drawn = [symbol_path(style.marker, 10) for style in theme.networks.values()]
    assert len(set(drawn)) == len(drawn) - 2, "two are outlines of others"
    assert all(path.startswith("M") for path in drawn)
