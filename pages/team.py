"""Team: who works for an institution here, who is invited, and changing that."""

import streamlit as st

from dashboard.addresses import TEAM
from dashboard.domain.errors import EssaimError
from dashboard.services.people.invite import list_invitations
from dashboard.services.people.team import list_team
from dashboard.ui import team_view, visit
from dashboard.ui.handed_over import show_handed_over
from dashboard.ui.invitation_forms import show_invitations, show_invite_form, team_roles
from dashboard.ui.messages import show_error, show_success
from dashboard.ui.templates import show

seen = visit.current()
words, db = seen.words, seen.essaim.db

slug = team_view.chosen(seen)
if slug is None:
    show("heading", words, kicker=None, title=words(TEAM.title), lede=words(TEAM.about))
    team_view.pick(seen)
    st.stop()
try:
    members = list_team(db, seen.actor, slug, now=seen.now)
    invitations = list_invitations(db, seen.actor, slug=slug, now=seen.now)
except EssaimError as problem:
    show("heading", words, kicker=None, title=words(TEAM.title), lede=words(TEAM.about))
    show_error(words, problem)
    team_view.pick(seen)
    st.stop()

name = team_view.name_of(seen, slug)
show("heading", words, kicker=None, title=team_view.headline(seen, name, members), lede=team_view.lede(seen, members))
show_success(words)
show_handed_over(seen, page=TEAM.path, about=slug)
team_view.pick(seen)
if members:
    show("team", words, members=members)
    team_view.show_change_form(seen, slug, members)

show("section", words, title=words("Invite somebody"), text=words("By a link that is good for 48 hours, once, for this team alone."))
show_invite_form(seen, team_roles(), slug=slug, page=TEAM.path)

show("section", words, title=words("Open invitations"), text="")
show_invitations(seen, invitations, slug=slug)
