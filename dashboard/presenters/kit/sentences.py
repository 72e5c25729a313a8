"""What an institution says of its departure. Before it is certain, every sentence says on which condition it holds."""

from dashboard.i18n import Words
from dashboard.services.exit_days.kit import Kit


def own_name(words: Words, kit: Kit) -> str:
    """The institution's name on one line; one that is made up says so."""
    name = " ".join(kit.organisation.name.split())
    return words("{text} (fictional)", text=name) if kit.organisation.fictional else name


def headline(words: Words, kit: Kit) -> str:
    """The title of a page, a release or a picture."""
    values = {"name": own_name(words, kit), "network": kit.day.plan.network, "day": kit.day.plan.on}
    if kit.firm:
        # In the present: it is true before the day and after it.
        return words("{name} leaves {network}, {day}", **values)
    return words("{name} wants to leave {network} on {day}", **values)


def leads(words: Words, kit: Kit) -> list[str]:
    """The sentence that says it, the richest first: with the number of the others, with the name alone, without any name."""
    values = {"name": own_name(words, kit), "network": kit.day.plan.network, "day": kit.day.plan.on}
    if not kit.firm:
        return [
            words("If enough institutions commit, {name} will leave {network} on {day}.", **values),
            words("If enough institutions commit, we will leave {network} on {day}.", **values),
        ]
    found = [
        words("On {day}, {name} leaves {network}.", **values),
        words("On {day}, we leave {network}.", **values),
    ]
    if kit.others:
        with_others = words.plural(
            "On {day}, {name} leaves {network} together with {n} other institution.",
            "On {day}, {name} leaves {network} together with {n} other institutions.",
            kit.others,
            **values,
        )
        found.insert(0, with_others)
    return found


def why_together(words: Words) -> str:
    """What a common day is good for; true before and after."""
    return words("Leaving on the same day lets the public find everybody again at once.")


def afterwards(words: Words, kit: Kit) -> str:
    """What becomes of the account that is left, for a page or a release."""
    values = {"name": own_name(words, kit), "network": kit.day.plan.network}
    if kit.firm:
        return words("From that day on {name} no longer publishes on {network}.", **values)
    return words("Nothing changes before the day is confirmed: until then {name} goes on publishing on {network}.", **values)


def unread(words: Words, kit: Kit) -> str:
    """What becomes of messages to the account that is left."""
    if kit.firm:
        return words("From that day on nobody reads messages here any more.")
    return words("Until the day is confirmed we go on reading messages here.")


def where(words: Words, kit: Kit, *, here: bool, others: bool) -> str:
    """What stands above the links to the accounts.

    :param here: the text is published on a network where the institution has a new account. :param others: it has further ones.
    """
    if here:
        return words("You find us here, and also:") if others else words("You find us here.")
    return words("Where to find us:") if others else ""


def page_line(words: Words, kit: Kit, address: str) -> str:
    """The last line: the page that names everything."""
    if kit.accounts:
        return words("All accounts on one page: {address}", address=address)
    return words("The new accounts will be named here: {address}", address=address)


def about_day(words: Words, kit: Kit, address: str) -> str:
    """The exit day itself, by its title."""
    return words("About the exit day “{title}”: {address}", title=kit.day.plan.titles[words.language], address=address)
