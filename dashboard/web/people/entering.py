"""What follows every way of signing in: the second step, the first second factor, or the page that was asked for."""

from urllib.parse import urlencode

from starlette.responses import Response

from dashboard.addresses import ACCOUNT, DASHBOARD, MY_ORGANISATION, OVERVIEW, SECOND_STEP, SIGN_IN
from dashboard.domain.people import PRIVILEGED, SignedIn
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import Entered
from dashboard.web.caller import Caller
from dashboard.web.pages import go_to, signed_in

STEP = f"{SIGN_IN}/second-step"
INSIDE = (f"/{DASHBOARD}/", ACCOUNT, "/invitation?")


def inside(address: str) -> str:
    """Where to go on to: that address if it is a page of ours for people who have signed in, else *My organisation*.

    Browsers take ``//`` and ``/\\`` for the beginning of a host name, and drop control characters before they look.
    """
    plain = address.isascii() and address.isprintable() and "\\" not in address and "//" not in address
    return address if plain and address.startswith(INSIDE) else MY_ORGANISATION.address


def home(person: SignedIn | None) -> str:
    """Where work begins: with one's own institution, or for whoever acts for all of them and is in no team with the movement."""
    for_all = person is not None and bool(person.roles & PRIVILEGED) and not person.memberships
    return (OVERVIEW if for_all else MY_ORGANISATION).address


def entered(caller: Caller, found: Entered, to: str = "") -> Response:
    """Go on after a first step: to the second one if there is one, else in.

    :param to: what was asked for before, as it came.
    """
    if found.second_step:
        return go_to(caller, f"{STEP}?{urlencode({'step': found.second_step, 'next': inside(to)})}")
    return let_in(caller, found.token or "", to)


def let_in(caller: Caller, token: str, to: str = "") -> Response:
    """Go on with a session; first to where a second factor is added, for those whose role asks for one they do not have."""
    essaim = caller.essaim
    person = who(essaim.db, token, now=essaim.clock())
    address = inside(to)
    if person is not None and person.must_enrol:
        address = f"{SECOND_STEP}?{urlencode({'next': address})}"
    elif address == MY_ORGANISATION.address:
        address = home(person)
    return signed_in(caller, go_to(caller, address), token)
