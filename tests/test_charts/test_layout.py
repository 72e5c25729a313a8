"""Labels keep apart, whatever they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.ink import Ink, clear_place
from dashboard.charts.layout import Box, shorten, spread, text_width, wrap
from dashboard.charts.plotly_traces import plain

LABELS = st.lists(st.tuples(st.floats(0, 400), st.floats(18, 60)), max_size=14)


@given(LABELS)
def test_no_label_lies_on_another(labels: list[tuple[float, float]]) -> None:
    labels = sorted(labels)
    heights = [height for _, height in labels]
    centres = spread([want for want, _ in labels], heights, 0, 400)
    for at in range(1, len(labels)):
        assert centres[at] - centres[at - 1] >= (heights[at] + heights[at - 1]) / 2 - 1e-6


@given(LABELS)
def test_labels_stay_inside_as_long_as_they_fit(labels: list[tuple[float, float]]) -> None:
    labels = sorted(labels)
    heights = [height for _, height in labels]
    centres = spread([want for want, _ in labels], heights, 0, 400)
    for centre, height in zip(centres, heights, strict=True):
        assert centre - height / 2 >= -1e-6
        if sum(heights) <= 400:
            assert centre + height / 2 <= 400 + 1e-6


def test_labels_with_room_do_not_move() -> None:
    assert spread([20, 100, 300], [18, 36, 18], 0, 400) == [20, 100, 300]


def test_labels_part_from_the_middle_outwards() -> None:
    assert spread([100, 100, 100], [18, 18, 18], 0, 400) == [82, 100, 118]


def test_a_narrow_no_break_space_is_narrow() -> None:
    assert text_width("12\u202f345", 15) < text_width("12 345", 15) < text_width("123345", 15)


@pytest.mark.parametrize(("text", "lines"), [("Lyon", ("Lyon",)), ("Université de Besançon", ("Université de", "Besançon"))])
def test_a_long_name_takes_two_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 100, 15) == lines


def test_what_does_not_fit_on_two_lines_is_cut() -> None:
    first, second = wrap("école nationale supérieure des techniques avancées", 120, 15)
    assert first == "école nationale"
    assert second.endswith("…")
    assert text_width(second, 15) <= 120
    assert shorten("école nationale", 8) == "école n…"


def test_hostile_text_is_neither_markup_nor_template() -> None:
    said = plain('<a href="https://example.org">ville</a> %{customdata}')
    assert "<" not in said
    assert "%{" not in said


def test_a_note_takes_the_first_place_where_it_covers_nothing() -> None:
    on_line, on_note, free = Box(0, 0, 50, 18), Box(0, 40, 50, 58), Box(0, 80, 50, 98)
    ink = Ink(lambda ink: ink.add([(25, 9)]))
    ink.cover([Box(40, 45, 90, 60)])
    assert clear_place([on_line, on_note, free], ink) == free
    assert clear_place([on_line], ink) is None
