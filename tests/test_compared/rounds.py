"""A browser of the tests: does in Python what the page's script does, or something else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from dashboard.domain.curve_points import point_of
from dashboard.domain.people import Actor
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.compared import evaluate
from dashboard.services.compared.begin import begin
from dashboard.services.compared.record import Outcome
from dashboard.services.compared.rounds import Rounds
from db.engine import Database
from db.vault import Vault
from tests.factories import NOW
from tests.people import VAULT

MADE = datetime(2025, 1, 10, tzinfo=UTC)


def facts(followers: int) -> ArchiveFacts:
    """What an archive of Lyon says."""
    return ArchiveFacts("1400000000000000001", "villedelyon", MADE, followers=followers, following=None)


@dataclass
class Browser:
    """One comparison from its browser's side.

    :param secret: of this comparison, 32 bytes.
    """

    db: Database
    by: Actor
    rounds: Rounds = field(default_factory=Rounds)
    vault: Vault = VAULT
    secret: bytes = b"\x2a" * 32
    now: datetime = NOW
    ticket: str = ""

    @property
    def who(self) -> dict[str, Any]:
        """Who asks, and when."""
        return {"by": self.by, "now": self.now}

    def blind(self, point: bytes) -> bytes:
        """The point under this browser's secret."""
        return X25519PrivateKey.from_private_bytes(self.secret).exchange(X25519PublicKey.from_public_bytes(point))

    def begins(self, followers: int, compared: int | None = None) -> None:
        """Announce an archive."""
        sent = followers if compared is None else compared
        self.ticket = begin(self.db, self.vault, self.rounds, "lyon", facts(followers), compared=sent, **self.who).ticket

    def sends(self, x_ids: Sequence[int]) -> int:
        """Send followers; how many are still to come."""
        left = -1
        for at in range(0, len(x_ids), evaluate.CHUNK):
            points = [self.blind(point_of(one)) for one in x_ids[at : at + evaluate.CHUNK]]
            left = evaluate.take_followers(self.db, self.rounds, self.ticket, points, **self.who)
        return left

    def fetches(self) -> list[tuple[str, bytes]]:
        """The list, each with the mark of its group."""
        found: list[tuple[str, bytes]] = []
        while True:
            marks, points, left = evaluate.hand_out(self.db, self.rounds, self.ticket, **self.who)
            found += zip(marks, points, strict=True)
            if not left:
                return found

    def returns(self, answers: Sequence[tuple[str, bytes]]) -> Outcome | None:
        """Send the list back."""
        outcome = None
        for at in range(0, len(answers), evaluate.CHUNK):
            some = answers[at : at + evaluate.CHUNK]
            marks, points = "".join(mark for mark, _ in some), [point for _, point in some]
            _, outcome = evaluate.take_answers(self.db, self.rounds, self.ticket, marks, points, **self.who)
        return outcome

    def compares(self, x_ids: Sequence[int], order: Callable[[list[tuple[str, bytes]]], Any] = reversed) -> Outcome:
        """All of it."""
        self.begins(len(x_ids))
        assert self.sends(x_ids) == 0
        outcome = self.returns([(mark, self.blind(point)) for mark, point in order(self.fetches())])
        assert outcome is not None
        return outcome
