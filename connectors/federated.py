"""Networks of many servers: whom to ask about a handle, and how to read many accounts of one server that gives one at a time."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.hosts import Guard
from connectors.reading import words
from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import N_
from dashboard.domain.hostnames import HTTPS, server, split_port
from dashboard.domain.profile_pages import USER

PATIENCE = timedelta(seconds=60)
"""What failures of one server may cost the accounts of a batch that are read one by one; the rest share the last failure."""


def base_of(guard: Guard, host: str) -> str:
    """Base address of a server: plain http for trusted ones, https for everybody else."""
    name, port = split_port(host)
    trusted = port not in (None, HTTPS) and guard.trusts(name, port or HTTPS)
    return f"{'http' if trusted else 'https'}://{host}"


def host_of(target: Target) -> str | None:
    """The server to ask, or None if neither host nor handle names one."""
    try:
        return server(target.host or target.handle.rpartition("@")[2])
    except ValueError:
        return None


def parts_of(handle: str, network: str) -> tuple[str, str]:
    """User and domain of a handle.

    :param network: its proper name, for the sentence.
    :raises ConnectorError: FIX_HANDLE, it is not one.
    """
    user, _, domain = handle.removeprefix("@").partition("@")
    try:
        if re.fullmatch(USER, user):
            return user, server(domain)
    except ValueError:
        pass
    raise unknown(handle, network)


def one_by_one(targets: Sequence[Target], single: Callable[[Target], Profile], clock: Callable[[], datetime]) -> dict[int, Outcome]:
    """Read accounts of one server with a call each; one that is down does not hold up the round."""
    outcomes: dict[int, Outcome] = {}
    spent = timedelta(0)
    failure: ConnectorError | None = None
    for target in targets:
        if failure and spent > PATIENCE:
            outcomes[target.key] = failure
            continue
        started = clock()
        try:
            outcomes[target.key] = single(target)
        except ConnectorError as problem:
            outcomes[target.key] = problem
            if problem.remedy is Remedy.RETRY_LATER:
                failure, spent = problem, spent + (clock() - started)
    return outcomes


def unknown(handle: str, host: str) -> ConnectorError:
    """The server has no such account, or not any more."""
    return ConnectorError(
        N_("{host} knows no account {handle}. Check the handle, or connect the account that is in use."),
        Remedy.FIX_HANDLE,
        state=AccountState.GONE,
        handle=words(handle),
        host=host,
    )


def somebody_else(handle: str, host: str) -> ConnectorError:
    """Under that name stands an account that is not the one that was connected."""
    return ConnectorError(
        N_("On {host}, {handle} is another account now than the one that was connected. Connect the account that is in use."),
        Remedy.FIX_HANDLE,
        state=AccountState.GONE,
        handle=words(handle),
        host=host,
    )
