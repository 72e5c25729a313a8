"""Official domains of institutions, in the one form that is stored and compared: lower case, punycode, nothing but the name."""

from functools import cache
from urllib.parse import urlsplit

from dashboard.domain.errors import N_, Refused
from dashboard.domain.free_mail import FREE_MAIL
from dashboard.domain.hostnames import DOTS, domain_name


def domain(text: str) -> str:
    """The domain as stored: ``lyon.fr``; letters beyond ASCII become punycode. Of a web address only the host is kept, without ``www.``.

    :raises Refused: an e-mail address, a path, a port or a user without ``http://`` in front, an IP address, a name without a dot,
        or characters that no domain has; a name under which anybody can have one (``gouv.fr``), or a mailbox (``laposte.net``).
    """
    try:
        name = domain_name(_host(text.strip()).translate(DOTS))
    except ValueError:
        message = N_("“{text}” is not a domain. Write it as lyon.fr, without a path, a port or an address of numbers.")
        raise Refused(message, text=text) from None
    while name.startswith("www.") and name.count(".") > 1:
        name = name.removeprefix("www.")
    check_owned(name)
    return name


def check_owned(name: str) -> None:
    """Refuse a domain that is nobody's own: what is found there is no institution's word.

    :param name: as stored.
    :raises Refused: a public suffix, or a provider of mailboxes for everybody.
    """
    if owned(name) is None:
        message = N_("“{domain}” is not one institution’s: others have names under it. Give the institution’s own, as lyon.fr.")
        raise Refused(message, domain=name)
    if name in FREE_MAIL:
        message = N_("“{domain}” gives addresses to anybody. Give a domain that is the institution’s own, as lyon.fr.")
        raise Refused(message, domain=name)


def owned(name: str) -> str | None:
    """The part of a domain that somebody registered: ``lyon.fr`` of ``mairie.lyon.fr``; None for ``fr``, ``gouv.fr``, ``github.io``."""
    found: str | None = _suffixes().privatesuffix(name)
    return found


@cache
def _suffixes():  # type: ignore[no-untyped-def] # the type would cost the import
    from publicsuffixlist import PublicSuffixList  # reads its list, which it ships with: 30 ms, once

    return PublicSuffixList()


def _host(text: str) -> str:
    """The host of a web address, or the text as it is. A user before the host is refused: it is how a false host is hidden."""
    if "://" not in text:
        return text
    address = urlsplit(text)
    if address.scheme not in ("http", "https") or "@" in address.netloc or not address.hostname:
        raise ValueError(text)
    return address.hostname
