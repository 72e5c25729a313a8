"""Compare a whole archive on the machine that holds the keys: its followers' ids pass by once, and counts are kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard.domain.comparison import Comparison, Found, tell
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.compared.record import Outcome, check_sizes, record
from dashboard.services.imports.archive import account_of
from dashboard.services.permit import permit
from db import organisations, pairs
from db.blinding import Digests, tag_of
from db.engine import Database
from db.vault import Vault


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
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        account_of(session, organisation, facts)
        listed = pairs.listed(session, digests.key)
        check_sizes(facts.followers, listed)
        by_tag: defaultdict[int, list[tuple[str, bool, bool]]] = defaultdict(list)
        for one in pairs.digests(session, digests.key):
            by_tag[tag_of(one[0])].append(one)
    tags = frozenset(by_tag)
    total, met = 0, set[tuple[str, bool, bool]]()
    for some in followers:
        total += len(some)
        try:
            found = digests.tags(map(int, some))
        except OverflowError:
            raise Refused(N_("The list of followers holds a number that is no account of X. Download the archive from X again.")) from None
        if here := tags.intersection(found):
            for digest in {digests.digest(int(x_id)) for tag, x_id in zip(found, some, strict=True) if tag in here}:
                met |= {one for one in by_tag[tag_of(digest)] if one[0] == digest}
    check_sizes(total, listed)
    where = [(bluesky, mastodon) for _, bluesky, mastodon in met]
    counted = Found(where.count((True, False)), where.count((False, True)), where.count((True, True)))
    outcome = Outcome(total, total, tell(counted, total, listed), listed.anywhere)
    with db.writing() as session:
        organisation_id = organisations.by_slug(session, slug).id or 0
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation_id)
        return record(session, leave, organisation_id, outcome)
