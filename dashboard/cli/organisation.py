"""``essaim organisation``."""

from dataclasses import fields
from pathlib import Path

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import FORMATS, opened, say, say_error, show, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.domain.register_compare import Action


@click.group(cls=SpokenGroup)
def organisation() -> None:
    """Register, import and list institutions."""


@organisation.command("add")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True, help="What it is; comparisons stay within a kind.")
@click.option("--country", default="FR", show_default=True, help="Two letters.")
@click.option("--siren", default="", help="Its SIREN, nine digits.")
@click.option("--domain", default="", help="Its official domain, such as lyon.fr.")
@click.option("--population", default="", help="Inhabitants.")
@click.option("--students", default="", help="Students.")
@click.option("--staff", default="", help="Members of staff.")
def add(name: str, kind: str, **typed: str) -> None:
    """Register the institution NAME and print its slug."""
    from dashboard.services.register_organisation import NewOrganisation, register_organisation

    with opened() as essaim:
        new = NewOrganisation(name, Kind(kind), **typed)
        click.echo(register_organisation(essaim.db, new, by=OPERATOR, now=essaim.clock(), holding=essaim.holding).slug)


@organisation.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, line by line, and store nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Import the register in FILE, a CSV file with the columns of the one that is shipped."""
    from dashboard.cli.imports.given import read_file
    from dashboard.domain.csv_table import LARGEST_FILE
    from dashboard.services.import_register import apply_import, plan_import

    data = read_file(file, LARGEST_FILE)
    speak = words()
    with opened() as essaim:
        if dry_run:
            plan = plan_import(essaim.db, data, today=essaim.today())
        else:
            plan = apply_import(essaim.db, data, by=OPERATOR, now=essaim.clock(), holding=essaim.holding)
    lines: list[tuple[int, str]] = [(one.line_no, speak(N_("refused: {reason}"), reason=speak.error(one.reason))) for one in plan.problems]
    for action in plan.actions:
        if action.action is not Action.UNCHANGED or dry_run:
            reason = action.reason
            what = speak(N_("refused: {reason}"), reason=speak.error(reason)) if reason else speak.term(action.action)
            changes = ", ".join(_change(change) for change in action.changes) if action.action is Action.CHANGED else ""
            lines.append((action.line.line_no, f"{action.line.name} ({action.slug or '-'}) {what}{' ' + changes if changes else ''}"))
    for number, text in sorted(lines):
        click.echo(speak(N_("Line {number}: {text}"), number=number, text=text))
    say(
        N_("{created} created, {changed} changed, {unchanged} unchanged, {refused} refused."),
        **{action.value: plan.count(action) for action in Action},
    )
    if dry_run:
        say(N_("Dry run: nothing was stored."))
    if plan.count(Action.REFUSED):
        say_error(Refused(N_("Some lines were refused. Correct them and import the file again: what is in already will not change.")))
        raise SystemExit(1)


def _change(change: object) -> str:
    parts = [getattr(change, field.name) for field in fields(change)]  # type: ignore[arg-type]
    return " ".join("-" if part is None else str(part) for part in parts)


@organisation.command("list")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def list_(form: str) -> None:
    """List the institutions."""
    from dashboard.domain.organisations import Organisation
    from dashboard.services.read_organisation import list_organisations

    with opened() as essaim:
        organisations = list_organisations(essaim.db)
    show(Organisation, organisations, ["slug", "name", "kind", "country", "level"], form)
