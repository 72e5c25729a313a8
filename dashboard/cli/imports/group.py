"""The tree of ``essaim import``; each command is imported to be run."""

import click

from dashboard.cli.lazy import Commands, LazyGroup
from dashboard.domain.errors import N_

COMMANDS: Commands = {
    "archive": ("dashboard.cli.imports.archive:archive", N_("Store the baseline from an X archive.")),
    "analytics": ("dashboard.cli.imports.analytics:analytics", N_("Rebuild the curve from X’s account overview CSV.")),
    "posts": ("dashboard.cli.imports.posts:posts", N_("Store impressions and interactions from X’s post CSV.")),
    "figures": ("dashboard.cli.imports.figures:figures", N_("Store dated figures of any network from a CSV.")),
    "wikidata": ("dashboard.cli.imports.wikidata:wikidata", N_("Look up and store what Wikidata knows.")),
    "pairs": ("dashboard.cli.imports.pairs:pairs", N_("Import the list of people who agreed to be found.")),
    "list": ("dashboard.cli.imports.done:listed", N_("List what was brought for an institution.")),
    "undo": ("dashboard.cli.imports.done:undo", N_("Undo a whole import.")),
}


@click.group(cls=LazyGroup, lazily=COMMANDS, name="import")
def bring() -> None:
    """Bring figures from the past: archives, exports, registers."""
