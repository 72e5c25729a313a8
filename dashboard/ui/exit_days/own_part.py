"""For the team of an institution: its pledge in words, the forms of its owners, and its checklist."""

from dashboard.domain.exit_days.days import ALIVE, State
from dashboard.domain.exit_days.pledges import Pledge, Strength
from dashboard.domain.people import Act
from dashboard.presenters.pledging.conditions import own_said, shown_said
from dashboard.services.exit_days.open_days import days_open_to, named
from dashboard.services.exit_days.read import ExitDay, own_pledge
from dashboard.services.views import OrganisationView
from dashboard.ui import loaders
from dashboard.ui.exit_days.checklist_view import show_checklist
from dashboard.ui.exit_days.kit_part import show_kit
from dashboard.ui.exit_days.pledge_form import show_pledge_form
from dashboard.ui.exit_days.way_in import OWN
from dashboard.ui.exit_days.withdraw_form import show_withdrawal
from dashboard.ui.pickers import pick_one
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_own_part(visit: Visit, day: ExitDay) -> None:
    """What somebody of a team does on that day’s page."""
    words = visit.words
    if day.state not in (*ALIVE, State.DONE) or not visit.own:
        return
    slug = visit.view.organisation if visit.view.organisation in visit.own else None
    show("section_anchor", words, anchor=OWN, title=words("Your institution"), text="")
    if len(visit.own) > 1:
        pick_one(visit, words("Institution"), visit.own)
    else:
        slug = visit.own[0]
    if slug is not None:
        _show_institution(visit, day, loaders.organisation(visit, slug))


def _show_institution(visit: Visit, day: ExitDay, shown: OrganisationView) -> None:
    words, slug, name = visit.words, shown.organisation.slug, shown.organisation.name
    standing = own_pledge(visit.essaim.db, day.slug, slug, by=visit.actor, now=visit.now)
    takes = any(one.slug == day.slug for one in days_open_to(visit.essaim.db, slug, now=visit.now))
    if standing is not None:
        _say_pledge(visit, standing, name)
    elif day.state in ALIVE and not takes:
        show(
            "section_text",
            words,
            text=words("{name} cannot join: the day is not open to it, takes no more pledges, or it has left.", name=name),
        )
    elif takes:
        show("section_text", words, text=words("{name} has not pledged yet.", name=name))
    if takes and visit.may(Act.PLEDGE, slug):
        show_pledge_form(visit, day, shown, standing)
    elif takes:
        show("section_text", words, text=words("An owner of your team pledges, changes the pledge, or takes it back."))
    if standing is not None and day.state in ALIVE and visit.may(Act.PLEDGE, slug):
        show_withdrawal(visit, day, slug, name)
    if standing is not None and standing.strength is Strength.GOING:
        show_checklist(visit, day, slug)
        show_kit(visit, day, slug)


def _say_pledge(visit: Visit, standing: Pledge, name: str) -> None:
    words = visit.words
    names = {key: one.name for key, one in named(visit.essaim.db, standing.condition.named).items()}
    parts = [
        own_said(words, standing, name, names),
        words("Pledged on {day}; {shown}.", day=standing.made_at.date(), shown=shown_said(words, standing)),
    ]
    if standing.bound:
        parts.append(words("The day is confirmed, and the pledge holds."))
    show("call", words, title=parts[0], text=" ".join(parts[1:]), links=[])
