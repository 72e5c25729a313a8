"""All tables. Importing this module registers them."""

from db.tables.account import AccountRow, ObservationRow
from db.tables.audit import AuditRow
from db.tables.claim import ClaimRow, ReviewRow
from db.tables.compared import ComparisonRow, PairRow
from db.tables.departure import DepartureRow
from db.tables.exit_day import (
    CampaignRow,
    ChecklistTickRow,
    ExitDayEventRow,
    ExitDayListedRow,
    ExitDayRow,
    PledgeNamedRow,
    PledgeRow,
    ReminderRow,
)
from db.tables.figure import DailyRow, SnapshotRow, SourceRow
from db.tables.grant import AccountProofRow, GrantRow, MastodonAppRow
from db.tables.imported import BaselineRow, ColumnMappingRow, FlagRow, ImportRow, PostRow, ReplacedRow
from db.tables.organisation import AliasRow, OrganisationRow
from db.tables.person import FactorKind, FactorRow, IdentityRow, MembershipRow, PersonRow, RecoveryCodeRow
from db.tables.shown import AnnotationRow, PastStandingRow, PressFigureRow, SharedViewRow
from db.tables.sign_in import AttemptRow, Purpose, SessionRow, TicketRow
from db.tables.standing import MilestoneRow, StandingRow
from db.tables.x_token import XTokenRow

__all__ = [
    "AccountProofRow",
    "AccountRow",
    "AliasRow",
    "AnnotationRow",
    "AttemptRow",
    "AuditRow",
    "BaselineRow",
    "CampaignRow",
    "ChecklistTickRow",
    "ClaimRow",
    "ColumnMappingRow",
    "ComparisonRow",
    "DailyRow",
    "DepartureRow",
    "ExitDayEventRow",
    "ExitDayListedRow",
    "ExitDayRow",
    "FactorKind",
    "FactorRow",
    "FlagRow",
    "GrantRow",
    "IdentityRow",
    "ImportRow",
    "MastodonAppRow",
    "MembershipRow",
    "MilestoneRow",
    "ObservationRow",
    "OrganisationRow",
    "PairRow",
    "PastStandingRow",
    "PersonRow",
    "PledgeNamedRow",
    "PledgeRow",
    "PostRow",
    "PressFigureRow",
    "Purpose",
    "RecoveryCodeRow",
    "ReminderRow",
    "ReplacedRow",
    "ReviewRow",
    "SessionRow",
    "SharedViewRow",
    "SnapshotRow",
    "SourceRow",
    "StandingRow",
    "TicketRow",
    "XTokenRow",
]
