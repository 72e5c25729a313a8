"""The form that removes an account connected by mistake, with all its figures."""

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.services.links.disconnect import disconnect
from dashboard.services.views import AccountSeries, OrganisationView
from dashboard.ui.forms import fresh, save
from dashboard.ui.visit import Visit


def show_disconnect_form(visit: Visit, shown: OrganisationView) -> None:
    """Folded away: what is removed cannot be brought back, and the form says so."""
    words = visit.words
    with st.expander(words("Remove an account connected by mistake")), st.form("disconnect", border=False):
        chosen = st.selectbox(
            words("Account to remove"),
            shown.series,
            index=None,
            key=fresh("disconnect.account"),
            format_func=lambda one: _label(visit, one),
            placeholder=words("Choose an account"),
            filter_mode=None,
        )
        meant = st.checkbox(words("Remove every figure of this account too: they cannot be brought back"), key=fresh("disconnect.meant"))
        wanted = st.form_submit_button(words("Remove this account"))
    if wanted:
        save(visit, lambda: _disconnect(visit, shown, chosen, meant))


def _label(visit: Visit, one: AccountSeries) -> str:
    days = visit.words.plural("{n} day with a figure", "{n} days with a figure", len(one.figures))
    return " · ".join(part for part in (visit.words.term(one.account.network), one.account.handle, days) if part)


def _disconnect(visit: Visit, shown: OrganisationView, chosen: AccountSeries | None, meant: bool) -> str:
    if chosen is None:
        raise Refused(N_("Choose the account to remove."))
    if not meant:
        raise Refused(N_("Its figures would be removed with it. Tick the box if that is meant."))
    essaim, account = visit.essaim, chosen.account
    disconnect(
        essaim.db,
        essaim.vault,
        essaim.witnesses.consent,
        shown.organisation.slug,
        account.network,
        account.handle,
        by=visit.actor,
        now=visit.now,
        holding=essaim.holding,
    )
    return visit.words("Removed: {network} {handle}, with its figures.", network=account.network, handle=account.handle)
