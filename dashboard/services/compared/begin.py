"""Begin a comparison in a browser."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.audit import Deed
from dashboard.domain.comparison import SAMPLE, Found
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.compared.record import check_sizes
from dashboard.services.compared.rounds import LASTS, Round, Rounds
from dashboard.services.imports.archive import account_of
from dashboard.services.people.limits import TooMany, take
from dashboard.services.permit import permit
from db import organisations, pairs
from db.blinding import Points
from db.engine import Database
from db.vault import Vault

PER_DAY = 3
"""Comparisons of one institution: whoever makes up an archive around one person can ask about few people a day."""
DAY = timedelta(days=1)
LONGEST_LIST = 100_000
"""People on the list that a browser is given: some ten seconds of its work."""
TOGETHER = "0"
"""The mark of everybody, where the networks cannot be told apart."""
MARKS = {(True, False): "1", (False, True): "2", (True, True): "3"}


@dataclass(frozen=True)
class Begun:
    """What the browser needs to go on.

    :param ticket: the name of this comparison; ``pairs``: how many people the list holds.
    """

    ticket: str
    pairs: int


def begin(db: Database, vault: Vault, rounds: Rounds, slug: str, facts: ArchiveFacts, *, compared: int, by: Actor, now: datetime) -> Begun:
    """Begin: the list is put into a new order, under a secret of this comparison alone.

    :param facts: what the archive says of itself; ``compared``: how many of its followers will be sent: all, or a random sample of
        ``SAMPLE``.
    :raises NotFound: no such organisation. :raises NotAllowed: whoever asks is not in its team.
    :raises Refused: the archive of another account, too few followers, too few people on the list or more than a browser takes.
    :raises TooMany: enough for a day.
    """
    if compared > min(facts.followers, SAMPLE):
        raise Refused(N_("The number of followers that was sent cannot be right. Open the page again, and choose the archive once more."))
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        organisation_id = organisation.id or 0
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation_id)
        account_of(session, organisation, facts)
        listed = pairs.listed(session, vault.sealing)
        check_sizes(compared, listed)
        if listed.anywhere > LONGEST_LIST:
            raise Refused(N_("The list of people who agreed is too long for a browser. Whoever runs this server can compare the archive."))
        try:
            take(session, vault, "comparison", f"organisation:{organisation_id}", now=now, most=PER_DAY, window=DAY)
        except TooMany:
            raise TooMany(
                N_("Followers were compared {most} times within a day, which is the most. Try again tomorrow."), most=PER_DAY
            ) from None
        order = _shuffled(pairs.points(session, vault.sealing), listed)
        new = Round(organisation_id, by, now + LASTS, Points(vault).fresh(), facts.followers, compared, listed, order)
        ticket = rounds.add(new, now=now)
        leave.note(Deed.FOLLOWERS_COMPARED, "comparison:*", organisation_id=organisation_id, compared=compared, kept=False)
    return Begun(ticket, len(order))


def _shuffled(points: list[tuple[bytes, bool, bool]], listed: Found) -> list[tuple[str, bytes]]:
    """Each point with the mark of its group, in an order that nobody knows beforehand."""
    apart = listed.tells_networks
    order = [(MARKS[bluesky, mastodon] if apart else TOGETHER, point) for point, bluesky, mastodon in points]
    secrets.SystemRandom().shuffle(order)
    return order
