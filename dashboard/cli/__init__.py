"""The command line: ``essaim``. Errors go to stderr in one line with the remedy; the exit code is 0 only if all went well."""

import sys

from dashboard.cli.group import essaim
from dashboard.cli.spoken import speak
from dashboard.domain.errors import EssaimError

__all__ = ["main"]


def main() -> None:
    """Entry of the ``essaim`` script."""
    from dashboard.cli.terminal import say_error

    speak()
    try:
        essaim(prog_name="essaim")
    except EssaimError as problem:
        say_error(problem)
        sys.exit(1)
