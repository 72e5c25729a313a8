"""What commands share: the wiring, the language, tables, CSV, JSON and progress on a terminal."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dashboard.config import Settings
from dashboard.domain.csv_text import csv_text
from dashboard.domain.errors import EssaimError

if TYPE_CHECKING:
    from dashboard.bootstrap import Essaim
    from dashboard.i18n import Words

FORMATS = click.Choice(["table", "json", "csv"])
Row = Mapping[str, Any]


def words() -> "Words":
    """The words of the command line's language; French if the setting itself is wrong."""
    from dashboard.i18n import words_in

    try:
        return words_in(Settings.from_environment().language)
    except EssaimError:
        return words_in("fr")


def say(message: str, /, **values: object) -> None:
    """Print a sentence in the command line's language."""
    click.echo(words()(message, **values))


def say_error(problem: EssaimError) -> None:
    """One line on stderr: what is wrong, where, what to do."""
    click.echo(" ".join(words().error(problem).split()), err=True)


@contextmanager
def opened(**overrides: object) -> Iterator["Essaim"]:
    """The wiring of this process, closed afterwards."""
    from dashboard.bootstrap import build, install

    essaim = build(Settings.from_environment(None, **overrides))
    install(essaim)
    try:
        yield essaim
    finally:
        install(None)
        essaim.close()


def show(rows: Sequence[Row], columns: Sequence[str], form: str) -> None:
    """Print rows as JSON (every key, null where unknown), CSV (empty where unknown) or a table of some columns."""
    if form == "json":
        click.echo(json.dumps(rows, default=_plain, ensure_ascii=False, indent=2))
    elif form == "csv":
        names = list(rows[0]) if rows else list(columns)
        click.echo(csv_text(names, [[_plain(row[name]) for name in names] for row in rows]), nl=False)
    else:
        cells = [list(columns), *([_cell(row[name]) for name in columns] for row in rows)]
        widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
        for line in cells:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return words().percent(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return words().number(value)
    text = str(_plain(value))
    # A name from outside must not steer the terminal.
    return "".join(sign if sign.isprintable() else "?" for sign in text)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where it is a terminal; gives the function to call with (done, all)."""
    bars: list[Any] = []

    def advance(done: int, total: int) -> None:
        if not sys.stderr.isatty() or not total:
            return
        if not bars:
            bars.append(click.progressbar(length=total, label=label, file=sys.stderr))
            bars[0].__enter__()
        bars[0].update(done - bars[0].pos)

    try:
        yield advance
    finally:
        if bars:
            bars[0].__exit__(None, None, None)
