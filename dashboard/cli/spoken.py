"""The command line in the reader's language: our own help texts, and the sentences that Click puts around them.

Help stands where Click has it (docstrings, ``help=``) and is translated when it is shown; the catalogue finds it there. Click asks
the standard gettext for its own sentences, which reads compiled files only: its modules are given our words instead.
"""

from copy import copy

import click
from click import core, decorators, exceptions, formatting, parser, types

from dashboard.cli.terminal import words
from dashboard.domain.errors import N_


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence and its plural for the translation catalogues."""
    return one, many


SENTENCES = frozenset(
    (
        *(N_("Usage:"), N_("Options"), N_("Positional arguments"), N_("Commands"), N_("Show this message and exit.")),
        *(N_("default: {default}"), N_("required")),
        *(N_("Missing argument"), N_("Missing option"), N_("Missing command."), N_("Choose from:\n\t{choices}")),
        *(N_("No such option {name!r}."), N_("No such command {name!r}."), N_("Option {name!r} does not take a value.")),
        *(N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}")),
        *(N_("{value!r} is not a valid {number_type}."), N_("{value} is not in the range {range}.")),
    )
)
"""What Click can say here, word for word."""
PLURALS = frozenset(
    (
        plural("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
        plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
        plural("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
        plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
        plural("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    )
)
METAVARS = {"integer": N_("NUMBER"), "integer range": N_("NUMBER"), "text": N_("TEXT")}
"""What stands for the value of an option, by the name of its type."""


def speak() -> None:
    """Let Click say its own sentences in our words, from now on in this process."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, ours in (("_", _sentence), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, ours)


def _sentence(message: str) -> str:
    return words()(message) if message in SENTENCES else message


def _plural(one: str, many: str, n: int) -> str:
    if (one, many) in PLURALS:
        return words().either(one, many, n)
    return one if n == 1 else many


class SpokenCommand(click.Command):
    """A command that shows its help in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """The whole page."""
        return super(SpokenCommand, self._said()).get_help(ctx)

    def get_usage(self, ctx: click.Context) -> str:
        """Its first line."""
        return super(SpokenCommand, self._said()).get_usage(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line that stands for it in the list of its group."""
        return super(SpokenCommand, self._said()).get_short_help_str(limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, which Click makes once and keeps."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words()(N_("Show this message and exit."))
        return option

    def _said(self) -> "SpokenCommand":
        """A copy with every text translated; the command itself keeps its keys."""
        say, said = words(), copy(self)
        said.help = say(self.help) if self.help else None
        said.params = [_parameter(one) for one in self.params]
        if isinstance(said, SpokenGroup):
            said.subcommand_metavar = say(N_("COMMAND [ARGS]..."))
        return said


def _parameter(one: click.Parameter) -> click.Parameter:
    say, said = words(), copy(one)
    if isinstance(said, click.Option | click.Argument) and said.help:
        said.help = say(said.help)
    if isinstance(said, click.Option) and not said.is_flag:
        metavar = said.metavar or METAVARS.get(said.type.name)
        said.metavar = say(metavar) if metavar else None
    return said


class SpokenGroup(SpokenCommand, click.Group):
    """A group whose commands do so too."""

    command_class = SpokenCommand
