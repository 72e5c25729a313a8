"""What bringing figures would come to, drawn line by line before anything is stored."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.csv_table import LineProblem
from dashboard.domain.figure_plan import FigurePlan, Outcome, PlannedLine
from dashboard.domain.networks import Network
from dashboard.i18n import Words
from dashboard.i18n.count_words import count_said
from dashboard.services.imports.figures import Stored
from dashboard.ui.messages import show_notice
from dashboard.ui.templates import show

MOST_LINES = 30
"""Lines drawn; the counts above them are of all."""
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class Line:
    """A line as it is drawn."""

    number: int
    name: str
    network: Network
    on: date
    followers: str
    source: str
    outcome: str


def show_plan(words: Words, plan: FigurePlan, *, of_file: bool) -> None:
    """How many lines come to what; why some are refused; and how the others are understood.

    :param of_file: lines of a file, or rows of the table above.
    """
    if plan.stopped_at is not None:
        title = words("Reading stopped at line {line}: too many lines before it cannot be read.", line=plan.stopped_at)
        show_notice(words, title, words("Nothing can be stored of this file before they are corrected."), "error")
    refused = plan.refused
    told = [_told(words, problem, of_file=of_file) for problem in refused[:MOST_PROBLEMS]]
    taken = [one for one in plan.lines if one.reason is None]
    counts = words(
        "{new} new, {replaces} replace another, {unchanged} unchanged, {refused} refused.",
        **{outcome.value: plan.count(outcome) for outcome in Outcome},
    )
    if of_file or told:
        show(
            "figure_plan",
            words,
            counts=counts if of_file else "",
            problems=told,
            # Whoever is still typing made no mistake yet.
            tone="error" if of_file else "",
            title=words("These lines are refused:") if of_file else words("Still to be completed:"),
            further=len(refused) - len(told),
            ignored=plan.ignored,
        )
    if taken:
        rest = sum(plan.counts[outcome] for outcome in Outcome if outcome is not Outcome.REFUSED) - len(taken[:MOST_LINES])
        show("figure_lines", words, lines=[_line(words, one) for one in taken[:MOST_LINES]], rest=rest)


def stored_said(words: Words, stored: Stored) -> str:
    """The sentence of success."""
    n = stored.done.figures if stored.done else 0
    said = words.plural("{n} figure is stored.", "{n} figures are stored.", n)
    if stored.flagged:
        waits = words.plural("{n} waits for somebody to look at it.", "{n} wait for somebody to look at them.", stored.flagged)
        said = f"{said} {waits}"
    return said


def _told(words: Words, problem: LineProblem, *, of_file: bool) -> str:
    where = words("Line {line}", line=problem.line_no) if of_file else words("Row {line}", line=problem.line_no)
    reason = words.error(problem.reason)
    if problem.column is None:
        return words("{where}: {reason}", where=where, reason=reason)
    return words("{where}, {column}: {reason}", where=where, column=column_said(words, problem.column), reason=reason)


def column_said(words: Words, column: str) -> str:
    """The name of a column in the reader's language."""
    return {
        "organisation": words("Institution"),
        "network": words("Network"),
        "date": words("Date"),
        "followers": words("Followers"),
        "source": words("Source"),
        "precision": words("Precision"),
        "handle": words("Account"),
    }[column]


def _line(words: Words, one: PlannedLine) -> Line:
    line = one.line
    said = words("replaces {n}", n=one.old) if one.old is not None else words.term(one.outcome)
    followers = count_said(words, line.said.value, line.said.rounded_to, about=line.said.about)
    name = one.organisation[1] if one.organisation else ""
    return Line(line.line_no, name, line.network, line.on, followers, line.source, said)
