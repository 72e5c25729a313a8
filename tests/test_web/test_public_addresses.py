"""Addresses of the public site: what an address says is read back as it was written, and nothing else is read at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.leaderboard import AGES, Order
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.views import ChartName, Measure, Shade, TimeAxis
from dashboard.public_addresses import (
    EXCEL,
    FILES,
    LARGEST_PAGE,
    OEMBED,
    BoardView,
    ChartView,
    chart,
    choices,
    default_axis,
    parse_board,
    parse_chart,
    parse_embed,
    parse_organisation,
    split_language,
)

LANGUAGES = st.sampled_from(("fr", "en"))
SLUGS = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?", fullmatch=True)
BOARDS = st.builds(
    BoardView,
    age=st.sampled_from((None, *AGES)),
    kind=st.none() | st.sampled_from(Kind),
    size=st.none() | st.sampled_from(SizeClass),
    order=st.sampled_from(Order),
    page=st.integers(1, LARGEST_PAGE),
)
SEGMENTS = st.lists(
    st.sampled_from(
        ("transfer", "comparison", "departures", "lyon", "lyon+paris", "measure-share", "time-days", "theme-dark", "page-2", "age-30", "")
    )
)


@st.composite
def charts(draw: st.DrawFn) -> ChartView:
    """Any view of any chart: whatever can be chosen of it is."""
    name = draw(st.sampled_from(ChartName))
    most = {ChartName.TRANSFER: 1, ChartName.COMPARISON: 6, ChartName.TIPPING: 1, ChartName.TOGETHER: 1}.get(name, 0)
    subject = tuple(draw(st.lists(SLUGS, min_size=min(1, most), max_size=most, unique=True)))
    allowed = choices(name)
    return ChartView(
        name,
        subject,
        draw(st.sampled_from(Measure)) if "measure" in allowed else Measure.VALUES,
        draw(st.sampled_from(TimeAxis)) if "time" in allowed else default_axis(name),
        draw(st.sampled_from(Shade)),
    )


@given(BOARDS, LANGUAGES)
def test_every_page_of_the_leaderboard_is_read_back_from_its_address(view: BoardView, language: str) -> None:
    assert parse_board(view.address(language).removeprefix(f"/{language}/leaderboard/")) == view


@given(charts(), LANGUAGES, st.sampled_from(("", OEMBED, EXCEL, *FILES)))
def test_every_chart_and_every_file_of_it_is_read_back_from_its_address(view: ChartView, language: str, file: str) -> None:
    assert parse_chart(view.address(language, file).removeprefix(f"/{language}/charts/")) == (view, file)


@given(charts(), LANGUAGES)
def test_every_frame_is_read_back_from_its_address(view: ChartView, language: str) -> None:
    assert parse_embed(view.embed(language).removeprefix(f"/embed/{language}/")) == view


@given(charts().filter(lambda view: view.chart is ChartName.TRANSFER), LANGUAGES)
def test_every_view_of_an_organisation_is_read_back_but_for_the_theme_which_is_the_readers(view: ChartView, language: str) -> None:
    slug = view.subject[0]
    path = view.of_organisation(language).removeprefix(f"/{language}/organisations/{slug}/")
    assert parse_organisation(slug, path) == replace(view, shade=Shade.AUTO)


@given(st.text() | SEGMENTS.map("/".join) | SEGMENTS.map(lambda parts: "/".join([*parts, ""])))
def test_whatever_else_is_asked_for_is_read_as_one_address_or_not_at_all(path: str) -> None:
    """Two addresses of one view would be two pages with the same content: only the very address is read."""
    board, found, framed, of_lyon = parse_board(path), parse_chart(path), parse_embed(path), parse_organisation("lyon", path)
    assert board is None or board.address("fr") == f"/fr/leaderboard/{path}"
    assert found is None or found[0].address("fr", found[1]) == f"/fr/charts/{path}"
    assert framed is None or framed.embed("fr") == f"/embed/fr/{path}"
    assert of_lyon is None or of_lyon.of_organisation("fr") == f"/fr/organisations/lyon/{path}"
    assert parse_organisation(path, "") in (None, chart(ChartName.TRANSFER, path))
    split = split_language(path)
    assert split is None or f"/{split[0]}/{split[1]}" == path


@pytest.mark.parametrize(
    "path",
    [
        "comparison/lyon+lyon/",
        "comparison/a+b+c+d+e+f+g/",
        "comparison/",
        "transfer/",
        "transfer/Lyon/",
        "transfer/lyon/measure-values/",
        "transfer/lyon/time-days/measure-share/",
        "transfer/lyon/chart.pdf",
        "comparison/lyon/measure-share/",
        "departures/time-days/",
    ],
)
def test_what_is_no_chart_or_another_spelling_of_one_is_not_read(path: str) -> None:
    assert parse_chart(path) is None
