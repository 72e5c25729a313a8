"""Where files stand, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.config import LANGUAGES
from dashboard.domain.views import ChartName, Measure, Shade, TimeAxis
from dashboard.public_addresses import FILES, OEMBED, ChartView, chart, organisation
from dashboard.web.publish.plan import EVERYBODY, file_of, group_of


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/fr/", "fr/index.html"),
        ("/robots.txt", "robots.txt"),
        ("/fr/charts/recovery/chart.svg", "fr/charts/recovery/chart.svg"),
    ],
)
def test_an_address_is_a_file_as_file_servers_look_for_it(address: str, file: str) -> None:
    assert file_of(address) == file


@pytest.mark.parametrize("address", ["", "fr/", "//fr/", "/fr//x", "/fr/../x", "/..", "/./x", "/fr/."])
def test_no_file_stands_outside_of_the_folder(address: str) -> None:
    with pytest.raises(ValueError, match="no address of a file"):
        file_of(address)


@given(
    st.from_regex(r"[a-z][a-z0-9-]{0,20}[a-z0-9]", fullmatch=True),
    st.sampled_from(LANGUAGES),
    st.sampled_from(Measure),
    st.sampled_from(TimeAxis),
    st.sampled_from(Shade),
)
def test_everything_of_one_institution_is_in_its_group(slug: str, language: str, measure: Measure, axis: TimeAxis, shade: Shade) -> None:
    view = ChartView(ChartName.TRANSFER, (slug,), measure, axis, shade)
    files = [view.address(language, file) for file in ("", OEMBED, *FILES)]
    for address in (organisation(language, slug, "card.png"), view.of_organisation(language), view.embed(language), *files):
        assert group_of(address) == slug


@pytest.mark.parametrize(
    "address",
    [
        *("/fr/", "/fr/leaderboard/kind-city/", "/data/organisations.csv", "/fr/organisations/"),
        chart(ChartName.COMPARISON, "lyon", "nancy").address("fr"),
        chart(ChartName.DEPARTURES).address("fr", "svg"),
    ],
)
def test_what_is_about_several_or_none_is_everybodys(address: str) -> None:
    assert group_of(address) == EVERYBODY
