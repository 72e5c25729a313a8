"""Asking: at the server's pace, again after a refusal or a passing fault, and not for ever."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from connectors.base import ConnectorError, Remedy
from connectors.hosts import unreachable
from connectors.pace import Pace, put_off
from dashboard.domain.errors import N_

REFUSALS = 2
"""Times a server may say 429 and be asked once more, if it says that the wait is short."""
PAUSE = 1.0
"""Seconds before the one retry after a time-out or a fault of the server."""


@dataclass(frozen=True)
class Answer:
    """What a server said.

    :param body: the JSON, or None if it was not JSON.
    """

    status: int
    headers: Mapping[str, str]
    body: object


def answer_of(response: httpx.Response) -> Answer:
    """The answer with its JSON, if it is JSON."""
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        body = None
    return Answer(response.status_code, response.headers, body)


def ask(pace: Pace, host: str, send: Callable[[], Answer], *, sleep: Callable[[float], None] = time.sleep) -> Answer:
    """Send until there is an answer to the question: any status but 429 and 5xx.

    :raises ConnectorError: the server refuses for now, fails twice, or cannot be reached.
    """
    refusals = faults = 0
    while True:
        try:
            with pace.acquire(host) as call:
                answer = send()
                call.heard(answer.status, answer.headers)
            if answer.status == 429:
                refusals += 1
                if refusals > REFUSALS:
                    raise put_off(host, pace.opens_at(host))
                continue
            if answer.status >= 500:
                raise unreachable(host)
        except ConnectorError as problem:
            faults += 1
            if problem.remedy is not Remedy.RETRY_LATER or problem.retry_at or faults > 1:
                raise
            sleep(PAUSE)
            continue
        return answer


def unreadable(host: str) -> ConnectorError:
    """The server answered something else than what was asked."""
    return ConnectorError(N_("{host} gave an answer that cannot be read. It will be asked again later."), Remedy.RETRY_LATER, host=host)


def refused(host: str, status: int) -> ConnectorError:
    """The server does not want to answer."""
    return ConnectorError(
        N_("{host} refuses to answer (HTTP {status}). Ask its administrators why."), Remedy.GIVE_UP, host=host, status=str(status)
    )
