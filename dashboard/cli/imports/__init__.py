"""``essaim import``: figures from the past. Each command is a module of its own."""

from dashboard.cli.imports.group import bring

__all__ = ["bring"]
