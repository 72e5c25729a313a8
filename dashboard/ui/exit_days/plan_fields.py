"""The fields of a plan, and the plan as it was typed."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.days import LONGEST_TEXT, LONGEST_TITLE, Goal, Plan, Sector
from dashboard.domain.exit_days.local_time import PARIS, zones
from dashboard.domain.organisations import Kind
from dashboard.domain.regions import REGIONS
from dashboard.ui.exit_days.fields import in_languages, number_field, several_of, typed_hour
from dashboard.ui.forms import EARLIEST, LATEST, fresh
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class Typed:
    """What stands in the fields; ``hour`` as it was written. Nothing of it has been checked."""

    on: date | None
    deadline: date | None
    hour: str
    zone: str
    second: bool | None
    titles: dict[str, str]
    texts: dict[str, str]
    sector: Sector
    goal: Goal
    listed: list[str]

    def plan(self) -> Plan:
        """The plan.

        :raises Refused: a day is missing, or the hour is none.
        """
        if self.on is None or self.deadline is None:
            raise Refused(N_("An exit day needs its date and the last day for pledges. Choose both."))
        at = typed_hour(self.hour)
        return Plan(
            self.on,
            self.deadline,
            self.titles,
            self.texts,
            at,
            self.zone,
            self.second if at else None,
            sector=self.sector,
            goal=self.goal,
        )


def show_fields(visit: Visit, key: str, before: Plan | None, listed: list[str], *, twice: bool) -> Typed:
    """Every field of a plan.

    :param before: what they begin with. :param listed: slugs on its list. :param twice: whether to ask which of two hours is meant.
    """
    words = visit.words
    titles, texts = {}, {}
    for place, (language, name) in zip(st.columns(2), in_languages(words), strict=True):
        titles[language] = place.text_input(
            words("Name, {language}", language=name),
            before.titles.get(language, "") if before else "",
            key=fresh(f"{key}.title.{language}"),
            max_chars=LONGEST_TITLE,
        )
        texts[language] = place.text_area(
            words("What it is about, {language}", language=name),
            before.texts.get(language, "") if before else "",
            key=fresh(f"{key}.text.{language}"),
            max_chars=LONGEST_TEXT,
        )
    first, second, third, fourth = st.columns(4)
    with first:
        on = _day(words("Day"), f"{key}.on", before.on if before else None)
    hour = second.text_input(
        words("Hour; empty for the whole day"),
        words.hour(before.at) if before and before.at else "",
        key=fresh(f"{key}.hour"),
        placeholder="10:00",
    )
    where = before.zone if before else PARIS
    zone = third.selectbox(words("Time zone"), zones(), index=zones().index(where), key=fresh(f"{key}.zone"))
    with fourth:
        deadline = _day(words("Last day for pledges"), f"{key}.deadline", before.deadline if before else None)
    meant = _which(visit, key, before) if twice else before.second if before else None
    sector, slugs = _sector(visit, key, before.sector if before else Sector(), listed)
    show("section_text", words, text=words("The goal that a day has to reach before it can be confirmed. Empty: two that leave together."))
    left, right = st.columns(2)
    goal = before.goal if before else Goal()
    wanted = Goal(
        number_field(left, words("Goal: institutions that leave"), f"{key}.goal", goal.organisations),
        number_field(right, words("Goal: followers that they have together"), f"{key}.goal.audience", goal.audience),
    )
    return Typed(on, deadline, hour, zone or PARIS, meant, titles, texts, sector, wanted, slugs)


def _day(label: str, key: str, before: date | None) -> date | None:
    chosen = st.date_input(label, value=before, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY", key=fresh(key))
    return chosen if isinstance(chosen, date) else None


def _which(visit: Visit, key: str, before: Plan | None) -> bool | None:
    """Which of two hours that read the same."""
    words = visit.words
    said = {False: words("The first: before the clocks are put back"), True: words("The second: after they are put back")}
    chosen = before.second if before else None
    return st.radio(
        words("This hour exists twice on that day. Which one is meant?"),
        list(said),
        index=None if chosen is None else int(chosen),
        key=fresh(f"{key}.second"),
        format_func=said.__getitem__,
    )


def _sector(visit: Visit, key: str, before: Sector, listed: list[str]) -> tuple[Sector, list[str]]:
    words = visit.words
    show("section_text", words, text=words("To whom the day is open. Every field that is filled must hold; empty: to everybody."))
    left, middle, right = st.columns(3)
    kinds = left.multiselect(
        words("Kinds"),
        list(Kind),
        default=sorted(before.kinds),
        key=fresh(f"{key}.kinds"),
        format_func=words.term,
        placeholder=words("All kinds"),
        select_all=False,
    )
    regions = list(REGIONS)
    region = middle.selectbox(
        words("Region"),
        regions,
        index=regions.index(before.region) if before.region is not None else None,
        key=fresh(f"{key}.region"),
        format_func=lambda code: REGIONS[code],
        placeholder=words("All regions"),
    )
    size = number_field(right, words("Inhabitants, students or staff at least"), f"{key}.size", before.size)
    slugs = several_of(visit, words("Only these institutions"), f"{key}.listed", listed)
    return Sector(frozenset(kinds), region, size), slugs
