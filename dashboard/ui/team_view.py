"""The page of a team: whose it is, who is in it, and changing that."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Role
from dashboard.services.people.team import Member, change_role, remove_member
from dashboard.ui import loaders
from dashboard.ui.forms import fresh, save
from dashboard.ui.pickers import pick_one
from dashboard.ui.visit import Visit

REMOVE = "remove"


def chosen(visit: Visit) -> str | None:
    """The institution that the address asks for, else one's own where one owns a single team."""
    owned = _owned(visit)
    return visit.view.organisation or (owned[0] if len(owned) == 1 else None)


def pick(visit: Visit) -> None:
    """The list of teams that this person looks after; nothing where there is only one to choose."""
    everyone, owned = visit.may(Act.MANAGE_TEAM), _owned(visit)
    if everyone or len(owned) > 1:
        pick_one(visit, visit.words("Institution"), None if everyone else owned)


def _owned(visit: Visit) -> tuple[str, ...]:
    return tuple(slug for slug in visit.own if visit.person and Role.OWNER in visit.person.roles_in(slug))


def name_of(visit: Visit, slug: str) -> str:
    """The institution as people call it."""
    return next((one.name for one in loaders.organisations(visit) if one.slug == slug), slug)


def headline(visit: Visit, name: str, members: Sequence[Member]) -> str:
    """How many there are, as a sentence."""
    if not members:
        return visit.words("Nobody works for {name} here yet", name=name)
    return visit.words.plural("{n} person works for {name} here", "{n} people work for {name} here", len(members), name=name)


def lede(visit: Visit, members: Sequence[Member]) -> str:
    """What is worth knowing about the team before anything is changed."""
    words, owners = visit.words, sum(one.role is Role.OWNER for one in members)
    if not members:
        return words("Invite somebody of its press office. Whoever accepts is in the team at once.")
    if owners == 0:
        return words("The team has no owner: nobody in it can invite others. Make somebody an owner.")
    if owners == 1:
        return words("The team has one owner. A second one can go on when the first is away or leaves.")
    return words("A change holds at once, also in tabs that are open. Whoever is removed can be invited again.")


def show_change_form(visit: Visit, slug: str, members: Sequence[Member]) -> None:
    """Another role for a member, or none."""
    words = visit.words
    with st.expander(words("Change a role, or remove somebody")), st.form("change", border=False):
        member = st.selectbox(
            words("Person"),
            members,
            index=None,
            key=fresh("change.member"),
            format_func=lambda one: _label(visit, one),
            placeholder=words("Choose a person"),
            filter_mode=None,
        )
        change = st.radio(
            words("What changes"),
            [Role.EDITOR.value, Role.OWNER.value, REMOVE],
            key=fresh("change.what"),
            format_func=lambda what: _change(visit, what),
        )
        wanted = st.form_submit_button(words("Change this"))
    if wanted and change:
        save(visit, lambda: _do(visit, slug, member, change))


def _label(visit: Visit, one: Member) -> str:
    words = visit.words
    you = words("you") if one.you else ""
    return " · ".join(part for part in (one.name, one.email, words.term(one.role), you) if part)


def _change(visit: Visit, what: str) -> str:
    words = visit.words
    return {
        Role.EDITOR.value: words("Becomes an editor"),
        Role.OWNER.value: words("Becomes an owner"),
        REMOVE: words("Leaves the team"),
    }[what]


def _do(visit: Visit, slug: str, member: Member | None, change: str) -> str:
    if member is None:
        raise Refused(N_("Choose the person."))
    db, words, name = visit.essaim.db, visit.words, member.name or member.email
    if change == REMOVE:
        remove_member(db, visit.actor, slug, member.person_id, now=visit.now)
        return words("{name} is no longer in the team.", name=name)
    role = Role(change)
    change_role(db, visit.actor, slug, member.person_id, role, now=visit.now)
    return words("{name} has a new role: {role}.", name=name, role=role)
