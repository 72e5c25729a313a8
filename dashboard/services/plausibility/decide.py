"""Decide whether figures that were held back count."""

from collections.abc import Sequence
from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.figures import Holding
from dashboard.domain.flags import Decision, Verdict
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import follow_figures
from dashboard.services.typed import one_line
from db import accounts, figures, flags
from db.engine import Database

LONGEST_NOTE = 500
MOST_SENT = 5_000
"""Flags decided at once."""


def decide(db: Database, flag_ids: Sequence[int], verdict: Verdict, note: str, *, by: Actor, now: datetime, holding: Holding) -> int:
    """Let figures count or leave them out, with the reason in words. What was decided before can be decided otherwise.

    :param flag_ids: one flag of each figure at least; all other reasons of it are settled with it.
    :returns: how many figures it concerned.
    :raises Refused: no note, or too long a one. :raises NotFound: a figure was corrected or taken back meanwhile.
    :raises Conflict: all of it was decided so already. :raises NotAllowed: whoever asks is not of the collective.
    """
    note = one_line(note)
    with db.writing() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        if not note or len(note) > LONGEST_NOTE:
            raise Refused(
                N_("Say why in at most {most} characters: the team and those after you have to understand it."), most=LONGEST_NOTE
            )
        rows = flags.of_ids(session, flag_ids[:MOST_SENT])
        open_ones = [row for row in rows if row.verdict != verdict.value]
        if not open_ones:
            raise Conflict(N_("Somebody has decided the same meanwhile. Nothing was changed."))
        flags.settle(session, open_ones, Decision(verdict, note, now), leave.role.value)
        keys = {flags.key_of(row) for row in open_ones}
        changed = {(account_id, at.date()) for account_id, at, _ in keys}
        figures.roll_up(session, changed)
        follow_figures(session, changed, today=now.date(), holding=holding)
        owners = accounts.owners(session, {account_id for account_id, _ in changed})
        for account_id, (organisation_id, _) in sorted(owners.items()):
            leave.note(
                Deed.FLAG_DECIDED,
                f"account:{account_id}",
                organisation_id=organisation_id,
                verdict=verdict.value,
                figures=sum(key[0] == account_id for key in keys),
                note=note,
            )
        return len(keys)
