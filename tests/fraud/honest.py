"""Honest curves, of every shape that was seen to make somebody suspicious."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from dashboard.domain.accounts import Origin
from dashboard.domain.departures import journey
from dashboard.domain.figures import Provenance
from dashboard.domain.people import Role
from dashboard.domain.plausibility.known import Around
from dashboard.domain.simulation import simulate_one
from dashboard.domain.simulation.profiles import exit_days
from tests.fraud.curves import DAYS, FIRST, SOURCE, Case, being_left, by_role, day, exported, growing, joined, raised, readings, told

LATER = timedelta(days=400)


def steady(random: Random) -> Case:
    """Nothing happens: growth with the rhythm of the weeks."""
    return Case(joined(opened=-300), readings(growing(random, random.uniform(300, 60_000), random.uniform(0.0, 0.006))))


def small(random: Random) -> Case:
    """Twenty to four hundred followers."""
    return Case(joined(opened=-200), readings(growing(random, random.uniform(20, 400), random.uniform(0.0, 0.02))))


def surge(random: Random) -> Case:
    """An exit day: one and a half to six times as many within days, then a tail."""
    left, base = random.randrange(40, 100), random.uniform(100, 20_000)
    counts = growing(random, base, random.uniform(0.0, 0.004))
    total, keep = counts[left] * random.uniform(0.5, 5.0), random.uniform(0.4, 0.85)
    gains = {left + n: total * (1 - keep) * keep ** abs(n) * random.uniform(0.8, 1.2) for n in range(-1, 40)}
    return Case(joined(left, opened=-200), readings(raised(counts, gains)))


def beginning(random: Random) -> Case:
    """A new account: hundreds or thousands in its first days."""
    most, pace = random.uniform(300, 30_000), random.uniform(0.05, 0.5)
    counts = growing(random, 1, 0.0)
    gains = {n: most * pace * (1 - pace) ** n * random.uniform(0.7, 1.3) for n in range(DAYS)}
    return Case(joined(opened=0), readings(raised(counts, gains)))


def viral(random: Random) -> Case:
    """A post that goes round: a few to fifteen per cent in a day, and a tail."""
    on, base = random.randrange(40, 140), random.uniform(1_000, 60_000)
    counts = growing(random, base, random.uniform(0.0, 0.004))
    peak, keep = base * random.uniform(0.03, 0.15), random.uniform(0.25, 0.6)
    return Case(joined(opened=-300), readings(raised(counts, {on + n: peak * keep**n * random.uniform(0.7, 1.3) for n in range(12)})))


def press(random: Random) -> Case:
    """A mention in the news: a slow bump over a week."""
    on, base = random.randrange(40, 130), random.uniform(1_000, 60_000)
    counts = growing(random, base, random.uniform(0.0, 0.004))
    peak, keep = base * random.uniform(0.005, 0.03), random.uniform(0.6, 0.85)
    return Case(joined(opened=-300), readings(raised(counts, {on + n: peak * keep**n * random.uniform(0.6, 1.4) for n in range(20)})))


def wave(random: Random) -> Case:
    """The whole network grows: one to three per cent a day for some weeks, nobody having left."""
    on, base, weeks = random.randrange(40, 90), random.uniform(500, 30_000), random.randrange(2, 5)
    counts = growing(random, base, random.uniform(0.0, 0.003))
    rhythm = [random.uniform(0.7, 1.3) for _ in range(7)]
    gains = {}
    for n in range(7 * weeks):
        shape = min(1.0, (n + 1) / 4) * (1 - n / (7 * weeks))
        gains[on + n] = base * random.uniform(0.01, 0.03) * shape * rhythm[n % 7] * random.uniform(0.8, 1.2)
    return Case(joined(opened=-300), readings(raised(counts, gains)))


def gaps(random: Random) -> Case:
    """A server that is down for days or weeks."""
    first, days = random.randrange(20, 100), random.randrange(3, 40)
    counts = growing(random, random.uniform(300, 30_000), random.uniform(0.0, 0.01))
    return Case(joined(opened=-300), readings(counts, frozenset(range(first, first + days))))


def cleaned(random: Random) -> Case:
    """The network clears out false followers: a sudden loss."""
    on, base = random.randrange(30, 140), random.uniform(300, 60_000)
    counts = growing(random, base, random.uniform(0.0, 0.004))
    return Case(joined(opened=-300), readings(raised(counts, {on: -counts[on] * random.uniform(0.02, 0.4)})))


def monthly(random: Random) -> Case:
    """Figures of a network without public counts, typed by hand each month, rounded or not."""
    counts = growing(random, random.uniform(500, 40_000), random.uniform(0.0, 0.004), 360)
    unit = random.choice([None, None, 10, 100])
    days = [n + random.randint(-3, 3) for n in range(10, 350, 30)]
    return Case(joined(departed=60), [(day(n), [told(n, counts[n], Provenance.DECLARED, "our account", unit)]) for n in days])


def old_series(random: Random) -> Case:
    """The past brought in one go: two years of monthly figures, with an address."""
    counts = growing(random, random.uniform(2_000, 200_000), random.uniform(-0.0005, 0.001), 720)
    new = [told(n, counts[n], Provenance.DECLARED) for n in range(0, 715, 30)]
    return Case(being_left(700), [(day(700) + LATER, new)])


def rounded(random: Random) -> Case:
    """The press rounds, and the exact count of an archive follows."""
    counts = growing(random, random.uniform(5_000, 900_000), random.uniform(-0.001, 0.001))
    unit = 10 ** (len(str(round(counts[0]))) - 2)
    said, known = told(100, counts[100], Provenance.PRESS, rounded_to=unit), told(103, counts[103], Provenance.ARCHIVE, "manifest.js")
    return Case(being_left(103), [(day(101), [said]), (day(104), [known])])


def late_beside_archive(random: Random) -> Case:
    """Older figures told a year later without an address, beside the archive."""
    counts = growing(random, random.uniform(5_000, 300_000), random.uniform(-0.001, 0.001))
    known = [told(120, counts[120], Provenance.ARCHIVE, "manifest.js")]
    old = [told(n, counts[n], Provenance.DECLARED, "our notes") for n in (10, 40, 70, 100)]
    return Case(being_left(120), [(day(121), known), (day(120) + LATER, old)])


def late_alone(random: Random) -> Case:
    """The only baseline, true, told a year later without an address: held back on purpose."""
    count = random.uniform(5_000, 300_000)
    return Case(being_left(120), [(day(120) + LATER, [told(120, count, Provenance.DECLARED, "our notes")])])


def analytics(random: Random) -> Case:
    """The export of the account left, among those of others who left on the same day."""

    def one() -> list[float]:
        return growing(random, random.uniform(5_000, 200_000), random.uniform(0.0, 0.002))

    shock = {90: 200.0, 91: 120.0, 92: 60.0}
    mine, others = raised(one(), shock), [raised(one(), shock) for _ in range(5)]
    models = [{day(n).toordinal(): round(count) for n, count in enumerate(other)} for other in others]
    return Case(being_left(120), [(day(150), exported(mine))], models=models)


def corrected(random: Random) -> Case:
    """Three figures of the account left from three sources that agree, as far as they can."""
    count = random.uniform(2_000, 400_000)
    a, b, c = (count * random.uniform(0.995, 1.005) for _ in range(3))
    return Case(
        being_left(100),
        [
            (day(101), [told(99, a, Provenance.PRESS, SOURCE, 100)]),
            (day(102), [told(100, b, Provenance.DECLARED)]),
            (day(103), [told(101, c, Provenance.WIKIDATA)]),
        ],
    )


def fictional(random: Random) -> Case:
    """An account of the institutions of the demo."""
    one = simulate_one(random.randrange(400), 400, 2025, FIRST + LATER)
    account = random.choice([each for each in one.accounts if each.snapshots])
    way = journey(one.events, FIRST + LATER)
    stirs = [on.toordinal() for on in (*exit_days(FIRST + LATER, 400), way.departed_on, way.announced_on) if on]
    known = account.account
    around = Around(known.network, known.origin is Origin.ORIGIN, known.opened_on, way.departed_on, tuple(stirs))
    if account.snapshots[0].provenance is Provenance.API:
        return Case(around, [(each.at.date(), [each]) for each in account.snapshots])
    # Whoever is listed alone has no team: the collective brings what is known of it.
    role = Role.EDITOR if one.organisation.level.certified else Role.COLLECTIVE
    return Case(around, [(FIRST + LATER, by_role(account.snapshots, role))])


HONEST: Mapping[str, Callable[[Random], Case]] = {
    "steady growth": steady,
    "small account": small,
    "exit-day surge": surge,
    "first weeks of an account": beginning,
    "viral post": viral,
    "mention in the news": press,
    "wave over the whole network": wave,
    "server down for weeks": gaps,
    "false followers cleared out": cleaned,
    "monthly figures by hand": monthly,
    "two years brought at once": old_series,
    "rounded by the press": rounded,
    "late figures beside an archive": late_beside_archive,
    "late baseline, alone": late_alone,
    "analytics export": analytics,
    "three sources that agree": corrected,
    "institutions of the demo": fictional,
}
