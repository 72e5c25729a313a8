"""``essaim import analytics``."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli.imports.given import Named, named_columns, previewed, read_file
from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, say, shown, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import OPERATOR

if TYPE_CHECKING:
    from dashboard.bootstrap import Essaim
    from dashboard.services.imports.analytics import AnalyticsPreview, TypedCount


@click.command(cls=SpokenCommand)
@click.argument("slug", help="The institution, by its name in addresses.")
@click.argument("file", type=click.Path(path_type=Path), help="The file account_overview_analytics.csv.")
@click.option("--anchor", metavar="YYYY-MM-DD=COUNT", help="A count of one day of the file, where none is known yet.")
@click.option("--source", default="", help="Where the count of --anchor can be checked: an address, or who counted and where.")
@click.option("--column", "columns", multiple=True, metavar="date|new|lost=HEADER", help="Which column is which, in another language.")
@click.option("--handle", help="Which account on X, where the institution has several.")
@click.option("--dry-run", is_flag=True, help="Show the curve and store nothing.")
def analytics(slug: str, file: Path, anchor: str | None, source: str, columns: tuple[str, ...], handle: str | None, dry_run: bool) -> None:
    """Rebuild the curve of the institution SLUG from X’s account overview in FILE."""
    from dashboard.domain.analytics.overview import LARGEST_FILE
    from dashboard.services.imports.analytics import preview_analytics, store_analytics

    data, typed = read_file(file, LARGEST_FILE), _typed(anchor, source)
    with opened() as essaim:

        def preview(mapping: Named) -> "AnalyticsPreview":
            return preview_analytics(essaim.db, slug, data, by=OPERATOR, now=essaim.clock(), mapping=mapping, anchor=typed, handle=handle)

        found, mapping = previewed(preview, named_columns(columns))
        lines = _lines(essaim, slug, found)
        taken = None
        if not dry_run:
            taken = store_analytics(
                essaim.db,
                slug,
                data,
                by=OPERATOR,
                now=essaim.clock(),
                holding=essaim.holding,
                mapping=mapping,
                anchor=typed,
                handle=handle,
            )
    for line in lines:
        click.echo(shown(line))
    if taken is None:
        say(N_("Dry run: nothing was stored."))
    else:
        say(N_("{stored} stored, {unchanged} unchanged, {flagged} to be looked at."), **_counts(taken))


def _counts(taken: object) -> dict[str, object]:
    return {name: getattr(taken, name) for name in ("stored", "unchanged", "flagged")}


def _typed(anchor: str | None, source: str) -> "TypedCount | None":
    from dashboard.services.imports.analytics import TypedCount

    if anchor is None:
        return None
    day, _, count = anchor.partition("=")
    try:
        return TypedCount(date.fromisoformat(day.strip()), int(count), source or words()(N_("typed with the X analytics export")))
    except ValueError:
        raise Refused(N_("“{text}” is no day with its count. Write it as 2025-01-20=48210."), text=anchor) from None


def _lines(essaim: "Essaim", slug: str, found: "AnalyticsPreview") -> list[str]:
    from dashboard.charts.rebuilt_rows import rebuilt_rows
    from dashboard.charts.rebuilt_words import laid_lines, rebuilt_sentence, rebuilt_sources

    rows, speak = rebuilt_rows(slug, found.curve, found.anchor, found.residuals, found.laid), words()
    return [rebuilt_sentence(rows, speak) + ".", *rebuilt_sources(rows, speak), *laid_lines(found.laid, speak)]
