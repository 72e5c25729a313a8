"""What commands share: the wiring, the language, tables, CSV, JSON and progress on a terminal."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import NamedTemporaryFile
from traceback import print_exception
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from dashboard.config import PREFIX, Settings
from dashboard.domain.csv_text import csv_text
from dashboard.domain.errors import N_, EssaimError

if TYPE_CHECKING:
    from dashboard.bootstrap import Essaim
    from dashboard.i18n import Words

FORMATS = click.Choice(["table", "json", "csv"])


def words() -> "Words":
    """The words of the command line's language, whatever other setting is wrong; French if this one is."""
    from dashboard.i18n import words_in

    language = {name: text for name, text in os.environ.items() if name == PREFIX + "LANGUAGE"}
    try:
        return words_in(Settings.from_environment(language).language)
    except EssaimError:
        return words_in("fr")


def say(message: str, /, **values: object) -> None:
    """Print a sentence in the command line's language."""
    click.echo(shown(words()(message, **values)))


def say_error(problem: EssaimError) -> None:
    """One line on stderr: what is wrong, where, what to do."""
    say_line(words().error(problem))


def say_fault(fault: Exception) -> None:
    """One line on stderr for what nobody foresaw; where exactly it happened goes to a file for those who can repair it."""
    with NamedTemporaryFile("w", encoding="utf-8", prefix="essaim-", suffix=".txt", delete=False) as file:
        print_exception(fault, file=file)
    say_line(
        words()(
            N_("Essaim made a mistake ({kind}). Send the file {file} to those who maintain it."), kind=type(fault).__name__, file=file.name
        )
    )


def say_line(text: str) -> None:
    """One line on stderr, whatever the text holds."""
    click.echo(shown(re.sub(r"\s*[\r\n\t]\s*", " ", text.strip())), err=True)


def shown(text: str) -> str:
    """The text without what would steer the terminal: names and handles come from outside."""
    return "".join("?" if category(sign)[0] == "C" else sign for sign in text)


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


def show(shape: type[object], ones: Sequence[object], columns: Sequence[str], form: str) -> None:
    """Print rows as JSON (every field, null where unknown), CSV (empty where unknown) or a table of some columns.

    :param shape: the class of the rows, which names the fields even where there is no row.
    """
    names = list(shape.__annotations__)
    rows = [{name: getattr(one, name) for name in names} for one in ones]
    if form == "json":
        click.echo(json.dumps(rows, default=_plain, ensure_ascii=False, indent=2))
    elif form == "csv":
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
    return shown(str(_plain(value)))


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
