"""Frauds, from the clumsy to those that no count can show."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from dashboard.domain.figures import Provenance, Snapshot
from tests.fraud.curves import Case, after, being_left, day, exported, growing, joined, raised, readings, told

LATER = timedelta(days=400)
WORDS = "our notes"


def _beside(random: Random, factor: float, provenance: Provenance, source: str) -> Case:
    """A false baseline, where one to three true figures of the last seven weeks are known."""
    counts = growing(random, random.uniform(5_000, 300_000), random.uniform(-0.001, 0.001))
    true = [told(100 - back, counts[100 - back], random.choice((Provenance.WIKIDATA, Provenance.PRESS))) for back in (2, 25, 45)]
    known = random.sample(true, random.randint(1, 3))
    batches: list[tuple[date, list[Snapshot]]] = [(day(100), known)]
    batches.append((day(110), [told(100, counts[100] * factor, provenance, source)]))
    return Case(being_left(100), batches, frozenset({(1, 0)}))


def inflated(random: Random) -> Case:
    """Declared."""
    return _beside(random, random.uniform(1.2, 3.0), Provenance.DECLARED, WORDS)


def forged_archive(random: Random) -> Case:
    """The manifest was edited."""
    return _beside(random, random.uniform(1.2, 3.0), Provenance.ARCHIVE, "manifest.js")


def lowered(random: Random) -> Case:
    """A small audience left makes a large share regained."""
    return _beside(random, random.uniform(0.3, 0.8), Provenance.DECLARED, WORDS)


def _alone(random: Random, when: date, provenance: Provenance) -> Case:
    count = random.uniform(5_000, 300_000) * random.uniform(1.2, 3.0)
    unit = random.choice([None, None, None, 1_000])
    count = round(count / unit) * unit if unit else count
    return Case(being_left(100), [(when, [told(100, count, provenance, WORDS)])], frozenset({(0, 0)}))


def late_press(random: Random) -> Case:
    """A newspaper without an address, a year later, and nothing else is known."""
    return _alone(random, day(100) + LATER, Provenance.PRESS)


def at_once_alone(random: Random) -> Case:
    """Declared within days, and nothing else is known: what speaks against it?"""
    return _alone(random, day(105), Provenance.DECLARED)


def _bought(random: Random, share: tuple[float, float], days: int, purged: bool = False, departed: int | None = None) -> Case:
    base = random.uniform(1_500, 50_000)
    counts = growing(random, base, random.uniform(0.0, 0.004))
    first = random.randrange(60, 100) if departed is None else departed + random.randrange(3, 15)
    lot = base * random.uniform(*share)
    gains = {first + n: lot / days * (random.uniform(0.85, 1.15) if days > 1 else 1) for n in range(days)}
    if purged:
        gains[first + days + random.randrange(20, 40)] = -lot * random.uniform(0.6, 0.9)
    batches = readings(raised(counts, gains))
    return Case(joined(departed, opened=-300), batches, after(batches, first))


def one_lot(random: Random) -> Case:
    """A fifth to as many again, in a night."""
    return _bought(random, (0.2, 1.0), 1)


def small_lot(random: Random) -> Case:
    """Three to twenty per cent, in a night."""
    return _bought(random, (0.03, 0.2), 1)


def dripped(random: Random) -> Case:
    """Ten to sixty per cent, evenly over ten days."""
    return _bought(random, (0.1, 0.6), 10)


def slow_drip(random: Random) -> Case:
    """The same over two months."""
    return _bought(random, (0.1, 0.6), 60)


def purged(random: Random) -> Case:
    """A lot of which most vanishes later."""
    return _bought(random, (0.2, 1.0), 1, purged=True)


def in_the_surge(random: Random) -> Case:
    """A lot in the weeks after the departure, when everybody gains."""
    return _bought(random, (0.2, 1.0), 1, departed=60)


def back_dated(random: Random) -> Case:
    """Higher figures for the days that are compared, told later, on a network dated by hand."""
    counts = growing(random, random.uniform(1_000, 40_000), random.uniform(0.0, 0.003), 300)
    true = [(day(n), [told(n, counts[n], Provenance.DECLARED)]) for n in range(10, 290, 30)]
    factor = random.uniform(1.5, 3.0)
    false = [told(60 + age, counts[60 + age] * factor, Provenance.DECLARED, WORDS) for age in (30, 90, 180)]
    return Case(joined(departed=60), [*true, (day(295), false)], frozenset({(len(true), n) for n in range(3)}))


def _model(random: Random) -> list[float]:
    return growing(random, random.uniform(5_000, 100_000), random.uniform(0.0005, 0.003))


def _copy(counts: list[float], model: list[float], shift: int = 0) -> Case:
    models = [{day(n).toordinal(): round(count) for n, count in enumerate(model)}]
    new = exported(counts, shift)
    return Case(being_left(120), [(day(300), new)], frozenset((0, place) for place in range(len(new))), models)


def copied(random: Random) -> Case:
    """The very figures of another."""
    model = _model(random)
    return _copy(model[30:120], model)


def copied_shifted(random: Random) -> Case:
    """The same changes some weeks later, at another level."""
    model, level = _model(random), random.uniform(-3_000, 20_000)
    return _copy([count + level for count in model], model, random.randrange(10, 90))


def copied_scaled(random: Random) -> Case:
    """The same changes at another scale, with noise over them."""
    model, scale = _model(random), random.uniform(0.4, 2.0)
    count, counts = model[0] * scale, []
    for before, now in zip([model[0], *model], model, strict=False):
        count += (now - before) * scale * random.uniform(0.85, 1.15)
        counts.append(count)
    return _copy(counts, model, random.choice([0, random.randrange(10, 90)]))


def invented(random: Random) -> Case:
    """A whole curve from imagination, smooth and plausible."""
    counts = growing(random, random.uniform(5_000, 100_000), random.uniform(0.0, 0.003))
    new = exported(counts)
    return Case(being_left(120), [(day(160), new)], frozenset((0, place) for place in range(len(new))))


FRAUDS: Mapping[str, Callable[[Random], Case]] = {
    "inflated baseline beside true figures": inflated,
    "lowered baseline beside true figures": lowered,
    "forged archive beside true figures": forged_archive,
    "press without an address, a year later": late_press,
    "inflated baseline told at once, nothing else known": at_once_alone,
    "bought in one lot": one_lot,
    "bought in one small lot": small_lot,
    "bought in one lot, purged later": purged,
    "bought in the surge of the departure": in_the_surge,
    "dripped over ten days": dripped,
    "dripped over two months": slow_drip,
    "back-dated figures": back_dated,
    "copied curve": copied,
    "copied curve, another time and level": copied_shifted,
    "copied curve, another scale, with noise": copied_scaled,
    "invented curve": invented,
}
