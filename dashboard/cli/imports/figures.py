"""``essaim import figures``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli.imports.given import read_file
from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, progress, say, say_error, shown, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import OPERATOR

if TYPE_CHECKING:
    from dashboard.domain.figure_plan import FigurePlan


@click.command(cls=SpokenCommand)
@click.argument("file", type=click.Path(path_type=Path), help="A CSV: organisation, network, date, followers, source, precision.")
@click.option("--organisation", "slug", metavar="SLUG", help="The institution of lines that name none, by its name in addresses.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, line by line, and store nothing.")
def figures(file: Path, slug: str | None, dry_run: bool) -> None:
    """Store the dated figures in FILE: any network, any institution, any day that has passed."""
    from dashboard.domain.csv_table import LARGEST_FILE
    from dashboard.domain.figure_plan import Outcome
    from dashboard.services.imports.figures import apply_figures, plan_figures

    data = read_file(file, LARGEST_FILE)
    with opened() as essaim, progress(words()(N_("Lines"))) as advance:
        if dry_run:
            plan = plan_figures(essaim.db, data, by=OPERATOR, now=essaim.clock(), slug=slug, progress=advance)
        else:
            stored = apply_figures(essaim.db, data, by=OPERATOR, now=essaim.clock(), holding=essaim.holding, slug=slug, progress=advance)
            plan = stored.plan
    _show_lines(plan, everything=dry_run)
    say(
        N_("{new} new, {replaces} replace another, {unchanged} unchanged, {refused} refused."),
        **{outcome.value: plan.count(outcome) for outcome in Outcome},
    )
    if dry_run:
        say(N_("Dry run: nothing was stored."))
    elif stored.done is not None:
        say(N_("This is import {number}. “essaim import undo {number} --yes” takes it back."), number=str(stored.done.id))
    if plan.count(Outcome.REFUSED):
        say_error(Refused(N_("Some lines were refused. Correct them and import the file again: what is in already will not change.")))
        raise SystemExit(1)


def _show_lines(plan: "FigurePlan", *, everything: bool) -> None:
    from dashboard.i18n.count_words import count_said

    speak = words()
    lines = [
        (problem.line_no, speak(N_("refused: {reason}"), reason=_where(problem.column) + speak.error(problem.reason)))
        for problem in plan.refused
    ]
    for one in plan.lines if everything else ():
        if one.reason is None and one.organisation is not None:
            slug, line = one.organisation[0], one.line
            count = count_said(speak, line.said.value, line.said.rounded_to, about=line.said.about)
            said = speak("{followers} followers on {network} on {on}", followers=count, network=line.network, on=line.on)
            lines.append((line.line_no, f"{slug}: {said} ({speak.term(one.outcome)})"))
    for number, text in sorted(lines):
        click.echo(shown(speak(N_("Line {number}: {text}"), number=number, text=text)))


def _where(column: str | None) -> str:
    return f"{column}: " if column else ""
