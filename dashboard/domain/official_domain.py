"""Official domains of institutions, in the one form that is stored and compared: lower case, punycode, nothing but the name."""

from urllib.parse import urlsplit

from dashboard.domain.errors import N_, Refused
from dashboard.domain.hostnames import DOTS, domain_name


def domain(text: str) -> str:
    """The domain as stored: ``lyon.fr``; letters beyond ASCII become punycode. Of a web address only the host is kept, without ``www.``.

    :raises Refused: an e-mail address, a path, a port or a user without ``http://`` in front, an IP address, a name without a dot,
        or characters that no domain has.
    """
    try:
        name = domain_name(_host(text.strip()).translate(DOTS))
    except ValueError:
        message = N_("“{text}” is not a domain. Write it as lyon.fr, without a path, a port or an address of numbers.")
        raise Refused(message, text=text) from None
    while name.startswith("www.") and name.count(".") > 1:
        name = name.removeprefix("www.")
    return name


def _host(text: str) -> str:
    """The host of a web address, or the text as it is. A user before the host is refused: it is how a false host is hidden."""
    if "://" not in text:
        return text
    address = urlsplit(text)
    if address.scheme not in ("http", "https") or "@" in address.netloc or not address.hostname:
        raise ValueError(text)
    return address.hostname
