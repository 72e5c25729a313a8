"""Lyon, its accounts, Ana who works for it, and the servers that are asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast
from unittest.mock import Mock

import pytest

from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.mastodon_consent import MastodonConsent
from connectors.witnesses import Witnesses
from dashboard.domain.accounts import Account
from dashboard.domain.networks import Network
from dashboard.domain.people import Actor
from dashboard.services.links.authorise import Question, begin, finish
from db.engine import Database
from db.vault import Vault
from tests.factories import NOW, make_account, make_organisation
from tests.network.mastodon_strict import MastodonStrict
from tests.people import VAULT, actor, no_witnesses
from tests.test_links.browser_of import CameBack, consent

BASE = "https://essaim.example"


@dataclass
class Lyon:
    """A team, and what it does with its accounts.

    :param ana: an editor of the team.
    """

    db: Database
    witnesses: Witnesses
    strict: MastodonStrict
    ana: Actor
    mastodon: Account
    bluesky: Account
    vault: Vault = VAULT
    now: datetime = field(default=NOW)

    def begins(self, by: Actor | None = None, **changes: Any) -> Question:
        """Ana is led to the server."""
        given: dict[str, Any] = {"slug": "lyon", "account_id": self.mastodon.id, "base": BASE, "now": self.now, **changes}
        slug, account_id = given.pop("slug"), given.pop("account_id")
        return begin(self.db, self.vault, self.witnesses, by or self.ana, slug, account_id, **given)

    def finishes(self, back: CameBack, by: Actor | None = None, **changes: Any) -> Account:
        """She comes back."""
        given = {"server": back.server, "state": back.state, "code": back.code, "now": self.now, **changes}
        return finish(self.db, self.vault, self.witnesses, by or self.ana, **given)

    def authorises(self) -> Account:
        """The whole journey."""
        return self.finishes(consent(self.begins().address))

    def witness(self, name: str) -> Mock:
        """One of those that answer what the test says."""
        return cast(Mock, getattr(self.witnesses, name))


def asks(*servers: MastodonStrict) -> Witnesses:
    """Witnesses of whom the consent is real, and asks these servers."""
    transport = GuardedTransport(Guard([server.host for server in servers], seconds=5.0))
    return replace(no_witnesses(), consent=MastodonConsent(transport=transport))


@pytest.fixture
def lyon(db: Database, strict_servers: list[MastodonStrict]) -> Iterator[Lyon]:
    """Lyon has an account on each network."""
    strict = strict_servers[0]
    make_organisation(db, "Lyon", domain="lyon.fr")
    mastodon = on_mastodon(db, "lyon", strict, "lyon")
    bluesky = make_account(db, "lyon", Network.BLUESKY, "lyon.fr", followers=10, remote_id="did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")
    witnesses = asks(*strict_servers)
    yield Lyon(db, witnesses, strict, actor(db, editor_of="lyon"), mastodon, bluesky)


def on_mastodon(db: Database, slug: str, server: MastodonStrict, username: str) -> Account:
    """Connect an account of a server of the tests."""
    remote_id = server.accounts[username].id
    return make_account(db, slug, Network.MASTODON, server.handle(username), followers=5, remote_id=remote_id, host=server.host)
