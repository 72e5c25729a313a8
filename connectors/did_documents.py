"""Identity documents of the AT Protocol: from a DID to what its owner published under it. https://atproto.com/specs/did."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from connectors.asking import unreadable
from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.well_known import Sites
from dashboard.domain.errors import N_
from dashboard.domain.profile_pages import DID

PLC = "plc.directory"
"""The directory of ``did:plc`` identities: https://web.plc.directory/."""
SERVER = ("#atproto_pds", "AtprotoPersonalDataServer")


class DidDocuments:
    """Documents, each from where its DID says and from nowhere else: redirects to other hosts are not followed.

    :param plc: host of the directory, with a port for trusted ones.
    """

    def __init__(self, transport: GuardedTransport, plc: str = PLC) -> None:
        self._sites = Sites(transport)
        self._guard = transport.guard
        self._plc = plc

    def document(self, did: str) -> Mapping[str, Any] | None:
        """The document of this DID, or None if there is none.

        :raises ConnectorError: nobody answers, or not in a way that can be read.
        """
        if not re.fullmatch(DID, did):
            return None
        kind, _, name = did.removeprefix("did:").partition(":")
        host, path = (self._plc, f"/{did}") if kind == "plc" else (name, "/.well-known/did.json")
        text = self._sites.text(host, path)
        if text is None:
            return None
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            raise unreadable(host) from None
        return found if isinstance(found, dict) and found.get("id") == did else None

    def server(self, did: str) -> str:
        """Base address of the server that holds the account (its PDS).

        :raises ConnectorError: there is no document (FIX_HANDLE), it names no server that may be asked, or nobody answers.
        """
        found = server_in(self.document(did), self._guard)
        if found is None:
            raise nobody(did)
        return found


def server_in(document: object, guard: Guard) -> str | None:
    """Base address of the server (PDS) that a document names; None if it names none.

    :raises ConnectorError: it may not be asked.
    """
    services = document.get("service") if isinstance(document, Mapping) else None
    for one in services if isinstance(services, list) else []:
        if isinstance(one, dict) and str(one.get("id", "")).endswith(SERVER[0]) and one.get("type") == SERVER[1]:
            return _origin(one.get("serviceEndpoint"), guard)
    return None


def _origin(address: object, guard: Guard) -> str | None:
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname or "@" in parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
        return None
    guard.allow(parts.scheme, parts.hostname, port)
    return f"{parts.scheme}://{parts.netloc}"


def nobody(did: str) -> ConnectorError:
    """No account stands behind this identifier."""
    return ConnectorError(
        N_("Nothing is published about the account {did}. Connect the account that is in use."), Remedy.FIX_HANDLE, did=did
    )
