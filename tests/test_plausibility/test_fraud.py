"""What the judge catches and whom it troubles, on simulated curves; the figures are those of docs/methodology.md."""

import re
from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from dashboard.config import ROOT
from tests.fraud.curves import Case
from tests.fraud.frauds import FRAUDS
from tests.fraud.honest import HONEST
from tests.fraud.measure import Honest, false_flags, recall
from tests.fraud.watch import flagged

CAUGHT = {
    "inflated baseline beside true figures": 0.95,
    "lowered baseline beside true figures": 0.9,
    "forged archive beside true figures": 0.95,
    "press without an address, a year later": 1.0,
    "bought in one lot": 0.95,
    "bought in one small lot": 0.8,
    "bought in one lot, purged later": 0.95,
    "dripped over ten days": 0.9,
    "back-dated figures": 0.75,
    "copied curve": 0.95,
    "copied curve, another time and level": 0.95,
    "copied curve, another scale, with noise": 0.5,
}
"""At least that share. The other frauds leave nothing that a count could show."""
TROUBLED = {"wave over the whole network": 0.1, "late baseline, alone": 1.0, "institutions of the demo": 0.02}
"""At most that share; of all other honest curves one in a hundred."""
WITHIN = 1
"""Points by which a share may differ from the one written: mathematics is not the same to the last bit on every machine."""


@cache
def caught(name: str) -> float:
    return recall(name, FRAUDS[name])


@cache
def troubled(name: str) -> Honest:
    return false_flags(name, HONEST[name])


def written(title: str) -> dict[str, list[int]]:
    """The rows of a table of the methodology, by their first column."""
    text = (ROOT / "docs" / "methodology.md").read_text(encoding="utf-8")
    table = re.search(rf"^\| {title} \|.*?\n\n", text, flags=re.MULTILINE | re.DOTALL)
    assert table, f"no table “{title}”"
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table[0].splitlines()[2:] if line]
    return {name: [int(re.sub(r"\D", "", cell)) for cell in cells] for name, *cells in rows}


@pytest.mark.parametrize("name", FRAUDS)
def test_frauds_are_caught_as_often_as_the_methodology_says(name: str) -> None:
    assert caught(name) >= CAUGHT.get(name, 0.0)
    assert written("fraud").keys() == FRAUDS.keys()
    assert abs(written("fraud")[name][0] - 100 * caught(name)) <= WITHIN


@pytest.mark.parametrize("name", HONEST)
def test_the_honest_are_troubled_as_seldom_as_the_methodology_says(name: str) -> None:
    assert troubled(name).curves <= TROUBLED.get(name, 0.01)
    assert written("honest").keys() == HONEST.keys()
    curves, figures = written("honest")[name]
    assert abs(curves - 100 * troubled(name).curves) <= WITHIN
    assert abs(figures - troubled(name).figures) <= WITHIN


@pytest.mark.parametrize("make", [FRAUDS["bought in one lot"], FRAUDS["dripped over ten days"]])
def test_nothing_is_flagged_before_the_fraud_begins(make: Callable[[Random], Case]) -> None:
    for number in range(20):
        case = make(Random(f"before {number}"))
        assert flagged(case).keys() <= case.false


def test_what_was_bought_stays_out_until_somebody_decides() -> None:
    case = FRAUDS["bought in one lot"](Random("for weeks"))
    assert len(flagged(case)) > 0.9 * len(case.false)


def test_what_was_purged_comes_back_by_itself() -> None:
    case = FRAUDS["bought in one lot, purged later"](Random("gone again"))
    last = max(case.false)
    assert flagged(case) and last not in flagged(case)
