"""Begin to prove that one speaks for an institution: each claim has a challenge of its own, which proves nobody else's."""

import secrets
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.claims import COUNTS, Claim, ClaimState, Method
from dashboard.domain.errors import N_, NotAllowed, Refused
from dashboard.domain.networks import FACTS
from dashboard.domain.people import TEAM, Act, Actor
from dashboard.domain.proof_places import CHALLENGE, NETWORKS
from dashboard.services.permit import Permit, permit
from dashboard.services.typed import one_line
from db import accounts, claims, organisations
from db.engine import Database
from db.tables import ClaimRow, OrganisationRow

MOST = 20
"""Claims that somebody may have pending."""
CHALLENGE_BYTES = 16
WITH_CHALLENGE = (Method.DNS, Method.FILE)
LONGEST_NOTE = 1_000


def open_claim(
    db: Database, by: Actor, slug: str, method: Method, *, now: datetime, account_id: int | None = None, note: str = ""
) -> Claim:
    """Open a claim; the same person and method again gives the same one, with the same challenge, until it is decided.

    :param account_id: the account of the organisation that proves it, for Bluesky and Mastodon.
    :param note: for the collective, where people decide: who one is, and how that can be checked.
    :raises Refused: the institution has no official domain, the account is not its own, or too much is pending.
    :raises NotAllowed: accounts prove something of a team only, and whoever asks is not in it.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CLAIM, now=now, organisation_id=organisation.id)
        _check(session, leave, organisation, method, account_id)
        row = claims.alive(session, organisation.id or 0, leave.person_id or 0, method)
        if row is None:
            row = begin(session, leave, organisation, method)
        if ClaimState(row.state) not in COUNTS:
            row.account_id = account_id if method in NETWORKS else None
            row.note = one_line(note)[:LONGEST_NOTE] if method is Method.REVIEW else ""
        session.flush()
        return claims.as_claim(row, organisation.slug)


def begin(session: Session, leave: Permit, organisation: OrganisationRow, method: Method) -> ClaimRow:
    """A new claim of whoever acts, inside the caller's transaction.

    :raises Refused: too much of theirs is pending.
    """
    if claims.pending(session, leave.person_id or 0) >= MOST:
        raise Refused(N_("You have {n} claims that are not decided. Finish or withdraw one, then open another."), n=MOST)
    state = ClaimState.WAITING if method is Method.REVIEW else ClaimState.OPEN
    row = ClaimRow(
        organisation_id=organisation.id or 0,
        person_id=leave.person_id,
        method=method.value,
        state=state.value,
        challenge=CHALLENGE + secrets.token_hex(CHALLENGE_BYTES) if method in WITH_CHALLENGE else "",
        opened_at=leave.now,
    )
    session.add(row)
    session.flush()
    leave.note(Deed.CLAIM_OPENED, f"claim:{row.id}", organisation_id=organisation.id, method=method.value)
    return row


def no_domain(name: str) -> Refused:
    """The sentence for an institution without an official domain."""
    return Refused(N_("The official domain of {name} is not known here yet. Ask the collective to set it, then begin again."), name=name)


def _check(session: Session, leave: Permit, organisation: OrganisationRow, method: Method, account_id: int | None) -> None:
    if method in (Method.MAIL, Method.SIRET):
        raise Refused(N_("This proof is given at once, with nothing to publish. Use its own button."))
    if method is not Method.REVIEW and not organisation.domain:
        raise no_domain(organisation.name)
    if method not in NETWORKS:
        return
    if leave.role not in TEAM:
        raise NotAllowed(
            N_("An account shows that it is the institution’s, not who you are. Begin with the domain: a record, a file or an address.")
        )
    network = NETWORKS[method]
    mine = {row.id: row for row in accounts.of_organisations(session, [organisation.id or 0]) if row.network == network.value}
    if account_id not in mine or not mine[account_id].remote_id:
        raise Refused(
            N_("{name} has no such account on {network}. Connect it first, then begin again."),
            name=organisation.name,
            network=FACTS[network].label,
        )
