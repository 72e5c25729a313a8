"""Who is behind a Bluesky handle: the identity documents, asked both ways."""

from connectors.base import ConnectorError, Remedy
from connectors.did_documents import PLC, DidDocuments
from connectors.dns import Names
from connectors.guarded_http import GuardedTransport
from connectors.well_known import Sites
from dashboard.domain.hostnames import domain_name

WELL_KNOWN = "/.well-known/atproto-did"
SCHEME = "at://"


class BlueskyIdentity:
    """Handles and DIDs.

    :param plc: host of the directory, with a port for trusted ones.
    """

    def __init__(self, *, transport: GuardedTransport, names: Names, plc: str = PLC) -> None:
        self._sites = Sites(transport)
        self._names = names
        self._documents = DidDocuments(transport, plc)

    def handle_of(self, did: str) -> str | None:
        """The handle that the DID document names and that leads back to the same DID by DNS or well-known file; None if either way fails.

        :raises ConnectorError: nobody answered.
        """
        handle = self._named(did)
        return handle if handle is not None and self._leads_back(handle, did) else None

    def _named(self, did: str) -> str | None:
        """The handle in the DID document: https://atproto.com/specs/did."""
        document = self._documents.document(did) or {}
        names = document.get("alsoKnownAs")
        first = next((one for one in names if isinstance(one, str) and one.startswith(SCHEME)), "") if isinstance(names, list) else ""
        try:
            return domain_name(first.removeprefix(SCHEME))
        except ValueError:
            return None

    def _leads_back(self, handle: str, did: str) -> bool:
        """Whether the domain of a handle names this DID: https://atproto.com/specs/handle#handle-resolution. The DNS is believed first."""
        silence: ConnectorError | None = None
        try:
            said = {value.removeprefix("did=") for value in self._names.txt(f"_atproto.{handle}") if value.startswith("did=")}
        except ConnectorError as problem:
            said, silence = set(), problem
        if said:
            return said == {did}
        try:
            found = (self._sites.text(handle, WELL_KNOWN) or "").strip() == did
        except ConnectorError as problem:
            if problem.remedy is Remedy.RETRY_LATER:
                raise
            found = False
        if silence is not None and not found:
            raise silence
        return found
