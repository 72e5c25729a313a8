"""A group whose commands are named with their summary, and imported only to be run: its help answers at once."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import words
from dashboard.domain.errors import N_

Commands = Mapping[str, tuple[str, str]]
"""By name: ``module:command``, and the summary as a key of the catalogues."""


class LazyGroup(SpokenGroup):
    """Lists its commands in the order given."""

    def __init__(self, *arguments: Any, lazily: Commands, **options: Any) -> None:
        """
        :param lazily: the commands.
        """
        super().__init__(*arguments, **options)
        self.lazily = lazily

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(self.lazily)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in self.lazily:
            return None
        module, name = self.lazily[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        say = words()
        with formatter.section(say(N_("Commands"))):
            formatter.write_dl([(name, say(summary)) for name, (_, summary) in self.lazily.items()])
