"""Earlier comparisons of an institution, and whether a new one can be made. For its team alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.comparison import LEAST_PAIRS, Comparison
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import comparisons, organisations, pairs
from db.engine import Database
from db.vault import Vault


@dataclass(frozen=True)
class Standing:
    """Where an institution stands.

    :param pairs: how many people agreed to be found; None where they are too few to compare with.
    :param kept: earlier comparisons, newest first.
    """

    slug: str
    name: str
    pairs: int | None
    kept: Sequence[Comparison]


def comparisons_of(db: Database, vault: Vault, by: Actor, slug: str, *, now: datetime) -> Standing:
    """What was compared, and what with.

    :raises NotFound: no such organisation. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        n = pairs.listed(session, vault.sealing).anywhere
        kept = comparisons.of_organisation(session, organisation.id or 0)
        return Standing(organisation.slug, organisation.name, n if n >= LEAST_PAIRS else None, kept)
