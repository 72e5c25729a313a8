"""Who runs the site, as its settings say it, or that they do not say it."""

from dataclasses import dataclass

from dashboard.config import Settings
from dashboard.i18n import Words


@dataclass(frozen=True)
class Given:
    """One line of the legal notice; ``text`` is empty where its setting is."""

    label: str
    text: str


@dataclass(frozen=True)
class Reach:
    """Where somebody is reached: what is shown, and the address behind it."""

    text: str
    href: str


def given(words: Words, settings: Settings) -> list[Given]:
    """Publisher, director of publication, host and contact (law of 21 June 2004, article 1-1)."""
    return [
        Given(words("Publisher"), settings.publisher),
        Given(words("Director of publication"), settings.publication_director),
        Given(words("Host"), settings.hosted_by),
        Given(words("Contact"), settings.contact),
    ]


def as_link(contact: str) -> Reach | None:
    """An address of mail or of a page as a link; None where none was given."""
    if not contact:
        return None
    return Reach(contact, contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}")
