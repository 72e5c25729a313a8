"""Where take-overs are tried: Lyon and its team, real servers that say what an attacker can make them say, and what may not be won."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from unittest.mock import Mock

import pytest

from connectors.bluesky_account import BlueskyAccount
from connectors.bluesky_identity import BlueskyIdentity
from connectors.dns import Names
from connectors.mastodon_consent import MastodonConsent
from connectors.mastodon_identity import MastodonIdentity
from connectors.well_known import Sites
from connectors.witnesses import Witnesses
from dashboard.domain.accounts import LinkMethod
from dashboard.domain.claims import Claim
from dashboard.domain.errors import EssaimError
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.domain.people import Actor
from dashboard.services.claims.check import check_claim
from db.engine import Database
from db.tables import AccountProofRow
from tests.factories import NOW, make_account
from tests.network.dns_server import DnsServer
from tests.network.web import Web
from tests.test_claims.cast import LATER, counting, level, make_lyon, role, stranger

CHALLENGE_FILE = "/.well-known/essaim.txt"


@dataclass
class World:
    """A database with Lyon in it, a DNS and a web of its own, and a stranger who wants Lyon.

    :param slug: of Lyon.
    """

    db: Database
    web: Web
    dns: DnsServer
    witnesses: Witnesses
    slug: str
    mallory: Actor

    def look(self, claim: Claim, by: Actor | None = None) -> Claim:
        """Let the witnesses be asked about a claim."""
        return check_claim(self.db, self.witnesses, by or self.mallory, claim.id, now=LATER)

    def refused(self, attempt: Callable[[], object], why: str) -> None:
        """The attempt is refused for that reason, and nothing was won by it."""
        with pytest.raises(EssaimError) as failure:
            attempt()
        assert why in str(failure.value), str(failure.value)
        self.nothing_won()

    def nothing_won(self) -> None:
        """The stranger is in no team, no claim counts, and Lyon has the level that it had."""
        assert role(self.db, self.mallory, self.slug) is None
        assert counting(self.db) == []
        assert level(self.db, self.slug) is Level.L0


@pytest.fixture
def world(sqlite_db: Database, web: Web, dns_server: DnsServer) -> Iterator[World]:
    """Lyon without a team, and a stranger."""
    web.page("https://lyon.example/", "Lyon")
    names = Names([dns_server.host])
    with closing(web.transport(seconds=20)) as transport:
        witnesses = Witnesses(
            names=names,
            sites=Sites(transport),
            bluesky=BlueskyIdentity(transport=transport, names=names),
            bluesky_account=Mock(spec=BlueskyAccount),
            mastodon=MastodonIdentity(transport=transport),
            consent=Mock(spec=MastodonConsent),
        )
        yield World(sqlite_db, web, dns_server, witnesses, make_lyon(sqlite_db), stranger(sqlite_db))


def account_of(world: World, network: Network, handle: str, remote_id: str, *, slug: str = "lyon", held: bool = True) -> int:
    """An account connected to an organisation; ``held`` says that its team showed that they hold it."""
    key = make_account(world.db, slug, network, handle, remote_id=remote_id).id
    if held:
        method = LinkMethod.APP_PASSWORD if network is Network.BLUESKY else LinkMethod.OAUTH
        with world.db.writing() as session:
            session.add(AccountProofRow(account_id=key, method=method.value, opened_at=NOW, proven_at=NOW))
    return key
