"""The texts of a kit: for each place the richest one that fits there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.domain.accounts import Account
from dashboard.domain.exit_days.kit import NETWORK_OF, SOCIAL, TEXTS, Place
from dashboard.domain.exit_days.kit_lengths import LIMITS, Limit
from dashboard.i18n import Words
from dashboard.presenters.kit import sentences as said
from dashboard.presenters.kit.links import Links, account_lines
from dashboard.services.exit_days.kit import Kit

MOST_ACCOUNTS = 8
"""Named in a post; the page names them all."""


@dataclass(frozen=True)
class Text:
    """One text.

    :param length: as the place counts it; ``most``: what it takes, None where there is no limit.
    """

    place: Place
    text: str
    length: int
    most: int | None


def texts(words: Words, kit: Kit, base: str) -> list[Text]:
    """All texts in one language, in the order in which they are shown."""
    return [_text(words, kit, Links(kit, base, words.language), place) for place in TEXTS]


def length_said(words: Words, text: Text) -> str:
    """“212 of 280”."""
    if text.most is None:
        return words.plural("{n} character", "{n} characters", text.length)
    return words("{n} of {all}", n=text.length, all=text.most)


def _text(words: Words, kit: Kit, links: Links, place: Place) -> Text:
    if place in SOCIAL:
        limit = LIMITS[place]
        text = _first_that_fits(_posts(words, kit, links, place), limit)
        return Text(place, text, limit.length(text), limit.most)
    whole = {Place.WEB: _web, Place.PRESS: _press, Place.REPLY: _reply}[place](words, kit, links)
    return Text(place, whole, len(whole), None)


def _first_that_fits(found: Iterator[str], limit: Limit) -> str:
    text = ""
    for text in found:
        if limit.fits(text):
            break
    return text


def _posts(words: Words, kit: Kit, links: Links, place: Place) -> Iterator[str]:
    """Variants of one post, the richest first: with fewer accounts, without parameters in the link, without the name.

    The last one names the day and the page, and nothing else.
    """
    *named, nameless = said.leads(words, kit)
    here = any(one.network is NETWORK_OF[place] for one in kit.accounts)
    others = [one for one in kit.accounts if one.network is not NETWORK_OF[place]][:MOST_ACCOUNTS]
    more = [said.why_together(words)] if place is Place.LINKEDIN else []
    # Whoever publishes it is known, but the accounts are not: rather no name than no account.
    for choices, fewest in ((named, min(1, len(others))), ([nameless], 0)):
        for address in (links.from_place(place), links.page):
            page = said.page_line(words, kit, address)
            for n in range(len(others), fewest - 1, -1):
                for lead in choices:
                    yield _joined([lead, *more, _accounts(words, kit, others[:n], here=here), page])
    yield _joined([nameless, said.page_line(words, kit, links.page)])


def _web(words: Words, kit: Kit, links: Links) -> str:
    return _joined(
        [
            said.headline(words, kit),
            said.leads(words, kit)[0],
            said.why_together(words),
            _named(words, kit),
            said.afterwards(words, kit),
            said.page_line(words, kit, links.from_place(Place.WEB)),
            said.about_day(words, kit, links.day),
        ]
    )


def _press(words: Words, kit: Kit, links: Links) -> str:
    return _joined(
        [
            words("Press release"),
            said.headline(words, kit),
            said.leads(words, kit)[0],
            said.why_together(words),
            said.afterwards(words, kit),
            _named(words, kit),
            said.page_line(words, kit, links.from_place(Place.PRESS)),
            said.about_day(words, kit, links.day),
            words("Press contact: [to be filled in]"),
        ]
    )


def _reply(words: Words, kit: Kit, links: Links) -> str:
    *named, _ = said.leads(words, kit)
    return _joined(
        [
            words("Thank you for your message."),
            " ".join([named[-1], said.unread(words, kit)]),
            _accounts(words, kit, kit.accounts),
            said.page_line(words, kit, links.from_place(Place.REPLY)),
        ]
    )


def _accounts(words: Words, kit: Kit, accounts: Sequence[Account], *, here: bool = False) -> str:
    return "\n".join(filter(None, [said.where(words, kit, here=here, others=bool(accounts)), *account_lines(words, accounts)]))


def _named(words: Words, kit: Kit) -> str:
    """All accounts, for a text that speaks of the institution by its name."""
    if not kit.accounts:
        return ""
    return "\n".join([words("Where to find {name}:", name=said.own_name(words, kit)), *account_lines(words, kit.accounts)])


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(filter(None, parts))
