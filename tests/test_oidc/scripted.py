"""A provider that says what a test tells it to, and remembers what it was asked."""

from dataclasses import dataclass, field
from typing import Any

from connectors.oidc import OidcProvider, Statement
from dashboard.domain.people import VISITOR, Actor
from dashboard.services.people.with_provider import Arrival, begin, finish
from db.engine import Database
from tests.factories import NOW
from tests.network.proconnect_fake import LYON_CITY_HALL
from tests.people import VAULT

BASE = "https://essaim.example"
ANA = Statement("https://agents.example#lyon", "sub-of-ana", "ana@lyon.example", "Ana Béranger", LYON_CITY_HALL)
FIREFOX, CHROME = "form token of a Firefox", "form token of a Chrome"


@dataclass
class Scripted(OidcProvider):
    """The provider.

    :param says: of whoever comes, or the error instead.
    """

    says: Statement | Exception = ANA
    name: str = "Agents"
    asked: list[dict[str, str]] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)

    def question(self, **asked: str) -> str:
        self.asked.append(asked)
        return f"https://agents.example/authorise?state={asked['state']}"

    def check_issuer(self, said: str | None) -> None:
        """Every answer is its own."""

    def statement(self, **told: str) -> Statement:
        self.told.append(told)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


def begun(db: Database, provider: Scripted, by: Actor = VISITOR, **changes: Any) -> str:
    """Begin the journey, and give its state."""
    how = {"connect": False, "form_token": FIREFOX, "next": "/dashboard/team", "base": BASE, "address": "192.0.2.7", "now": NOW}
    begin(db, VAULT, provider, by=by, **{**how, **changes})
    return provider.asked[-1]["state"]


def ended(db: Database, provider: Scripted, state: str, by: Actor = VISITOR, **changes: Any) -> Arrival:
    """Come back with that state."""
    how = {"code": "code", "iss": None, "error": "", "form_token": FIREFOX, "base": BASE, "browser": "Firefox · Linux", "language": "fr"}
    return finish(db, VAULT, provider, state=state, by=by, **{**how, "now": NOW, **changes})


def come_through(db: Database, provider: Scripted, by: Actor = VISITOR, *, connect: bool = False) -> Arrival:
    """The whole journey."""
    return ended(db, provider, begun(db, provider, by, connect=connect), by)
