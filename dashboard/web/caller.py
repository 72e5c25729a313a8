"""Who sends a request: the person behind the cookie, the form token that goes with it, the language, the address they come from."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from dashboard.bootstrap import Essaim
from dashboard.config import LANGUAGES
from dashboard.domain.people import VISITOR, Actor, SignedIn
from dashboard.i18n import Words, words_in
from dashboard.services.people.sessions import who

FORM_COOKIE = "form"
"""Added to the session cookie's name: what binds the forms of people who are not signed in to their browser."""


@dataclass(frozen=True)
class Caller:
    """One request's author.

    :param form_token: stands in every form of the page; derived from a cookie that no other site can read.
    :param new_cookie: what the form cookie has to become, or None if the browser has one, or a session.
    :param address: for limits: an IPv4 address, or the /64 network of an IPv6 one.
    :param base: ``https://host`` with which links to this server begin: the settings', else the name of this machine that was used.
    """

    essaim: Essaim
    words: Words
    person: SignedIn | None
    form_token: str
    new_cookie: str | None
    address: str
    base: str
    browser: str

    @property
    def actor(self) -> Actor:
        """Who asks, for services."""
        return self.person.actor if self.person else VISITOR


async def caller_of(request: Request, essaim: Essaim) -> Caller:
    """The author of a request. A cookie that opens nothing counts as none."""
    settings = essaim.settings
    token = request.cookies.get(settings.cookie)
    person = await run_in_threadpool(lambda: who(essaim.db, token, now=essaim.clock()))
    anonymous = request.cookies.get(f"{settings.cookie}-{FORM_COOKIE}", "")
    new = None
    if person is None and len(anonymous) < 32:
        new = anonymous = secrets.token_urlsafe(32)
    return Caller(
        essaim=essaim,
        words=words_in(language_of(request, settings.language)),
        person=person,
        form_token=form_token(token if person and token else anonymous),
        new_cookie=new,
        address=network_of(request.client.host if request.client else ""),
        base=settings.public_url or f"{request.url.scheme}://{request.url.netloc}",
        browser=browser_of(request.headers.get("user-agent", "")),
    )


def form_token(cookie: str) -> str:
    """What a form holds: it proves knowledge of the cookie without telling it."""
    return hashlib.sha256(b"essaim form\0" + cookie.encode()).hexdigest()


def network_of(host: str) -> str:
    """The address that limits count: IPv6 by /64, since a household has as many addresses as it likes."""
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def browser_of(agent: str) -> str:
    """Name and system of a browser: enough to recognise one's own, too little to follow anybody."""
    names = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))
    found = [next((name for sign, name in known if sign in agent), "") for known in (names, systems)]
    return " · ".join(one for one in found if one)


def language_of(request: Request, otherwise: str) -> str:
    """``?lang=`` if it is one of ours, else the first of ours that the browser accepts, else ``otherwise``."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    accepted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "")[:200].split(","):
        name, _, weight = part.strip().partition(";q=")
        language = name.split("-")[0].lower()
        if language in LANGUAGES:
            accepted.append((_weight(weight), language))
    return max(accepted, key=lambda one: one[0], default=(0.0, otherwise))[1]


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
