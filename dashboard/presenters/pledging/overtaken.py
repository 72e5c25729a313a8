"""Where a plan that somebody else changed first differs from the one that was typed: what is stored now."""

from collections.abc import Iterator

from dashboard.domain.exit_days.days import Plan, State
from dashboard.i18n import Words
from dashboard.presenters.exit_days import open_to

OF_A_TEXT = 80
"""Characters: enough to know it again."""


def difference(words: Words, stored: Plan, typed: Plan, state: State) -> str:
    """“Date: 29 September 2025; goal: 5 institutions”; where the day stands, if the two plans are the same."""
    said = [words("{label}: {value}", label=label, value=value) for label, value in _differences(words, stored, typed)]
    return words.semicolon.join(said) or words("the same, and the day is {state}", state=state)


def _differences(words: Words, stored: Plan, typed: Plan) -> Iterator[tuple[str, str]]:
    if stored.on != typed.on:
        yield words("Date"), words.date(stored.on)
    if (stored.at, stored.second) != (typed.at, typed.second):
        yield words("Hour"), words.hour(stored.at) if stored.at else words("the whole day")
    if stored.zone != typed.zone:
        yield words("Time zone"), stored.zone
    if stored.deadline != typed.deadline:
        yield words("Last day for pledges"), words.date(stored.deadline)
    for language, label in (("fr", words("in French")), ("en", words("in English"))):
        if stored.titles.get(language) != typed.titles.get(language, ""):
            yield words("Name, {language}", language=label), stored.titles.get(language, "")
        if stored.texts.get(language) != typed.texts.get(language, ""):
            text = stored.texts.get(language, "")
            yield words("Text, {language}", language=label), text[:OF_A_TEXT] + "…" * (len(text) > OF_A_TEXT) or words("none")
    if stored.sector != typed.sector:
        yield words("Sector"), open_to(words, stored).rstrip(".")
    if stored.goal != typed.goal:
        n, followers = stored.goal.organisations, stored.goal.audience
        parts = [words.plural("{n} institution", "{n} institutions", n)] if n is not None else []
        parts += [words.plural("{n} follower", "{n} followers", followers)] if followers is not None else []
        yield words("Goal"), ", ".join(parts) or words("none")
