"""People of the tests: who they are and how they come, by what matters to the test. Fictional, all of them."""

from datetime import datetime
from typing import Any
from unittest.mock import Mock

from connectors.bluesky_account import BlueskyAccount
from connectors.bluesky_identity import BlueskyIdentity
from connectors.dns import Names
from connectors.mastodon_consent import MastodonConsent
from connectors.mastodon_identity import MastodonIdentity
from connectors.sources import Sources
from connectors.well_known import Sites
from connectors.wikidata import Wikidata
from connectors.witnesses import Witnesses
from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Actor, Role
from dashboard.services.people.sessions import open_session
from db import organisations
from db.engine import Database
from db.tables import MembershipRow, PersonRow
from db.vault import Vault, new_key
from tests.factories import NOW, FakeConnector, clock

VAULT = Vault([new_key("test")])


def make_person(
    db: Database,
    email: str = "ana@lyon.example",
    *roles: Role,
    owner_of: str = "",
    editor_of: str = "",
    now: datetime = NOW,
    **fields: Any,
) -> int:
    """Somebody who can sign in; gives their number. ``owner_of`` and ``editor_of`` are slugs."""
    with db.writing() as session:
        held: dict[str, Any] = {"coordinator": Role.COORDINATOR in roles, "collective": Role.COLLECTIVE in roles}
        row = PersonRow(email=email, added_at=now, **held, **fields)
        session.add(row)
        session.flush()
        for slug, role in ((owner_of, Role.OWNER), (editor_of, Role.EDITOR)):
            if slug:
                whose = organisations.by_slug(session, slug)
                session.add(MembershipRow(person_id=row.id or 0, organisation_id=whose.id or 0, role=role.value, since=now))
        return row.id or 0


def come_in(db: Database, person_id: int, *, strong: bool = True, now: datetime = NOW) -> tuple[str, Actor]:
    """A session of theirs: its token and its actor."""
    with db.writing() as session:
        return open_session(session, person_id, how="password", strong=strong, browser="Firefox · Linux", now=now)


def actor(
    db: Database, email: str = "ana@lyon.example", *roles: Role, strong: bool = True, owner_of: str = "", editor_of: str = ""
) -> Actor:
    """Somebody new who is signed in."""
    return come_in(db, make_person(db, email, *roles, owner_of=owner_of, editor_of=editor_of), strong=strong)[1]


def no_witnesses() -> Witnesses:
    """Other servers that must not be asked: each answer has to be given by the test (``witnesses.names.txt.return_value = ...``)."""
    return Witnesses(
        names=Mock(spec=Names),
        sites=Mock(spec=Sites),
        bluesky=Mock(spec=BlueskyIdentity),
        bluesky_account=Mock(spec=BlueskyAccount),
        mastodon=Mock(spec=MastodonIdentity),
        consent=Mock(spec=MastodonConsent),
    )


def no_sources() -> Sources:
    """Sources of figures that must not be asked: each answer has to be given by the test."""
    return Sources(wikidata=Mock(spec=Wikidata))


def make_essaim(db: Database, settings: Settings, **parts: object) -> Essaim:
    """An Essaim on that database, with networks of the tests."""
    connectors = {network: FakeConnector(network) for network in Network if FACTS[network].collected}
    made: dict[str, object] = {"vault": VAULT, "connectors": connectors, "witnesses": no_witnesses(), "sources": no_sources()}
    made |= {"clock": clock, **parts}
    return Essaim(settings=settings, db=db, **made)  # type: ignore[arg-type]
