"""How to begin for somebody who is in no team: find the institution in the register, and prove that one speaks for it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.addresses import MY_ORGANISATION, ORGANISATION
from dashboard.domain.organisations import Organisation
from dashboard.presenters.organisation_parts import kicker
from dashboard.services.people.identities import list_identities
from dashboard.services.views import OrganisationView
from dashboard.ui import loaders
from dashboard.ui.messages import show_success
from dashboard.ui.pickers import pick_one
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_how_to_begin(visit: Visit) -> None:
    """Find the institution; the one for which a provider says that they work comes first."""
    words = visit.words
    lede = words(
        "Find it in the register, then prove that you speak for it. Where nobody has come forward yet, a proof at its domain is enough."
    )
    show("heading", words, kicker=None, title=words("Which institution do you speak for?"), lede=lede)
    for siret, known in _said_by_providers(visit):
        title = words("Your identity provider says that you work for SIRET {siret}.", siret=siret)
        if known is None:
            text = words("No institution of the register has this SIRET; look for it by its name, or ask the collective to add it.")
            show("call", words, title=title, text=text, links=[])
        else:
            here = View(organisations=(known.slug,), language=visit.view.language)
            text = words("In the register that is {name}.", name=known.name)
            link = (words("Go on with {name}", name=known.name), address(MY_ORGANISATION, here))
            show("call", words, title=title, text=text, links=[link])
    pick_one(visit, words("Institution"))
    show("section", words, title=words("It is not in the list"), text=words("Ask the collective to add it: a name and a kind are enough."))
    text = words("A link from a member of its team is enough: open it, and you are in.")
    show("section", words, title=words("Your institution has a team already"), text=text)


def _said_by_providers(visit: Visit) -> list[tuple[str, Organisation | None]]:
    found = list_identities(visit.essaim.db, visit.actor, now=visit.now)
    sirets = dict.fromkeys(one.siret for one in found if one.siret)
    known = {one.siret: one for one in loaders.organisations(visit) if one.siret}
    return [(siret, known.get(siret)) for siret in sirets]


def show_joining(visit: Visit, shown: OrganisationView) -> DeltaGenerator:
    """The heading for an institution in whose team somebody is not; gives where the ways to prove that they speak for it go."""
    words, whose = visit.words, shown.organisation
    lede = words("The first who proves it becomes the owner of its team. If it has, or had, a team, the collective decides.")
    proofs = loaders.proofs(visit, [whose.slug])[whose.slug]
    show("heading", words, kicker=kicker(words, whose, proofs), title=words("Do you speak for {name}?", name=whose.name), lede=lede)
    plain = View(language=visit.view.language)
    here = View(organisations=(whose.slug,), language=visit.view.language)
    links = [(words("Another institution"), address(MY_ORGANISATION, plain)), (words("See its page"), address(ORGANISATION, here))]
    show("links", words, links=links)
    show_success(words)
    return st.container()
