"""What stands below a chart: where its figures come from, and when they were read."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.accounts import Origin
from dashboard.domain.figures import DailyFigure, Provenance
from dashboard.domain.networks import FACTS
from dashboard.domain.people import TEAM, Role
from dashboard.i18n import Words
from dashboard.presenters.organisation_parts import handle, provenance
from dashboard.presenters.transfer_rows import left_network
from dashboard.services.exit_days.read import Standing
from dashboard.services.views import AccountSeries, OrganisationView, Overview


def source_lines(words: Words, view: OrganisationView) -> list[str]:
    """What the band means, where the figures come from and when they were read."""
    new = [one for one in view.series if one.account.origin is Origin.DESTINATION and one.counted]
    lines = []
    if len(new) > 1:
        lines.append(
            words(
                "The light band goes from the largest of the new networks (at least) to the sum of all of them (at most): "
                "one person may follow on several. Nothing is made up where nothing was read."
            )
        )
    sources = [_source(words, one) for one in new]
    if view.baseline is not None:
        sources.insert(0, f"{words.term(left_network(view))}, {provenance(words, view.baseline)}{_by_whom(words, view.baseline)}")
    else:
        # What was left behind is not known, but its account is drawn.
        origin = [(one.account, one.counted[-1]) for one in view.series if one.account.network is left_network(view) and one.counted]
        sources[:0] = [f"{words.term(account.network)}, {provenance(words, last)}{_by_whom(words, last)}" for account, last in origin]
    if sources:
        lines.append(words("Sources: {sources}.", sources=words.semicolon.join(sources)))
    newest = max((one.counted[-1] for one in view.series if one.counted), key=lambda figure: figure.at, default=None)
    if newest is not None:
        # Of a figure dated by hand only the day is known.
        lines.append(words("Last reading: {at}.", at=newest.at if newest.provenance is Provenance.API else newest.day))
    if any(one.held for one in view.series):
        lines.append(words("Hollow points wait for a look by the collective: the line, the band and every sentence leave them out."))
    return lines


def curve_lines(words: Words, found: Standing, today: date) -> list[str]:
    """The same below the curve of an exit day."""
    made, conditional = found.wall.pledged or 0, found.wall.conditional or 0
    pledges = words.plural("{n} pledge", "{n} pledges", made)
    return [
        words.plural(
            "Source: {pledges}, {n} of them on condition.", "Source: {pledges}, {n} of them on condition.", conditional, pledges=pledges
        ),
        words(
            "Computed: the greatest group of institutions whose conditions all hold. Conditions are declared, and can be withdrawn freely "
            "until the day is confirmed."
        ),
        words("Counted on {day}.", day=today),
    ]


def compared_lines(words: Words, views: Sequence[OrganisationView]) -> list[str]:
    """The same below a comparison."""
    lines = [
        words(
            "Each line is the least that was regained, the light area above it ends at the most: one person may follow on several "
            "networks. Nothing is made up where nothing was read."
        )
    ]
    left = [
        words(
            "{name}, {provenance}{by}",
            name=one.organisation.name,
            provenance=provenance(words, one.baseline),
            by=_by_whom(words, one.baseline),
        )
        for one in views
        if one.baseline is not None
    ]
    if left:
        lines.append(words("Sources of the audience left behind: {sources}.", sources=words.semicolon.join(left)))
    newest = max((one.read_at for one in views if one.read_at), default=None)
    return lines + ([words("Last reading: {at}.", at=newest)] if newest else [])


def movement_lines(words: Words, seen: Overview, *, counted: bool) -> list[str]:
    """The same below a chart of the whole movement.

    :param counted: whether followers are counted in it, not institutions alone.
    """
    if counted:
        lines = [words("Computed here from the dated counts of the institutions that have reached each age.")]
    else:
        lines = [words("Departures as they were logged here; the page of each institution gives their source where there is one.")]
    return lines + ([words("Last reading: {at}.", at=seen.read_at)] if seen.read_at else [])


def _source(words: Words, one: AccountSeries) -> str:
    account, newest = one.account, one.counted[-1]
    if not FACTS[account.network].collected:
        how = words("dated by hand") + _by_whom(words, newest)
    else:
        how = words("read every day until {day}", day=newest.day) if one.unread else words("read every day")
    return " ".join(filter(None, (words.term(account.network), handle(account)))) + ", " + how


def _by_whom(words: Words, figure: DailyFigure) -> str:
    """In what capacity somebody brought a figure; who it was is never public. Nothing for what was read by itself."""
    if figure.role is None:
        return ""
    if figure.role in TEAM:
        return words(", by the institution’s team")
    return words(", by those who run this site") if figure.role is Role.OPERATOR else words(", by the collective")
