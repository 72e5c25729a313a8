"""The tree of ``essaim import``; each command is imported to be run."""

from importlib import import_module

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import words
from dashboard.domain.errors import N_

COMMANDS: dict[str, tuple[str, str]] = {
    "archive": ("dashboard.cli.imports.archive:archive", N_("Store the baseline from an X archive.")),
    "analytics": ("dashboard.cli.imports.analytics:analytics", N_("Rebuild the curve from X’s account overview CSV.")),
    "posts": ("dashboard.cli.imports.posts:posts", N_("Store impressions and interactions from X’s post CSV.")),
    "figures": ("dashboard.cli.imports.figures:figures", N_("Store dated figures of any network from a CSV.")),
    "wikidata": ("dashboard.cli.imports.wikidata:wikidata", N_("Look up and store what Wikidata knows.")),
    "pairs": ("dashboard.cli.imports.pairs:pairs", N_("Import the list of people who agreed to be found.")),
    "list": ("dashboard.cli.imports.done:listed", N_("List what was brought for an institution.")),
    "undo": ("dashboard.cli.imports.done:undo", N_("Undo a whole import.")),
}


class ImportGroup(SpokenGroup):
    """Commands named with their summary, and imported only to be run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of usefulness."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        say = words()
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(summary)) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=ImportGroup, name="import")
def bring() -> None:
    """Bring figures from the past: archives, exports, registers."""
