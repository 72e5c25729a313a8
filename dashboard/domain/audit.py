"""The audit: what was done, in words that never change once written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.domain.people import Role


class Deed(StrEnum):
    """What was done. A deed is named ``subject.verb``; those in the database keep their names for ever."""

    ORGANISATION_REGISTERED = "organisation.registered"
    ORGANISATION_MERGED = "organisation.merged"
    DOMAIN_SET = "organisation.domain_set"
    LEVEL_CHANGED = "organisation.level_changed"
    REGISTER_IMPORTED = "register.imported"
    DEPARTURE_LOGGED = "departure.logged"
    DEPARTURE_TAKEN_BACK = "departure.taken_back"
    ACCOUNT_CONNECTED = "account.connected"
    ACCOUNT_DISCONNECTED = "account.disconnected"
    ACCOUNT_PROVEN = "account.proven"
    ACCOUNT_AUTHORISED = "account.authorised"
    ACCOUNT_PROOF_LOST = "account.proof_lost"
    GRANT_REVOKED = "account.grant_revoked"
    FIGURE_RECORDED = "figure.recorded"
    FIGURES_IMPORTED = "figures.imported"
    IMPORT_UNDONE = "figures.import_undone"
    FLAG_DECIDED = "figure.flag_decided"
    BASELINE_CHOSEN = "baseline.chosen"
    PAIRS_IMPORTED = "pairs.imported"
    PAIRS_REMOVED = "pairs.removed"
    FOLLOWERS_COMPARED = "followers.compared"
    COMPARISON_REMOVED = "followers.comparison_removed"
    X_TOKEN_SET = "x_token.set"
    X_TOKEN_REMOVED = "x_token.removed"
    ORGANISATION_CHANGED = "organisation.changed"
    ANNOTATION_ADDED = "annotation.added"
    ANNOTATION_WITHDRAWN = "annotation.withdrawn"
    VIEW_SHARED = "view.shared"
    VIEW_REVOKED = "view.revoked"
    FIGURE_FROZEN = "figure.frozen_for_press"
    CAMPAIGN_MADE = "campaign.made"
    CAMPAIGN_REMOVED = "campaign.removed"
    EXIT_DAY_PLANNED = "exit_day.planned"
    EXIT_DAY_CHANGED = "exit_day.changed"
    EXIT_DAY_STEPPED = "exit_day.stepped"
    PLEDGED = "pledge.made"
    PLEDGE_WITHDRAWN = "pledge.withdrawn"
    TASK_TICKED = "checklist.ticked"
    PACK_BEGUN = "starter_pack.begun"
    PACK_PUBLISHED = "starter_pack.published"
    COLLECTION_STARTED = "collection.started"
    CLAIM_OPENED = "claim.opened"
    CLAIM_PROVEN = "claim.proven"
    CLAIM_FAILED = "claim.failed"
    CLAIM_LOST = "claim.lost"
    CLAIM_WITHDRAWN = "claim.withdrawn"
    CLAIM_REVIEWED = "claim.reviewed"
    PERSON_ADDED = "person.added"
    PERSON_ERASED = "person.erased"
    PERSON_EXPORTED = "person.exported"
    PERSON_CHANGED = "person.changed"
    ROLE_GIVEN = "role.given"
    ROLE_TAKEN = "role.taken"
    INVITED = "invitation.made"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_REVOKED = "invitation.revoked"
    LINK_GIVEN_OUT = "link.given_out"
    SIGNED_IN = "session.signed_in"
    SIGN_IN_FAILED = "session.refused"
    SIGNED_OUT = "session.signed_out"
    SESSION_REVOKED = "session.revoked"
    PASSWORD_CHANGED = "password.changed"
    FACTOR_ADDED = "factor.added"
    FACTOR_REMOVED = "factor.removed"
    RECOVERY_CODE_USED = "factor.recovery_used"
    IDENTITY_LINKED = "identity.linked"
    IDENTITY_UNLINKED = "identity.unlinked"
    KEYS_ROTATED = "keys.rotated"
    AUDIT_EXPORTED = "audit.exported"


@dataclass(frozen=True)
class Entry:
    """One line of the audit.

    :param person_id: opaque; stays when the person was erased. None for machines and visitors.
    :param organisation_id: whom it concerns, or None; ``slug`` as it is today, of the one it was merged into if it is gone.
    :param subject: the row it was done to, as ``account:12``.
    :param details: what changed, in plain values; never a secret, never a name of a private person.
    """

    id: int
    at: datetime
    deed: Deed
    role: Role
    person_id: int | None
    session_id: int | None
    organisation_id: int | None
    slug: str | None
    subject: str
    details: Mapping[str, object]
