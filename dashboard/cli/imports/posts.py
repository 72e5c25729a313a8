"""``essaim import posts``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli.imports.given import Named, named_columns, previewed, read_file
from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, say, words
from dashboard.domain.errors import N_
from dashboard.domain.people import OPERATOR

if TYPE_CHECKING:
    from dashboard.services.imports.posts import PostsPreview


@click.command(cls=SpokenCommand)
@click.argument("slug", help="The institution, by its name in addresses.")
@click.argument("file", type=click.Path(path_type=Path), help="X’s post CSV, of today or of the old analytics.twitter.com by tweet.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="id|date|impressions|likes|replies|reposts=HEADER",
    help="Which column is which, in another language.",
)
@click.option("--handle", help="Which account on X, where the institution has several.")
@click.option("--dry-run", is_flag=True, help="Say what the file tells and store nothing.")
def posts(slug: str, file: Path, columns: tuple[str, ...], handle: str | None, dry_run: bool) -> None:
    """Store impressions and interactions of each post of the institution SLUG from FILE."""
    from dashboard.domain.post_file import LARGEST_FILE
    from dashboard.services.imports.posts import preview_posts, store_posts

    data = read_file(file, LARGEST_FILE)
    with opened() as essaim:

        def preview(mapping: Named) -> "PostsPreview":
            return preview_posts(essaim.db, slug, data, by=OPERATOR, now=essaim.clock(), mapping=mapping, handle=handle)

        found, mapping = previewed(preview, named_columns(columns))
        if not dry_run:
            store_posts(essaim.db, slug, data, by=OPERATOR, now=essaim.clock(), mapping=mapping, handle=handle)
    _say(found)
    if dry_run:
        say(N_("Dry run: nothing was stored."))


def _say(found: "PostsPreview") -> None:
    from dashboard.charts.rebuilt_words import posts_sentence

    first, last = found.posts[0].on, found.posts[-1].on
    count = words().plural("{n} post", "{n} posts", len(found.posts))
    say(N_("{posts}, {first} to {last}; {known} of them were brought before."), posts=count, first=first, last=last, known=found.known)
    if found.overall:
        click.echo(posts_sentence(found.overall, words()) + ".")
