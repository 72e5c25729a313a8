"""What stands in the kit beside its files: what each of them is, what is missing, what to know before anything is published."""

from collections.abc import Mapping, Sequence

from dashboard.domain.exit_days.kit import Place
from dashboard.domain.networks import FACTS, Network
from dashboard.i18n import Words
from dashboard.presenters.kit.sentences import own_name
from dashboard.presenters.kit.texts import Text, length_said
from dashboard.services.exit_days.kit import Kit


def place_said(words: Words, place: Place) -> str:
    """Where a text goes, as people say it."""
    own = {
        Place.WEB: words("Web page"),
        Place.PRESS: words("Press release"),
        Place.REPLY: words("Automatic reply"),
    }
    return own.get(place) or FACTS[Network(place.value)].label


def missing(words: Words, kit: Kit, *, public: bool) -> list[str]:
    """What the kit does not hold, and why; what to do about it.

    :param public: whether the links lead to an address that others reach.
    """
    found = []
    if not kit.firm:
        found.append(
            words(
                "This is a draft: it is not certain yet that {name} leaves on {day}, and every text says so. "
                "Whoever publishes it shows the pledge. Fetch the kit again once the day is confirmed.",
                name=own_name(words, kit),
                day=kit.day.plan.on,
            )
        )
    if not kit.accounts:
        found.append(words("No new account is connected: the texts name none. Connect the accounts, then fetch the kit again."))
    if kit.left_out:
        found.append(
            words.plural(
                "{n} account is left out: its network says that it has moved, is suspended, or is gone.",
                "{n} accounts are left out: their networks say that they have moved, are suspended, or are gone.",
                kit.left_out,
            )
        )
    if not kit.organisation.domain:
        found.append(words("No web site is registered: there are no links to it, and no QR code."))
    if not public:
        found.append(words("The links lead to this machine alone, as long as whoever runs the server has not set ESSAIM_PUBLIC_URL."))
    if kit.organisation.fictional:
        found.append(words("The institution is fictional. Nothing of this is to be published."))
    return found


def readme(words: Words, kit: Kit, texts: Sequence[Text], files: Mapping[str, str], *, public: bool) -> str:
    """The description in one language.

    :param files: path to what it is, in the order of the archive.
    """
    title = words("Announcement kit: {name}, {day}", name=own_name(words, kit), day=kit.day.plan.on)
    parts = [title, "=" * len(title), ""]
    notes = missing(words, kit, public=public)
    if notes:
        parts += [words("What to know first"), "", *(f"- {note}" for note in notes), ""]
    parts += [words("Texts and their lengths"), ""]
    parts += ["- " + words("{place}: {length}", place=place_said(words, one.place), length=length_said(words, one)) for one in texts]
    parts += ["", words("Files"), "", *("- " + words("{file}: {what}", file=path, what=what) for path, what in files.items()), ""]
    parts += [
        words(
            "Links have parameters (utm_source, utm_medium, utm_campaign) by which the statistics of a web site tell where its visitors "
            "came from. The page of the institution on this site counts nobody."
        ),
        "",
    ]
    return "\n".join(parts)
