"""Store what a reading said: a count as a snapshot, anything else as an observation, never as a 0."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.base import ConnectorError, Outcome, Profile, Remedy
from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import N_
from dashboard.domain.figures import Holding, Snapshot
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.schedule import next_slot
from db import accounts
from db.tables import AccountRow

SENTENCES = {
    AccountState.SUSPENDED: N_("{handle} is suspended on its network: no count is taken until it is back."),
    AccountState.HIDDEN: N_("{handle} hides its number of followers: no count can be read. Show it in the settings of the account."),
    AccountState.GONE: N_("{handle} is not there any more. Check the handle, and connect the new account if there is one."),
    AccountState.MOVED: N_("{handle} has moved to {new}. Connect the new account."),
}
COUNTED = (AccountState.ACTIVE, AccountState.MOVED)
RENAMED = N_("{old} is now called {new}; the account is the same.")


def store_outcomes(
    session: Session,
    outcomes: Mapping[int, Outcome],
    *,
    now: datetime,
    holding: Holding,
    every: timedelta,
    due: Mapping[int, datetime | None] | None = None,
    together: int | None = None,
) -> None:
    """Store one outcome per account, and when each is due next, inside the caller's transaction.

    :param due: when each account was due as the job saw it; one whose due moment has moved since was stored already (the
        job engine may run a step twice), and is left alone. None stores all.
    :param together: key whose moment of the day they share, so that one call can read them again; None gives each its own.
    """
    rows = accounts.of_ids(session, outcomes)
    snapshots: list[Snapshot] = []
    for key, outcome in outcomes.items():
        row = rows.get(key)
        if row is None or (due is not None and row.due_at != due.get(key)):
            continue
        row.due_at = _next_due(outcome, next_slot(together or row.id or 0, None if together else row.host, now, every), now, every)
        if isinstance(outcome, ConnectorError):
            accounts.observe(
                session,
                row,
                at=now,
                state=outcome.state,
                message=outcome.message,
                values=outcome.values,
                remedy=outcome.remedy.value,
                retry_at=outcome.retry_at,
            )
        else:
            snapshots.extend(follow(session, row, outcome))
    session.flush()
    record_snapshots(session, snapshots, today=now.date(), holding=holding)


def _next_due(outcome: Outcome, slot: datetime, now: datetime, every: timedelta) -> datetime:
    """The next slot; after a passing failure sooner, but not before the server allows."""
    if isinstance(outcome, ConnectorError) and outcome.remedy is Remedy.RETRY_LATER:
        return max(min(slot, now + every / 12), outcome.retry_at or now)
    return slot


def state_of(profile: Profile) -> AccountState:
    """The state that a profile tells: an active account without a count hides it."""
    if profile.state is AccountState.ACTIVE and profile.followers is None:
        return AccountState.HIDDEN
    return profile.state


def counted(profile: Profile) -> bool:
    """Whether a profile gives a count; a suspended account reads 0 followers, which is none."""
    return profile.followers is not None and profile.state in COUNTED


def sentence(profile: Profile) -> ConnectorError:
    """What to tell of an account that is not simply active, with its remedy."""
    state = state_of(profile)
    return ConnectorError(SENTENCES[state], Remedy.FIX_HANDLE, state=state, handle=profile.handle, new=profile.moved_to or "?")


def follow(session: Session, row: AccountRow, profile: Profile) -> list[Snapshot]:
    """Bring the account up to date with its profile, and give its snapshot if it shows a count."""
    at, state, before = profile.read_at, state_of(profile), row.state
    if profile.handle != row.handle:
        accounts.observe(session, row, at=at, state=state, message=RENAMED, values={"old": row.handle, "new": profile.handle})
        row.handle, row.url = profile.handle, profile.url
    row.opened_on = profile.opened_on or row.opened_on
    if state in SENTENCES and (state is not AccountState.MOVED or before != state.value):
        said = sentence(profile)
        accounts.observe(session, row, at=at, state=state, message=said.message, values=said.values, remedy=said.remedy.value)
    accounts.enter(row, state, at)
    if profile.followers is None or state not in COUNTED:
        return []
    row.read_at, row.remote_id, row.host = at, profile.remote_id, profile.host
    return [Snapshot(row.id or 0, at, profile.followers, profile.following, profile.posts)]
