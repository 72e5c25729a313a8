"""Plan a day and change the plan; whoever was overtaken sees the difference and keeps what was typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.exit_days.days import Plan
from dashboard.domain.exit_days.local_time import TwiceThere
from dashboard.presenters.pledging.overtaken import difference
from dashboard.services.exit_days.campaigns import Campaign
from dashboard.services.exit_days.open_days import named
from dashboard.services.exit_days.plan import Overtaken, change_exit_day, plan_exit_day
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui import loaders
from dashboard.ui.exit_days.plan_fields import Typed, show_fields
from dashboard.ui.forms import fresh, save
from dashboard.ui.messages import show_error
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class Begun:
    """What somebody had before their eyes when they began to change a plan."""

    revision: int
    plan: Plan
    listed: list[str]


def show_new_day(visit: Visit, campaigns: Sequence[Campaign]) -> None:
    """A day of one of the campaigns, as a draft."""
    words, key = visit.words, "plan"
    twice = _twice(visit, key)
    with st.container(key="plan.form"):
        campaign = st.selectbox(
            words("Campaign"),
            campaigns,
            index=0 if len(campaigns) == 1 else None,
            key=fresh(f"{key}.campaign"),
            format_func=lambda one: one.titles[words.language],
            placeholder=words("Choose a campaign"),
            filter_mode=None,
        )
        typed = show_fields(visit, key, None, [], twice=twice)
        wanted = st.button(words("Plan this day"), type="primary", key="plan.send")
    if wanted:
        _ask_which(visit, key, lambda: _plan(visit, campaign, typed))


def _plan(visit: Visit, campaign: Campaign | None, typed: Typed) -> str:
    if campaign is None:
        raise Refused(N_("Choose the campaign to which the day belongs."))
    slug = plan_exit_day(visit.essaim.db, campaign.slug, typed.plan(), by=visit.actor, now=visit.now, listed=typed.listed)
    visit.go(day=slug)
    return visit.words("Planned, as a draft that coordinators alone see. Open it once it is right.")


def show_change(visit: Visit, day: ExitDay) -> None:
    """The plan as it was when this form was begun; what somebody else saved meanwhile does not replace what is typed."""
    words, key = visit.words, f"change.{day.slug}"
    begun: Begun | None = st.session_state.get(fresh(f"{key}.begun"))
    if begun is None:
        listed = [one.slug for one in named(visit.essaim.db, day.plan.sector.listed).values()]
        begun = st.session_state[fresh(f"{key}.begun")] = Begun(day.revision, day.plan, listed)
    before = begun
    twice = _twice(visit, key) or before.plan.second is not None
    with st.container(key="change.form"):
        typed = show_fields(visit, key, before.plan, before.listed, twice=twice)
        wanted = st.button(words("Save the plan"), type="primary", key="change.send")
    if wanted:
        _ask_which(visit, key, lambda: _change(visit, day, before, typed, key))


def _change(visit: Visit, day: ExitDay, begun: Begun, typed: Typed, key: str) -> str:
    db = visit.essaim.db
    try:
        after = change_exit_day(db, day.slug, typed.plan(), by=visit.actor, now=visit.now, seen=begun.revision, listed=typed.listed)
    except Overtaken as problem:
        # The difference is said below the form; from here on this person has seen it.
        seen = loaders.exit_day(visit, day.slug).revision
        st.session_state[fresh(f"{key}.begun")] = Begun(seen, begun.plan, begun.listed)
        raise Conflict(
            N_("Somebody else changed this day while you were writing. It now says: {difference}. Look at it again, then save."),
            difference=difference(visit.words, problem.stored, problem.typed, problem.state),
        ) from problem
    if after == begun.revision:
        return visit.words("Nothing was different: the plan stays as it was.")
    return visit.words("Saved. Calendars that follow the day are told.")


def _twice(visit: Visit, key: str) -> bool:
    """Whether to ask which of two hours is meant; says why."""
    problem = st.session_state.get(fresh(f"{key}.twice"))
    if isinstance(problem, TwiceThere):
        show_error(visit.words, problem)
    return problem is not None


def _ask_which(visit: Visit, key: str, act: Callable[[], str]) -> None:
    """Save; where the hour exists twice, ask which one with the form as it is."""

    def asked() -> str:
        try:
            return act()
        except TwiceThere as problem:
            if fresh(f"{key}.twice") in st.session_state:
                raise
            st.session_state[fresh(f"{key}.twice")] = problem
            st.rerun()

    save(visit, asked)
