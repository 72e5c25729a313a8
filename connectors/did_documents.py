"""Identity documents of the AT Protocol: from a DID to what its owner published under it. https://atproto.com/specs/did."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from connectors.asking import answer_of, refused, unreadable
from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.hosts import unreachable
from dashboard.domain.errors import N_
from dashboard.domain.hostnames import domain_name

DIRECTORY = "https://plc.directory"
PLC = re.compile(r"did:plc:[a-z2-7]{24}")
SERVER = ("#atproto_pds", "AtprotoPersonalDataServer")


class DidDocuments:
    """Documents, through the guarded client: the owner of a ``did:web`` chooses the server that is asked.

    :param directory: the registry of ``did:plc``.
    """

    def __init__(self, transport: GuardedTransport, directory: str = DIRECTORY) -> None:
        self._client = GuardedClient(transport)
        self._guard = transport.guard
        self._directory = directory

    def document(self, did: str) -> Mapping[str, Any]:
        """The document of this DID.

        :raises ConnectorError: there is none (FIX_HANDLE), or nobody answers.
        """
        address = self._address(did)
        host = urlsplit(address).netloc
        answer = answer_of(self._client.get(address))
        if answer.status in (404, 410):
            raise nobody(did)
        if answer.status == 429 or answer.status >= 500:
            raise unreachable(host)
        if answer.status != 200:
            raise refused(host, answer.status)
        if not isinstance(answer.body, dict) or answer.body.get("id") != did:
            raise unreadable(host)
        return answer.body

    def server(self, did: str) -> str:
        """Base address of the server that holds the account (its PDS).

        :raises ConnectorError: the document names none that may be asked.
        """
        services = self.document(did).get("service")
        for one in services if isinstance(services, list) else []:
            if isinstance(one, dict) and str(one.get("id", "")).endswith(SERVER[0]) and one.get("type") == SERVER[1]:
                return self._origin(one.get("serviceEndpoint"), did)
        raise nobody(did)

    def _origin(self, address: object, did: str) -> str:
        try:
            parts = urlsplit(address if isinstance(address, str) else "")
            port = parts.port
        except ValueError:
            raise nobody(did) from None
        if not parts.hostname or "@" in parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
            raise nobody(did)
        self._guard.allow(parts.scheme, parts.hostname, port)
        return f"{parts.scheme}://{parts.netloc}"

    def _address(self, did: str) -> str:
        if PLC.fullmatch(did):
            return f"{self._directory}/{did}"
        try:
            # Only whole domains: the atproto specification allows neither paths nor, but for tests, ports.
            return f"https://{domain_name(did.removeprefix('did:web:'))}/.well-known/did.json"
        except ValueError:
            raise nobody(did) from None


def nobody(did: str) -> ConnectorError:
    """No account stands behind this identifier."""
    return ConnectorError(
        N_("Nothing is published about the account {did}. Connect the account that is in use."), Remedy.FIX_HANDLE, did=did
    )
