"""Freeze the figure of the day, so that what a newspaper quotes can be checked for ever."""

from collections.abc import Callable, Mapping
from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.figures import Holding
from dashboard.domain.people import Act, Actor
from dashboard.domain.press import PressFigure, canonical, digest_of, same_but_for_the_hour
from dashboard.services.permit import permit
from dashboard.services.press.content import content_of
from dashboard.services.read_organisation import read_organisation
from dashboard.services.views import OrganisationView
from db import organisations, press
from db.engine import Database
from db.tables import PressFigureRow

MOST_A_DAY = 10
"""Figures of one organisation frozen on one day: each of them is public for ever."""
Say = Callable[[OrganisationView], Mapping[str, str]]
"""From what the page of an organisation shows to its sentence, by language."""


def freeze_figure(db: Database, slug: str, say: Say, *, by: Actor, now: datetime, holding: Holding) -> PressFigure:
    """Freeze how an organisation stands today. The same figure again is the one that was frozen before.

    :param say: puts the figure into a sentence in each language, as its page does.
    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks is not in its team.
    :raises Refused: nothing was regained that could be quoted: no departure, no baseline or no reading; or too much was frozen today.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
    view = read_organisation(db, slug, today=now.date(), holding=holding)
    content = content_of(view, say(view), now=now, holding=holding)
    if content is None:
        raise Refused(
            N_("{name} has no figure to freeze yet: it needs a departure, the audience left behind, and a reading since."),
            name=view.organisation.name,
        )
    text = canonical(content)
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        known = press.of_organisation(session, organisation.id or 0)
        same = next((one for one in known if same_but_for_the_hour(one.content, content)), None)
        if same is not None:
            return same
        if sum(one.frozen_at.date() == now.date() for one in known) >= MOST_A_DAY:
            raise Refused(N_("{n} figures of {name} were frozen today, which is the most."), n=MOST_A_DAY, name=organisation.name)
        figure = PressFigure(organisation.slug, text, digest_of(text), now)
        if press.by_short(session, figure.short) is not None:
            raise Conflict(N_("The address of this figure is taken by another one. Freeze it again in a minute."))
        row = PressFigureRow(digest=figure.digest, organisation_id=organisation.id or 0, content=text, role=leave.role.value, frozen_at=now)
        press.add(session, row)
        leave.note(Deed.FIGURE_FROZEN, f"press:{row.id}", organisation_id=organisation.id, digest=figure.digest)
        return figure
