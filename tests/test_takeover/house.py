"""A house with something in every room: Lyon's team, claims, accounts, links and invitations, and all who want something of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from connectors.mastodon_consent import App
from connectors.witnesses import Witnesses
from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.claims import Claim, Method
from dashboard.domain.figures import noon
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.domain.shared_views import NewView
from dashboard.services.annotations.annotate import annotate
from dashboard.services.claims.open import open_claim
from dashboard.services.links.prove import open_code
from dashboard.services.people.factors import begin_passkey, confirm_totp
from dashboard.services.people.generators import begin_totp
from dashboard.services.people.invite import invite, list_invitations
from dashboard.services.shared.share import share_view
from db.engine import Database
from db.tables import (
    AccountProofRow,
    ClaimRow,
    ComparisonRow,
    FactorRow,
    FlagRow,
    GrantRow,
    IdentityRow,
    MastodonAppRow,
    MembershipRow,
    PersonRow,
    PledgeRow,
    SessionRow,
    XTokenRow,
)
from tests.databases import sqlite_copy
from tests.factories import NOW, FakeConnector, account_id, log, make_account, make_figures, make_organisation
from tests.people import VAULT, come_in, make_person, no_witnesses
from tests.test_claims.cast import DOMAIN, ENGLISH
from tests.test_exit_days.cast import planned
from tests.test_imports.cast import brought
from tests.test_web.people import code_of

BASE = "https://essaim.example"
SITE = "essaim.example"


@dataclass
class House:
    """Lyon, and the numbers of everything in it.

    :param who: by name: those of the house, and those outside.
    :param own: numbers of what belongs to Ana alone.
    """

    db: Database
    who: dict[str, Actor] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    invitation: int = 0
    brought: int = 0
    flag: int = 0
    compared: int = 0
    generator: str = ""
    shown: str = ""
    passkey: str = ""
    witnesses: Witnesses = field(default_factory=no_witnesses)
    mail: Mail = field(default_factory=lambda: Mock(spec=Mail))
    connectors: dict[Network, FakeConnector] = field(default_factory=dict)

    @property
    def ana(self) -> Actor:
        """The owner."""
        return self.who["owner"]

    @property
    def asked_nobody(self) -> bool:
        """Whether no other server was asked, and nothing was sent."""
        others = (*vars(self.witnesses).values(), self.mail)
        return not any(one.mock_calls for one in others)

    def answers(self) -> None:
        """Let the other servers say something, of use or not."""
        asked = self.witnesses
        asked.names.txt.return_value, asked.sites.text.return_value = [], ""  # type: ignore[attr-defined]
        asked.bluesky.handle_of.return_value = "lyon.fr"  # type: ignore[attr-defined]
        asked.bluesky_account.profile_text.return_value = ""  # type: ignore[attr-defined]
        asked.bluesky_account.sign_in_once.return_value = "id-of-lyon.fr"  # type: ignore[attr-defined]
        asked.mastodon.verified_links.return_value = []  # type: ignore[attr-defined]
        asked.consent.register.return_value = App("social.example", "id", "secret", "x")  # type: ignore[attr-defined]
        asked.consent.question.return_value = "https://social.example/oauth/authorize"  # type: ignore[attr-defined]
        for connector in self.connectors.values():
            connector.says("lyon.fr", 11).says("lyon@social.example", 11)


def furnished(db: Database) -> House:
    """Lyon as it stands on an ordinary day."""
    house = House(db)
    make_organisation(db, "Lyon", domain=DOMAIN)
    make_organisation(db, "Association", domain="association.example")
    ana, owner = _session(db, "ana@lyon.example", owner_of="lyon")
    _, eve = _session(db, "eve@lyon.example", editor_of="lyon")
    _, gone = _session(db, "gone@lyon.example", editor_of="lyon")
    with db.writing() as session:
        session.delete(session.get_one(MembershipRow, (gone.person_id, 1)))
    stranger, collective = _session(db, "mallory@evil.example")[1], _session(db, "rosa@essaim.example", Role.COLLECTIVE)[1]
    house.who = {
        "owner": owner,
        "editor": eve,
        "collective": collective,
        "visitor": VISITOR,
        "stranger": stranger,
        "somebody who was in the team": gone,
        "owner elsewhere": _session(db, "zoe@association.example", owner_of="association")[1],
        "editor elsewhere": _session(db, "noe@association.example", editor_of="association")[1],
        "coordinator": _session(db, "carl@essaim.example", Role.COORDINATOR)[1],
        "collective without its second factor": come_in(db, make_person(db, "ugo@essaim.example", Role.COLLECTIVE), strong=False)[1],
        "the owner, in a session of somebody else": Actor(ana, stranger.session_id),
        "the owner, in a session that is over": come_in(db, ana)[1],
        "the owner, in no session": Actor(ana, None),
    }
    _ends(db, house.who["the owner, in a session that is over"])
    _accounts(house)
    _claims(house)
    _notes(house)
    _exit_day(house)
    _own(house)
    invite(db, VAULT, owner, email="new@lyon.example", role=Role.EDITOR, slug="lyon", base=BASE, now=NOW, words=ENGLISH)
    house.invitation = list_invitations(db, owner, slug="lyon", now=NOW)[0].id
    return house


def _session(db: Database, email: str, *roles: Role, owner_of: str = "", editor_of: str = "") -> tuple[int, Actor]:
    person = make_person(db, email, *roles, owner_of=owner_of, editor_of=editor_of)
    return person, come_in(db, person)[1]


def _ends(db: Database, by: Actor) -> None:
    with db.writing() as session:
        session.get_one(SessionRow, by.session_id).ended_at = NOW


def _accounts(house: House) -> None:
    for network in (Network.BLUESKY, Network.MASTODON):
        make_account(house.db, "lyon", network, followers=10)
        house.accounts[network.value] = account_id(house.db, "lyon", network)
        house.connectors[network] = FakeConnector(network)
    make_figures(house.db, "lyon", Network.X, {"2025-01-20": 100})
    house.accounts["x"] = account_id(house.db, "lyon", Network.X)
    house.brought = brought(house.db, {date(2025, 1, 19): 99}).done.id
    log(house.db, "lyon")
    with house.db.writing() as session:
        app = MastodonAppRow(host="social.example", redirect_uri="kept", scopes="read", client_id="x", secret="x", made_at=NOW)
        session.add(app)
        session.flush()
        app.secret = VAULT.seal("secret", f"mastodon_app:{app.id}")
        session.add(GrantRow(account_id=house.accounts["mastodon"], token="x", scopes="read:accounts", made_at=NOW))
        session.add_all(XTokenRow(organisation_id=owner, token="x", added_at=NOW, role="owner") for owner in (1, None))
        comparison = ComparisonRow(organisation_id=1, at=NOW, followers=300, compared=300, anywhere=45, pairs=60, role="owner")
        session.add(comparison)
        session.flush()
        house.compared = comparison.id or 0
        flag = FlagRow(
            account_id=house.accounts["x"], at=noon(date(2025, 1, 19)), provenance="declared", followers=99, reason="jump", raised_at=NOW
        )
        session.add(flag)
        session.flush()
        house.flag = flag.id or 0
        session.add(AccountProofRow(account_id=house.accounts["bluesky"], method="app_password", opened_at=NOW, proven_at=NOW))
    open_code(house.db, house.ana, "lyon", house.accounts["bluesky"], now=NOW)


def _claims(house: House) -> None:
    made: dict[str, Claim] = {
        "open": open_claim(house.db, house.ana, "lyon", Method.FILE, now=NOW),
        "waiting": open_claim(house.db, house.ana, "lyon", Method.REVIEW, now=NOW, note="Call the town hall."),
        "proven": open_claim(house.db, house.ana, "lyon", Method.DNS, now=NOW),
    }
    house.claims = {name: claim.id for name, claim in made.items()}
    with house.db.writing() as session:
        proven = session.get_one(ClaimRow, house.claims["proven"])
        proven.state, proven.evidence, proven.proven_at, proven.checked_at = "proven", DOMAIN, NOW, NOW


def _notes(house: House) -> None:
    typed = NewAnnotation(date(2025, 2, 2), AnnotationKind.EVENT, "Ours alone")
    for name, slug in (("lyon", "lyon"), ("movement", None)):
        house.notes[name] = annotate(house.db, slug, typed, by=OPERATOR, now=NOW).id


def _exit_day(house: House) -> None:
    planned(house.db)
    with house.db.writing() as session:
        session.add(PledgeRow(exit_day_id=1, organisation_id=1, strength="going", role="owner", made_at=NOW))


def _own(house: House) -> None:
    first = begin_totp(house.db, VAULT, house.ana, now=NOW)
    confirm_totp(house.db, VAULT, house.ana, first.factor_id, code_of(first.secret), now=NOW)
    begun = begin_totp(house.db, VAULT, house.ana, now=NOW)
    house.generator, house.shown = begun.secret, begun.shown
    house.passkey = begin_passkey(house.db, VAULT, house.ana, rp_id=SITE, origin=BASE, now=NOW).ticket
    shared = share_view(house.db, NewView("For the council", ("lyon",)), by=house.ana, now=NOW).view
    ana = house.ana.person_id or 0
    other = come_in(house.db, ana)[1]
    with house.db.writing() as session:
        session.get_one(PersonRow, ana).password_hash = "x"
        siret = IdentityRow(person_id=ana, provider="https://pc.example", subject="ana", linked_at=NOW, used_at=NOW)
        passkey = FactorRow(person_id=ana, kind="passkey", credential_id="a", public_key="b", confirmed=True, added_at=NOW)
        session.add_all([siret, passkey])
        session.flush()
        house.own = {"session": other.session_id or 0, "factor": first.factor_id, "begun": begun.factor_id, "identity": siret.id or 0}
    house.own["view"] = shared.id


@pytest.fixture(scope="session")
def model(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Path]]:
    """A house that nobody lives in: copied for each test."""
    folder = tmp_path_factory.mktemp("house")
    with sqlite_copy(sqlite_template, folder) as db:
        house = furnished(db)
    yield house, folder / "essaim.db"


@pytest.fixture
def house(model: tuple[House, Path], tmp_path: Path) -> Iterator[House]:
    """Lyon, and all who want something of it."""
    with sqlite_copy(model[1], tmp_path) as db:
        yield replace(model[0], db=db, witnesses=no_witnesses(), mail=Mock(spec=Mail))
