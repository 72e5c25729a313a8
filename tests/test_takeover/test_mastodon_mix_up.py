"""Two Mastodon servers, one of them a liar: what one is asked is never answered by the other (RFC 9700, 4.4)."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from sqlmodel import select

from connectors.base import ConnectorError
from dashboard.domain.accounts import Account, Link
from dashboard.domain.errors import NotAllowed, Refused
from dashboard.domain.people import Actor
from dashboard.services.links.authorise import begin, finish
from dashboard.services.links.read import links_of
from db.engine import Database
from db.tables import GrantRow
from tests.factories import NOW, make_organisation
from tests.network.http_fake import Query, Reply, as_json
from tests.network.mastodon_strict import MastodonStrict
from tests.people import VAULT, actor
from tests.test_links.browser_of import CameBack, consent
from tests.test_links.conftest import BASE, asks, on_mastodon


class Liar(MastodonStrict):
    """A server that notes what it is told, and says that every token is Lyon's.

    :param told: what was sent to its token endpoint.
    """

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, str]] = []
        self.speaks_of = ""

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        if path == "/oauth/token":
            self.told.append({name: values[0] for name, values in fields.items()})
            return as_json({"access_token": "token-of-the-liar", "token_type": "Bearer", "scope": "read:accounts"})
        return super().reply_to_post(path, fields)

    def reply(self, path: str, query: Query) -> Reply:
        if path == "/api/v1/accounts/verify_credentials":
            return as_json({"id": self.speaks_of, "username": "lyon"})
        return super().reply(path, query)


class Scene:
    """Lyon's account is on an honest server. Mallory's association has one on a server of her own."""

    def __init__(self, db: Database, honest: MastodonStrict, liar: Liar) -> None:
        self.db, self.honest, self.liar = db, honest, liar
        self.witnesses = asks(honest, liar)
        make_organisation(db, "Lyon")
        make_organisation(db, "Association")
        self.lyon = on_mastodon(db, "lyon", honest, "lyon")
        liar.add("anybody")  # so that numbers differ: those of Lyon and of the trap
        liar.add("mallory")
        self.trap = on_mastodon(db, "association", liar, "mallory")
        self.ana = actor(db, "ana@lyon.example", editor_of="lyon")
        self.mallory = actor(db, "mallory@association.example", owner_of="association")

    def question(self, by: Actor, slug: str, account: Account) -> str:
        return begin(self.db, VAULT, self.witnesses, by, slug, account.id, base=BASE, now=NOW).address

    def comes_back(self, by: Actor, back: CameBack) -> Account:
        return finish(self.db, VAULT, self.witnesses, by, server=back.server, state=back.state, code=back.code, now=NOW)

    def nothing_was_taken(self) -> bool:
        with self.db.reading() as session:
            kept = session.exec(select(GrantRow)).all()
        links = {one.account.link for slug in ("lyon", "association") for one in links_of(self.db, slug)}
        return not kept and links == {Link.LISTED}


@pytest.fixture
def scene(db: Database, strict: MastodonStrict) -> Iterator[Scene]:
    with Liar() as liar:
        yield Scene(db, strict, liar)


def asked(question: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(question).query))


def test_a_server_that_leads_its_visitors_to_another_never_sees_the_code_of_that_one(scene: Scene) -> None:
    """The liar forwards whoever it was to ask to the honest server, with that server's own registration and its own state."""
    scene.liar.add("bait")
    bait = on_mastodon(scene.db, "lyon", scene.liar, "bait")
    honest, trap = scene.question(scene.ana, "lyon", scene.lyon), scene.question(scene.ana, "lyon", bait)
    forwarded = {**asked(honest), "state": asked(trap)["state"], "code_challenge": asked(trap)["code_challenge"]}
    back = consent(f"{scene.honest.url}/oauth/authorize?{urlencode(forwarded)}")
    assert back.code in scene.honest.codes
    with pytest.raises(NotAllowed, match=f"{scene.honest.host} answered a question that {scene.liar.host} was asked"):
        scene.comes_back(scene.ana, back)
    assert scene.liar.told == []
    assert scene.nothing_was_taken()


def test_the_way_back_of_one_server_is_not_accepted_by_another(scene: Scene) -> None:
    """The liar keeps its own way back, so that the code would come under its own name: the honest server refuses it."""
    honest, trap = scene.question(scene.ana, "lyon", scene.lyon), scene.question(scene.mallory, "association", scene.trap)
    forwarded = {**asked(honest), "state": asked(trap)["state"], "redirect_uri": asked(trap)["redirect_uri"]}
    with pytest.raises(AssertionError, match="The redirect uri included is not valid"):
        consent(f"{scene.honest.url}/oauth/authorize?{urlencode(forwarded)}")


def test_a_code_stolen_from_another_session_is_worth_nothing_in_ones_own(scene: Scene) -> None:
    """Mallory has seen the code with which Ana came back, and shows it as the answer to a question of her own."""
    stolen = consent(scene.question(scene.ana, "lyon", scene.lyon))
    scene.honest.add("mallory")
    hers = on_mastodon(scene.db, "association", scene.honest, "mallory")
    own = asked(scene.question(scene.mallory, "association", hers))
    with pytest.raises(ConnectorError, match="did not accept the authorisation"):  # the verifier is Ana's session's
        scene.comes_back(scene.mallory, replace(stolen, state=own["state"]))
    assert scene.nothing_was_taken()


def test_the_state_of_somebody_else_is_refused_whatever_code_comes_with_it(scene: Scene) -> None:
    back = consent(scene.question(scene.ana, "lyon", scene.lyon))
    with pytest.raises(NotAllowed, match="begun in another session"):
        scene.comes_back(scene.mallory, back)
    assert scene.nothing_was_taken()


def test_an_answer_slipped_to_somebody_else_s_browser_is_refused(scene: Scene) -> None:
    """Mallory agrees with her own account and lets Ana open the way back: Lyon must not end up with Mallory's account."""
    own = scene.honest.add("mallory")
    hers = on_mastodon(scene.db, "association", scene.honest, "mallory")
    assert hers.remote_id == own
    back = consent(scene.question(scene.mallory, "association", hers), "mallory")
    with pytest.raises(NotAllowed, match="begun in another session"):
        scene.comes_back(scene.ana, back)
    assert scene.nothing_was_taken()


def test_a_server_speaks_of_its_own_accounts_only(scene: Scene) -> None:
    """The liar says that its token is that of Lyon's account: the same number, but on its own server."""
    scene.liar.speaks_of = str(scene.lyon.remote_id)
    with pytest.raises(Refused, match="Nothing was kept"):
        scene.comes_back(scene.mallory, consent(scene.question(scene.mallory, "association", scene.trap), "mallory"))
    assert scene.nothing_was_taken()


def test_an_account_of_the_same_number_on_another_server_is_another_account(scene: Scene) -> None:
    """Its number on the liar's server is that of an account of Lyon's on the honest one: what it agrees to holds for itself alone."""
    second = on_mastodon(scene.db, "lyon", scene.honest, "ana")
    assert second.remote_id == scene.trap.remote_id
    scene.liar.speaks_of = str(scene.trap.remote_id)
    account = scene.comes_back(scene.mallory, consent(scene.question(scene.mallory, "association", scene.trap), "mallory"))
    assert (account.id, account.host, account.link) == (scene.trap.id, scene.liar.host, Link.AUTHORISED)
    assert [one.account.link for one in links_of(scene.db, "lyon")] == [Link.LISTED, Link.LISTED]


def test_the_name_of_the_server_in_the_way_back_cannot_be_changed(scene: Scene) -> None:
    back = consent(scene.question(scene.ana, "lyon", scene.lyon))
    for server in ("", scene.liar.host, scene.honest.host.upper(), f"{scene.honest.host}.evil.example", f"{scene.honest.host}/"):
        with pytest.raises((NotAllowed, Refused)):
            scene.comes_back(scene.ana, replace(back, server=server))
    assert scene.honest.calls["/oauth/token"] == 0
    assert scene.nothing_was_taken()
