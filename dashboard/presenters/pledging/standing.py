"""Where an exit day stands: its figures, who is not named, and the curve for those who do not see it."""

from dashboard.domain.exit_days.days import Goal, State
from dashboard.domain.exit_days.tipping import Tipping
from dashboard.i18n import Words
from dashboard.presenters.chart_tables import ReadTable
from dashboard.presenters.organisation_parts import KeyFigure
from dashboard.services.exit_days.read import ExitDay, Standing


def key_figures(words: Words, day: ExitDay, standing: Standing) -> list[KeyFigure]:
    """Who would leave, with how many followers, and how far that is from the goal."""
    few = words("too few to be told")
    going = words.number(standing.going) if standing.going is not None else few
    pledged = standing.wall.pledged
    note = words("too few are hidden for their number to be told")
    if pledged is not None:
        note = words.plural("of {n} that pledged", "of {n} that pledged", pledged)
    late = day.state in (State.CONFIRMED, State.DONE)
    figures = [KeyFigure(words("Leave together") if late else words("Would leave today"), going, note)]
    figures.append(KeyFigure(words("Their followers on {network}", network=day.plan.network), *_audience(words, standing)))
    figures.append(KeyFigure(words("Goal"), *_goal(words, day.plan.goal, standing)))
    return figures


def _audience(words: Words, standing: Standing) -> tuple[str, str]:
    if standing.going is None or standing.unknown is None:
        return words("not told"), words("a sum of few would tell what each has")
    if standing.audience is None:
        return words("not known"), words("No figure of theirs is known yet.")
    if standing.unknown:
        return words.number(standing.audience), words.plural(
            "without {n} whose figure is not known", "without {n} whose figures are not known", standing.unknown
        )
    return words.number(standing.audience), words("the last count of each, added up")


def _goal(words: Words, goal: Goal, standing: Standing) -> tuple[str, str]:
    reached = words("reached") if standing.reached else words("not reached yet")
    parts = []
    if goal.organisations is not None:
        parts.append(words.plural("{n} institution", "{n} institutions", goal.organisations))
    if goal.audience is not None:
        parts.append(words.plural("{n} follower", "{n} followers", goal.audience))
    return reached, ", ".join(parts) or words("none was set: it takes two to leave together")


def described(words: Words, curve: Tipping) -> str:
    """The curve for those who do not see it."""
    said = [words.plural("Today {n} would leave.", "Today {n} would leave.", curve.stands)]
    if curve.missing:
        said.append(
            words.plural("With {n} more, {then} would.", "With {n} more, {then} would.", curve.missing, then=words.number(curve.settles))
        )
    else:
        said.append(words("No number of others who leave in any case would bring anybody along."))
    said.append(words("The curve says how many would leave if so many did."))
    return " ".join(said)


def curve_table(words: Words, curve: Tipping) -> ReadTable:
    """Each step of the curve."""
    columns = (words("If so many leave"), words("So many would"))
    rows = tuple((words.number(level), words.number(height)) for level, height in zip(curve.levels, curve.heights, strict=True))
    return ReadTable(words("How many would leave if so many did: the steps of the curve"), columns, rows)


def wall_said(words: Words, day: ExitDay, standing: Standing) -> list[str]:
    """What stands around the names: how many are not named, who considers it, and of whom missing figures decide."""
    seen, said = standing.wall, []
    if seen.hidden:
        said.append(
            words.plural("{n} more has pledged without its name being shown.", "{n} more have pledged without being named.", seen.hidden)
        )
    elif seen.hidden is None:
        said.append(words("A few more have pledged without being named."))
    if seen.hidden != 0 and day.state in (State.DRAFT, State.OPEN):
        said.append(words("Hidden names are shown once the day is confirmed, to everybody and for all who leave."))
    if seen.considering:
        said.append(words.plural("{n} considers it; it is in no total.", "{n} consider it; they are in no total.", seen.considering))
    elif seen.considering is None:
        said.append(words("A few consider it; they are in no total."))
    if standing.undecided:
        said.append(
            words.plural(
                "Of {n} it cannot be said yet: its condition rests on figures that are missing.",
                "Of {n} it cannot be said yet: their conditions rest on figures that are missing.",
                standing.undecided,
            )
        )
    elif standing.undecided is None:
        said.append(words("Of a few it cannot be said yet: their conditions rest on figures that are missing."))
    return said
