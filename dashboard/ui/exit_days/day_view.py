"""One day: where it stands, the tipping point, who leaves, and who kept the pledge."""

from functools import partial

from dashboard.addresses import EXIT_DAYS
from dashboard.charts.tipping import tipping_chart
from dashboard.charts.together import together_chart
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.tipping import Tipping
from dashboard.exit_day_addresses import exit_day as public_address
from dashboard.i18n import Words
from dashboard.presenters import exit_day_parts as parts
from dashboard.presenters.exit_days import BEFORE, Phase, countdown, headline, hour, lede, open_to, paragraphs, phase
from dashboard.presenters.organisation_parts import KeyFigure, Kicker
from dashboard.presenters.pledging import together
from dashboard.presenters.pledging.curve import curve_table, described
from dashboard.presenters.pledging.kept import counts, followed
from dashboard.services.exit_days.afterwards import bound
from dashboard.services.exit_days.read import ExitDay, Standing
from dashboard.ui import loaders
from dashboard.ui.exit_days.day_list import state_said
from dashboard.ui.exit_days.kit_part import follow_links
from dashboard.ui.exit_days.way_in import show_way_in
from dashboard.ui.figures import show_figure
from dashboard.ui.messages import show_success
from dashboard.ui.state import View, address, organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_day(visit: Visit, day: ExitDay) -> None:
    """Everything that everybody may see of it, from top to bottom."""
    words, found, held = visit.words, loaders.standing(visit, day.slug), loaders.afterwards(visit, day.slug)
    left, at = bound(held), phase(day, visit.today)
    kicker = Kicker(day.plan.titles[words.language], (_when(visit, day), state_said(visit, day)), None)
    finding = headline(words, day, found, left, visit.today)
    show("heading", words, kicker=kicker, title=finding, lede=lede(words, day, found, left, visit.today))
    show_success(words)
    show_way_in(visit, day)
    joining = [open_to(words, day.plan)] if at in BEFORE else []
    for text in (*paragraphs(day.plan, words.language), *joining):
        show("section_text", words, text=text)
    if at in BEFORE:
        show("figures", words, figures=[*parts.progress(words, day.plan, found, found.going), *_waiting(words, found)])
        _show_curve(visit, day, found)
    if held and at in (Phase.OVER, Phase.TODAY):
        text = words(
            "Measured, not asked: the departures logged in the register, with their source where there is one, and the last posts that are "
            "known."
        )
        show("section", words, title=words("Who kept the pledge"), text=text)
        link = partial(organisation_address, view=visit.view)
        show("kept", words, counts=counts(words, held), rows=followed(words, held, link, day.plan.network))
        if at is Phase.OVER:
            _show_together(visit, day)
    elif at not in (Phase.CANCELLED, Phase.LAPSED):
        _show_wall(visit, found, at)
    links = [(words("All exit days"), address(EXIT_DAYS, View(visit.view.organisations[:1], language=visit.view.language)))]
    if day.state is not State.DRAFT:
        links.insert(0, (words("Public page"), public_address(words.language, day.slug)))
        links += follow_links(visit, day, found)
    show("links", words, links=links)


def _when(visit: Visit, day: ExitDay) -> str:
    words, plan = visit.words, day.plan
    said = f"{words.date(plan.on)} {hour(words, plan)}".strip()
    return f"{said} ({countdown(words, plan.on, visit.today)})" if plan.on >= visit.today and day.state is not State.CANCELLED else said


def _waiting(words: Words, found: Standing) -> list[KeyFigure]:
    """How many pledged, and how many of those wait for others."""
    pledged, going = found.wall.pledged, found.going
    if pledged is None or going is None:
        return []
    note = words.plural("{n} of them waits for others", "{n} of them wait for others", pledged - going)
    return [KeyFigure(words("Have pledged"), words.number(pledged), note)]


def _show_curve(visit: Visit, day: ExitDay, found: Standing) -> None:
    words, curve = visit.words, found.tipping
    if curve is None:
        show("section", words, title=words("The tipping point"), text=words("The curve is drawn once three institutions wait for others."))
        return
    drawn: Tipping = curve
    text = words(
        "Each institution says from how many on it leaves. The curve adds up these answers; "
        "where it meets the diagonal, the departures hold by themselves."
    )
    show("section", words, title=words("The tipping point"), text=text)
    show_figure(
        visit,
        "tipping",
        lambda theme, narrow: tipping_chart(drawn, theme, words, narrow=narrow),
        described(words, drawn),
        curve_table(words, drawn),
        private=day.state is State.DRAFT,
    )


def _show_together(visit: Visit, day: ExitDay) -> None:
    words, found = visit.words, loaders.together(visit, day.slug)
    if not found:
        return
    show("section", words, title=words("With a pledge, and without one"), text=f"{together.finding(words, found)}.")
    show_figure(
        visit,
        "together",
        lambda theme, narrow: together_chart(found, theme, words, narrow=narrow),
        together.described(words, found),
        together.table(words, found),
    )
    show("source", words, lines=together.lines(words, visit.today))


def _show_wall(visit: Visit, found: Standing, at: Phase) -> None:
    words, link = visit.words, partial(organisation_address, view=visit.view)
    names = [parts.name(words, found.named[key], link) for key in found.wall.names if key in found.named]
    said = [one for one in (parts.unnamed(words, found),) if one]
    title = words("Who leaves") if at not in BEFORE else words("Who has pledged")
    text = "" if names or said else words("Nobody yet. The first pledge is the hardest; it can be hidden until the day is confirmed.")
    if said and at in BEFORE:
        text = words("Whoever wishes stays hidden until the day is confirmed.")
    show("section", words, title=title, text=text)
    if names or said:
        show("wall", words, names=names, unnamed=said[0] if said else "")
    for line in parts.apart(words, found):
        show("section_text", words, text=line)
