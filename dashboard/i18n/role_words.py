"""What each role to which somebody is invited is for, in one sentence; a key of the catalogues."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.domain.errors import N_
from dashboard.domain.people import Role

ABOUT: Mapping[Role, str] = MappingProxyType(
    {
        Role.EDITOR: N_("Logs the departure, connects the accounts and brings the figures of the institution."),
        Role.OWNER: N_("Does what editors do, proves the institution, and decides who is in its team."),
        Role.COORDINATOR: N_("Registers institutions, and runs campaigns and exit days."),
        Role.COLLECTIVE: N_("Reviews claims, sets official domains, merges double entries, and invites people."),
    }
)
