"""``essaim import list`` and ``essaim import undo``."""

from dataclasses import dataclass
from datetime import date

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import FORMATS, opened, say, show, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.imports import Import
from dashboard.domain.people import OPERATOR


@dataclass(frozen=True)
class Line:
    """One import as listed."""

    id: int
    on: date
    method: str
    figures: int
    first_on: date | None
    last_on: date | None
    role: str
    undone_on: date | None


@click.command(cls=SpokenCommand)
@click.argument("slug", help="The institution, by its name in addresses.")
@click.option("--format", "form", type=FORMATS, default="table", help="table, json or csv.")
def listed(slug: str, form: str) -> None:
    """List what was brought for the institution SLUG, newest first."""
    from dashboard.services.imports.read import imports_of

    with opened() as essaim:
        found = imports_of(essaim.db, OPERATOR, slug, now=essaim.clock())
    show(Line, [_line(one) for one in found], ["id", "on", "method", "figures", "first_on", "last_on", "undone_on"], form)


@click.command(cls=SpokenCommand)
@click.argument("number", type=int, metavar="ID", help="The number of the import, as `essaim import list` gives it.")
@click.option("--yes", is_flag=True, help="Take its figures away.")
def undo(number: int, yes: bool) -> None:
    """Undo the import ID: its figures go, and those it had replaced come back."""
    from dashboard.services.imports.undo import undo_import

    if not yes:
        raise Refused(N_("Every figure of this import would go. Add --yes if that is meant."))
    with opened() as essaim:
        undone = undo_import(essaim.db, number, by=OPERATOR, now=essaim.clock(), holding=essaim.holding)
    say(
        N_("Import {number} ({method}) is undone: {n} figures went."),
        number=undone.id,
        method=words().term(undone.method),
        n=undone.figures,
    )


def _line(one: Import) -> Line:
    undone = one.undone_at.date() if one.undone_at else None
    return Line(one.id, one.at.date(), one.method.value, one.figures, one.first_on, one.last_on, one.role.value, undone)
