"""The address bar is the state: every view survives the way there and back, and nothing in an address can break a page."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.addresses import LEADERBOARD, PAGES
from dashboard.config import LANGUAGES
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, Order
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.slugs import slug
from dashboard.domain.views import Measure, TimeAxis
from dashboard.ui.state import LARGEST_PAGE, MOST_COMPARED, View, address, parse, query

VIEWS = st.builds(
    View,
    organisations=st.lists(st.text(max_size=120).map(slug), max_size=MOST_COMPARED, unique=True).map(tuple),
    measure=st.sampled_from(Measure),
    axis=st.none() | st.sampled_from(TimeAxis),
    age=st.none() | st.sampled_from(AGES),
    kind=st.none() | st.sampled_from(Kind),
    size=st.none() | st.sampled_from(SizeClass),
    order=st.sampled_from(Order),
    page=st.integers(1, LARGEST_PAGE),
    day=st.none() | st.text(max_size=120).map(slug),
    language=st.none() | st.sampled_from(LANGUAGES),
)
NAMES = ("o", "measure", "time", "age", "kind", "size", "order", "page", "day", "lang")


@given(view=VIEWS, page=st.sampled_from(PAGES))
@settings(max_examples=200, deadline=None)
def test_an_address_opens_the_view_it_was_made_from(view: View, page: object) -> None:
    opened = urlsplit(address(page, view))  # type: ignore[arg-type]
    assert parse(dict(parse_qsl(opened.query))) == view


@given(parameters=st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=60), max_size=10))
@settings(max_examples=200, deadline=None)
def test_whatever_an_address_says_it_asks_for_a_view_that_exists(parameters: dict[str, str]) -> None:
    view = parse(parameters)
    assert parse(query(view)) == view


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        ({}, View()),
        ({"age": "91", "kind": "castle", "size": "huge", "page": "0", "lang": "de"}, View()),
        ({"age": "latest", "page": "-3"}, View(age=None)),
        ({"order": "fame"}, View()),
        ({"order": "growth"}, View(order=Order.GROWTH)),
        ({"page": "99999999999999999999"}, View()),
        ({"o": "lyon,lyon,<script>,../etc,université"}, View(organisations=("lyon",))),
        ({"o": ",".join("abcdefgh")}, View(organisations=tuple("abcdef"))),
    ],
)
def test_what_is_not_known_counts_as_not_asked(parameters: dict[str, str], asked: View) -> None:
    assert parse(parameters) == asked


def test_defaults_leave_no_trace_in_the_address() -> None:
    assert address(LEADERBOARD, View(age=DEFAULT_AGE)) == "/dashboard/leaderboard"
