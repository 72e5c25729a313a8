"""How and when something was proven, in words: claims of institutions and links of accounts."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.accounts import Account, Link
from dashboard.domain.claims import COUNTS, Claim, ClaimState, Method
from dashboard.i18n import Words


def proven_how(words: Words, claim: Claim) -> str:
    """“DNS record, lyon.fr”: the way, and where it was found where that can be looked at."""
    return ", ".join(part for part in (words.term(claim.method), claim.evidence) if part)


def strongest(claims: Sequence[Claim]) -> Claim | None:
    """The proof on which the level rests: the strongest that counts, the oldest of several."""
    counting = [one for one in claims if one.state in COUNTS and one.proven_at]
    return max(counting, key=lambda one: (one.level.value, -one.proven_at.timestamp() if one.proven_at else 0.0), default=None)


def on_notice(words: Words, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Title and text for each proof that is missing but counts until its notice has run out."""
    return [_notice(words, one, one.lost_at.date(), one.lowers_at.date()) for one in claims if one.lost_at and one.lowers_at]


def _notice(words: Words, claim: Claim, since: date, until: date) -> tuple[str, str]:
    title = words("A proof is missing since {day}: {how}.", day=since, how=proven_how(words, claim))
    return title, words("It counts until {day}; put it back before, and nothing changes.", day=until)


def short_proof(words: Words, claim: Claim | None) -> str:
    """“DNS record, 16 January 2025”, for the public; “missing since” while it is on notice."""
    if claim is None or claim.proven_at is None:
        return ""
    text = words("{method}, {day}", method=claim.method, day=claim.proven_at.date())
    if claim.state is ClaimState.NOTICE and claim.lost_at:
        return words("{proof}; not found since {day}", proof=text, day=claim.lost_at.date())
    return text


def account_proof(words: Words, account: Account) -> str:
    """“proven: handle at the official domain, 16 January 2025”, or “listed”."""
    if account.link is Link.LISTED or account.linked_how is None:
        return words.term(account.link)
    if account.linked_at is None:
        return words("{link}: {method}", link=account.link, method=account.linked_how)
    return words("{link}: {method}, {day}", link=account.link, method=account.linked_how, day=account.linked_at.date())


def said_of(words: Words, claim: Claim) -> str:
    """What has become of a claim, as an answer to whoever looked for its proof."""
    if claim.state in COUNTS:
        return words("Proven at level {level}: {how}.", level=claim.level.value, how=proven_how(words, claim))
    if claim.state is ClaimState.WAITING and claim.method is Method.REVIEW:
        return words("Two people of the collective are to look at it.")
    if claim.state is ClaimState.WAITING:
        return words("Found. This institution has, or had, a team already: the collective decides whether you join it.")
    return words("{method}: {state}.", method=claim.method, state=claim.state)
