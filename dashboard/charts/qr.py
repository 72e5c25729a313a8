"""QR codes: those that segno makes, with its choice among the eight masks in a tenth of its time.

A code is to look as little as possible like the patterns by which readers find it (ISO/IEC 18004, 7.8.3). segno weighs every module
under every mask, one by one; here all modules are the bits of one whole number, and a rule is a few operations on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import segno
from segno import encoder

GAP = 4
"""Light bits between two lines, so that no rule looks from one into the next."""
LEVEL = "m"
"""At least 15 % of a code may be damaged."""
FINDER = (0, 2, 3, 4, 6), (1, 5)
"""Dark and light modules of what readers look for, 1:1:3:1:1."""
_DIGITS = bytes((48, 49)).ljust(256)
_ENCODER: Any = encoder  # segno says the types of its other modules alone
Bits = tuple[int, int]
"""Modules row by row, and column by column."""


@dataclass(frozen=True)
class _Layout:
    """What all codes of one size have in common.

    :param data: the modules that a mask turns over, ``masks``: which of them each does; ``around``: the others, before the mask is known.
    :param pairs: every module of a line but its last.
    """

    data: Bits
    masks: tuple[Bits, ...]
    around: Bits
    pairs: int


def qr(text: str) -> list[str]:
    """The modules of the code, row by row: 1 is dark, 0 light."""
    code = segno.make(text, error=LEVEL, micro=False, mask=0)
    size = len(code.matrix)
    layout = _layout(size)
    rows, columns = _both(code.matrix)
    plain = (rows & layout.data[0] ^ layout.masks[0][0], columns & layout.data[1] ^ layout.masks[0][1])
    best = min(range(len(layout.masks)), key=lambda mask: _penalty(plain, layout, mask, size))
    whole = plain[0] ^ layout.masks[best][0] | _written_later(int(code.version), str(code.error), best) & ~layout.data[0]
    signs = format(whole, f"0{size * (size + GAP)}b")[::-1]
    return [signs[start : start + size] for start in range(0, len(signs), size + GAP)]


@cache
def _layout(size: int) -> _Layout:
    known = _ENCODER.make_matrix(size, size)
    _ENCODER.add_finder_patterns(known, size, size)
    _ENCODER.add_alignment_patterns(known, size, size)
    free = [[module > 1 for module in row] for row in known]
    masks = [
        [[free[i][j] and bool(turned(i, j)) for j in range(size)] for i in range(size)]
        for turned in _ENCODER.get_data_mask_functions(False)
    ]
    around = [[module == 1 for module in row] for row in known]
    pairs = _bits([[True] * (size - 1) + [False]] * size)
    return _Layout(_both(free), tuple(map(_both, masks)), _both(around), pairs)


@cache
def _written_later(version: int, level: str, mask: int) -> int:
    """A code of the same form: the modules around its data say which form that is."""
    return _bits(segno.make("0", version=version, error=level, boost_error=False, micro=False, mask=mask).matrix)


def _both(matrix: Sequence[Iterable[int]]) -> Bits:
    return _bits(matrix), _bits(zip(*matrix, strict=True))


def _bits(lines: Iterable[Iterable[int]]) -> int:
    gap = bytes(GAP)
    modules = b"".join(bytes(line) + gap for line in lines)
    return int(modules[::-1].translate(_DIGITS), 2)


def _penalty(plain: Bits, layout: _Layout, mask: int, size: int) -> int:
    rows, columns = (plain[at] ^ layout.masks[mask][at] | layout.around[at] for at in (0, 1))
    alike = _alike(rows, layout.pairs)
    below = size + GAP
    blocks = alike & alike >> below & ~(rows ^ rows >> below)
    unbalanced = int(abs(rows.bit_count() / size**2 * 100 - 50) / 5)
    runs = _runs(alike) + _runs(_alike(columns, layout.pairs))
    return runs + 3 * blocks.bit_count() + 40 * (_finders(rows) + _finders(columns)) + 10 * unbalanced


def _alike(modules: int, pairs: int) -> int:
    """Modules that are like the next one of their line."""
    return pairs & ~(modules ^ modules >> 1)


def _runs(alike: int) -> int:
    """3 for five modules alike in a line, and 1 for each further one."""
    fifth = alike & alike >> 1 & alike >> 2 & alike >> 3
    return fifth.bit_count() + 2 * (fifth & ~(fifth << 1)).bit_count()


def _finders(modules: int) -> int:
    """How many look like a finder with four light modules on one side; of two that overlap the first counts."""
    found = ~0
    for at in FINDER[0]:
        found &= modules >> at
    for at in FINDER[1]:
        found &= ~(modules >> at)
    before = modules << 1 | modules << 2 | modules << 3 | modules << 4
    after = modules >> 7 | modules >> 8 | modules >> 9 | modules >> 10
    found &= ~(before & after)
    if not found & (found >> 4 | found >> 6):
        return found.bit_count()
    count, free_from = 0, 0
    while found:
        at = (found & -found).bit_length() - 1
        found &= found - 1
        if at >= free_from:
            count, free_from = count + 1, at + 7
    return count
