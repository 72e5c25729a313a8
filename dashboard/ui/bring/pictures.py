"""Pictures of where the files are on X: our own drawings, in the colours of the theme, without a word in them."""

import base64

from dashboard.domain.preparation import Fetch

LIGHT = {"line": "#767E82", "faint": "#DBD9D2", "paper": "#FFFFFF", "accent": "#0F6E6E", "on": "#FFFFFF"}
DARK = {"line": "#7F8C90", "faint": "#313C3F", "paper": "#12181A", "accent": "#5CC6C0", "on": "#08201F"}

_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 176 112" fill="none" stroke-linecap="round" stroke-linejoin="round">'
    '<rect x="1" y="1" width="174" height="110" rx="6" fill="{paper}" stroke="{line}" stroke-width="1.5"/>'
    '<path d="M1 19H175" stroke="{faint}" stroke-width="1.5"/>'
    '<circle cx="11" cy="10" r="2.5" fill="{faint}"/><circle cx="20" cy="10" r="2.5" fill="{faint}"/>{inside}</svg>'
)
_ARROW = (
    '<circle cx="{x}" cy="{y}" r="11" fill="{accent}"/>'
    '<path d="M{x} {top}V{low}M{left} {mid}L{x} {low}L{right} {mid}M{left} {base}H{right}" stroke="{on}" stroke-width="2"/>'
)
_INSIDE = {
    Fetch.ARCHIVE: '<path d="M14 34H64M14 50H54M14 66H60M14 82H46" stroke="{faint}" stroke-width="5"/>'
    '<rect x="76" y="28" width="88" height="20" rx="3" stroke="{faint}" stroke-width="1.5"/>'
    '<rect x="76" y="54" width="88" height="20" rx="3" stroke="{accent}" stroke-width="2.5"/>'
    '<rect x="76" y="80" width="88" height="20" rx="3" stroke="{faint}" stroke-width="1.5"/>'
    '<path d="M84 38H124M84 64H132M84 90H118" stroke="{line}" stroke-width="3"/>',
    Fetch.ANALYTICS: '<path d="M14 34H60" stroke="{line}" stroke-width="4"/><path d="M14 98H162" stroke="{line}" stroke-width="1.5"/>'
    '<path d="M16 88L40 78L62 82L86 64L108 68L132 52L160 58" stroke="{line}" stroke-width="3"/>'
    '<path d="M16 96V92M40 96V90M62 96V93M86 96V88M108 96V90M132 96V86M160 96V89" stroke="{faint}" stroke-width="6"/>',
    Fetch.POSTS: '<path d="M14 34H60" stroke="{line}" stroke-width="4"/>'
    '<path d="M14 54H88M14 72H72M14 90H94" stroke="{faint}" stroke-width="6"/>'
    '<path d="M112 54H160M112 72H140M112 90H152" stroke="{line}" stroke-width="6"/>',
}
_BUTTON = {Fetch.ARCHIVE: (150, 64), Fetch.ANALYTICS: (156, 36), Fetch.POSTS: (156, 36)}


def picture(what: Fetch, *, dark: bool) -> str:
    """The address of the picture, which holds all of it (``data:``)."""
    colours = DARK if dark else LIGHT
    x, y = _BUTTON[what]
    places = {"x": x, "y": y, "top": y - 6, "low": y + 2, "mid": y - 2, "base": y + 6, "left": x - 5, "right": x + 5}
    inside = (_INSIDE[what] + _ARROW).format(**colours, **places)
    drawn = _FRAME.format(**colours, inside=inside)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
