"""Which figures may be handed on under the open licence, and why the others may not: decided by where a figure comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.domain.errors import N_
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network


@dataclass(frozen=True)
class Licence:
    """A licence as data packages, feeds and pages name it; ``name`` is its identifier at SPDX."""

    name: str
    title: str
    path: str


LICENCE = Licence("etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
"""Of everything that is published here."""

WITHHELD_DIGITS = 2
"""Decimals of a share of a figure that may not be handed on: with more, the figure could be computed back."""


@dataclass(frozen=True)
class Terms:
    """What may be done with figures of one origin. Texts are keys of the catalogues.

    :param redistributed: whether they stand in the open data; otherwise they are counted there and left out.
    """

    redistributed: bool
    reason: str


_BY_PROVENANCE: Mapping[Provenance, Terms] = MappingProxyType(
    {
        Provenance.API: Terms(True, N_("A public count, read where everybody can read it without an account.")),
        Provenance.ARCHIVE: Terms(True, N_("The institution’s own data, which X owes it, and which it brings to be published.")),
        Provenance.ANALYTICS: Terms(True, N_("The institution’s own statistics, which it exports itself and brings to be published.")),
        Provenance.WIKIDATA: Terms(True, N_("Wikidata gives its data to everybody (CC0).")),
        Provenance.PRESS: Terms(True, N_("A fact that was published: the number is quoted with its source, nothing else of the article.")),
        Provenance.DECLARED: Terms(True, N_("Said by the institution or the collective in order to be published, with its source.")),
    }
)
_X_API = Terms(
    False,
    N_("Read with a token of X’s API, whose terms do not allow handing its content on. It is shown beside its chart and left out here."),
)


def terms(provenance: Provenance, network: Network) -> Terms:
    """The terms of figures of one provenance on one network."""
    # Nobody reads X without a token; the other networks answer everybody.
    return _X_API if (provenance, network) == (Provenance.API, Network.X) else _BY_PROVENANCE[provenance]


def withheld(provenance: Provenance | None, network: Network) -> bool:
    """Whether a figure is left out of the open data; where there is none, nothing is."""
    return provenance is not None and not terms(provenance, network).redistributed


WITHHELD: tuple[tuple[Provenance, Network], ...] = tuple(
    (provenance, network) for provenance in Provenance for network in Network if withheld(provenance, network)
)
"""Every origin whose figures are left out."""
