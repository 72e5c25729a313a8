"""What truly happens to an audience after a departure: the model that the figures of the demo are drawn from, before any noise.

Everything is a share of the audience left behind, counted in people: someone who follows on two networks counts once.
"""

from dataclasses import dataclass
from math import exp
from random import Random


@dataclass(frozen=True)
class Truth:
    """The true recovery of one organisation.

    :param baseline: followers of the account left on the day of departure.
    :param organic: share that would have come in the end without any departure; half of it is there ``organic_middle`` days
        after the departure, and ``organic_pace`` days make the logistic curve steep or flat.
    :param effect: share that the departure itself brings in the end.
    :param step: part of the effect that comes on the very day; the rest decays into it over ``decay`` days.
    """

    baseline: int
    organic: float
    organic_middle: float
    organic_pace: float
    effect: float
    step: float
    decay: float

    def share(self, age: int) -> float:
        """True recovery, as a share of the baseline, ``age`` days after the departure; below 0, before it."""
        grown = self.organic / (1 + exp(-(age - self.organic_middle) / self.organic_pace))
        return grown + (self.brought(age) if age >= 0 else 0.0)

    def brought(self, age: int) -> float:
        """The part of the recovery that the departure brought by that age: a step, then an inflow that dies away."""
        return self.effect * (self.step + (1 - self.step) * (1 - exp(-age / self.decay)))

    def share_without_departure(self, age: int) -> float:
        """The recovery had nobody left: the organic growth alone."""
        return self.share(age) - (self.brought(age) if age >= 0 else 0.0)


TOGETHER_LIFT = 1.25
"""By how much leaving with others multiplies the effect of a departure, in this invented world."""


def draw_truth(random: Random, baseline: int, *, together: bool) -> Truth:
    """A truth of plausible size: in the end from a tenth to a little over half of the audience comes along."""
    lift = TOGETHER_LIFT if together else 1.0
    return Truth(
        baseline=baseline,
        organic=random.uniform(0.04, 0.16),
        organic_middle=random.uniform(-60, 160),
        organic_pace=random.uniform(50, 110),
        effect=random.uniform(0.05, 0.32) * lift,
        step=random.uniform(0.15, 0.45),
        decay=random.uniform(25, 90),
    )
