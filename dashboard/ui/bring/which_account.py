"""Of which of an institution's accounts on X a file is."""

import streamlit as st

from dashboard.domain.networks import Network
from dashboard.services.views import OrganisationView
from dashboard.ui.visit import Visit


def x_handle(visit: Visit, shown: OrganisationView, key: str) -> str | None:
    """The handle to bring for; None where there is nothing to choose."""
    handles = [one.account.handle for one in shown.series if one.account.network is Network.X]
    if len(handles) < 2:
        return None
    return st.selectbox(visit.words("Account on X"), handles, key=key, format_func=lambda handle: f"@{handle}", filter_mode=None)
