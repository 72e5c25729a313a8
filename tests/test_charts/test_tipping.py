"""The tipping point: what the curve says, and that its labels stand where nothing else does."""

from hypothesis import given, settings

from dashboard.charts.drawing import Curve, Dots, Drawing
from dashboard.charts.labels import LINE_HEIGHT
from dashboard.charts.plane import Down
from dashboard.charts.svg import svg
from dashboard.charts.theme import LIGHT
from dashboard.charts.tipping import NARROW, RIGHT, tipping_chart
from dashboard.domain.exit_days.conditions import Pledger
from dashboard.domain.exit_days.tipping import Tipping, tipping
from dashboard.i18n import words_in
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


def test_the_title_of_the_axis_stands_above_whatever_is_written_at_the_top() -> None:
    # Up to the last number of the axis, and up to where it would settle, whose label takes two lines on a narrow screen.
    for found in (Tipping((0, 3, 9, 11), (3, 4, 7, 14), 4, None, 4), Tipping((0, 3, 9, 11), (3, 4, 7, 9), 4, 2, 11)):
        for narrow in (False, True):
            drawing = tipping_chart(found, LIGHT, words_in("fr"), narrow=narrow)
            title, *others = (label for label in drawing.labels if label.above)
            assert drawing.y is not None
            last = Down(drawing.y, drawing.frame.plot_height).py(drawing.y.ticks[-1])
            tops = [label.y - LINE_HEIGHT * len(label.lines) for label in others] + [last - LINE_HEIGHT]
            assert -drawing.frame.top < title.y < min(tops)


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
