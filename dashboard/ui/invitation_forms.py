"""Inviting, and the invitations that are open: what the pages of a team and of everybody share."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import TEAM, Role
from dashboard.i18n.role_words import ABOUT
from dashboard.services.people.invite import Invitation, OpenInvitation, invite, revoke_invitation
from dashboard.ui.forms import fresh, save
from dashboard.ui.handed_over import keep
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_invite_form(visit: Visit, roles: Sequence[Role], *, slug: str | None, page: str) -> None:
    """Whom to invite to which role.

    :param slug: the team; None for roles over all institutions.
    """
    words = visit.words
    with st.form("invite", border=False):
        role = st.radio(
            words("Role"),
            roles,
            key=fresh("invite.role"),
            format_func=lambda one: words(ABOUT[one]),
        )
        email = st.text_input(
            words("E-mail address (optional)"),
            key=fresh("invite.email"),
            placeholder="prenom.nom@ville.fr",
            autocomplete="off",
        )
        show("source", words, lines=[_about_address(visit)])
        wanted = st.form_submit_button(words("Make an invitation"), type="primary")
    if wanted and role:
        save(visit, lambda: _invite(visit, role, email, slug, page))


def _about_address(visit: Visit) -> str:
    words = visit.words
    if visit.essaim.mail is None:
        return words("With an address, the invitation is good for that address alone. You get a link to hand over yourself.")
    return words("With an address, the invitation is sent there and is good for that address alone. You get the link as well.")


def _invite(visit: Visit, role: Role, email: str, slug: str | None, page: str) -> str:
    essaim, words = visit.essaim, visit.words
    made = invite(
        essaim.db,
        essaim.vault,
        visit.actor,
        email=email,
        role=role,
        slug=slug,
        base=essaim.settings.base,
        now=visit.now,
        words=words,
        mail=essaim.mail,
    )
    text = words("The link of the invitation, for whoever you give it to:")
    if email.strip():
        text = words("The link of the invitation, for {email}:", email=email.strip())
    keep(made.link, text, page=page, about=slug or "", until=made.expires_at)
    return _said(visit, made, email.strip())


def _said(visit: Visit, made: Invitation, email: str) -> str:
    words = visit.words
    if made.mailed:
        return words("The invitation was sent to {email}.", email=email)
    if made.problem:
        return words("The invitation is made, but no mail left: {problem} Hand the link over yourself.", problem=words.error(made.problem))
    return words("The invitation is made. Hand the link over: by a message, or in person.")


def show_invitations(visit: Visit, invitations: Sequence[OpenInvitation], *, slug: str | None) -> None:
    """Those that can still be accepted, and a way to revoke one.

    :param slug: the team on whose page they are shown; None for all of them.
    """
    words = visit.words
    if not invitations:
        show("section_text", words, text=words("None is open. An invitation stays open for 48 hours."))
        return
    show("invitations", words, rows=invitations, all_of_them=slug is None)
    with st.expander(words("Revoke an invitation")), st.form("revoke", border=False):
        chosen = st.selectbox(
            words("Invitation to revoke"),
            invitations,
            index=None,
            key=fresh("revoke.chosen"),
            format_func=lambda one: _label(visit, one),
            placeholder=words("Choose an invitation"),
            filter_mode=None,
        )
        wanted = st.form_submit_button(words("Revoke this invitation"))
    if wanted:
        save(visit, lambda: _revoke(visit, chosen, slug))


def _label(visit: Visit, one: OpenInvitation) -> str:
    words = visit.words
    parts = (one.email or words("whoever holds the link"), words.term(one.role), one.organisation, words.moment(one.expires_at))
    return " · ".join(part for part in parts if part)


def _revoke(visit: Visit, chosen: OpenInvitation | None, slug: str | None) -> str:
    if chosen is None:
        raise Refused(N_("Choose the invitation to revoke."))
    revoke_invitation(visit.essaim.db, visit.actor, chosen.id, slug=slug, now=visit.now)
    return visit.words("The invitation is revoked: its link opens nothing any more.")


def team_roles() -> list[Role]:
    """The roles of a team, the lesser first."""
    return [role for role in Role if role in TEAM]
