"""The steps of a comparison in a browser, each of at most so many points: followers come, the list goes, its answers come back.

What is counted here is known to this function for a moment; what is under ten leaves it for no page, table or log.
"""

from collections.abc import Sequence
from datetime import datetime

from dashboard.domain.comparison import Found, tell
from dashboard.domain.curve_points import SIZE
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.compared.begin import MARKS, TOGETHER
from dashboard.services.compared.record import Outcome
from dashboard.services.compared.rounds import Round, Rounds
from dashboard.services.permit import permit
from db.engine import Database

CHUNK = 1_000
"""Points in one request: 43 kB as they travel."""
OUT_OF_STEP = N_("This comparison went out of step. Choose the archive once more.")


def take_followers(db: Database, rounds: Rounds, ticket: str, points: Sequence[bytes], *, by: Actor, now: datetime) -> int:
    """Take some blinded points of followers; returns how many are still to come.

    :raises NotFound: no such comparison of this session. :raises Refused: not points of the curve, one twice, or more than announced.
    """
    going = _going(db, rounds, ticket, by, now)
    with going.lock:
        if not points or len(points) > min(CHUNK, going.compared - len(going.sent)) or going.handed_out:
            raise Refused(OUT_OF_STEP)
        new = going.blinds.sent(points)
        if len(new) != len(points) or not new.isdisjoint(going.sent):
            raise Refused(OUT_OF_STEP)
        going.sent |= new
        return going.compared - len(going.sent)


def hand_out(db: Database, rounds: Rounds, ticket: str, *, by: Actor, now: datetime) -> tuple[str, list[bytes], int]:
    """The next points of the list, with the mark of each one's group, and how many are still to come.

    :raises NotFound: no such comparison of this session. :raises Refused: before all followers have come.
    """
    going = _going(db, rounds, ticket, by, now)
    with going.lock:
        if len(going.sent) < going.compared:
            raise Refused(OUT_OF_STEP)
        some = going.order[going.handed_out : going.handed_out + CHUNK]
        going.handed_out += len(some)
        points = going.blinds.listed([point for _, point in some])
        return "".join(mark for mark, _ in some), points, len(going.order) - going.handed_out


def take_answers(
    db: Database, rounds: Rounds, ticket: str, marks: str, points: Sequence[bytes], *, by: Actor, now: datetime
) -> tuple[int, Outcome | None]:
    """Take some points of the list back, blinded by the browser and out of order; returns how many are still to come, and the outcome
    once none is.

    :param marks: of each point, its group.
    :raises NotFound: no such comparison of this session. :raises Refused: not as many of each group as were handed out.
    """
    going = _going(db, rounds, ticket, by, now)
    with going.lock:
        if len(marks) != len(points) or not points or len(points) > CHUNK or going.handed_out < len(going.order) or going.outcome:
            raise Refused(OUT_OF_STEP)
        for mark, point in zip(marks, points, strict=True):
            going.answers[mark] = going.answers.get(mark, 0) + 1
            if len(point) == SIZE and point in going.sent:
                going.sent.discard(point)
                going.met[mark] = going.met.get(mark, 0) + 1
        sizes = _sizes(going.listed)
        if any(n > sizes.get(mark, 0) for mark, n in going.answers.items()):
            rounds.end(ticket)
            raise Refused(OUT_OF_STEP)
        left = len(going.order) - sum(going.answers.values())
        if not left:
            going.outcome = _outcome(going)
        return left, going.outcome


def _going(db: Database, rounds: Rounds, ticket: str, by: Actor, now: datetime) -> Round:
    going = rounds.get(ticket, by, now=now)
    with db.reading() as session:
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=going.organisation_id)
    return going


def _sizes(listed: Found) -> dict[str, int]:
    """How many of each group are handed out."""
    if not listed.tells_networks:
        return {TOGETHER: listed.anywhere}
    return {
        MARKS[True, False]: listed.bluesky_only,
        MARKS[False, True]: listed.mastodon_only,
        MARKS[True, True]: listed.both,
    }


def _outcome(going: Round) -> Outcome:
    both, together = going.met.get(MARKS[True, True], 0), going.met.get(TOGETHER, 0)
    found = Found(going.met.get(MARKS[True, False], 0) + together, going.met.get(MARKS[False, True], 0), both)
    counts = tell(found, going.compared, going.listed)
    # What was counted, and from what, is let go of at once.
    going.order, going.sent, going.met = [], set(), {}
    return Outcome(going.followers, going.compared, counts, going.listed.anywhere)
