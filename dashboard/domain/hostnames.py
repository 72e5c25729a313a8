"""Names of servers, as people and servers write them, put into one form: lower case, punycode, the port only where it matters."""

import ipaddress
import re
import unicodedata

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
LONGEST = 253
HTTPS = 443
DOTS = str.maketrans(dict.fromkeys("。．｡", "."))
"""The full stops of East Asian keyboards, which browsers read as dots too."""


def domain_name(text: str) -> str:
    """A public domain name in lower case and punycode (``xn--...``), without a final dot.

    :raises ValueError: fewer than two labels, a label that no name can have, a number in last place (an address in disguise).
    """
    labels = [_ascii(label) for label in text.removesuffix(".").split(".")]
    name = ".".join(labels)
    if len(labels) < 2 or len(name) > LONGEST or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(name)
    if not re.fullmatch(r"xn--[a-z0-9-]+|[a-z][a-z0-9-]*", labels[-1]):
        raise ValueError(name)
    return name


def server(text: str) -> str:
    """A server as ``social.example``, ``social.example:8443``, ``localhost:4000`` or ``127.0.0.1:4000``; port 443 is left out.

    ``localhost`` and bare addresses are names of nothing but a machine at hand: they are accepted with a port only.

    :raises ValueError: the text names no server.
    """
    name, port = split_port(text)
    if name.lower() == "localhost" or _is_address(name):
        if port is None:
            raise ValueError(text)
        return f"{name.lower()}:{port}"
    name = domain_name(name)
    return name if port in (None, HTTPS) else f"{name}:{port}"


def split_port(text: str) -> tuple[str, int | None]:
    """Name and port of ``name:port``; the port is None if there is none. IPv6 addresses stand in brackets.

    :raises ValueError: what follows the colon is no port.
    """
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:]*)(?::([0-9]{1,5}))?", text)
    if not found or not found[1]:
        raise ValueError(text)
    port = int(found[2]) if found[2] else None
    if port is not None and not 1 <= port <= 65535:
        raise ValueError(text)
    return found[1], port


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return name.startswith("[") == (":" in name)


def _ascii(label: str) -> str:
    """Punycode by hand: Python's own codec knows only the tables of 2003, in which ß becomes ss."""
    label = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    if label.isascii():
        return label
    if not all(unicodedata.category(character)[0] in "LMN" or character == "-" for character in label):
        raise ValueError(label)
    return "xn--" + label.encode("punycode").decode("ascii")
