"""``essaim organisation``."""

from dataclasses import asdict, fields
from pathlib import Path

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import FORMATS, opened, say, say_error, show, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Kind
from dashboard.domain.register_compare import Action


@click.group(cls=SpokenGroup)
def organisation() -> None:
    """Register, import and list institutions."""


@organisation.command("add")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True)
@click.option("--country", default="FR", show_default=True)
@click.option("--siren", default="")
@click.option("--domain", default="")
@click.option("--population", default="")
@click.option("--students", default="")
@click.option("--staff", default="")
def add(name: str, kind: str, **typed: str) -> None:
    """Register an institution; prints its slug."""
    from dashboard.services.register_organisation import NewOrganisation, register_organisation

    with opened() as essaim:
        new = NewOrganisation(name, Kind(kind), **typed)
        click.echo(register_organisation(essaim.keeper, new, now=essaim.clock(), holding=essaim.holding).slug)


@organisation.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, line by line, and store nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Import a register FILE (CSV with the columns of the shipped register)."""
    from dashboard.services.import_register import apply_import, plan_import

    try:
        data = file.read_bytes()
    except OSError as problem:
        raise Refused(N_("{file} cannot be read: {reason}."), file=str(file), reason=problem.strerror or "?") from problem
    speak = words()
    with opened() as essaim:
        if dry_run:
            plan = plan_import(essaim.keeper, data, today=essaim.today())
        else:
            plan = apply_import(essaim.keeper, data, now=essaim.clock(), holding=essaim.holding)
    lines: list[tuple[int, str]] = [(one.line_no, f"{speak(N_('refused'))}: {speak.error(one.reason)}") for one in plan.problems]
    for action in plan.actions:
        if action.action is not Action.UNCHANGED or dry_run:
            what = speak.term(action.action) + (f": {speak.error(action.reason)}" if action.reason else "")
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
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
def list_(form: str) -> None:
    """List the institutions."""
    from dashboard.services.read_organisation import list_organisations

    with opened() as essaim:
        rows = [asdict(one) for one in list_organisations(essaim.keeper)]
    show(rows, ["slug", "name", "kind", "country", "level"], form)
