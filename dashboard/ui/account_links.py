"""Beside each account how sure it is that it is the institution's, and the two or three ways to prove it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.domain.accounts import Account, Link, LinkMethod
from dashboard.domain.form_tokens import form_token
from dashboard.services.links.authorise import give_back
from dashboard.services.links.prove import look, open_code
from dashboard.services.links.read import Provable, Way, ways_of
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_account_links(visit: Visit, shown: OrganisationView) -> None:
    """For somebody who may contribute for the institution; nothing where it has no account that can be proven."""
    slug = shown.organisation.slug
    found = ways_of(visit.essaim.db, visit.actor, slug, now=visit.now)
    if not found:
        return
    words = visit.words
    text = words("Anybody can list an account. A proof shows that it is the institution’s; how and when is public.")
    show("section", words, title=words("Prove the accounts"), text=text)
    for one in found:
        _show_account(visit, slug, one)


def _show_account(visit: Visit, slug: str, one: Provable) -> None:
    words, account = visit.words, one.account
    lost = [way.proof for way in one.ways if way.proof and way.proof.lost_at]
    show("account_link", words, account=account, lost=lost)
    title = words("Ways to prove it") if account.link is Link.LISTED else words("Other ways to prove it")
    left = [way for way in one.ways if not (way.method is LinkMethod.OAUTH and one.can_give_back)]  # it agreed, and the token is kept
    with st.expander(title, expanded=account.link is Link.LISTED, key=f"links.{account.id}"):
        for column, way in zip(st.columns(len(left), gap="medium"), left, strict=True):
            with column:
                _show_way(visit, slug, one, way)
    if one.can_give_back and st.button(words("Give the authorisation back"), key=f"links.{account.id}.back"):
        save(visit, partial(_give_back, visit, slug, account))


def _show_way(visit: Visit, slug: str, one: Provable, way: Way) -> None:
    words, account = visit.words, one.account
    found = way.proof is not None and way.proof.lost_at is None
    token = form_token(st.context.cookies.get(visit.essaim.settings.cookie, ""))
    show("account_link_way", words, way=way, found=found, account=account, domain=one.domain, slug=slug, token=token)
    if found and way.method is not LinkMethod.OAUTH:
        return
    press = partial(_press, visit, account, way.method)
    look_there = partial(_look, visit, slug, account, way.method)
    match way.method:
        case LinkMethod.PROFILE_CODE if not way.challenge:
            press(words("Give me a code"), partial(_give_code, visit, slug, account))
        case LinkMethod.PROFILE_CODE:
            st.code(way.challenge, language=None)  # with a button that copies it
            press(words("Look at the profile"), look_there)
        case LinkMethod.DOMAIN_HANDLE:
            press(words("Look at the handle"), look_there, closed=one.domain is None)
        case LinkMethod.VERIFIED_LINK:
            press(words("Look at the link"), look_there, closed=one.domain is None)
        case LinkMethod.OAUTH | LinkMethod.APP_PASSWORD:
            pass  # their buttons lead to pages of their own: they stand in the template


def _press(visit: Visit, account: Account, method: LinkMethod, label: str, act: Callable[[], str], *, closed: bool = False) -> None:
    if st.button(label, key=f"links.{account.id}.{method.value}", disabled=closed):
        with st.spinner(visit.words("Asking the network…")):
            save(visit, act)


def _look(visit: Visit, slug: str, account: Account, method: LinkMethod) -> str:
    essaim = visit.essaim
    look(essaim.db, essaim.witnesses, visit.actor, slug, account.id, method, now=visit.now)
    return visit.words("{handle} is proven.", handle=account.handle)


def _give_code(visit: Visit, slug: str, account: Account) -> str:
    code = open_code(visit.essaim.db, visit.actor, slug, account.id, now=visit.now)
    return visit.words("The code for {handle} is {code}.", handle=account.handle, code=code)


def _give_back(visit: Visit, slug: str, account: Account) -> str:
    essaim, words = visit.essaim, visit.words
    if give_back(essaim.db, essaim.vault, essaim.witnesses, visit.actor, slug, account.id, now=visit.now):
        return words("The authorisation of {handle} was given back.", handle=account.handle)
    return words(
        "The authorisation of {handle} is deleted here. {server} did not answer: end it in the account’s settings too.",
        handle=account.handle,
        server=account.host,
    )
