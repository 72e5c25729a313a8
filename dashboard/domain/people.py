"""People: who somebody is, what each role may do. Pure; who holds which role is read anew for every act (services.permit)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """In what capacity somebody acts. The public sees roles and never names."""

    PERSON = "person"
    EDITOR = "editor"
    OWNER = "owner"
    COORDINATOR = "coordinator"
    COLLECTIVE = "collective"
    OPERATOR = "operator"
    ROUTINE = "routine"


TEAM = frozenset({Role.EDITOR, Role.OWNER})
"""Roles within one organisation."""
PRIVILEGED = frozenset({Role.COORDINATOR, Role.COLLECTIVE})
"""Roles over all organisations, which need a second factor at each sign-in."""
INVITED = (Role.EDITOR, Role.OWNER, Role.COORDINATOR, Role.COLLECTIVE)
"""Roles that an invitation can give."""


class Act(StrEnum):
    """What somebody may want to do. Reading what is public needs no permission."""

    CONTRIBUTE = "contribute"  # departures, accounts, figures of one organisation
    MANAGE_TEAM = "manage_team"  # members and invitations of one organisation
    CLAIM = "claim"  # begin to prove that one speaks for an organisation
    REGISTER = "register"  # add an institution to the register
    CAMPAIGN = "campaign"  # run campaigns and exit days
    PLEDGE = "pledge"  # commit one organisation to an exit day
    COLLECT = "collect"  # read every account now
    INVITE = "invite"  # invite anybody to any role
    MODERATE = "moderate"  # review claims, set official domains, merge, certify
    MANAGE_PEOPLE = "manage_people"  # see everybody, give out new links, take roles away
    READ_AUDIT = "read_audit"
    OWN_ACCOUNT = "own_account"  # one's own password, factors, sessions
    SHARE = "share"  # give out links to comparisons of what is public


ALLOWED: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.CONTRIBUTE: frozenset({Role.EDITOR, Role.OWNER, Role.COLLECTIVE, Role.OPERATOR, Role.ROUTINE}),
        Act.MANAGE_TEAM: frozenset({Role.OWNER, Role.COLLECTIVE, Role.OPERATOR}),
        Act.CLAIM: frozenset({Role.PERSON, Role.EDITOR, Role.OWNER, Role.COORDINATOR, Role.COLLECTIVE}),
        Act.REGISTER: frozenset({Role.COORDINATOR, Role.COLLECTIVE, Role.OPERATOR}),
        Act.CAMPAIGN: frozenset({Role.COORDINATOR, Role.COLLECTIVE, Role.OPERATOR, Role.ROUTINE}),
        Act.PLEDGE: frozenset({Role.OWNER, Role.OPERATOR}),
        Act.COLLECT: frozenset({Role.COLLECTIVE, Role.OPERATOR, Role.ROUTINE}),
        Act.INVITE: frozenset({Role.COLLECTIVE, Role.OPERATOR}),
        Act.MODERATE: frozenset({Role.COLLECTIVE, Role.OPERATOR, Role.ROUTINE}),
        Act.MANAGE_PEOPLE: frozenset({Role.COLLECTIVE, Role.OPERATOR}),
        Act.READ_AUDIT: frozenset({Role.COLLECTIVE, Role.OPERATOR}),
        Act.OWN_ACCOUNT: frozenset({Role.PERSON, Role.EDITOR, Role.OWNER, Role.COORDINATOR, Role.COLLECTIVE}),
        Act.SHARE: frozenset({Role.PERSON, Role.EDITOR, Role.OWNER, Role.COORDINATOR, Role.COLLECTIVE}),
    }
)
"""Who may do what. EDITOR and OWNER count for their own organisation only; PERSON is anybody signed in."""

WEIGHT: Mapping[Role, int] = MappingProxyType({role: place for place, role in enumerate(Role)})


@dataclass(frozen=True)
class Actor:
    """Who asks. It only names somebody: what they may do, and whether their session still holds, is read in the transaction of each act.

    :param person_id: None for a visitor, the command line and the background.
    :param session_id: the session through which they came.
    :param machine: OPERATOR for the command line of this machine, ROUTINE for the background; None for people and visitors.
    """

    person_id: int | None = None
    session_id: int | None = None
    machine: Role | None = None


VISITOR = Actor()
OPERATOR = Actor(machine=Role.OPERATOR)
"""Whoever can run commands on the machine itself."""
ROUTINE = Actor(machine=Role.ROUTINE)
"""The background jobs."""


@dataclass(frozen=True)
class Membership:
    """What somebody is in one organisation."""

    organisation_id: int
    slug: str
    name: str
    role: Role


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in, as pages and routes see them. It decides what is shown, never what is allowed.

    :param roles: over all organisations (PRIVILEGED ones).
    :param strong: the second factor was given in this session.
    :param has_factor: has a second factor at all.
    :param language: in which they want to be spoken to; empty if they never said.
    """

    actor: Actor
    email: str
    name: str
    roles: frozenset[Role] = frozenset()
    memberships: tuple[Membership, ...] = field(default=())
    strong: bool = False
    has_factor: bool = False
    language: str = ""

    @property
    def must_enrol(self) -> bool:
        """Whether a role asks for a second factor that does not exist yet."""
        return bool(self.roles & PRIVILEGED) and not self.has_factor

    def has(self, role: Role) -> bool:
        """Whether a role over all organisations is in force now: it sleeps until the second factor was given."""
        return role in self.roles and self.strong

    def may(self, act: Act, slug: str | None = None) -> bool:
        """Whether to offer an act on an organisation; the service decides again."""
        return strongest(act, {Role.PERSON} | {role for role in self.roles if self.strong} | self.roles_in(slug)) is not None

    def roles_in(self, slug: str | None) -> set[Role]:
        """What they are in that organisation."""
        return {one.role for one in self.memberships if one.slug == slug}


def strongest(act: Act, roles: set[Role] | frozenset[Role]) -> Role | None:
    """The capacity in which somebody with these roles does the act: within the team first, since it is nearest; None if they may not."""
    able = ALLOWED[act] & roles
    return max(able & TEAM or able, key=lambda role: WEIGHT[role], default=None)
