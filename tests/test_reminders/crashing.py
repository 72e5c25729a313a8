"""A process that dies at a chosen moment: before or after any exchange with the mail server or the database."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dashboard.services.exit_days import remind as reminding

EXCHANGES = ("__init__", "ehlo_or_helo_if_needed", "mail", "rcpt", "docmd", "send", "getreply")
"""What passes between us and the mail server; ``send`` carries every line, the last one too."""
STORED = ("_claim", "_note", "_give_back")
LAST = b".\r\n"


class Died(BaseException):
    """Nothing that follows is done: no rule of ours catches it."""


class Moments:
    """Counts the moments of a run, and dies at one of them.

    :param at: which one; None to live and count. :param spare: whether to go by the one moment that cannot be closed, between the claim
        and the last line.
    """

    def __init__(self, at: int | None, *, spare: bool = True) -> None:
        self.at, self.spare, self.passed = at, spare, 0
        self.claimed, self.depth = False, 0

    def here(self) -> None:
        """One moment; what an exchange consists of has none of its own."""
        if self.depth or (self.claimed and self.spare):
            return
        if self.passed == self.at:
            raise Died
        self.passed += 1

    def around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The call with a moment before it and one after."""

        def call(*known: Any, **named: Any) -> Any:
            self.here()
            self.depth += 1
            found = real(*known, **named)
            self.depth -= 1
            if name == "_claim" and found:
                self.claimed = True
            elif name == "send" and known[-1] == LAST:
                self.claimed = False
            if name != "__init__":  # nobody holds the connection yet, to close it
                self.here()
            return found

        return call


@contextmanager
def dying(moments: Moments) -> Iterator[None]:
    """Every exchange and everything stored meanwhile has its moments."""
    with pytest.MonkeyPatch.context() as patch:
        for name in EXCHANGES:
            patch.setattr(smtplib.SMTP, name, moments.around(name, getattr(smtplib.SMTP, name)))
        for name in STORED:
            patch.setattr(reminding, name, moments.around(name, getattr(reminding, name)))
        yield
