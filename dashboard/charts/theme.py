"""The colours of Essaim, light, dark and as the page has them, and how each network is told apart: by colour, dash and marker.

``accent`` stands for "all new networks together" and nothing else in charts. Network colours reach 3:1 and their inks 4.5:1 on
both surfaces; the tests compute it, and the distance between networks for colour-blind readers.
"""

import functools
from dataclasses import dataclass, replace

from dashboard.domain.networks import Network

FONT = '"Atkinson Hyperlegible Next", "Atkinson Hyperlegible", system-ui, sans-serif'
LABEL_SIZE = 15
AXIS_SIZE = 14


@dataclass(frozen=True)
class SeriesStyle:
    """How one series is drawn.

    :param colour: of lines and markers; ``ink``: the same, dark or light enough for text.
    :param dash: Plotly's ``line.dash``; ``marker``: Plotly's symbol.
    """

    colour: str
    ink: str
    dash: str
    marker: str


@dataclass(frozen=True, eq=False)
class Theme:
    """One set of colours; ``networks`` by network, ``organisations`` for comparisons of up to six."""

    name: str
    surface: str
    panel: str
    line: str
    rule: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    ok: str
    warn: str
    error: str
    band: str
    band_edge: str
    networks: dict[Network, SeriesStyle]
    organisations: tuple[SeriesStyle, ...]

    @property
    def transparent(self) -> bool:
        """Whether there is no ground of its own behind the chart."""
        return self.surface == "none"


# Second channel of each network, the same in both themes. Those below the line share a colour, never dash or marker.
_CHANNELS: dict[Network, tuple[str, str]] = {
    Network.X: ("6px,4px", "x-thin"),
    Network.BLUESKY: ("solid", "circle"),
    Network.MASTODON: ("9px,3px", "square"),
    Network.THREADS: ("2px,3px", "triangle-up"),
    Network.LINKEDIN: ("1px,4px", "diamond"),
    Network.INSTAGRAM: ("9px,3px,2px,3px", "circle-open"),
    Network.FACEBOOK: ("12px,4px", "square-open"),
    Network.YOUTUBE: ("4px,2px", "triangle-down"),
    Network.PEERTUBE: ("9px,3px,2px,3px,2px,3px", "star"),
    # ---
    Network.TIKTOK: ("3px,5px", "triangle-right"),
    Network.TELEGRAM: ("6px,2px,1px,2px", "pentagon"),
    Network.WHATSAPP: ("14px,3px,3px,3px", "hexagram"),
}
REFERENCE_DASH = "6px,4px"
"""Of what was not read: the level of the baseline after the departure."""

_ORGANISATION_CHANNELS = (
    ("solid", "circle"),
    ("9px,3px", "square"),
    ("2px,3px", "triangle-up"),
    ("12px,4px", "diamond"),
    ("9px,3px,2px,3px", "triangle-down"),
    ("4px,2px", "star"),
)


def _networks(other: tuple[str, str], **own: tuple[str, str]) -> dict[Network, SeriesStyle]:
    return {network: SeriesStyle(*own.get(network.value, other), dash=dash, marker=marker) for network, (dash, marker) in _CHANNELS.items()}


def _organisations(*colours: str) -> tuple[SeriesStyle, ...]:
    return tuple(
        SeriesStyle(colour, colour, dash=dash, marker=marker)
        for colour, (dash, marker) in zip(colours, _ORGANISATION_CHANNELS, strict=True)
    )


LIGHT = Theme(
    name="light",
    surface="#FFFFFF",
    panel="#F6F5F1",
    line="#DBD9D2",
    rule="#767E82",
    text="#1A1F21",
    muted="#566064",
    accent="#0F6E6E",
    accent_hover="#0A5454",
    on_accent="#FFFFFF",
    ok="#2A6E3F",
    warn="#8A5700",
    error="#B02A20",
    band="#DAECEA",
    band_edge="#0F6E6E",
    networks=_networks(
        x=("#58514C", "#58514C"),
        bluesky=("#447CF2", "#3A6BD0"),
        mastodon=("#C0458B", "#B84285"),
        threads=("#AB8002", "#8E6A02"),
        linkedin=("#45956D", "#397C5A"),
        instagram=("#6C3ED9", "#6C3ED9"),
        facebook=("#2A8FAD", "#237891"),
        youtube=("#7E1412", "#7E1412"),
        peertube=("#797439", "#757137"),
        other=("#7A6B5C", "#7A6B5C"),
    ),
    organisations=_organisations("#346FB8", "#93640C", "#205943", "#8C5E78", "#2B1B6A", "#590B05"),
)

DARK = Theme(
    name="dark",
    surface="#12181A",
    panel="#1B2325",
    line="#313C3F",
    rule="#7F8C90",
    text="#E8EDED",
    muted="#A5B2B5",
    accent="#5CC6C0",
    accent_hover="#86DAD5",
    on_accent="#08201F",
    ok="#7CCB93",
    warn="#E5B566",
    error="#F2938A",
    band="#1F4645",
    band_edge="#5CC6C0",
    networks=_networks(
        x=("#8E8F88", "#8E8F88"),
        bluesky=("#71ABFE", "#71ABFE"),
        mastodon=("#DA52B0", "#DB57B2"),
        threads=("#F59E1E", "#F59E1E"),
        linkedin=("#95D1AD", "#95D1AD"),
        instagram=("#B259FD", "#B560FD"),
        facebook=("#8FD4FD", "#8FD4FD"),
        youtube=("#E2462E", "#E65E49"),
        peertube=("#C1D581", "#C1D581"),
        other=("#C7926F", "#C7926F"),
    ),
    organisations=_organisations("#49CFFC", "#C5772C", "#3CA17B", "#F5B9BC", "#8582CC", "#E4DC71"),
)

PAGE = Theme(
    name="page",
    surface="var(--surface)",
    panel="var(--panel)",
    line="var(--line)",
    rule="var(--rule)",
    text="var(--text)",
    muted="var(--muted)",
    accent="var(--accent)",
    accent_hover="var(--accent-hover)",
    on_accent="var(--on-accent)",
    ok="var(--ok)",
    warn="var(--warn)",
    error="var(--error)",
    band="var(--band)",
    band_edge="var(--band-edge)",
    networks={
        network: SeriesStyle(f"var(--net-{network.value})", f"var(--net-{network.value}-ink)", dash, marker)
        for network, (dash, marker) in _CHANNELS.items()
    },
    organisations=_organisations(*(f"var(--org-{place})" for place in range(len(_ORGANISATION_CHANNELS)))),
)
"""The colours of the page around the chart, which follow its reader's choice; only for drawings inside our own pages."""


# What is kept of drawings is kept by theme, and a theme is like itself alone.
@functools.cache
def without_ground(theme: Theme) -> Theme:
    """The same colours on whatever is behind the chart."""
    return replace(theme, surface="none")
