"""Keep the counts of a comparison, or let go of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.comparison import LEAST_FOLLOWERS, LEAST_PAIRS, Comparison, Counts, Found
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import Permit, permit
from db import comparisons
from db.engine import Database


@dataclass(frozen=True)
class Outcome:
    """What a comparison found, and may tell.

    :param followers: in the archive; ``compared``: how many of them were looked at; ``pairs``: how many people the list held.
    """

    followers: int
    compared: int
    counts: Counts
    pairs: int


def check_sizes(compared: int, listed: Found) -> None:
    """Refuse a comparison of lists so short that a count would be about somebody.

    :raises Refused: too few followers, or too few people who agreed.
    """
    if not listed.anywhere:
        raise Refused(
            N_(
                "Nobody is on the list of people who agreed to be found, or the secret key was replaced since. "
                "The collective imports the list."
            )
        )
    if listed.anywhere < LEAST_PAIRS:
        raise Refused(N_("Fewer than {least} people agreed to be found so far: a count could be about somebody."), least=LEAST_PAIRS)
    if compared < LEAST_FOLLOWERS:
        raise Refused(N_("The archive names fewer than {least} followers: a count could be about somebody."), least=LEAST_FOLLOWERS)


def record(session: Session, leave: Permit, organisation_id: int, outcome: Outcome) -> Comparison:
    """Keep the counts, inside the caller's transaction."""
    kept = comparisons.add(
        session,
        organisation_id,
        at=leave.now,
        followers=outcome.followers,
        compared=outcome.compared,
        counts=outcome.counts,
        pairs=outcome.pairs,
        role=leave.role,
    )
    leave.note(Deed.FOLLOWERS_COMPARED, f"comparison:{kept.id}", organisation_id=organisation_id, compared=outcome.compared, kept=True)
    return kept


def remove_comparison(db: Database, comparison_id: int, *, by: Actor, now: datetime) -> None:
    """Let go of the counts of one comparison.

    :raises NotFound: there is none. :raises NotAllowed: whoever asks is not in the team.
    """
    with db.writing() as session:
        row = comparisons.by_id(session, comparison_id)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=row.organisation_id)
        session.delete(row)
        leave.note(Deed.COMPARISON_REMOVED, f"comparison:{row.id}", organisation_id=row.organisation_id)
