"""Sign in through an OpenID provider and back; the providers that are connected to one's account."""

from starlette.responses import Response

from connectors.oidc import OidcProvider
from dashboard.addresses import ACCOUNT, SIGN_IN
from dashboard.domain.errors import N_, EssaimError, NotAllowed
from dashboard.services.people import with_provider as service
from dashboard.services.people.identities import list_identities, take_off
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, refused
from dashboard.web.pages import go_to, page
from dashboard.web.people.entering import entered

IDENTITIES = f"{ACCOUNT}/identities"


def _provider(caller: Caller) -> OidcProvider:
    if caller.essaim.provider is None:
        raise NotAllowed(N_("Nobody signs in here through a provider: this server has none. Sign in in another way."))
    return caller.essaim.provider


def _begin(caller: Caller, *, connect: bool, next: str) -> Response:
    essaim, provider = caller.essaim, _provider(caller)
    question = service.begin(
        essaim.db,
        essaim.vault,
        provider,
        by=caller.actor,
        connect=connect,
        form_token=caller.form_token,
        next=next,
        base=caller.base,
        address=caller.address,
        now=essaim.clock(),
    )
    return go_to(caller, question)


def _sign_in(caller: Caller, sent: Sent) -> Response:
    return _begin(caller, connect=False, next=sent.field("next"))


def _connect(caller: Caller, _: Sent) -> Response:
    return _begin(caller, connect=True, next=f"{IDENTITIES}?done=connected")


def _back(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    try:
        arrival = service.finish(
            essaim.db,
            essaim.vault,
            _provider(caller),
            state=sent.query.get("state", ""),
            code=sent.query.get("code", ""),
            iss=sent.query.get("iss"),
            error=sent.query.get("error", ""),
            by=caller.actor,
            form_token=caller.form_token,
            base=caller.base,
            browser=caller.browser,
            language=caller.words.language,
            now=essaim.clock(),
        )
    except EssaimError as problem:
        return refused(caller, problem, sign_in=caller.person is None)
    if arrival.entered is None:
        return go_to(caller, arrival.next)
    return entered(caller, arrival.entered, arrival.next)


def _show(caller: Caller, sent: Sent) -> Response:
    essaim = caller.essaim
    connected = list_identities(essaim.db, caller.actor, now=essaim.clock())
    return page(caller, "with_provider", provider=essaim.provider, connected=connected, done=sent.query.get("done", ""))


def _take_off(caller: Caller, sent: Sent) -> Response:
    take_off(caller.essaim.db, caller.actor, sent.number("id"), now=caller.essaim.clock())
    return go_to(caller, f"{IDENTITIES}?done=taken-off")


FORMS: tuple[Form, ...] = (
    Form(f"{SIGN_IN}/with", None, _sign_in),
    Form(service.BACK, _back, None),
    Form(f"{ACCOUNT}/identity", None, _connect, Who.SIGNED_IN),
    Form(IDENTITIES, _show, None, Who.SIGNED_IN),
    Form(f"{IDENTITIES}/{{id}}/take-off", None, _take_off, Who.SIGNED_IN),
)
