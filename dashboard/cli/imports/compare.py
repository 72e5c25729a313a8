"""``essaim import archive --compare``: how many followers have a known new account."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from dashboard.cli.imports.given import unreadable
from dashboard.cli.terminal import opened, progress, shown, words
from dashboard.domain.errors import N_
from dashboard.domain.people import OPERATOR


def compare_followers(slug: str, file: Path) -> None:
    """Count, keep the counts, and print them.

    :raises Refused: the archive cannot be read, is of another account, or is too short to compare.
    """
    from connectors.x_archive import open_archive
    from dashboard.services.compared.count import compare_archive
    from dashboard.services.compared.sentences import sentences

    try:
        with opened() as essaim, open_archive(file) as archive, progress(words()(N_("Followers"))) as advance:
            facts = archive.facts

            def passing() -> Iterator[Sequence[bytes]]:
                done = 0
                for some in archive.follower_ids():
                    yield some
                    done += len(some)
                    advance(done, facts.followers)

            found = compare_archive(essaim.db, essaim.vault, slug, facts, passing(), by=OPERATOR, now=essaim.clock())
    except OSError as problem:
        raise unreadable(file, problem) from problem
    for line in sentences(words(), found.counts, found.compared, found.followers, found.pairs):
        click.echo(shown(line))
