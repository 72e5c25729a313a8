"""One look at a proof: where it was found, or what is missing and what to do about it. Nothing is stored here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from sqlmodel import Session

from connectors.base import ConnectorError, Remedy
from connectors.witnesses import Witnesses
from dashboard.domain.account_proofs import leads_to
from dashboard.domain.accounts import Account
from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.errors import N_, Refused
from dashboard.domain.hostnames import domain_name
from dashboard.domain.proof_places import FILE, file_address, in_file, in_records, links_back, profile_pages, record_name, sites, under
from dashboard.services.claims.open import no_domain
from db import accounts, claims
from db.tables import AccountRow, ClaimRow, OrganisationRow

WORTH_TELLING = (Remedy.RETRY_LATER, Remedy.GIVE_UP, Remedy.RECONNECT, Remedy.FIX_HANDLE)
"""Of two problems, the one that is told: silence may hide the proof, a name that does not exist hides nothing."""


@dataclass(frozen=True)
class Asked:
    """All that a look depends on. If ``question`` has changed when the answer comes, the answer is to another one.

    :param controlled: somebody of the team showed that they hold the account.
    """

    claim: Claim
    domain: str
    account: Account | None = None
    controlled: bool = False

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked, without what changes by itself (counts and states of accounts, instants of looks)."""
        account = (self.account.id, self.account.handle, self.account.host, self.account.remote_id) if self.account else None
        return self.claim.method, self.claim.state, self.claim.challenge, self.domain, account, self.controlled


class NotThere(Refused):
    """The proof is not where it should be: an answer, unlike a server that does not answer."""


def asked(session: Session, row: ClaimRow, organisation: OrganisationRow) -> Asked:
    """What there is to look for.

    :raises Refused: the institution has no official domain.
    """
    if not organisation.domain:
        raise no_domain(organisation.name)
    held = session.get(AccountRow, row.account_id) if row.account_id is not None else None
    mine = held if held is not None and held.organisation_id == organisation.id else None
    return Asked(
        claim=claims.as_claim(row, organisation.slug),
        domain=organisation.domain,
        account=accounts.as_account(mine, organisation.slug) if mine else None,
        controlled=mine is not None and mine.id in claims.controlled(session, [mine.id or 0]),
    )


def still_asked(session: Session, row: ClaimRow, organisation: OrganisationRow, before: Asked) -> bool:
    """Whether the answer to what was asked before is still an answer to what would be asked now."""
    try:
        return asked(session, row, organisation).question == before.question
    except Refused:
        return False


def look(witnesses: Witnesses, asked: Asked) -> str:
    """Where the proof was found.

    :raises NotThere: it is not, or not where nobody else could have put it. :raises ConnectorError: nobody answered (RETRY_LATER).
    """
    try:
        return LOOKS[asked.claim.method](witnesses, asked)
    except ConnectorError as problem:
        if problem.remedy is Remedy.RETRY_LATER:
            raise
        raise NotThere(problem.message, **problem.values) from problem


def _in_the_dns(witnesses: Witnesses, asked: Asked) -> str:
    name = record_name(asked.domain)
    if not in_records(witnesses.names.txt(name), asked.claim.challenge):
        raise NotThere(
            N_(
                "The DNS has no such record yet at {name}. Add a TXT record of that name, "
                "with the value {challenge}, and try again in an hour."
            ),
            name=name,
            challenge=asked.claim.challenge,
        )
    return name


def _in_the_file(witnesses: Witnesses, asked: Asked) -> str:
    """Both hosts of the site are asked: some institutions have nothing at the domain itself, others nothing at ``www.``."""
    problems: list[ConnectorError] = []
    answered: list[str] = []
    for host in sites(asked.domain):
        try:
            text = witnesses.sites.text(host, FILE)
        except ConnectorError as problem:
            problems.append(problem)
            continue
        if text is not None and in_file(text, asked.claim.challenge):
            return file_address(host)
        answered.append(host)
    problems.sort(key=lambda problem: WORTH_TELLING.index(problem.remedy))
    if problems and (not answered or problems[0].remedy is not Remedy.FIX_HANDLE):
        raise problems[0]
    raise NotThere(
        N_("{address} does not hold {challenge} on a line of its own yet. Put the file there, then look again."),
        address=file_address(answered[0]),
        challenge=asked.claim.challenge,
    )


def _at_bluesky(witnesses: Witnesses, asked: Asked) -> str:
    account = _account(asked)
    handle = witnesses.bluesky.handle_of(account.remote_id or "")
    if handle is None or not under(handle, asked.domain):
        raise NotThere(
            N_("The handle of this account is {handle}, neither {domain} nor a name under it. Change it on Bluesky, then look again."),
            handle=handle or account.handle,
            domain=asked.domain,
        )
    # Whoever has pages on a name under the domain can put a file there; only who holds the domain writes its DNS.
    if handle not in sites(asked.domain) and f"did={account.remote_id}" not in witnesses.names.txt(f"_atproto.{handle}"):
        raise NotThere(
            N_("{handle} is confirmed by a file only. Confirm it by a TXT record at _atproto.{handle} instead, then look again."),
            handle=handle,
        )
    return handle


def _at_mastodon(witnesses: Witnesses, asked: Asked) -> str:
    account = _account(asked)
    host = account.host or account.handle.rpartition("@")[2]
    links = witnesses.mastodon.verified_links(account.handle, host, account.remote_id or "")
    found = [domain_name(urlsplit(link.url).hostname or "") for link in links if leads_to(link.url, asked.domain)]
    # A server can say what it likes of its accounts: the site itself has to say it too.
    for site in dict.fromkeys(found):
        page = witnesses.sites.text(site, "/", moved=True)
        if page is not None and links_back(page, profile_pages(account)):
            return f"https://{site}/"
    if found:
        raise NotThere(
            N_("The front page {site} has no link marked rel=me to {profile}. Add it there, then look again."),
            site=f"https://{found[0]}",
            profile=account.url or account.handle,
        )
    raise NotThere(
        N_("The profile of {handle} holds no verified link to {site}. Add the link on both sides, save the profile, then look again."),
        handle=account.handle,
        site=f"https://{asked.domain}",
    )


def _account(asked: Asked) -> Account:
    """The account that proves it, once somebody of the team showed that they hold it.

    A proof that stood already is not asked for that again: a code may be taken out of a profile.
    """
    if asked.account is None or not asked.account.remote_id:
        raise NotThere(N_("The account on which this proof rested is no longer connected. Connect it again, and begin a new proof."))
    if not asked.controlled and asked.claim.state is ClaimState.OPEN:
        raise NotThere(
            N_("{handle} is the institution’s, but nothing shows yet that it is in your hands. Prove or authorise the account first."),
            handle=asked.account.handle,
        )
    return asked.account


LOOKS: Mapping[Method, Callable[[Witnesses, Asked], str]] = MappingProxyType(
    {Method.DNS: _in_the_dns, Method.FILE: _in_the_file, Method.BLUESKY: _at_bluesky, Method.MASTODON: _at_mastodon}
)
"""How each proof that stays in public is looked for."""
