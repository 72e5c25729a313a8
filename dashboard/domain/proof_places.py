"""Where a proof has to stand, and whether it stands there: places that only the holder of the official domain can write."""

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urlsplit

from dashboard.domain.account_proofs import leads_to, within
from dashboard.domain.accounts import Account
from dashboard.domain.claims import Method
from dashboard.domain.networks import Network
from dashboard.domain.official_domain import owned
from dashboard.domain.organisations import Organisation

CHALLENGE = "essaim-verification="
RECORD = "_essaim"
FILE = "/.well-known/essaim.txt"
NETWORKS = {Method.BLUESKY: Network.BLUESKY, Method.MASTODON: Network.MASTODON}
"""Proofs that rest on an account of the organisation."""


def record_name(domain: str) -> str:
    """Name of the TXT record."""
    return f"{RECORD}.{domain}"


def sites(domain: str) -> tuple[str, ...]:
    """Hosts of the official site: the domain itself and ``www.`` before it. Any other may be somebody else's (a blog, a shop, a club)."""
    return (domain, f"www.{domain}")


def file_address(host: str) -> str:
    """Address of the file on a host."""
    return f"https://{host}{FILE}"


def place(method: Method, domain: str) -> str:
    """Where the challenge goes, as people are told; empty where there is none to put."""
    return {Method.DNS: record_name(domain), Method.FILE: file_address(domain)}.get(method, "")


def in_records(values: Iterable[str], challenge: str) -> bool:
    """Whether one of the records is the challenge, and nothing else."""
    return bool(challenge) and challenge in values


def in_file(text: str, challenge: str) -> bool:
    """Whether one line of the file is the challenge, and nothing else."""
    return bool(challenge) and challenge in (line.strip() for line in text.removeprefix("\ufeff").splitlines())


def under(handle: str, domain: str) -> bool:
    """Whether a handle is the official domain or a name under it that was not given away (as ``mallory.github.io`` is)."""
    return within(handle, domain) and owned(handle) is not None and owned(handle) == owned(domain)


def profile_pages(account: Account) -> frozenset[tuple[str, str]]:
    """Addresses of a Mastodon profile, as they are compared: host and path."""
    user, _, domain = account.handle.partition("@")
    hosts = {host for host in (domain, account.host) if host}
    return frozenset((host.lower(), f"/{form}{user}".lower()) for host in hosts for form in ("@", "users/"))


def links_back(html: str, pages: frozenset[tuple[str, str]]) -> bool:
    """Whether a page says ``rel="me"`` of one of these addresses: https://microformats.org/wiki/rel-me."""
    parser = _Me()
    parser.feed(html)
    parser.close()
    return any(_compared(href) in pages for href in parser.hrefs)


def belongs(method: Method, evidence: str, organisation: Organisation) -> bool:
    """Whether what was found still speaks of this institution: its official domain, or its SIRET, may have been corrected since."""
    domain = organisation.domain or ""
    if method is Method.REVIEW:
        return True
    if method is Method.SIRET:
        return evidence == organisation.siret
    if not domain:
        return False
    if method is Method.BLUESKY:
        return under(evidence, domain)
    if method is Method.MASTODON:
        return leads_to(evidence, domain)
    return evidence in {
        Method.MAIL: (domain,),
        Method.DNS: (record_name(domain),),
        Method.FILE: tuple(file_address(host) for host in sites(domain)),
    }.get(method, ())


class _Me(HTMLParser):
    """Collects where ``a`` and ``link`` with ``rel="me"`` lead. What stands in comments or scripts is not looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("a", "link") and "me" in (said.get("rel") or "").lower().split():
            self.hrefs.append((said.get("href") or "").strip())


def _compared(href: str) -> tuple[str, str]:
    try:
        parts = urlsplit(href)
    except ValueError:
        return "", ""
    return (parts.netloc.lower(), parts.path.rstrip("/").lower()) if parts.scheme in ("https", "http") else ("", "")
