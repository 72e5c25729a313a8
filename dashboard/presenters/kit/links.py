"""Where the texts of a kit lead: the institution's page here, its own web site, its new accounts, the page of the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.accounts import Account
from dashboard.domain.exit_days.kit import SOCIAL, Place, tagged
from dashboard.domain.handles import profile_url
from dashboard.exit_day_addresses import exit_day
from dashboard.i18n import Words
from dashboard.public_addresses import organisation
from dashboard.services.exit_days.kit import Kit

VISITED = (*SOCIAL, Place.WEB, Place.PRESS, Place.REPLY, Place.PRINT)
"""Places from which readers come."""
NAMES = ("place", "target", "language", "address")


@dataclass(frozen=True)
class Links:
    """Addresses of one kit in one language.

    :param base: ``https://host`` of the public site.
    """

    kit: Kit
    base: str
    language: str

    @property
    def page(self) -> str:
        """The public page of the institution, which names all its accounts: it exists whatever else is missing."""
        return self.base.rstrip("/") + organisation(self.language, self.kit.organisation.slug)

    @property
    def day(self) -> str:
        """The public page of the day."""
        return self.base.rstrip("/") + exit_day(self.language, self.kit.day.slug)

    @property
    def site(self) -> str | None:
        """The institution's own web site, where one is registered."""
        return f"https://{self.kit.organisation.domain}/" if self.kit.organisation.domain else None

    def from_place(self, place: Place) -> str:
        """The institution's page, as it is linked from there."""
        return tagged(self.page, place, self.kit.day.slug)

    def rows(self) -> list[tuple[str, str, str, str]]:
        """(place, what it leads to, language, address) of every link whose visits can be counted."""
        targets = [("page", self.page)] + ([("web site", self.site)] if self.site else [])
        return [
            (place.value, name, self.language, tagged(address, place, self.kit.day.slug)) for name, address in targets for place in VISITED
        ]


def account_address(account: Account) -> str:
    """The account's own page, without parameters: other networks would keep them, and tell nobody."""
    return profile_url(account.network, account.handle, account.host)


def account_lines(words: Words, accounts: Sequence[Account]) -> list[str]:
    """“Bluesky: https://bsky.app/profile/lyon.fr”, one for each."""
    return [words("{network}: {address}", network=one.network, address=account_address(one)) for one in accounts]
