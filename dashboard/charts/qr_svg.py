"""A QR code as a picture."""

import re

from dashboard.charts.qr import qr
from dashboard.charts.svg_text import said

QUIET = 4
"""Empty modules around a code, which readers need."""
PIXELS = 8
"""Of a module, in the picture's own size."""
_DARK = re.compile("1+")


def qr_svg(address: str, name: str) -> str:
    """The code of an address as SVG, black on white whatever is around it.

    :param name: what it leads to, read aloud.
    """
    code = qr(address)
    runs = ((y, found.start(), len(found[0])) for y, row in enumerate(code) for found in _DARK.finditer(row))
    path = "".join(f"M{x + QUIET} {y + QUIET}h{n}v1h-{n}z" for y, x, n in runs)
    side = len(code) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * PIXELS}" height="{side * PIXELS}" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges" role="img" aria-label="{said(name)}">\n<title>{said(name)}</title>\n'
        f'<rect width="{side}" height="{side}" fill="#FFFFFF"/><path d="{path}" fill="#000000"/>\n</svg>\n'
    )
