"""The tipping point: what the curve says, and that its labels stand where nothing else does."""

from hypothesis import given, settings

from dashboard.charts.drawing import Curve, Dots, Drawing
from dashboard.charts.svg import svg
from dashboard.charts.theme import LIGHT
from dashboard.charts.tipping import NARROW, RIGHT, tipping_chart
from dashboard.domain.exit_days.conditions import Pledger
from dashboard.domain.exit_days.tipping import tipping
from tests.test_charts.cast import EN
from tests.test_charts.gallery import PLEDGED
from tests.test_exit_days.pledging import pledger, several


def said(drawing: Drawing) -> list[str]:
    return [label.plain for label in drawing.labels]


def dots(drawing: Drawing) -> dict[str, tuple[object, float]]:
    return {mark.name: (mark.xs[0], mark.ys[0]) for mark in drawing.marks if isinstance(mark, Dots)}


def test_it_says_where_it_stands_and_where_it_would_settle() -> None:
    drawing = tipping_chart(tipping(PLEDGED), LIGHT, EN)
    assert {"Today: 19 would leave", "With 4 more: 46 would leave", "just as many"} <= set(said(drawing))
    assert dots(drawing) == {"stands": (19, 19), "settles": (46, 46)}


def test_where_nobody_is_missing_there_is_one_curve_and_one_point() -> None:
    drawing = tipping_chart(tipping([pledger(1), pledger(2, organisations=2)]), LIGHT, EN)
    assert dots(drawing) == {"stands": (2, 2)}
    assert not [label for label in said(drawing) if label.startswith("With")]


def test_without_pledges_it_says_what_begins_it() -> None:
    assert tipping_chart(tipping([]), LIGHT, EN).empty == ("Nobody has pledged on condition yet. The first pledges begin this curve.",)


def test_an_exaggerated_demand_does_not_squeeze_the_rest() -> None:
    drawing = tipping_chart(tipping([*PLEDGED, pledger(99, organisations=90_000)]), LIGHT, EN)
    assert drawing.x and float(drawing.x.last) < 60  # type: ignore[arg-type]


@given(several())
@settings(max_examples=60, deadline=None)
def test_any_pledges_are_drawn_with_the_point_on_curve_and_diagonal(pledgers: list[Pledger]) -> None:
    found = tipping(pledgers)
    for narrow in (False, True):
        drawing = tipping_chart(found, LIGHT, EN, narrow=narrow)
        if drawing.empty:
            continue
        assert dots(drawing)["stands"] == (found.stands, found.height(found.stands))
        curve = next(mark for mark in drawing.marks if isinstance(mark, Curve) and mark.name == "curve")
        assert list(curve.ys) == sorted(y for y in curve.ys if y is not None)
        assert drawing.right == RIGHT and (drawing.frame == NARROW) is narrow
        assert "nan" not in svg(drawing, LIGHT, EN, title="t", description="d", ident="c")
