"""The command line: ``essaim``. Errors go to stderr in one line with the remedy; the exit code is 0 only if all went well."""

from dashboard.cli.group import essaim

__all__ = ["main"]


def main() -> None:
    """Entry of the ``essaim`` script."""
    essaim(prog_name="essaim")
