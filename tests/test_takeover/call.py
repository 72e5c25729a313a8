"""One way to call a service, and who may."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.domain.people import Actor, Role
from tests.test_takeover.house import House

OWN = "whose it is"
OWNER_ALONE = "the owner of its team"
COORDINATOR = Role.COORDINATOR.value
EDITOR, OWNER, COLLECTIVE = Role.EDITOR.value, Role.OWNER.value, Role.COLLECTIVE.value

Run = Callable[[House, Actor, str], object]
"""Called with the house, whoever asks, and the slug under which they ask."""


@dataclass(frozen=True)
class Call:
    """One way to call a service.

    :param least: the least role that may: of the organisation, of the collective, or whose it is.
    :param besides: who else may: the collective decides of much that is not its own.
    :param of_lyon: names something of Lyon's, whatever the slug: nobody reaches it under the name of their own organisation either.
    """

    service: str
    least: str
    run: Run
    target: str = ""
    besides: tuple[str, ...] = ()
    of_lyon: bool = False

    def __str__(self) -> str:
        return f"{self.service} {self.target}".strip()

    @property
    def may(self) -> set[str]:
        """Names of those in the house who may."""
        able = {
            OWN: {"owner"},
            OWNER_ALONE: {"owner"},
            EDITOR: {"editor", "owner", "collective"},
            OWNER: {"owner", "collective"},
            COORDINATOR: {"coordinator", "collective"},
            COLLECTIVE: {"collective"},
        }
        return able[self.least] | set(self.besides)
