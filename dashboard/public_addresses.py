"""Addresses of the public site: typed, the same on the live server and as files of a published site.

Every choice is a segment of the path (``age-30/kind-city/``), in one order, defaults left out: a plain file server, which ignores
queries, then serves what the live one does. ``parse(address(view)) == view``; what cannot be read is None, never a guess.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.address_segments import member, read, segments
from dashboard.config import LANGUAGES
from dashboard.domain.errors import N_
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, Order
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.domain.views import ChartName, Measure, Shade, TimeAxis

LARGEST_PAGE = 10_000
LATEST = "latest"
FILES = ("svg", "png", "csv", "json", "metadata.json", "plotly.json")
"""What every chart can be had as, beside its page."""
EXCEL = "excel.csv"
"""The table as Excel opens it on a double click: from the running server alone."""
OEMBED = "oembed.json"
EMBED = "embed"
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?")
_BOARD = ("age", "kind", "size", "order", "page")


@dataclass(frozen=True)
class PublicPage:
    """One page without choices.

    :param path: after the language, without slashes around it; empty for the home page.
    :param title: as in the navigation; ``about``: one line for search engines and cards.
    """

    path: str
    title: str
    about: str

    def address(self, language: str) -> str:
        """Path of the page in a language."""
        return f"/{language}/{self.path}/" if self.path else f"/{language}/"


HOME = PublicPage("", N_("Home"), N_("Who has left X, who follows them, and what comes next."))
LEADERBOARD = PublicPage(
    "leaderboard",
    N_("Leaderboard"),
    N_("Who regains the audience left on X, at the same age after departure and among comparable institutions."),
)
CAMPAIGN = PublicPage("campaigns/x", N_("Leaving X"), N_("Every departure from X in the register, day by day, and those that are dated."))
METHODOLOGY = PublicPage(
    "methodology", N_("Methodology"), N_("How every figure is made: definition, formula, source, caveat and an example.")
)
DATA = PublicPage("data", N_("Open data"), N_("Everything public as files, under the Licence Ouverte 2.0."))
ABOUT = PublicPage("about", N_("About"), N_("What Essaim is, for whom, and who runs it."))
ACCESSIBILITY = PublicPage(
    "accessibility", N_("Accessibility"), N_("How far this site complies with RGAA and WCAG 2.2, and what does not yet.")
)
PRIVACY = PublicPage(
    "privacy", N_("Privacy"), N_("What is stored about visitors and about institutions: no cookie, no tracker, no follower.")
)
LEGAL = PublicPage("legal", N_("Legal notice"), N_("Who publishes this site, who hosts it, and under which licences."))
TEXT_PAGES = (METHODOLOGY, DATA, ABOUT, ACCESSIBILITY, PRIVACY, LEGAL)


@dataclass(frozen=True)
class BoardView:
    """One page of the leaderboard.

    :param age: days after departure; None for everyone's latest reading.
    """

    age: int | None = DEFAULT_AGE
    kind: Kind | None = None
    size: SizeClass | None = None
    order: Order = Order.RECOVERY
    page: int = 1

    def address(self, language: str) -> str:
        """Path of this page."""
        chosen = [
            ("age", "" if self.age == DEFAULT_AGE else LATEST if self.age is None else str(self.age)),
            ("kind", self.kind.value if self.kind else ""),
            ("size", self.size.value if self.size else ""),
            ("order", "" if self.order is Order.RECOVERY else self.order.value),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        return LEADERBOARD.address(language) + segments(chosen)


@dataclass(frozen=True)
class ChartView:
    """One chart, looked at in one way.

    :param subject: slugs of what it is about: one institution for the transfer chart, one to six for a comparison, one exit day for the
        tipping chart, none for the others.
    :param axis: as a reader without a wish sees it: the calendar for one organisation, days since departure for several.
    """

    chart: ChartName
    subject: tuple[str, ...] = ()
    measure: Measure = Measure.VALUES
    axis: TimeAxis = field(default=TimeAxis.CALENDAR)
    shade: Shade = Shade.AUTO

    def address(self, language: str, file: str = "") -> str:
        """Path of its page (the permalink), or of one of its FILES, or EXCEL, or its oEmbed answer."""
        return f"/{language}/charts/{self._path}{file if file in ('', OEMBED) else f'chart.{file}'}"

    def embed(self, language: str) -> str:
        """Path of the page that other sites put into a frame."""
        return f"/{EMBED}/{language}/{self._path}"

    def of_organisation(self, language: str) -> str:
        """Path of the organisation's page that shows this view of its transfer chart; a page has no theme but its reader's."""
        return organisation(language, self.subject[0]) + _looked_at(self.chart, self.measure, self.axis, Shade.AUTO)

    def seen(self, way: Measure | TimeAxis | Shade) -> "ChartView":
        """The same chart, looked at in that way."""
        if way is self.measure or way is self.axis or way is self.shade:
            return self
        measure = way if isinstance(way, Measure) else self.measure
        axis = way if isinstance(way, TimeAxis) else self.axis
        return ChartView(self.chart, self.subject, measure, axis, way if isinstance(way, Shade) else self.shade)

    @cached_property
    def _path(self) -> str:
        subject = f"{'+'.join(self.subject)}/" if self.subject else ""
        return f"{self.chart.value}/{subject}{_looked_at(self.chart, self.measure, self.axis, self.shade)}"


# There are a hundred ways, and some hundred thousand addresses.
@functools.cache
def _looked_at(chart: ChartName, measure: Measure, axis: TimeAxis, shade: Shade) -> str:
    chosen = [
        ("measure", "" if measure is Measure.VALUES else measure.value),
        ("time", "" if axis is default_axis(chart) else axis.value),
        ("theme", "" if shade is Shade.AUTO else shade.value),
    ]
    return segments(chosen)


def default_axis(chart: ChartName) -> TimeAxis:
    """What the horizontal axis counts unless the address says otherwise."""
    return TimeAxis.DAYS if chart in (ChartName.COMPARISON, ChartName.RECOVERY) else TimeAxis.CALENDAR


def chart(name: ChartName, *subject: str) -> ChartView:
    """A chart as a reader without a wish sees it."""
    return ChartView(name, subject, axis=default_axis(name))


def organisation(language: str, slug: str, file: str = "") -> str:
    """Path of an organisation's page, or of a file of its own (``badge.svg``, ``card.png``)."""
    return f"/{language}/organisations/{slug}/{file}"


def site_card(language: str) -> str:
    """Path of the picture that stands for the whole site where one of its pages is shared."""
    return f"/{language}/card.png"


def parse_board(path: str) -> BoardView | None:
    """The view behind what follows ``/{language}/leaderboard/``; None if it is not exactly the address of one."""
    found = read(path, _BOARD)
    if found is None:
        return None
    age = None if found.get("age") == LATEST else next((one for one in AGES if str(one) == found.get("age", str(DEFAULT_AGE))), 0)
    kind, size = member(Kind, found.get("kind")), member(SizeClass, found.get("size"))
    order, page = member(Order, found.get("order", Order.RECOVERY.value)), found.get("page", "1")
    if age == 0 or order is None or not re.fullmatch(r"[1-9][0-9]{0,4}", page) or int(page) > LARGEST_PAGE:
        return None
    view = BoardView(age, kind, size, order, int(page))
    return view if view.address("fr") == f"/fr/leaderboard/{path}" else None


def in_order(path: str) -> BoardView | None:
    """The view behind the same choices in another order; None if they make none."""
    found = read(path if path.endswith("/") else f"{path}/", _BOARD)
    return parse_board(segments((name, found.get(name, "")) for name in _BOARD)) if found else None


def parse_chart(path: str) -> tuple[ChartView, str] | None:
    """The view and the file ("" for the page) behind what follows ``/{language}/charts/``, likewise."""
    folder, _, file = path.rpartition("/")
    asked = "" if not file else OEMBED if file == OEMBED else file.removeprefix("chart.")
    view = _chart(folder)
    return (view, asked) if view and (asked in ("", OEMBED, EXCEL, *FILES)) and view.address("fr", asked) == f"/fr/charts/{path}" else None


def parse_embed(path: str) -> ChartView | None:
    """The view behind what follows ``/embed/{language}/``, likewise."""
    view = _chart(path.removesuffix("/"))
    return view if view and view.embed("fr") == f"/{EMBED}/fr/{path}" else None


def parse_organisation(slug: str, path: str) -> ChartView | None:
    """The view of the transfer chart behind what follows ``/{language}/organisations/{slug}/``, likewise."""
    if not SLUG.fullmatch(slug):
        return None
    view = _chart("/".join(filter(None, (ChartName.TRANSFER.value, slug, path.removesuffix("/")))))
    return view if view and view.of_organisation("fr") == f"/fr/organisations/{slug}/{path}" else None


def split_language(path: str) -> tuple[str, str] | None:
    """The language of a path and what follows it: ``/fr/about/`` is (fr, about/)."""
    before, _, after = path.removeprefix("/").partition("/")
    return (before, after) if path.startswith(f"/{before}/") and before in LANGUAGES else None


# The page, the frame and the files of an institution are asked for one after the other, in each language.
@functools.lru_cache(maxsize=1000)
def _chart(folder: str) -> ChartView | None:
    name, *rest = folder.split("/")
    known = member(ChartName, name)
    if known is None:
        return None
    subject: tuple[str, ...] = ()
    if known not in (ChartName.DEPARTURES, ChartName.RECOVERY):
        subject = tuple(rest.pop(0).split("+")) if rest else ()
        most = MOST_COMPARED if known is ChartName.COMPARISON else 1
        if not 1 <= len(subject) <= most or len(set(subject)) < len(subject) or not all(map(SLUG.fullmatch, subject)):
            return None
    found = read("".join(f"{one}/" for one in rest), _CHOICES[known])
    if found is None:
        return None
    measure, axis = member(Measure, found.get("measure", "values")), member(TimeAxis, found.get("time", default_axis(known).value))
    shade = member(Shade, found.get("theme", "auto"))
    return None if None in (measure, axis, shade) else ChartView(known, subject, measure, axis, shade)  # type: ignore[arg-type]


_CHOICES: dict[ChartName, Sequence[str]] = {
    ChartName.TRANSFER: ("measure", "time", "theme"),
    ChartName.COMPARISON: ("time", "theme"),
    ChartName.DEPARTURES: ("theme",),
    ChartName.RECOVERY: ("theme",),
    ChartName.TIPPING: ("theme",),
    ChartName.TOGETHER: ("theme",),
}


def choices(name: ChartName) -> Sequence[str]:
    """What can be chosen of a chart: ``measure``, ``time``, ``theme``."""
    return _CHOICES[name]
