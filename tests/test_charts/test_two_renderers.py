"""One model, two renderers: neither says or draws what the other does not."""

import html
import json
import math
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.drawing import Area, Curve, Dots, Drawing
from dashboard.charts.plotly_figure import figure, figure_json
from dashboard.charts.rows import Line, Point
from dashboard.charts.svg import svg
from dashboard.charts.theme import DARK, LIGHT
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.views import Measure, TimeAxis
from tests.test_charts.cast import DEPARTURE, EN, rows_of, x_line
from tests.test_charts.gallery import ALL, Draw

CHARTS = pytest.mark.parametrize("draw", ALL.values(), ids=ALL)
NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
READ = st.lists(st.tuples(st.integers(-60, 119), st.integers(0, 3_000_000)), min_size=1, max_size=40, unique_by=lambda pair: pair[0])


def words_of(drawing: Drawing) -> list[str]:
    """Every text of the model, a line each."""
    texts = [" ".join(text.plain for text in line) for label in drawing.labels for line in label.lines]
    ticks = [*(drawing.x.texts if drawing.x else ()), *(drawing.y.texts if drawing.y else ())]
    dots = [text for mark in drawing.marks if isinstance(mark, Dots) for text in mark.texts]
    return [part for text in (*texts, *ticks, *dots, *drawing.empty) for part in text.split("\n") if part]


def in_svg(drawing: Drawing) -> list[str]:
    """Every text of the SVG, a line each."""
    root = fromstring(svg(drawing, LIGHT, EN, title="t", description="d", ident="c"))
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def in_figure(made: dict[str, Any]) -> list[str]:
    """Every text of the figure, a line each, without Plotly's small markup."""
    layout = made["layout"]
    found = [one["text"] for one in layout.get("annotations", ())]
    found += [text for axis in ("xaxis", "yaxis") for text in layout[axis].get("ticktext", ())]
    found += [text for trace in made["data"] for text in trace.get("text", ())]
    lines = [line for text in found for line in text.split("<br>")]
    return [html.unescape(re.sub(r"</?(?:span|b)[^>]*>", "", line)).replace("%\u200b{", "%{") for line in lines]


def numbers(made: Any) -> Iterator[float]:
    """Every number in a structure."""
    if isinstance(made, dict | list):
        for part in made.values() if isinstance(made, dict) else made:
            yield from numbers(part)
    elif isinstance(made, int | float):
        yield made


@CHARTS
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_both_say_every_word_of_the_model(draw: Draw, narrow: bool) -> None:
    drawing = draw(LIGHT, EN, narrow)
    wanted = words_of(drawing)
    assert wanted
    assert set(wanted) <= set(in_svg(drawing))
    assert set(wanted) <= set(in_figure(figure_json(drawing, LIGHT, EN)))


@CHARTS
def test_what_goes_to_a_browser_is_what_the_interface_shows(draw: Draw) -> None:
    drawing = draw(DARK, EN, False)
    made = json.loads(json.dumps(figure_json(drawing, DARK, EN), allow_nan=False))
    shown = json.loads(figure(drawing, DARK, EN).to_json())
    again = json.loads(go.Figure(data=made["data"], layout=made["layout"]).to_json())
    assert again == shown
    assert made["config"]["showSendToCloud"] is False


@given(NAMES, READ, st.sampled_from(Measure), st.sampled_from(TimeAxis), st.booleans())
def test_any_account_is_drawn_alike_and_without_a_number_that_is_none(
    name: str, read: list[tuple[int, int]], measure: Measure, axis: TimeAxis, narrow: bool
) -> None:
    points = tuple(Point(DEPARTURE + timedelta(days=age), count, Provenance.API) for age, count in sorted(read))
    rows = rows_of((x_line(), Line(Network.BLUESKY, name, name, points)))
    drawing = transfer_chart(rows, measure, axis, LIGHT, EN, narrow=narrow)
    made = figure_json(drawing, LIGHT, EN)
    assert set(words_of(drawing)) <= set(in_svg(drawing)) & set(in_figure(made))
    assert all(map(math.isfinite, numbers(made)))
    text = svg(drawing, LIGHT, EN, title=name, description=name, ident="c")
    assert not re.search(r'[" MLHV](?:nan|-?inf)[" ]', text)


@CHARTS
def test_every_stretch_of_the_model_is_a_stretch_of_both(draw: Draw) -> None:
    drawing = draw(LIGHT, EN, False)
    made = figure_json(drawing, LIGHT, EN)["data"]
    root = fromstring(svg(drawing, LIGHT, EN, title="t", description="d", ident="c"))
    drawn = [one.get("d", "") for one in root.iter("{http://www.w3.org/2000/svg}path")]
    edges = [one for one in made if one["name"].endswith(" edge")]
    assert len(edges) == sum(isinstance(mark, Area) and mark.edge is not None for mark in drawing.marks)
    for mark, trace in zip(drawing.marks, [one for one in made if one not in edges], strict=True):
        if isinstance(mark, Curve):
            stretches = len(re.findall("p+", "".join("-" if y is None else "p" for y in mark.ys)))
            assert trace["y"] == list(mark.ys)
            assert stretches in {path.count("M") for path in drawn}
        if isinstance(mark, Area):
            assert trace["y"].count(None) == len(mark.runs) - 1
            assert len(mark.runs) in {path.count("Z") for path in drawn}
