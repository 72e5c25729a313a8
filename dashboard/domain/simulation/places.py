"""Places that exist nowhere: names that sound French, made of two halves, the same list on every machine."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from random import Random

_HEADS = (
    "Clairm Nerv Trém Sorl Morv Bresl Orv Perl Galv Fauv Lorv Marv Tourv Brum Halv Silv Dorv Ferv Ombrel Éclar",
    "Sombre Brise Haute Vive Sauve Longue Douce Lune Orme Ronce Brume Aube Étoile",
)
_TAILS = (
    "ontel oisine adour ivelle ombray ondrac izelle eraie oudière uzanne antel aumière",
    "mer relle saule nacre mire lande marais vent perle jonc",
)
CHOSEN = ("Valombre", "Clairmontel", "Hauterelle", "Sombreval", "Brisemer", "Nervières", "Trémadour", "Ormevent")
"""Those of the characters who are always there, in their order."""
_BESIDE = (
    "sur-Ombrelle les-Saules en-Brumaie sous-Lune lès-Nacre la-Douce aux-Joncs sur-Galvine le-Haut en-Tourvois les-Perles "
    "sur-Fauvelle la-Neuve en-Silvois le-Vent sur-Dorvette les-Ormes en-Halvois sur-Perline le-Vieux sous-Brume aux-Mires "
    "en-Lorvois sur-Nervette la-Claire les-Landes en-Fervois sur-Brisette le-Petit la-Vive en-Morvelle sur-Sorlette"
)


@lru_cache(maxsize=2)
def places(seed: int) -> Sequence[str]:
    """The plain names in the order in which a seed uses them, those of the fixed characters first. No two are alike."""
    made = {head + tail for heads, tails in zip(_HEADS, _TAILS, strict=True) for head, tail in product(heads.split(), tails.split())}
    others = sorted(made.difference(CHOSEN))
    Random(f"places {seed}").shuffle(others)
    return (*CHOSEN, *others)


def place(names: Sequence[str], number: int) -> str:
    """The name of the organisation of that number, whatever the number of organisations.

    :raises ValueError: there are fewer names than that (some ten thousand).
    """
    turn, at = divmod(number, len(names))
    beside = ["", *_BESIDE.split()]
    if turn >= len(beside):
        raise ValueError(f"no more than {len(names) * len(beside)} organisations can be named")
    return f"{names[at]}-{beside[turn]}" if turn else names[at]
