"""``essaim import archive``: the baseline from an X archive, with nothing asked."""

from pathlib import Path

import click

from dashboard.cli.imports.given import unreadable
from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, say
from dashboard.domain.errors import N_
from dashboard.domain.people import OPERATOR
from dashboard.domain.x_archive import ArchiveFacts


@click.command(cls=SpokenCommand)
@click.argument("slug", help="The institution, by its name in addresses.")
@click.argument("file", type=click.Path(path_type=Path), help="The ZIP as X sent it.")
@click.option("--compare", is_flag=True, help="Count instead how many of its followers have a known new account; nothing else is kept.")
def archive(slug: str, file: Path, compare: bool) -> None:
    """Store the baseline of the institution SLUG from its X archive FILE. Posts and messages are not read."""
    if compare:
        from dashboard.cli.imports.compare import compare_followers

        compare_followers(slug, file)
        return
    facts = facts_of(file)
    from dashboard.services.imports.archive import store_archive  # after the file: one that gives no count is refused at once

    with opened() as essaim:
        taken = store_archive(essaim.db, slug, facts, by=OPERATOR, now=essaim.clock(), holding=essaim.holding)
    values = {"handle": facts.handle, "followers": facts.followers, "made": facts.generated_at.date(), "number": taken.done.id}
    if not taken.stored:
        say(N_("@{handle} had {followers} followers on {made}: that figure stood already."), **values)
    elif taken.flagged:
        say(N_("@{handle} had {followers} followers on {made}: stored as import {number}. A person is to look at it first."), **values)
    else:
        say(N_("@{handle} had {followers} followers on {made}: stored as import {number}."), **values)


def facts_of(file: Path) -> ArchiveFacts:
    """What the archive at a path says.

    :raises Refused: it gives no count, or cannot be read.
    """
    from connectors.x_archive import read_archive

    try:
        return read_archive(file)
    except OSError as problem:
        raise unreadable(file, problem) from problem
