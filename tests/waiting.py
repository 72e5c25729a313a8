"""Waiting for what another process, a thread or a browser does: it is looked at from outside, again and again."""

import time
from collections.abc import Callable

PATIENCE = 30.0
"""Seconds; whoever waits so long on a loaded machine waits for what never comes."""


def until(happened: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Look until it has happened. For a page whose policy forbids ``eval``: Playwright's own ``wait_for_function`` evaluates an
    expression anew at every look, and is refused from the second one on.

    :raises AssertionError: it did not.
    """
    end_at = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end_at, f"not after {seconds} s: {what}"
        time.sleep(0.05)
