"""One look at each proof that stays in public: what is found there, or why it is not enough. Nothing is stored here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from connectors.witnesses import Witnesses
from dashboard.domain.account_proofs import holds_code, leads_to
from dashboard.domain.accounts import Account, LinkMethod
from dashboard.domain.errors import N_, Refused
from dashboard.domain.proof_places import links_back, profile_pages, under

LONGEST = 600


@dataclass(frozen=True)
class Asked:
    """What is known of an account before other servers are asked.

    :param domain: the official domain of its organisation, as set by the collective or the register.
    :param challenge: the code that should be in its profile text.
    """

    account: Account
    remote_id: str
    domain: str | None
    challenge: str = ""

    def is_still(self, other: "Asked") -> bool:
        """Whether what proofs are compared with is the same now; how the account was last read is none of it."""
        mine, its = (
            (one.account.handle, one.account.host, one.account.network, one.remote_id, one.domain, one.challenge) for one in (self, other)
        )
        return mine == its


class NotFoundThere(Refused):
    """The proof is not where it should be: an answer, unlike a server that does not answer."""


def at_domain_handle(witnesses: Witnesses, asked: Asked) -> str:
    """The handle, which is the official domain or under it and leads back to the account.

    :raises NotFoundThere: it is another one. :raises ConnectorError: nobody answers.
    """
    domain = _official(asked)
    handle = witnesses.bluesky.handle_of(asked.remote_id)
    if handle is None or not under(handle, domain):
        raise NotFoundThere(
            N_("The handle of this account is {handle}, neither {domain} nor a name under it. Change it on Bluesky, then look again."),
            handle=handle or asked.account.handle,
            domain=domain,
        )
    return handle


def at_profile_code(witnesses: Witnesses, asked: Asked) -> str:
    """The code, which stands in the profile text.

    :raises NotFoundThere: it does not. :raises ConnectorError: nobody answers.
    """
    if not asked.challenge:
        raise Refused(N_("There is no code for this account yet. Ask for one first."))
    if not holds_code(witnesses.bluesky_account.profile_text(asked.remote_id), asked.challenge):
        raise NotFoundThere(
            N_("{code} is not in the profile text of {handle} yet. Save the profile on Bluesky, wait a minute, then look again."),
            code=asked.challenge,
            handle=asked.account.handle,
        )
    return asked.challenge


def at_verified_link(witnesses: Witnesses, asked: Asked) -> str:
    """The address in the profile that the account's own server has verified, that is the official site, and that links back.

    The site is asked as well: a server can say of its own accounts what it likes.

    :raises NotFoundThere: there is none. :raises ConnectorError: nobody answers.
    """
    account, domain = asked.account, _official(asked)
    links = witnesses.mastodon.verified_links(account.handle, account.host or account.handle.rpartition("@")[2], asked.remote_id)
    for link in links:
        if leads_to(link.url, domain) and links_back(_front_page(witnesses, link.url), profile_pages(account)):
            return link.url[:LONGEST]
    raise NotFoundThere(
        N_("The profile of {handle} holds no verified link to {site}. Add the link on both sides, save the profile, then look again."),
        handle=account.handle,
        site=f"https://{domain}",
    )


LOOKS: Mapping[LinkMethod, Callable[[Witnesses, Asked], str]] = MappingProxyType(
    {
        LinkMethod.DOMAIN_HANDLE: at_domain_handle,
        LinkMethod.PROFILE_CODE: at_profile_code,
        LinkMethod.VERIFIED_LINK: at_verified_link,
    }
)


def _front_page(witnesses: Witnesses, url: str) -> str:
    return witnesses.sites.text(urlsplit(url).hostname or "", "/", moved=True) or ""


def _official(asked: Asked) -> str:
    if asked.domain is None:
        raise Refused(N_("The official domain of this institution is not known yet. Ask the collective to set it."))
    return asked.domain
