"""Hold new figures against the curve: those that do not fit are flagged, each with its reasons, in the transaction that stores them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from dashboard.domain.figures import Provenance, Snapshot, noon
from dashboard.domain.flags import Decision, Flag, Verdict
from dashboard.domain.plausibility.go_on import Held
from dashboard.services.plausibility.around import judged, suspects
from db import flags
from db.flags import Key
from db.tables import FlagRow

Raised = tuple[Key, int, Flag, Decision | None]

GOES_ON_DAYS = 30
"""What was set aside stays aside so long as the account goes on from there; then the collective is asked again."""


def hold_against_the_curve(session: Session, snapshots: Sequence[Snapshot], *, today: date) -> Sequence[Snapshot]:
    """The same figures, those that do not fit flagged; the reasons are written beside them for a person to decide.

    One that was cleared is not flagged again while its count stays the same.
    """
    accounts = suspects(session, snapshots)
    if not accounts:
        return snapshots
    # Of two under one key the later stands.
    places: dict[Key, int] = {}
    for place, one in enumerate(snapshots):
        if one.account_id in accounts:
            places[one.account_id, one.at, one.provenance] = place
    mine: dict[int, list[int]] = defaultdict(list)
    for place in places.values():
        mine[snapshots[place].account_id].append(place)
    last = flags.last_held(session, mine)
    held_back = {key: Held(row.at.toordinal(), row.followers, flags.as_flag(row)) for key, row in last.items()}
    found = judged(session, {key: [snapshots[place] for place in some] for key, some in mine.items()}, held_back, today)
    doubts = {mine[key][number]: ones for key, by_place in found.items() for number, ones in by_place.items()}
    known = flags.of_accounts(session, mine)
    again = [(places[key], rows) for key, rows in known.items() if key in places]
    aside = [place for place, rows in again if _decided(rows, snapshots[place])]
    held = list(snapshots)
    raised: list[Raised] = []
    stale: list[FlagRow] = []
    for place in sorted({*doubts, *aside}):
        one = snapshots[place]
        key = (one.account_id, one.at, str(one.provenance))
        before = known.get(key, ())
        decided = _decided(before, one)
        if decided == Verdict.CLEARED:
            continue
        held[place] = replace(one, flagged=True)
        if decided is None:
            stale += [row for row in before if row.followers == one.followers]
            decision = _decided_before(one, last.get(one.account_id), today)
            raised += [(key, one.followers, flag, decision) for flag in doubts[place]]
    flags.raise_many(session, raised, stale, at=noon(today))
    return held


def _decided(rows: Iterable[FlagRow], one: Snapshot) -> str | None:
    """What was decided of exactly this count; storing it again changes nothing about that."""
    return next((row.verdict for row in rows if row.followers == one.followers and row.verdict), None)


def _decided_before(one: Snapshot, last: FlagRow | None, today: date) -> Decision | None:
    """What was decided a short while ago of the figure from which a reading of the network merely goes on; None if nothing was."""
    if one.provenance is not Provenance.API or last is None or last.verdict != Verdict.SET_ASIDE or last.decided_at is None:
        return None
    recent = (today - last.decided_at.date()).days <= GOES_ON_DAYS
    return Decision(Verdict.SET_ASIDE, last.note, last.decided_at) if recent and one.at > last.at else None
