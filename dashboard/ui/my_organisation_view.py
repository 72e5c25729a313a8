"""The home of a team: what is left to do as cards with one button each, what is done with its date, and how the audience stands."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.addresses import MY_ORGANISATION, ORGANISATION
from dashboard.charts.sentences import transfer_sentence, transfer_text
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.accounts import AccountState, Origin
from dashboard.domain.claims import Claim
from dashboard.domain.people import Role
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import Words
from dashboard.presenters.chart_tables import regained_table
from dashboard.presenters.organisation_parts import kicker
from dashboard.presenters.proof_words import on_notice
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.services.people.team import list_team
from dashboard.services.plausibility.read import waiting_of
from dashboard.services.views import AccountSeries, OrganisationView
from dashboard.ui.claim_forms import PROOF
from dashboard.ui.exit_days.home_part import show_own_day
from dashboard.ui.figures import show_figure_on_the_side
from dashboard.ui.flags_view import show_own
from dashboard.ui.messages import show_notice, show_success
from dashboard.ui.state import View, address
from dashboard.ui.tasks import Situation, done, tasks
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def situation(visit: Visit, shown: OrganisationView, claims: list[Claim]) -> Situation:
    """What the tasks of this institution depend on, for this reader."""
    slug = shown.organisation.slug
    owner = visit.person is not None and Role.OWNER in visit.person.roles_in(slug)
    alone = owner and len(list_team(visit.essaim.db, visit.actor, slug, now=visit.now)) == 1
    return Situation(shown, claims, visit.today, visit.essaim.holding, owner, alone)


def show_home(visit: Visit, now: Situation) -> DeltaGenerator:
    """Heading, notices, the two columns; gives the column of what is to do, for the proofs."""
    words = visit.words
    left, ready = tasks(words, now), done(words, now)
    show("heading", words, kicker=_kicker(visit, now), title=headline(words, len(left)), lede="")
    show("progress", words, done=len(ready), total=len(left) + len(ready))
    show_success(words)
    for title, text in [*on_notice(words, now.claims), *_unread(words, now.shown)]:
        show_notice(words, title, text)
    show_own(visit, waiting_of(visit.essaim.db, visit.actor, now.shown.organisation.slug, now=visit.now).accounts)
    wide, narrow = st.columns([3, 2], gap="large")
    here = View(organisations=(now.shown.organisation.slug,), language=visit.view.language)
    with wide:
        show("section", words, title=words("To do"), text="" if left else words("Nothing. The figures come by themselves from here."))
        cards = [(task, address(task.page, here) if task.page else f"#{PROOF}") for task in left]
        if cards:
            show("todo", words, cards=cards)
        show_own_day(visit, now.shown.organisation.slug)
    with narrow:
        _show_audience(visit, now.shown)
        if ready:
            show("section", words, title=words("Already done"), text="")
            show("done", words, done=ready)
        show("links", words, links=[(words("Public page"), address(ORGANISATION, here))])
    return wide


def headline(words: Words, left: int) -> str:
    """How much is left, as a sentence."""
    if not left:
        return words("Everything is done")
    return words.plural("{n} thing left to do", "{n} things left to do", left)


def _kicker(visit: Visit, now: Situation) -> object:
    made = kicker(visit.words, now.shown.organisation, now.claims)
    roles = visit.person.roles_in(now.shown.organisation.slug) if visit.person else set()
    return made._replace(parts=tuple(visit.words.term(role) for role in roles))


def _unread(words: Words, shown: OrganisationView) -> list[tuple[str, str]]:
    return [_cause(words, one) for one in shown.series if one.account.origin is Origin.DESTINATION and _fails(one)]


def _fails(one: AccountSeries) -> bool:
    return one.account.state not in (AccountState.ACTIVE, AccountState.MOVED) and one.account.state_since is not None


def _cause(words: Words, one: AccountSeries) -> tuple[str, str]:
    account = one.account
    since = account.state_since.date() if account.state_since else None
    title = words("{network} has not been read since {day}: {state}.", network=account.network, day=since, state=account.state)
    return title, words("The gap stays visible on the public page; nothing is made up for it.")


def _show_audience(visit: Visit, shown: OrganisationView) -> None:
    """The share regained so far, small; nothing before the departure, and while there is nothing to draw."""
    words = visit.words
    if shown.standing.recovery_low is None or shown.journey.planned:
        return
    rows = transfer_rows(shown, today=visit.today, holding=visit.essaim.holding)
    show("section", words, title=words("Audience regained"), text=transfer_sentence(rows, words))
    show_figure_on_the_side(
        visit,
        f"home-{shown.organisation.slug}",
        lambda theme, narrow: transfer_chart(rows, Measure.SHARE, TimeAxis.DAYS, theme, words, narrow=narrow),
        transfer_text(rows, words),
        regained_table(words, rows),
    )


def show_chooser(visit: Visit) -> None:
    """For somebody in several teams: which of them."""
    words, view = visit.words, visit.view
    show("heading", words, kicker=None, title=words("Which of your institutions?"), lede="")
    assert visit.person is not None
    rows = [(one, address(MY_ORGANISATION, View(organisations=(one.slug,), language=view.language))) for one in visit.person.memberships]
    show("choice", words, rows=rows)
