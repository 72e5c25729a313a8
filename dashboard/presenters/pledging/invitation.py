"""An invitation to an exit day, ready to be sent: it says only what everybody may see of the day, and names no person."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from dashboard.i18n import Words
from dashboard.presenters.exit_days import headline, hour
from dashboard.services.exit_days.afterwards import Bound
from dashboard.services.exit_days.read import ExitDay, Standing


@dataclass(frozen=True)
class Invitation:
    """Subject and text."""

    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """Opens a mail program with both, to nobody yet."""
        return f"mailto:?subject={quote(self.subject, safe='')}&body={quote(self.text.replace(chr(10), chr(13) + chr(10)), safe='')}"


def invitation(
    words: Words, day: ExitDay, found: Standing, bound: Bound, *, address: str, today: date, name: str = "", by_web: bool = True
) -> Invitation:
    """An invitation to pledge.

    :param bound: those who were bound when it was confirmed; nobody before that.
    :param address: of the public page of the day; ``by_web``: whether that leads to where an institution pledges.
    :param name: of the institution that is invited; empty for any.
    """
    plan = day.plan
    title, when = plan.titles[words.language], " ".join(filter(None, [words.date(plan.on), hour(words, plan)]))
    told = [
        words("{name} is invited to “{day}”.", name=name, day=title) if name else words("Here is an invitation to “{day}”.", day=title),
        words(
            "Institutions leave {network} together on {when}. Each may pledge on condition that others do.", network=plan.network, when=when
        ),
    ]
    parts = [
        *([words("These institutions are fictional.")] if day.campaign.fictional else []),
        " ".join(told),
        f"{headline(words, day, found, bound, today)}.",
        words(
            "Names are shown as each institution chooses until the day is confirmed, and a pledge can be taken back freely until then. "
            "The last day for pledges is {deadline}.",
            deadline=plan.deadline,
        ),
        words("Where the day stands, and how to commit an institution:\n{address}", address=address)
        if by_web
        else words("Where the day stands:\n{address}", address=address),
        words("Counted on {day}.", day=today),
    ]
    return Invitation(words("Leave {network} together: {day}", network=plan.network, day=title), "\n\n".join(parts))
