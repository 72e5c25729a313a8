"""What each role to which somebody is invited is for, in one sentence; a key of the catalogues."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.domain.errors import N_
from dashboard.domain.people import Role

ABOUT: Mapping[Role, str] = MappingProxyType(
    {
        Role.EDITOR: N_("Editors log the departure, connect the accounts and bring the figures of the institution."),
        Role.OWNER: N_("Owners do what editors do, prove the institution, and decide who is in its team."),
        Role.COORDINATOR: N_("Coordinators register institutions, and run campaigns and exit days."),
        Role.COLLECTIVE: N_("The collective reviews claims, sets official domains, merges double entries, and invites people."),
    }
)
