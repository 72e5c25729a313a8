"""``essaim import pairs``."""

from pathlib import Path

import click

from dashboard.cli.imports.given import unreadable
from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, progress, say, say_error, words
from dashboard.domain.csv_table import LARGEST_FILE, LineProblem, too_large
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import OPERATOR

SHOWN = 20
"""Lines that were left out, of those that are named one by one."""


@click.command(cls=SpokenCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Take the people in FILE off the list instead: they agree no longer.")
def pairs(file: Path, remove: bool) -> None:
    """Add the people in FILE, who agreed to be found, to the list: a CSV of X ids, Bluesky DIDs and Mastodon addresses.

    Kept of each are two keyed hashes of the X id, and on which networks they are. Delete FILE afterwards.
    """
    from dashboard.services.compared.pairs import import_pairs, remove_pairs

    data = _bytes(file)
    with opened() as essaim:
        if remove:
            gone = remove_pairs(essaim.db, essaim.vault, data, by=OPERATOR, now=essaim.clock())
            problems = gone.problems
            say(N_("Taken off the list: {removed}. Were not on it: {absent}."), removed=gone.removed, absent=gone.absent)
        else:
            with progress(words()(N_("People"))) as advance:
                taken = import_pairs(essaim.db, essaim.vault, data, by=OPERATOR, now=essaim.clock(), progress=advance)
            problems = taken.problems
            say(
                N_("Added to the list: {added}. Changed: {changed}. On it already: {unchanged}."),
                added=taken.added,
                changed=taken.changed,
                unchanged=taken.unchanged,
            )
            if taken.forgotten:
                say(N_("Removed, since their key is gone and nothing could be found by them: {n}."), n=taken.forgotten)
    if problems:
        _name(problems)
        raise SystemExit(1)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            data = opened_file.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise unreadable(file, problem) from problem
    if len(data) > LARGEST_FILE:
        raise too_large()
    return data


def _name(problems: list[LineProblem]) -> None:
    """What is wrong with each line, by its number; nothing that stands in it."""
    speak = words()
    for one in problems[:SHOWN]:
        click.echo(
            speak(N_("Line {number}: {text}"), number=one.line_no, text=speak(N_("refused: {reason}"), reason=speak.error(one.reason)))
        )
    counted = speak.plural("{n} line was left out.", "{n} lines were left out.", len(problems))
    say_error(Refused(N_("{counted} Correct the file and import it again: what is in already will not change."), counted=counted))
