"""Compare a whole archive on the machine that holds the keys: its followers' ids pass by once, and counts are kept."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard.domain.comparison import Comparison, Found, tell
from dashboard.domain.people import Act, Actor
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.compared.record import Outcome, check_sizes, record
from dashboard.services.imports.archive import account_of
from dashboard.services.permit import permit
from db import organisations, pairs
from db.blinding import DIGEST_BYTES, Digests, parts_of
from db.engine import Database
from db.vault import Vault

BLUESKY, MASTODON, BOTH, COUNTED = 1, 2, 3, 0
"""Where somebody is, in the byte behind their code; nowhere any more once they were counted."""
WIDTH = DIGEST_BYTES + 1


def compare_archive(
    db: Database, vault: Vault, slug: str, facts: ArchiveFacts, followers: Iterable[Sequence[bytes]], *, by: Actor, now: datetime
) -> Comparison:
    """How many of these followers are on the list of people who agreed, kept as counts of at least ten.

    :param facts: whose archive it is; ``followers``: ids in decimal digits, in lists of any length; each is looked at once and forgotten.
    :raises NotFound: no such organisation.
    :raises Refused: too few followers, too few people on the list, or the archive of another account.
    :raises NotAllowed: whoever asks is not in its team.
    """
    digests = Digests(vault)
    with db.reading_once() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        account_of(session, organisation, facts)
        listed = pairs.listed(session, digests.key)
        check_sizes(facts.followers, listed)
        people = _People(pairs.digests(session, digests.key))
    total, met = 0, Counter[int]()
    for some in followers:
        total += len(some)
        tags = digests.tags(some)
        if here := people.tags.intersection(tags):
            met.update(people.take(tag, digests.code(x_id)) for tag, x_id in zip(tags, some, strict=True) if tag in here)
    check_sizes(total, listed)
    counted = Found(met[BLUESKY], met[MASTODON], met[BOTH])
    outcome = Outcome(total, total, tell(counted, total, listed), listed.anywhere)
    with db.writing() as session:
        organisation_id = organisations.by_slug(session, slug).id or 0
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation_id)
        return record(session, leave, organisation_id, outcome)


class _People:
    """The list in some 90 bytes a person: tags in their order, and behind one another the codes, each with where somebody is."""

    def __init__(self, rows: Iterable[tuple[str, bool, bool]]) -> None:
        """
        :param rows: digests in their order, with whether somebody is on Bluesky, and on Mastodon.
        """
        self._order, self._codes = array("I"), bytearray()
        for digest, bluesky, mastodon in rows:
            tag, code = parts_of(digest)
            self._order.append(tag)
            self._codes += code + bytes((BLUESKY * bluesky + MASTODON * mastodon,))
        self.tags = frozenset(self._order)

    def take(self, tag: int, code: bytes) -> int:
        """Where the person of a tag and a code is, the first time; COUNTED after that, and of nobody."""
        place = bisect_left(self._order, tag)
        while place < len(self._order) and self._order[place] == tag:
            at = place * WIDTH
            if self._codes[at : at + DIGEST_BYTES] == code:
                where = self._codes[at + DIGEST_BYTES]
                self._codes[at + DIGEST_BYTES] = COUNTED
                return where
            place += 1
        return COUNTED
