"""The page of everybody: who can sign in and as what, roles over all institutions, and links for whoever is locked out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from dashboard.addresses import PEOPLE, TEAM
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import PRIVILEGED, Role
from dashboard.services.people.everybody import KnownPerson, PeoplePage, give_role, list_people, take_role
from dashboard.services.people.lost import give_out
from dashboard.ui.forms import fresh, save
from dashboard.ui.handed_over import keep
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

OVER_ALL = tuple(role for role in Role if role in PRIVILEGED)
GIVE, TAKE = "give", "take"


@dataclass(frozen=True)
class Team:
    """One team of somebody, ready for the table."""

    name: str
    href: str
    role: str


@dataclass(frozen=True)
class Row:
    """Somebody, ready for the table.

    :param sleeps: a role waits for a second factor.
    """

    name: str
    email: str
    you: bool
    roles: tuple[str, ...]
    teams: tuple[Team, ...]
    has_factor: bool
    sleeps: bool


def wanted(visit: Visit) -> PeoplePage:
    """The people whom the two filters let through."""
    words = visit.words
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(words("Name or address"), key="people.find", placeholder=words("Part of a name or an address"))
        role = st.selectbox(
            words("Role"),
            (None, *OVER_ALL),
            key="people.role",
            format_func=lambda one: words.term(one) if one else words("everybody"),
            filter_mode=None,
        )
    page = 1 if typed.strip() or role else visit.view.page
    return list_people(visit.essaim.db, visit.actor, now=visit.now, find=typed, role=role, page=page)


def show_people(visit: Visit, found: PeoplePage) -> None:
    """The table, and the way to the next page of it."""
    words = visit.words
    if not found.people:
        show("section_text", words, text=words("Nobody like that can sign in. Type less, or invite them below."))
        return
    caption = words("{shown} of {all}, by address.", shown=len(found.people), all=found.found)
    show("people", words, rows=[_row(visit, one) for one in found.people], caption=caption)
    if found.pages > 1 and found.found == found.known:
        before = address(PEOPLE, replace(visit.view, page=found.page - 1)) if found.page > 1 else None
        after = address(PEOPLE, replace(visit.view, page=found.page + 1)) if found.page < found.pages else None
        show("pager", words, before=before, after=after, page=found.page, pages=found.pages)
    elif found.pages > 1:
        show("source", words, lines=[words("Those after these are not shown: type more of the name.")])


def _row(visit: Visit, one: KnownPerson) -> Row:
    words, language = visit.words, visit.view.language
    teams = (Team(at.name, address(TEAM, View(organisations=(at.slug,), language=language)), words.term(at.role)) for at in one.teams)
    roles = tuple(words.term(role) for role in OVER_ALL if role in one.roles)
    return Row(one.name, one.email, one.you, roles, tuple(teams), one.has_factor, bool(roles) and not one.has_factor)


def show_role_form(visit: Visit, people: Sequence[KnownPerson]) -> None:
    """Give or take a role over all institutions."""
    words = visit.words
    with st.expander(words("Give or take a role")), st.form("role", border=False):
        person = _person(visit, people, "role.person")
        role = st.radio(words("Role"), OVER_ALL, key=fresh("role.role"), format_func=lambda one: words.term(one).capitalize())
        what = st.radio(
            words("What changes"),
            (GIVE, TAKE),
            key=fresh("role.what"),
            format_func=lambda one: _what(visit, one),
        )
        sent = st.form_submit_button(words("Change this"))
    if sent and role:
        save(visit, lambda: _change(visit, person, role, what == GIVE))


def show_lost_form(visit: Visit, people: Sequence[KnownPerson]) -> None:
    """A link for somebody who lost a password or a second factor."""
    words = visit.words
    with st.expander(words("Help somebody who is locked out")), st.form("lost", border=False):
        show("section_text", words, text=words("First make sure who asks: call them back at a number you know. The audit notes the link."))
        person = _person(visit, people, "lost.person")
        new_factor = st.radio(
            words("What was lost"),
            (False, True),
            key=fresh("lost.what"),
            format_func=lambda factor: _lost(visit, factor),
        )
        sent = st.form_submit_button(words("Make a link"))
    if sent:
        save(visit, lambda: _give_out(visit, person, bool(new_factor)))


def _what(visit: Visit, change: str) -> str:
    words = visit.words
    return {
        GIVE: words("Give the role. It sleeps until a second factor is given."),
        TAKE: words("Take the role away. All sessions of this person end at once."),
    }[change]


def _lost(visit: Visit, factor: bool) -> str:
    words = visit.words
    if factor:
        return words("The second factor. The link is good for 24 hours, and asks for the password.")
    return words("The password. The link is good for an hour.")


def _person(visit: Visit, people: Sequence[KnownPerson], key: str) -> KnownPerson | None:
    return st.selectbox(
        visit.words("Person"),
        people,
        index=None,
        key=fresh(key),
        format_func=lambda one: " · ".join(part for part in (one.name, one.email) if part),
        placeholder=visit.words("Choose a person of the list above"),
        filter_mode=None,
    )


def _chosen(person: KnownPerson | None) -> KnownPerson:
    if person is None:
        raise Refused(N_("Choose the person."))
    return person


def _change(visit: Visit, person: KnownPerson | None, role: Role, give: bool) -> str:
    one, words, db = _chosen(person), visit.words, visit.essaim.db
    name = one.name or one.email
    if give:
        give_role(db, visit.actor, one.id, role, now=visit.now)
        return words("{name} has a new role: {role}.", name=name, role=role)
    take_role(db, visit.actor, one.id, role, now=visit.now)
    return words("{name} no longer has the role of {role}, and is signed out everywhere.", name=name, role=role)


def _give_out(visit: Visit, person: KnownPerson | None, factor: bool) -> str:
    one, words, essaim = _chosen(person), visit.words, visit.essaim
    purpose: Literal["new_password", "new_factor"] = "new_factor" if factor else "new_password"
    link = give_out(essaim.db, essaim.vault, visit.actor, one.id, purpose, base=essaim.settings.base, now=visit.now)
    keep(link, words("The link for {name}. Hand it over to them alone:", name=one.name or one.email), page=PEOPLE.path)
    return words("The link is made. Earlier ones for the same are void.")
