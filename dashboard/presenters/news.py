"""What is new, in words: one title and one or two sentences each."""

from datetime import datetime
from typing import NamedTuple

from dashboard.charts.sentences import share
from dashboard.domain.departures import Status
from dashboard.i18n import Words
from dashboard.presenters.citations import web_address
from dashboard.services.read_news import Moved, News, Reached


class Told(NamedTuple):
    """One piece of news as it is read.

    :param name: of it among those of its institution, for lasting identifiers; ``source``: a web address, or None.
    """

    slug: str
    name: str
    title: str
    text: str
    published: datetime
    updated: datetime
    source: str | None
    fictional: bool


def told(words: Words, one: News) -> Told:
    """One piece of news in one language."""
    title, said, source = _moved(words, one) if isinstance(one, Moved) else _reached(words, one)
    if one.organisation.fictional:
        said = [*said, words("This institution is fictional.")]
    return Told(
        slug=one.organisation.slug,
        name=one.name,
        title=title,
        text=" ".join(said),
        published=one.published,
        updated=one.updated,
        source=web_address(source),
        fictional=one.organisation.fictional,
    )


def _moved(words: Words, one: Moved) -> tuple[str, list[str], str]:
    event, source = one.event, one.event.source
    named = {"name": one.organisation.name, "network": one.network, "day": event.on}
    if event.status is Status.RETURNED:
        title = words("{name} returned to {network} on {day}", **named)
    else:
        title = words("{name} left {network} on {day}", **named)
    said = words("Said by the institution itself.") if one.organisation.level.certified else words("No source was given.")
    return title, [words("Source: {source}.", source=source) if source else said], source


def _reached(words: Words, one: Reached) -> tuple[str, list[str], str]:
    title = words(
        "{name}, {age} days after leaving {network}: at least {low}",
        name=one.organisation.name,
        age=one.age,
        network=one.network,
        low=share(words, one.low),
    )
    told = {
        "band": words.beginning(words.range(one.low, one.high, lambda ratio: share(words, ratio))),
        "regained": words.range(one.regained_low, one.regained_high, words.number),
        "day": one.as_of,
    }
    if one.baseline is None:
        said = [words("{band} of the audience left behind: {regained} followers on the new networks on {day}.", **told)]
    else:
        said = [
            words(
                "{band} of the audience left behind: {regained} followers on the new networks on {day}, for {n} that were left.",
                **told,
                n=one.baseline,
            )
        ]
    if one.passed:
        said.append(words("At this age it has regained at least {share} of the audience left behind.", share=share(words, one.passed[-1])))
    if one.baseline_source:
        said.append(words("Source of the audience left behind: {source}.", source=one.baseline_source))
    return title, said, one.baseline_source
