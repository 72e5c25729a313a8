"""E-mail addresses of people, in the one form that is stored and compared.

The part before the @ is put into lower case: no mail server in use tells Ana from ana, and telephones write capitals by themselves.
It has to be ASCII, as what most servers still send to.
"""

import re

from dashboard.domain.errors import N_, Refused
from dashboard.domain.hostnames import DOTS, domain_name

LONGEST = 254
LOCAL = re.compile(r"(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def email_address(text: str) -> str:
    """The address as stored: lower case, its domain in punycode, without blanks around it.

    :raises Refused: it is no address of a public mail server; quoted parts, addresses of numbers and bare host names are none.
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        address = f"{local.lower()}@{domain_name(domain.translate(DOTS))}"
    except ValueError:
        at = ""
    if not at or not local.isascii() or not LOCAL.fullmatch(local.lower()) or len(address) > LONGEST:
        raise Refused(N_("“{text}” is not an e-mail address. Write it as name@lyon.fr."), text=text.strip()[:80])
    return address


def masked(address: str) -> str:
    """Enough of an address to recognise one's own: ``a…@lyon.fr``."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"
