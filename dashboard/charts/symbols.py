"""The signs of the networks as paths around 0,0, as large as Plotly draws those of the same name."""

import functools
import math

THIN = "x-thin"
_POINTS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "diamond-tall": ((0, -1.4), (0.7, 0), (0, 1.4), (-0.7, 0)),
    "triangle-up": ((0, -1), (1.155, 0.5), (-1.155, 0.5)),
    "triangle-down": ((0, 1), (1.155, -0.5), (-1.155, -0.5)),
    "triangle-right": ((1, 0), (-0.5, 1.155), (-0.5, -1.155)),
}
_ROUND = {"star": (10, 1.4, 0.535), "hexagram": (12, 1.4, 0.808), "pentagon": (5, 1, 1)}
"""Corners of the stars, and how far every first and every second one is from the middle."""


def is_open(symbol: str) -> bool:
    """Whether it is an outline without a filling."""
    return symbol.endswith("-open") or symbol == THIN


@functools.cache
def symbol_path(symbol: str, size: float) -> str:
    """The path of a sign ``size`` pixels wide; every sign of dashboard.charts.theme has one."""
    r, name = size / 2, symbol.removesuffix("-open")
    if name == "circle":
        return f"M{_n(r)} 0A{_n(r)} {_n(r)} 0 1 1 0 {_n(-r)}A{_n(r)} {_n(r)} 0 0 1 {_n(r)} 0Z"
    if name == THIN:
        return f"M{_n(-r)} {_n(-r)}L{_n(r)} {_n(r)}M{_n(-r)} {_n(r)}L{_n(r)} {_n(-r)}"
    if name == "arrow-bar-up":
        return f"M0 {_n(-r)}L{_n(r)} {_n(r)}H{_n(-r)}ZM{_n(-r)} {_n(-r)}H{_n(r)}"
    points = _POINTS[name] if name in _POINTS else _corners(*_ROUND[name])
    return "M" + "L".join(f"{_n(x * r)} {_n(y * r)}" for x, y in points) + "Z"


def _corners(number: int, outer: float, inner: float) -> tuple[tuple[float, float], ...]:
    turns = [(2 * math.pi * n / number, inner if n % 2 else outer) for n in range(number)]
    return tuple((radius * math.sin(turn), -radius * math.cos(turn)) for turn, radius in turns)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
