"""A plain message to whoever has an account when what opens it was changed: if it was somebody else, they hear of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from connectors.mail import Mail
from dashboard.domain.errors import N_
from dashboard.i18n import words_in
from db.tables import PersonRow


class Changed(Enum):
    """What was changed, in the words of the message."""

    PASSWORD = N_("Your password on Essaim was changed on {at}.\n\nIf it was not you, ask for a new one at once, and tell the collective.")
    ADDRESS = N_(
        "The address of your account on Essaim was changed on {at}: this one no longer opens it.\n\n"
        "If it was not you, tell the collective at once."
    )
    FACTOR_ADDED = N_(
        "A second factor was added to your account on Essaim on {at}.\n\n"
        "If it was not you, sign in, remove it, change your password, and tell the collective."
    )
    FACTOR_REMOVED = N_(
        "A second factor of your account on Essaim was removed on {at}.\n\n"
        "If it was not you, sign in, add one again, change your password, and tell the collective."
    )


@dataclass(frozen=True)
class News:
    """A message that is still to be sent."""

    to: str
    subject: str
    text: str


def news(person: PersonRow, changed: Changed, *, now: datetime) -> News:
    """What to tell somebody, in their language, at the address they have now: made before an address changes."""
    words = words_in(person.language)
    return News(person.email, words("A change of your account"), words(changed.value, at=now))


def tell(mail: Mail | None, told: News) -> None:
    """Send it in the background, once the change is stored; nothing where no mail is set."""
    if mail is not None:
        mail.post(told.to, told.subject, told.text)
