"""Which rows of the register are probably one institution, and why: found by shared keys, so that the cost grows with rows, not pairs.

It only proposes: people decide (services.merge_organisations).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.names import match_key
from dashboard.domain.organisations import Organisation

SHORTEST = 8
"""Letters that a name needs before one letter more, less or other counts as a slip."""
MOST_TRIED = 5
"""With how many of those that share its key a row is compared."""
PLAIN = frozenset(
    (
        *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the", "and"),
        *("commune", "mairie", "municipalite", "ville", "city", "town"),
        *("conseil", "departement", "departemental", "region", "regional"),
        *("college", "lycee", "universite", "university"),
    )
)
"""Words that say what kind of institution it is, or nothing: « Ville de Lyon » and « Lyon » are one city."""
NUMBER = re.compile(r"\d+|\b[ivx]+\b")


class Likeness(StrEnum):
    """Why two rows are probably one institution, the strongest reason first."""

    LEGAL_UNIT = "legal_unit"
    DOMAIN = "domain"
    NAME = "name"
    NEAR_NAME = "near_name"


@dataclass(frozen=True)
class Twins:
    """Two rows that are probably one institution."""

    first: Organisation
    second: Organisation
    why: Likeness


Keys = Callable[[Organisation], Iterable[str]]


def twins(organisations: Sequence[Organisation]) -> list[Twins]:
    """Pairs that are probably one institution, the strongest reasons first; each pair once.

    Of many that share a key each is paired with one before it alone: merging them one by one leads to one row all the same.
    """
    found: dict[tuple[str, str], Twins] = {}
    for why, keys in KEYS.items():
        for group in _groups(organisations, keys):
            for place, other in enumerate(group[1:], 1):
                first = next((one for one in group[: min(place, MOST_TRIED)] if not apart(one, other, why)), None)
                if first is not None:
                    found.setdefault((first.slug, other.slug), Twins(first, other, why))
    return list(found.values())


def apart(one: Organisation, other: Organisation, why: Likeness) -> bool:
    """Whether the register knows that they are two: an identifier that both have, and that differs."""
    names = ("insee", "uai", "ror", "wikidata", "siret")
    if any(getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name) for name in names):
        return True
    units = unit(one), unit(other)
    named_alike = why in (Likeness.NAME, Likeness.NEAR_NAME)
    return one.fictional != other.fictional or (named_alike and all(units) and units[0] != units[1])


def unit(one: Organisation) -> str | None:
    """The legal unit: the SIREN, or the one that a SIRET begins with."""
    return one.siren or (one.siret[:9] if one.siret else None)


def _groups(organisations: Sequence[Organisation], keys: Keys) -> Iterator[list[Organisation]]:
    shared: dict[str, list[Organisation]] = defaultdict(list)
    for one in organisations:
        for key in set(keys(one)):
            shared[key].append(one)
    return (group for group in shared.values() if len(group) > 1)


def _units(one: Organisation) -> Iterable[str]:
    return filter(None, [unit(one)])


def _domains(one: Organisation) -> Iterable[str]:
    return filter(None, [one.domain])


def _names(one: Organisation) -> Iterable[str]:
    yield f"{one.country} {match_key(one.name)}"


def _near_names(one: Organisation) -> Iterable[str]:
    """The name without words that say nothing, whole and with each of its letters left out: two names a slip apart share one of these.

    Numbers are never a slip: the universities Paris 1 and Paris 8 are two.
    """
    key = match_key(one.name)
    words = [word for word in key.split() if word not in PLAIN and not NUMBER.fullmatch(word)]
    letters, numbers = "".join(sorted(words)), " ".join(NUMBER.findall(key))
    place = f"{one.kind} {one.country} {numbers}"
    if letters:
        yield f"{place} {letters}"
    if len(letters) >= SHORTEST:
        yield from (f"{place} {letters[:at]}{letters[at + 1 :]}" for at in range(len(letters)))


KEYS: dict[Likeness, Keys] = {
    Likeness.LEGAL_UNIT: _units,
    Likeness.DOMAIN: _domains,
    Likeness.NAME: _names,
    Likeness.NEAR_NAME: _near_names,
}
