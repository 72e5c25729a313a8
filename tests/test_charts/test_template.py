"""Figures look alike, and a page shows them without asking anybody else."""

import plotly.graph_objects as go
import pytest

from dashboard.charts.frame import round_steps
from dashboard.charts.template import FRENCH, halo, plotly_config, template
from dashboard.charts.theme import DARK, LIGHT, Theme, without_ground
from dashboard.i18n import words_in
from tests.test_charts.cast import EN


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_template_has_the_typeface_and_the_colours(theme: Theme) -> None:
    layout = go.Layout(template(theme, EN)["layout"])
    assert layout.font.family.startswith('"Atkinson Hyperlegible Next"')
    assert (layout.font.size, layout.xaxis.tickfont.size) == (15, 14)
    assert (layout.paper_bgcolor, layout.yaxis.gridcolor) == (theme.surface, theme.line)
    assert layout.separators == ".,"


def test_without_a_ground_a_figure_is_seen_through_but_not_its_tooltips() -> None:
    clear = without_ground(LIGHT)
    layout = template(clear, EN)["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["hoverlabel"]["bgcolor"] == LIGHT.panel
    assert (halo(clear), halo(LIGHT).count(LIGHT.surface)) == ("none", 8)


def test_nothing_goes_to_another_server() -> None:
    config = plotly_config(EN, "essaim-lyon")
    assert (config["displaylogo"], config["showSendToCloud"], config["plotlyServerURL"]) == (False, False, "")
    assert config["modeBarButtons"] == [["toImage", "resetScale2d"]]
    assert config["toImageButtonOptions"]["filename"] == "essaim-lyon"
    assert "locales" not in config


def test_plotly_speaks_french() -> None:
    config = plotly_config(words_in("fr"))
    assert config["locale"] == "fr"
    assert config["locales"]["fr"] is FRENCH
    assert (len(FRENCH["format"]["months"]), len(FRENCH["format"]["shortMonths"]), len(FRENCH["format"]["days"])) == (12, 12, 7)


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, (0, 1)),
        (5, (0, 1, 2, 3, 4, 5)),
        (14, (0, 5, 10, 15)),
        (48_960, (0, 10_000, 20_000, 30_000, 40_000, 50_000)),
        (100, (0, 20, 40, 60, 80, 100)),
    ],
)
def test_grid_lines_are_few_and_round(highest: float, steps: tuple[int, ...]) -> None:
    assert round_steps(highest) == steps
