"""Accept an invitation: as who is signed in, or with a new account. Looking at the link does not use it."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from dashboard.addresses import MY_ORGANISATION, OVERVIEW, SECOND_STEP, SIGN_IN
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.passwords import check_password
from dashboard.domain.people import PRIVILEGED
from dashboard.i18n.role_words import ABOUT
from dashboard.services.people.accept import Offer, accept_as, accept_as_new, invitation_for
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, again, refused
from dashboard.web.pages import go_to, page
from dashboard.web.people.entering import let_in

PATH = "/invitation"


def _offer(caller: Caller, sent: Sent) -> Offer:
    return invitation_for(caller.essaim.db, caller.essaim.vault, sent.query.get("link", ""), now=caller.essaim.clock())


def _show(caller: Caller, sent: Sent) -> Response:
    return page(caller, "invitation", **_seen(caller, _offer(caller, sent), sent.query.get("link", "")))


def _seen(caller: Caller, offer: Offer, link: str) -> dict[str, Any]:
    back = urlencode({"next": f"{PATH}?{urlencode({'link': link})}"})
    return {"offer": offer, "about": caller.words(ABOUT[offer.role]), "to_sign_in": f"{SIGN_IN}?{back}"}


def _accept(caller: Caller, sent: Sent) -> Response:
    if caller.person is None:
        return _accept_as_new(caller, sent)
    essaim = caller.essaim
    offer = accept_as(essaim.db, essaim.vault, sent.query.get("link", ""), caller.actor, now=essaim.clock())
    enrol = offer.role in PRIVILEGED and not caller.person.has_factor
    return go_to(caller, SECOND_STEP if enrol else _onward(offer))


def _accept_as_new(caller: Caller, sent: Sent) -> Response:
    essaim, link, offer = caller.essaim, sent.query.get("link", ""), _offer(caller, sent)
    email, name, password = sent.field("email") or offer.email or "", sent.field("name"), sent.fields.get("password", "")
    beside = "email"
    try:
        address = email_address(email)
        beside = "password"
        check_password(password, address, name)
        beside = "form"
        found = accept_as_new(
            essaim.db,
            essaim.vault,
            link,
            email=email,
            name=name,
            password=password,
            browser=caller.browser,
            language=caller.words.language,
            now=essaim.clock(),
        )
    except Conflict as problem:
        return refused(caller, problem, sign_in=True)
    except Refused as problem:
        return again(caller, "invitation", problem, beside=beside, typed={"email": email, "name": name}, **_seen(caller, offer, link))
    return let_in(caller, found.token or "", _onward(offer))


def _onward(offer: Offer) -> str:
    """Where whoever accepted begins."""
    return f"{MY_ORGANISATION.address}?o={offer.slug}" if offer.slug else OVERVIEW.address


FORMS: tuple[Form, ...] = (Form(PATH, _show, _accept),)
