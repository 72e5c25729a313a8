"""Fictional institutions that leave X, with a truth that is known: what the demo shows, and what tests measure the rules against.

Everything follows from the seed and the number of the organisation: the same ones come back whatever their number, on any machine.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dashboard.domain.departures import DepartureEvent
from dashboard.domain.organisations import Organisation
from dashboard.domain.simulation.accounts import Course, SimulatedAccount, destination_accounts, origin_account
from dashboard.domain.simulation.journeys import ladder, returned_on
from dashboard.domain.simulation.places import place, places
from dashboard.domain.simulation.profiles import LEAST_DAYS, Profile, profile
from dashboard.domain.simulation.truth import Truth, draw_truth
from dashboard.domain.slugs import slug

__all__ = ["SimulatedAccount", "SimulatedOrganisation", "Truth", "simulate", "simulate_one"]

ACCOUNTS_EACH = 8
"""Account ids left for one organisation: its own on X comes first."""


@dataclass(frozen=True)
class SimulatedOrganisation:
    """One fictional institution.

    :param events: its ladder in the order of logging.
    :param accounts: the one on X first; ids count within the simulation only.
    :param truth: what its figures were drawn from; for one that has not left, its ages count to the day planned or a distant one.
    """

    organisation: Organisation
    events: tuple[DepartureEvent, ...]
    accounts: tuple[SimulatedAccount, ...]
    truth: Truth


def simulate(organisations: int, days: int, seed: int, today: date, every: int = 1) -> list[SimulatedOrganisation]:
    """So many institutions over the last so many days, ``today`` included.

    :param every: days between two readings of an account; more than 1 makes sparse figures, for large registers.
    :raises ValueError: fewer than 60 days, or more organisations than there are names.
    """
    return [simulate_one(number, days, seed, today, every) for number in range(organisations)]


def simulate_one(number: int, days: int, seed: int, today: date, every: int = 1) -> SimulatedOrganisation:
    """The institution of that number (0 is Ville de Valombre): see :func:`simulate`."""
    if days < LEAST_DAYS:
        raise ValueError(f"a simulation needs {LEAST_DAYS} days at least")
    random = Random(f"{seed} {number}")
    drawn = profile(number, random, today, days)
    where = place(places(seed), number)
    source = f"Le Courrier {_of(where)}"
    events = ladder(drawn, random, today, source)
    truth = draw_truth(random, drawn.baseline, together=drawn.together(today, days))
    first = today - timedelta(days=days - 1)
    course = Course(truth, events, drawn.left_on, returned_on(drawn, today), first, today, every)
    organisation = _organisation(drawn, where)
    mine = 1 + number * ACCOUNTS_EACH
    return SimulatedOrganisation(
        organisation,
        events,
        (
            origin_account(random, mine, organisation, drawn, course, source),
            *destination_accounts(random, mine + 1, organisation, drawn, course, seed),
        ),
        truth,
    )


def _organisation(drawn: Profile, where: str) -> Organisation:
    name = drawn.name.format(of=_of(where), place=where)
    return Organisation(
        slug(name),
        name,
        drawn.kind,
        country="FR",
        domain=f"{slug(name)}.example",
        population=drawn.population,
        students=drawn.students,
        staff=drawn.staff,
        level=drawn.level,
        fictional=True,
    )


def _of(where: str) -> str:
    """De Valombre, d’Ormevent."""
    return f"d’{where}" if where[0] in "AEÉIOU" else f"de {where}"
