"""Who sends a request: the person behind the cookie, the form token that goes with it, the language, the address they come from."""

import ipaddress
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from dashboard.bootstrap import Essaim
from dashboard.config import LANGUAGES
from dashboard.domain.form_tokens import form_token
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
    :param language: asked for in the address, and kept from page to page; empty if none was.
    :param path: address of the page, without its query.
    :param query: the rest of it, without the language.
    :param framed: whether the page is to stand in a frame of the interface, which has a header of its own.
    """

    essaim: Essaim
    words: Words
    person: SignedIn | None
    form_token: str
    new_cookie: str | None
    address: str
    base: str
    browser: str
    language: str = ""
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    framed: bool = False

    def here(self, language: str) -> str:
        """This page in a language: where the switch leads."""
        return f"{self.path}?{urlencode([*self.query, ('lang', language)])}"

    @property
    def site(self) -> str:
        """The name of this server, as passkeys are bound to it."""
        return urlsplit(self.base).hostname or ""

    @property
    def mailed_base(self) -> str:
        """``https://host`` with which links in mails begin: on one's own machine its name as it was used, with the port of this server.

        The port that a request names may be one on which somebody else of the same machine listens for the link.
        """
        name = f"[{self.site}]" if ":" in self.site else self.site
        return self.essaim.settings.public_url or f"http://{name}:{self.essaim.settings.port}"

    @property
    def actor(self) -> Actor:
        """Who asks, for services."""
        return self.person.actor if self.person else VISITOR


async def caller_of(request: Request, essaim: Essaim) -> Caller:
    """The author of a request. A cookie that opens nothing counts as none; so does any where sessions could be overheard."""
    settings = essaim.settings
    token = request.cookies.get(settings.cookie) if settings.can_sign_in else None
    person = await run_in_threadpool(lambda: who(essaim.db, token, now=essaim.clock()))
    anonymous = request.cookies.get(f"{settings.cookie}-{FORM_COOKIE}", "")
    new = None
    if person is None and len(anonymous) < 32:
        new = anonymous = secrets.token_urlsafe(32)
    return Caller(
        essaim=essaim,
        words=words_in(language_of(request, settings.language, person.language if person else "")),
        person=person,
        form_token=form_token(token if person and token else anonymous),
        new_cookie=new,
        address=network_of(request.client.host if request.client else ""),
        base=settings.public_url or f"{request.url.scheme}://{request.url.netloc}",
        browser=browser_of(request.headers.get("user-agent", "")),
        language=_asked(request),
        path=request.url.path,
        query=tuple((name, value) for name, value in request.query_params.multi_items() if name != "lang"),
        framed=request.headers.get("sec-fetch-dest") == "iframe",
    )


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


def language_of(request: Request, otherwise: str, preferred: str = "") -> str:
    """``?lang=`` if it is one of ours, else the one the reader chose for good, else the first of ours that the browser accepts,
    else ``otherwise``.
    """
    if chosen := _asked(request) or preferred:
        return chosen
    accepted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "")[:200].split(","):
        name, _, weight = part.strip().partition(";q=")
        language = name.split("-")[0].lower()
        if language in LANGUAGES:
            accepted.append((_weight(weight), language))
    return max(accepted, key=lambda one: one[0], default=(0.0, otherwise))[1]


def _asked(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else ""


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
