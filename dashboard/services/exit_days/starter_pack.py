"""Publish the starter packs of a sector on the collective's own Bluesky account, and bring them up to date.

Whatever happens, doing it again ends in the same packs: what has to change is read from the account itself, a batch is written only if
the account is still as it was read, and each record has the same key every time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from connectors.base import ConnectorError, Remedy
from connectors.bluesky_repository import MOST_WRITES, BlueskyRepository, OpenRepository
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.pack import MOST, MOST_PACKS, PackSector, PackTexts
from dashboard.domain.exit_days.pack_changes import ITEM, LIST, PACK, Account, Changes, changes
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.starter_pack_links import ever_begun, last_published
from dashboard.services.exit_days.starter_pack_members import Members, members_of, names_of
from dashboard.services.permit import permit
from db.engine import Database

TRIES = 5
"""How often the account may change under us before we give up: every message that the collective publishes meanwhile counts."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Difference:
    """What publishing would change, or has changed.

    :param joining: names of those who come onto the list; ``leaving``: of those who go, or their DIDs.
    :param members: how many the packs list afterwards. :param writes: how many records change in all.
    :param pages: where the packs are, or will be; ``before``: how many there were.
    """

    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    members: int
    writes: int
    pages: tuple[str, ...]
    before: int


def preview_pack(
    db: Database, own: BlueskyRepository | None, sector: PackSector, texts: PackTexts, *, by: Actor, now: datetime
) -> Difference:
    """What publishing would change now; changes nothing.

    :param own: the collective's account, or None where none is set.
    :raises Refused: no account is set, or there is nothing to publish. :raises NotAllowed: whoever asks is no coordinator.
    :raises ConnectorError: Bluesky does not let us in, or does not answer.
    """
    members = _allowed(db, sector, by, now)
    with _opened(own) as account:
        found = _read(account, sector, texts, members, now)[1]
        return _difference(db, account, sector, members, found)


def publish_pack(
    db: Database,
    own: BlueskyRepository | None,
    sector: PackSector,
    texts: PackTexts,
    *,
    by: Actor,
    now: datetime,
    progress: Progress = lambda done, total: None,
) -> Difference:
    """Bring the packs of the sector up to date: make them, change them, or remove them where nobody is left to be listed.

    :param own: the collective's account, or None where none is set. :param progress: told (done, all) of the records.
    :returns: what was found to be changed at the beginning, and is changed.
    :raises Refused: no account is set, there is nothing to publish, or somebody else changes the account all the time.
    :raises NotAllowed: whoever asks is no coordinator.
    :raises ConnectorError: Bluesky does not let us in, or does not answer; what was written until then stands.
    """
    members = _allowed(db, sector, by, now)
    with _opened(own) as account:
        onto, found = _read(account, sector, texts, members, now)
        said = _difference(db, account, sector, members, found)
        if found.writes:
            _note(db, Deed.PACK_BEGUN, sector, by, now, members=said.members, joining=len(said.joining), leaving=len(said.leaving))
        for _ in range(TRIES):
            if not found.writes:
                break
            _write(account, found, onto, progress)
            onto, found = _read(account, sector, texts, members, now)
        else:
            raise Refused(N_("Somebody else is changing the Bluesky account at the same time. Wait a minute, and do it again."))
    with db.reading() as session:
        news = last_published(session, sector) != said.pages
    if said.writes or news:
        _note(db, Deed.PACK_PUBLISHED, sector, by, now, account=account.handle, packs=len(said.pages), members=said.members)
    return said


def _allowed(db: Database, sector: PackSector, by: Actor, now: datetime) -> Members:
    with db.reading() as session:
        permit(session, by, Act.CAMPAIGN, now=now)
        members = members_of(session, sector, now=now)
        known = ever_begun(session, sector)
    if members.fictional:
        raise Refused(N_("The institutions of the demo are fictional: nothing about them is published on Bluesky."))
    if not members.listed and not known:
        raise Refused(N_("No institution of this selection has a Bluesky account that is proven to be its own: there is nobody to list."))
    if len(members.listed) > MOST * MOST_PACKS:
        raise Refused(N_("{n} accounts are more than fit. Choose by kind or by region."), n=len(members.listed))
    return members


@contextmanager
def _opened(own: BlueskyRepository | None) -> Iterator[OpenRepository]:
    """The account, signed in; a server that is busy is said to be so in words for whoever waits for it."""
    if own is None:
        raise Refused(
            N_(
                "No Bluesky account is set on which starter packs could be published. "
                "Whoever runs the server gives one in ESSAIM_BLUESKY_ACCOUNT and ESSAIM_BLUESKY_APP_PASSWORD."
            )
        )
    try:
        with own.signed_in() as account:
            yield account
    except ConnectorError as problem:
        if problem.remedy is not Remedy.RETRY_LATER:
            raise
        if problem.retry_at is not None:
            sentence = N_("Bluesky accepts nothing more from this account before {at}. What was written stands: do it again then.")
        else:
            sentence = N_("Bluesky does not answer as it should. What was written stands: do it again in a few minutes.")
        raise ConnectorError(sentence, problem.remedy, retry_at=problem.retry_at, at=problem.retry_at) from problem


def _read(account: OpenRepository, sector: PackSector, texts: PackTexts, members: Members, now: datetime) -> tuple[str, Changes]:
    """The state of the account, and what has to change in it. The state is asked first: what changes while we read is noticed."""
    onto = account.commit()
    held = Account(account.did, *(account.records(one) for one in (LIST, PACK, ITEM)))
    return onto, changes(sector, texts, [one.did for one in members.listed], held, now=now)


def _write(account: OpenRepository, found: Changes, onto: str, progress: Progress) -> None:
    """Write batch after batch, until the account turns out to be changed by somebody else."""
    done = 0
    for batch in found.batches:
        for start in range(0, len(batch), MOST_WRITES):
            some = batch[start : start + MOST_WRITES]
            state = account.write(some, onto=onto)
            if state is None:
                return
            onto, done = state, done + len(some)
            progress(done, found.writes)


def _difference(db: Database, account: OpenRepository, sector: PackSector, members: Members, found: Changes) -> Difference:
    names = {one.did: one.name for one in members.listed}
    with db.reading() as session:
        known = names_of(session, found.leaving)
    return Difference(
        joining=tuple(names[did] for did in found.joining),
        leaving=tuple(known.get(did, did) for did in found.leaving),
        members=len(members.listed),
        writes=found.writes,
        pages=sector.pages(account.handle, found.packs),
        before=found.before,
    )


def _note(db: Database, deed: Deed, sector: PackSector, by: Actor, now: datetime, **details: object) -> None:
    with db.writing() as session:
        leave = permit(session, by, Act.CAMPAIGN, now=now)
        leave.note(deed, sector.subject, organisation_id=None, sector=sector.mark, **details)
