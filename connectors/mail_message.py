"""Messages: the text of a mail with its headers, into which no address or subject can bring another one."""

import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from types import MappingProxyType
from unicodedata import category

from connectors.base import ConnectorError, Remedy
from dashboard.domain.errors import N_

SIGNATURE = "Essaim"
ADDRESS = re.compile(r'([^"(),:;<>@\[\]\\]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)')


def compose(
    sender: str, to: str, subject: str, text: str, *, ident: str = "", headers: Mapping[str, str] = MappingProxyType({})
) -> EmailMessage:
    """The message. Nothing in an address or a subject can begin another header: line ends and their like do not pass.

    :param ident: what its Message-ID begins with; chance if empty. :param headers: further ones, written here and typed by nobody.
    :raises ConnectorError: no mail can be sent to such an address.
    """
    message = EmailMessage(SMTP)
    message["From"] = address(sender, SIGNATURE)
    message["To"] = address(to)
    message["Subject"] = " ".join("".join(" " if category(sign)[0] == "C" else sign for sign in subject).split())
    message["Date"] = formatdate()
    domain = sender.rpartition("@")[2]
    message["Message-ID"] = f"<{ident}@{domain}>" if ident else make_msgid(domain=domain)
    for name, value in headers.items():
        message[name] = value
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{text.strip()}\n\n-- \n{SIGNATURE}\n", cte="quoted-printable")
    return message


def address(text: str, name: str = "") -> Address:
    """One address and nothing else; letters with accents may stand before the sign @ alone.

    :param name: whose it is.
    :raises ConnectorError: no mail can be sent there.
    """
    found = ADDRESS.fullmatch(text)
    if not found or any(category(sign)[0] in "CZ" for sign in text):
        raise ConnectorError(N_("No mail can be sent to or from such an address. Check how it is written."), Remedy.FIX_HANDLE)
    return Address(name, found[1], found[2])
