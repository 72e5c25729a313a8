"""A drawing as pixels: the SVG, drawn by resvg with our own typeface, the same on every machine."""

from pathlib import Path

import resvg_py

FOLDER = Path(__file__).with_name("fonts")
FONTS = sorted(str(path) for path in FOLDER.glob("*.ttf"))
FAMILY = "Atkinson Hyperlegible Next"
LAST_LATIN = 0x17F
THIN = str.maketrans({"\u202f": "\u2009"})
"""The typeface has no narrow no-break space; the thin one looks the same, and nothing is broken in a picture."""


def png(svg: str, *, zoom: float = 1) -> bytes:
    """The picture of an SVG in its own size times ``zoom``.

    Names in other scripts than Latin are drawn with the machine's own typefaces, if it has any: looking for them costs time.
    """
    text = svg.translate(THIN)
    foreign = any(ord(char) > LAST_LATIN and char.isalpha() for char in text)
    return bytes(resvg_py.svg_to_bytes(svg_string=text, zoom=zoom, font_files=FONTS, font_family=FAMILY, skip_system_fonts=not foreign))
