"""Addresses at an official domain: which ones prove that somebody has a mailbox there."""

import re

from dashboard.domain.errors import N_, Refused
from dashboard.domain.hostnames import DOTS, domain_name
from dashboard.domain.official_domain import check_owned

LOCAL = re.compile(r"[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*")
"""What stands before the @, of the forms that institutions use. Quotes, comments, ``%`` and ``!`` are not among them: some mail servers
read a way to another server in them."""
LONGEST_LOCAL = 64
SHOWN = 80


def address_at(text: str, official: str) -> str:
    """The address, with the official domain as it is stored: whatever was typed, the message goes there and nowhere else.

    :param official: as stored.
    :raises Refused: not an address, or at another domain: one that looks alike, one under the official domain or above it.
    """
    check_owned(official)
    local, at, host = text.strip().rpartition("@")
    if not at or len(local) > LONGEST_LOCAL or not LOCAL.fullmatch(local):
        raise Refused(
            N_("“{text}” is not an address that can be written to. Type it as firstname.lastname@{domain}."), **_said(text, official)
        )
    try:
        there = domain_name(host.translate(DOTS))
    except ValueError:
        there = ""
    if there != official:
        message = N_("“{text}” is not at {domain}. The address has to end in @{domain} exactly, not in a domain under it or like it.")
        raise Refused(message, **_said(text, official))
    return f"{local}@{official}"


def mailbox(address: str) -> str:
    """What addresses with and without ``+tag`` share: limits count mailboxes."""
    local, _, host = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def _said(text: str, official: str) -> dict[str, object]:
    shown = "".join(character if character.isprintable() else "�" for character in text.strip())
    return {"text": shown[:SHOWN], "domain": official}
