"""People: who can sign in, in which role, who is invited, and help for whoever is locked out. For the collective."""

from dashboard.addresses import PEOPLE
from dashboard.services.people.invite import list_invitations
from dashboard.ui import people_view, visit
from dashboard.ui.handed_over import show_handed_over
from dashboard.ui.invitation_forms import show_invitations, show_invite_form
from dashboard.ui.messages import show_success
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

show("heading", words, kicker=None, title=words(PEOPLE.title), lede=words(PEOPLE.about))
show_success(words)
show_handed_over(seen, page=PEOPLE.path)
found = people_view.wanted(seen)
people_view.show_people(seen, found)
if found.people:
    people_view.show_role_form(seen, found.people)
    people_view.show_lost_form(seen, found.people)

text = words("To a role over all institutions. The team of an institution is invited on its own page, reached through its name above.")
show("section", words, title=words("Invite somebody"), text=text)
show_invite_form(seen, people_view.OVER_ALL, slug=None, page=PEOPLE.path)

show("section", words, title=words("Open invitations"), text="")
show_invitations(seen, list_invitations(seen.essaim.db, seen.actor, slug=None, now=seen.now), slug=None)
