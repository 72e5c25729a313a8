"""What leads from a chart to its other views, its files and the sites that embed it. Only what the site holds is linked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.domain.views import ChartName, Measure, Shade, TimeAxis
from dashboard.i18n import Words
from dashboard.presenters.choices import axis_name, measure_name, shade_name
from dashboard.public_addresses import EXCEL, ChartView, choices, organisation
from dashboard.web.public.macros import macros
from dashboard.web.public.site import Site

HEIGHTS = {
    ChartName.TRANSFER: 700,
    ChartName.COMPARISON: 640,
    ChartName.DEPARTURES: 500,
    ChartName.RECOVERY: 540,
    ChartName.TIPPING: 600,
    ChartName.TOGETHER: 600,
}
"""Pixels of a frame where no script tells its own: enough in the column of a newspaper; on a phone the end scrolls."""
BUTTONS = ("csv", EXCEL, "png", "svg")
FRAME_SCRIPT = "/assets/embed.js"
"""Under an address that stays: other sites write it down."""


@dataclass(frozen=True)
class Choice:
    """One way of looking; ``path`` leads there."""

    name: str
    path: str
    chosen: bool


@dataclass(frozen=True)
class Switch:
    """Ways of looking of which one is chosen."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class File:
    """The chart as a file; ``button``: whether it is what most people come for, and ``main`` what they come for first."""

    name: str
    path: str
    main: bool = False
    button: bool = False


def switches(
    site: Site,
    words: Words,
    view: ChartView,
    address: Callable[[ChartView], str],
    draws: Callable[[ChartView], bool],
    *,
    shades: bool = False,
) -> list[Switch]:
    """Measure and time, and the ground the chart stands on where asked; those alone that lead to something.

    :param address: of a view, at the page that asks; ``draws``: whether there is anything to see in a view.
    """
    known = choices(view.chart)
    found: list[tuple[str, Callable[[Words, Any], str], Sequence[tuple[Any, ChartView]]]] = []
    if "measure" in known:
        found.append((words("Measure"), measure_name, [(one, view.seen(one)) for one in Measure]))
    if "time" in known:
        found.append((words("Time"), axis_name, [(one, view.seen(one)) for one in TimeAxis]))
    if shades:
        found.append((words("Background"), shade_name, [(one, view.seen(one)) for one in Shade]))
    made = []
    for name, named, options in found:
        ways = [(one, address(other), other == view, other) for one, other in options]
        held = [(one, path, chosen) for one, path, chosen, other in ways if chosen or (site.has(path) and draws(other))]
        # Of a published copy most views are not written: there is then nothing to choose, and nothing to name.
        if len(held) > 1:
            made.append(Switch(name, tuple(Choice(named(words, one), path, chosen) for one, path, chosen in held)))
    return made


def page_of(site: Site, language: str, view: ChartView) -> str:
    """Path of the page that shows a view: its own, or its organisation's where a published copy holds no page of that chart."""
    own = view.address(language)
    if view.chart is not ChartName.TRANSFER or site.has(own):
        return own
    seen = view.of_organisation(language)
    return seen if site.has(seen) else organisation(language, view.subject[0])


def files(site: Site, words: Words, language: str, view: ChartView) -> list[File]:
    """Everything the chart can be had as."""
    named = (
        ("csv", words("CSV data")),
        (EXCEL, words("CSV for Excel")),
        ("png", words("PNG image")),
        ("svg", words("SVG image")),
        ("json", words("JSON data")),
        ("metadata.json", words("What the columns mean (JSON)")),
    )
    held = ((file, name, path) for file, name in named if site.has(path := view.address(language, file)))
    return [File(name, path, file == "csv", file in BUTTONS) for file, name, path in held]


def embed_code(site: Site, language: str, view: ChartView, title: str, *, height: int | None = None) -> str:
    """What other sites put into their page; empty where there is no frame of this view."""
    path, pixels = view.embed(language), height or HEIGHTS[view.chart]
    if not site.has(path):
        return ""

    def made() -> str:
        codes: Any = macros(language, "_codes")
        return str(codes.frame(site.absolute(path), title, pixels, site.absolute(FRAME_SCRIPT), view.shade is Shade.TRANSPARENT))

    # The page of a chart shows what oEmbed says.
    return site.once(("embed code", path, title, pixels), made)
