"""All tables. Importing this module registers them."""

from db.tables.account import AccountRow, ObservationRow
from db.tables.departure import DepartureRow
from db.tables.figure import DailyRow, SnapshotRow, SourceRow
from db.tables.organisation import OrganisationRow
from db.tables.standing import MilestoneRow, StandingRow

__all__ = [
    "AccountRow",
    "DailyRow",
    "DepartureRow",
    "MilestoneRow",
    "ObservationRow",
    "OrganisationRow",
    "SnapshotRow",
    "SourceRow",
    "StandingRow",
]
