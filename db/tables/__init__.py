"""All tables. Importing this module registers them."""

from db.tables.account import AccountRow, ObservationRow
from db.tables.audit import AuditRow
from db.tables.claim import ClaimRow, ReviewRow
from db.tables.departure import DepartureRow
from db.tables.figure import DailyRow, SnapshotRow, SourceRow
from db.tables.grant import AccountProofRow, GrantRow, MastodonAppRow
from db.tables.organisation import AliasRow, OrganisationRow
from db.tables.person import FactorKind, FactorRow, IdentityRow, MembershipRow, PersonRow, RecoveryCodeRow
from db.tables.sign_in import AttemptRow, Purpose, SessionRow, TicketRow
from db.tables.standing import MilestoneRow, StandingRow

__all__ = [
    "AccountProofRow",
    "AccountRow",
    "AliasRow",
    "AttemptRow",
    "AuditRow",
    "ClaimRow",
    "DailyRow",
    "DepartureRow",
    "FactorKind",
    "FactorRow",
    "GrantRow",
    "IdentityRow",
    "MastodonAppRow",
    "MembershipRow",
    "MilestoneRow",
    "ObservationRow",
    "OrganisationRow",
    "PersonRow",
    "Purpose",
    "RecoveryCodeRow",
    "ReviewRow",
    "SessionRow",
    "SnapshotRow",
    "SourceRow",
    "StandingRow",
    "TicketRow",
]
