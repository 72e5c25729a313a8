"""The tree of commands. Each is imported when it is run, so that ``essaim --help`` answers at once."""

import sys
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from dashboard.cli.lazy import Commands, LazyGroup
from dashboard.cli.spoken import speak
from dashboard.cli.terminal import say_error, say_fault, say_line, words
from dashboard.domain.errors import N_, EssaimError

COMMANDS: Commands = {
    "serve": ("dashboard.cli.serve:serve", N_("Serve the dashboard, and collect in the background.")),
    "demo": ("dashboard.cli.demo:demo", N_("Fill an empty database with fictional institutions.")),
    "organisation": ("dashboard.cli.organisation:organisation", N_("Register, import and list institutions.")),
    "departure": ("dashboard.cli.departure:departure", N_("Log the steps of a departure.")),
    "account": ("dashboard.cli.account:account", N_("Connect accounts and record figures dated by hand.")),
    "import": ("dashboard.cli.imports:bring", N_("Bring figures from the past: archives, exports, registers.")),
    "publish": ("dashboard.cli.publish:publish", N_("Write the public site as files for any file server.")),
    "export": ("dashboard.cli.export:export", N_("Write the open data into a folder, or hand figures to other registers.")),
    "person": ("dashboard.cli.person:person", N_("Invite people, give out links, export or erase what is known of somebody.")),
    "keys": ("dashboard.cli.keys:keys", N_("Make and replace the keys that seal secrets.")),
    "audit": ("dashboard.cli.audit:audit", N_("Read the audit, and check that nobody changed it.")),
    "collect": ("dashboard.cli.collect:collect", N_("Read every account now.")),
    "exit-days": ("dashboard.cli.exit_days:exit_days", N_("List the exit days and where each stands.")),
    "leaderboard": ("dashboard.cli.read:leaderboard", N_("Show how institutions compare.")),
    "series": ("dashboard.cli.read:series", N_("Show every figure of one institution, with its source.")),
}


class Essaim(LazyGroup):
    """The whole command line.

    Whatever goes wrong is one line on stderr, what was mistyped included; the exit code is then 1, or 2 for what was mistyped.
    """

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line, and leave the process."""
        speak()
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except NoArgsIsHelpError as no_command:
            no_command.show()
            code = no_command.exit_code
        except click.UsageError as mistyped:
            help_command = mistyped.ctx.command_path if mistyped.ctx else "essaim"
            hint = words()(N_("For help: {command} {option}"), command=help_command, option="--help")
            say_line(f"{mistyped.format_message()} {hint}")
            code = mistyped.exit_code
        except click.Abort:
            say_line(words()(N_("Interrupted.")))
            code = 1
        except EssaimError as problem:
            say_error(problem)
            code = 1
        except Exception as fault:
            say_fault(fault)
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=Essaim, lazily=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
def essaim() -> None:
    """Essaim: leave together, and see who follows."""
