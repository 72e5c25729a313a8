"""To whom a page is open, and what those to whom it is not have to do. It decides what is shown; services decide what may be done."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from dashboard.addresses import MY_ORGANISATION, OVERVIEW, PAGES, SECOND_STEP, SIGN_IN, Page, Section
from dashboard.domain.people import PRIVILEGED, Act
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def is_open(visit: Visit, page: Page) -> bool:
    """Whether somebody may do there what the page is for, on all organisations or on one of their own."""
    acts = [act for act in (page.act, page.other_act) if act is not None]
    return not acts or any(visit.may_somewhere(act) for act in acts)


def sign_in_address(page: Page, view: View) -> str:
    """Where to sign in, and come back to this very view."""
    language = {"lang": view.language} if view.language else {}
    return f"{SIGN_IN}?{urlencode({'next': address(page, view), **language})}"


def section_of(visit: Visit, here: Page) -> Sequence[Page]:
    """The pages between which somebody moves from here; none for visitors and on public pages.

    Whoever acts for all organisations finds the pages of the teams beside their own.
    """
    if visit.person is None or here.section is Section.PUBLIC:
        return ()
    over_all = acts_for_all(visit)
    found = [page for page in PAGES if page.section in ({Section.COLLECTIVE, Section.TEAM} if over_all else {Section.TEAM})]
    if over_all:
        found.sort(key=lambda page: page.section is Section.TEAM)
    return [page for page in found if is_open(visit, page) and not (page is MY_ORGANISATION and over_all and not visit.own)]


def acts_for_all(visit: Visit) -> bool:
    """Whether a role over all organisations is in force."""
    return visit.person is not None and any(visit.person.has(role) for role in PRIVILEGED)


def show_enrolment(visit: Visit) -> None:
    """The band for somebody whose role sleeps until they have a second factor."""
    if visit.person is not None and visit.person.must_enrol:
        words = visit.words
        title = words("Your role needs a second factor.")
        text = words("Until you have added one, you can do what any member can and no more.")
        show("call", words, title=title, text=text, links=[(words("Add a second factor"), SECOND_STEP)])


def show_closed(visit: Visit, page: Page) -> None:
    """Why this page is not open to this reader, and what to do."""
    words, view = visit.words, visit.view
    show("heading", words, kicker=None, title=words(page.title), lede=words(page.about))
    if visit.person is None:
        title = words("This page is for people who sign in.")
        text = words("What is public can be read without: who has left, who regains its audience, and how that is known.")
        show("call", words, title=title, text=text, links=[(words("Sign in"), sign_in_address(page, view))])
    elif visit.person.must_enrol:
        return  # the band above says it
    elif visit.person.roles and not visit.person.strong:
        title = words("This page needs your second factor.")
        text = words("Sign in again and give it.")
        show("call", words, title=title, text=text, links=[(words("Sign in again"), sign_in_address(page, view))])
    else:
        _show_not_for_you(visit, page)


def _show_not_for_you(visit: Visit, page: Page) -> None:
    words = visit.words
    mine = address(MY_ORGANISATION, replace(visit.view, page=1))
    if page.section is Section.COLLECTIVE:
        title = words("This page is for the collective.")
        text = words("If you work for it, ask one of its members to give you the role.")
        show("call", words, title=title, text=text, links=[(words("Overview"), address(OVERVIEW, View(language=visit.view.language)))])
    elif not visit.own:
        title = words("You are in no team yet.")
        text = words("Prove that you speak for an institution, or ask its team, or the collective, to invite you.")
        show("call", words, title=title, text=text, links=[(words("Begin with your institution"), mine)])
    else:
        title = words("This is for the owners of the team.") if page.act is Act.MANAGE_TEAM else words("Your role does not allow that.")
        text = words("Ask an owner of your team to do it, or to give you the role.")
        show("call", words, title=title, text=text, links=[(words("My organisation"), mine)])


def show_signed_out(visit: Visit, page: Page) -> None:
    """What an open tab shows once its session has ended: nothing of what it held, and two ways on."""
    words, view = visit.words, visit.view
    lede = words("The session of this tab has ended: its time was over, or it was ended from another tab or browser.")
    show("heading", words, kicker=None, title=words("You are signed out"), lede=lede)
    overview = address(OVERVIEW, View(language=view.language))
    show("call", words, title="", text="", links=[(words("Sign in again"), sign_in_address(page, view)), (words("Overview"), overview)])
