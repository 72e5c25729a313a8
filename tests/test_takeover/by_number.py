"""How to call each service that acts on something of somebody: as whoever may, and as everybody else."""

from typing import Any, Literal

from dashboard.domain.accounts import LinkMethod
from dashboard.domain.claims import Method
from dashboard.domain.departures import Status
from dashboard.domain.handles import Recognised
from dashboard.domain.networks import Network
from dashboard.domain.people import TEAM, Actor, Role
from dashboard.services import collect, connect_account, disconnect_account, log_departure, record_figure
from dashboard.services import merge_organisations as merge
from dashboard.services.claims import check, official_domain, open, review, withdraw
from dashboard.services.links import authorise, disconnect, prove, read
from dashboard.services.links.apps import app_for
from dashboard.services.people import everybody, factors, generators, identities, invite, lost, privacy, sessions, team
from tests.factories import EVERY, HOLDING, NOW, TODAY, clock
from tests.people import VAULT
from tests.test_claims.cast import ENGLISH
from tests.test_takeover.by_exit_day import EXIT_DAYS
from tests.test_takeover.by_figures import FIGURES
from tests.test_takeover.by_shown import SHOWN
from tests.test_takeover.by_x_token import TOKENS
from tests.test_takeover.call import COLLECTIVE, EDITOR, OWN, OWNER, Call, Run
from tests.test_takeover.house import BASE, SITE, House
from tests.test_web.people import code_of

ANA = "ana@lyon.example"
TWO = ("association", "lyon")
HOLD: dict[str, Any] = {"now": NOW, "holding": HOLDING}
THREADS = connect_account.Preview(Recognised(Network.THREADS, "lyon", None), None)
BLUESKY, MASTODON = Network.BLUESKY, Network.MASTODON


def _confirm(house: House, by: Actor, code: str) -> object:
    return factors.confirm_totp(house.db, VAULT, by, house.own["begun"], code, now=NOW)


def _person(house: House) -> int:
    return house.ana.person_id or 0


def _check(of: str) -> Run:
    return lambda h, by, _: check.check_claim(h.db, h.witnesses, by, h.claims[of], now=NOW)


def _withdraw(of: str) -> Run:
    return lambda h, by, _: withdraw.withdraw(h.db, by, h.claims[of], now=NOW)


def _revoke(of: str) -> Run:
    return lambda h, by, _: review.revoke(h.db, by, h.claims[of], "x", now=NOW)


def _review(yes: bool) -> Run:
    return lambda h, by, _: review.review(h.db, by, h.claims["waiting"], yes, "x", now=NOW)


def _disconnect(network: Network, handle: str) -> Run:
    return lambda h, by, s: disconnect_account.disconnect_account(h.db, s, network, handle, by=by, **HOLD)


def _look(network: Network, way: LinkMethod) -> Run:
    return lambda h, by, s: prove.look(h.db, h.witnesses, by, s, h.accounts[network.value], way, now=NOW)


def _invite(role: Role) -> Run:
    known: dict[str, Any] = {"email": "x@evil.example", "role": role, "base": BASE, "now": NOW, "words": ENGLISH}
    return lambda h, by, s: invite.invite(h.db, VAULT, by, slug=s if role in TEAM else None, mail=h.mail, **known)


def _give_out(purpose: Literal["new_password", "new_factor"]) -> Run:
    return lambda h, by, _: lost.give_out(h.db, VAULT, by, _person(h), purpose, base=BASE, now=NOW)


CLAIMS = (
    Call("claims.check.check_claim", OWN, _check("open"), "open", (COLLECTIVE,)),
    Call("claims.check.check_claim", EDITOR, _check("proven"), "proven"),
    Call("claims.withdraw.withdraw", OWN, _withdraw("open"), "open", (COLLECTIVE,)),
    Call("claims.withdraw.withdraw", OWN, _withdraw("waiting"), "waiting", (COLLECTIVE,)),
    Call("claims.withdraw.withdraw", OWNER, _withdraw("proven"), "proven"),
    *(Call("claims.review.revoke", COLLECTIVE, _revoke(of), of) for of in ("open", "waiting", "proven")),
    *(Call("claims.review.review", COLLECTIVE, _review(yes), str(yes)) for yes in (True, False)),
    Call(
        "claims.official_domain.set_official_domain",
        COLLECTIVE,
        lambda h, by, s: official_domain.set_official_domain(h.db, by, s, "", now=NOW),
    ),
    Call(
        "claims.open.open_claim",
        EDITOR,
        lambda h, by, s: open.open_claim(h.db, by, s, Method.BLUESKY, now=NOW, account_id=h.accounts["bluesky"]),
        "with an account",
    ),
)

ACCOUNTS = (
    Call("connect_account.connect", EDITOR, lambda h, by, s: connect_account.connect(h.db, s, THREADS, by=by, **HOLD)),
    Call("disconnect_account.disconnect_account", EDITOR, _disconnect(BLUESKY, "lyon.fr"), "bluesky", of_lyon=True),
    Call("disconnect_account.disconnect_account", EDITOR, _disconnect(MASTODON, "lyon@social.example"), "mastodon", of_lyon=True),
    Call(
        "links.disconnect.disconnect",
        EDITOR,
        lambda h, by, s: disconnect.disconnect(h.db, VAULT, h.witnesses.consent, s, MASTODON, "lyon@social.example", by=by, **HOLD),
        of_lyon=True,
    ),
    Call("links.read.ways_of", EDITOR, lambda h, by, s: read.ways_of(h.db, by, s, now=NOW)),
    Call("links.prove.open_code", EDITOR, lambda h, by, s: prove.open_code(h.db, by, s, h.accounts["bluesky"], now=NOW)),
    *(
        Call("links.prove.look", EDITOR, _look(network, way), way.value)
        for network, way in (
            (BLUESKY, LinkMethod.DOMAIN_HANDLE),
            (BLUESKY, LinkMethod.PROFILE_CODE),
            (MASTODON, LinkMethod.VERIFIED_LINK),
        )
    ),
    Call(
        "links.prove.sign_in_once",
        EDITOR,
        lambda h, by, s: prove.sign_in_once(h.db, VAULT, h.witnesses, by, s, h.accounts["bluesky"], "abcd-efgh-ijkl-mnop", now=NOW),
    ),
    Call(
        "links.authorise.begin",
        EDITOR,
        lambda h, by, s: authorise.begin(h.db, VAULT, h.witnesses, by, s, h.accounts["mastodon"], base=BASE, now=NOW),
    ),
    Call(
        "links.authorise.give_back",
        EDITOR,
        lambda h, by, s: authorise.give_back(h.db, VAULT, h.witnesses, by, s, h.accounts["mastodon"], now=NOW),
    ),
    Call(
        "links.apps.app_for",
        EDITOR,
        lambda h, by, _: app_for(h.db, VAULT, h.witnesses.consent, by, "other.example", "x", organisation_id=1, website=BASE, now=NOW),
    ),
    Call(
        "log_departure.log_departure",
        EDITOR,
        lambda h, by, s: log_departure.log_departure(h.db, s, Status.DEPARTED, TODAY, by=by, withdrawn=False, **HOLD),
    ),
    Call(
        "record_figure.record_figure",
        EDITOR,
        lambda h, by, s: record_figure.record_figure(h.db, s, Network.X, TODAY, 9, source="x", by=by, **HOLD),
    ),
    Call(
        "collect.collect",
        COLLECTIVE,
        lambda h, by, s: collect.collect(h.db, h.connectors, by=by, clock=clock, holding=HOLDING, every=EVERY, slug=s),
    ),
    Call("merge_organisations.preview_merge", COLLECTIVE, lambda h, by, _: merge.preview_merge(h.db, by, *TWO, now=NOW)),
    Call(
        "merge_organisations.merge_organisations",
        COLLECTIVE,
        lambda h, by, _: merge.merge_organisations(h.db, by, "lyon", "association", **HOLD),
    ),
)

TEAMS = (
    Call("people.team.list_team", OWNER, lambda h, by, s: team.list_team(h.db, by, s, now=NOW)),
    Call(
        "people.team.change_role",
        OWNER,
        lambda h, by, s: team.change_role(h.db, by, s, h.who["editor"].person_id or 0, Role.OWNER, now=NOW),
    ),
    Call("people.team.remove_member", OWNER, lambda h, by, s: team.remove_member(h.db, by, s, h.who["editor"].person_id or 0, now=NOW)),
    Call("people.team.leave_team", EDITOR, lambda h, by, s: team.leave_team(h.db, by, s, now=NOW)),
    *(Call("people.invite.invite", OWNER, _invite(role), role.value) for role in (Role.EDITOR, Role.OWNER)),
    *(Call("people.invite.invite", COLLECTIVE, _invite(role), role.value) for role in (Role.COORDINATOR, Role.COLLECTIVE)),
    Call("people.invite.list_invitations", OWNER, lambda h, by, s: invite.list_invitations(h.db, by, slug=s, now=NOW)),
    Call("people.invite.list_invitations", COLLECTIVE, lambda h, by, _: invite.list_invitations(h.db, by, slug=None, now=NOW), "all"),
    Call("people.invite.revoke_invitation", OWNER, lambda h, by, s: invite.revoke_invitation(h.db, by, h.invitation, slug=s, now=NOW)),
    Call(
        "people.invite.revoke_invitation",
        COLLECTIVE,
        lambda h, by, _: invite.revoke_invitation(h.db, by, h.invitation, slug=None, now=NOW),
        "all",
    ),
)

PEOPLE = (
    Call("people.everybody.number_of", COLLECTIVE, lambda h, by, _: everybody.number_of(h.db, by, ANA, now=NOW)),
    Call("people.everybody.give_role", COLLECTIVE, lambda h, by, _: everybody.give_role(h.db, by, _person(h), Role.COLLECTIVE, now=NOW)),
    Call(
        "people.everybody.give_role",
        COLLECTIVE,
        lambda h, by, _: everybody.give_role(h.db, by, by.person_id or 0, Role.COORDINATOR, now=NOW),
        "to oneself",
    ),
    Call(
        "people.everybody.take_role",
        COLLECTIVE,
        lambda h, by, _: everybody.take_role(h.db, by, h.who["coordinator"].person_id or 0, Role.COORDINATOR, now=NOW),
    ),
    Call("people.lost.give_out", COLLECTIVE, _give_out("new_password"), "new_password"),
    Call("people.lost.give_out", COLLECTIVE, _give_out("new_factor"), "new_factor"),
    Call(
        "people.generators.begun_totp",
        OWN,
        lambda h, by, _: generators.begun_totp(h.db, VAULT, by, h.own["begun"], h.shown, now=NOW),
    ),
    Call(
        "people.factors.finish_passkey",
        OWN,
        lambda h, by, _: factors.finish_passkey(h.db, VAULT, by, h.passkey, "{}", name="x", rp_id=SITE, origin=BASE, now=NOW),
    ),
    Call("people.privacy.export_person", COLLECTIVE, lambda h, by, _: privacy.export_person(h.db, VAULT, ANA, by=by, now=NOW)),
    Call("people.privacy.erase_person", COLLECTIVE, lambda h, by, _: privacy.erase_person(h.db, "eve@lyon.example", by=by, now=NOW)),
)

MINE = (
    Call("people.sessions.revoke_session", OWN, lambda h, by, _: sessions.revoke_session(h.db, by, h.own["session"], now=NOW)),
    Call("people.identities.take_off", OWN, lambda h, by, _: identities.take_off(h.db, by, h.own["identity"], now=NOW)),
    Call("people.factors.remove_factor", OWN, lambda h, by, _: factors.remove_factor(h.db, by, h.own["factor"], now=NOW)),
    Call(
        "people.factors.confirm_totp",
        OWN,
        lambda h, by, _: _confirm(h, by, code_of(h.generator)),
    ),
    Call("people.generators.begun_totp", OWN, lambda h, by, _: generators.begun_totp(h.db, VAULT, by, h.own["begun"], h.shown, now=NOW)),
    Call(
        "people.factors.finish_passkey",
        OWN,
        lambda h, by, _: factors.finish_passkey(h.db, VAULT, by, h.passkey, "{}", name="x", rp_id=SITE, origin=BASE, now=NOW),
    ),
)

CALLS = (*CLAIMS, *ACCOUNTS, *FIGURES, *TOKENS, *SHOWN, *EXIT_DAYS, *TEAMS, *PEOPLE, *MINE)
