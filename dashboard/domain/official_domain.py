"""Official domains of institutions, in the one form that is stored and compared: lower case, punycode, nothing but the name."""

import re
import unicodedata
from urllib.parse import urlsplit

from dashboard.domain.errors import N_, Refused

LONGEST = 253
LONGEST_LABEL = 63
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_ASCII_LABEL = re.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def domain(text: str) -> str:
    """The domain as stored: ``lyon.fr``; letters beyond ASCII become punycode. Of a web address only the host is kept, without ``www.``.

    :raises Refused: an e-mail address, a path, a port or a user without ``http://`` in front, an IP address, a name without a dot,
        or characters that no domain has.
    """
    host = _host(text).removesuffix(".")
    labels = [_label(label) for label in host.split(".")]
    if labels[0] == "www" and len(labels) > 2:
        del labels[0]
    name = ".".join(label or "?" for label in labels)
    # A last label of digits is what tells an IPv4 address, however short, from a name (WHATWG URL, "ends in a number").
    if None in labels or len(labels) < 2 or len(name) > LONGEST or re.fullmatch("[0-9]+|0x[0-9a-f]*", labels[-1] or ""):
        raise _refused(text)
    return name


def _host(text: str) -> str:
    text = text.strip()
    if "://" not in text:
        return _DOTS.sub(".", text)
    try:
        address = urlsplit(text)
    except ValueError:
        raise _refused(text) from None
    if address.scheme.lower() not in ("http", "https") or "@" in address.netloc or not address.hostname:
        raise _refused(text)
    return _DOTS.sub(".", address.hostname)


def _label(label: str) -> str | None:
    """One label in ASCII as IDNA 2008 writes it (RFC 5891: ``ß`` stays itself), or None if no domain can hold it."""
    if label.lower().startswith("xn--"):
        try:
            label = label[4:].lower().encode("ascii").decode("punycode")
        except UnicodeError:
            return None
        if label.isascii():
            return None
    label = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    if not label.isascii():
        # Letters, marks and digits: what IDNA 2008 calls PVALID, but for a few signs that no institution uses.
        if label[0] == "-" or label[-1] == "-" or any(unicodedata.category(sign)[0] not in "LMN" and sign != "-" for sign in label):
            return None
        label = "xn--" + label.encode("punycode").decode("ascii")
    return label if _ASCII_LABEL.fullmatch(label) and len(label) <= LONGEST_LABEL else None


def _refused(text: str) -> Refused:
    return Refused(N_("“{text}” is not a domain. Write it as lyon.fr, without a path, a port or an address of numbers."), text=text)
