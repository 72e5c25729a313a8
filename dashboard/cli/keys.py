"""``essaim keys``."""

import re

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import FORMATS, opened, progress, say, show, shown, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import OPERATOR

NAME = re.compile(r"[a-z0-9-]{1,32}")


@click.group(cls=SpokenGroup)
def keys() -> None:
    """Make and replace the keys that seal secrets."""


@keys.command()
@click.argument("name", help="A name for it, such as k2 or 2026-01: small letters, figures and hyphens.")
def new(name: str) -> None:
    """Print a new key called NAME, as ESSAIM_SECRET_KEYS and the key file hold it. It is stored nowhere: keep it."""
    from db.vault import new_key

    if not NAME.fullmatch(name):
        raise Refused(N_("“{name}” cannot name a key. Use small letters, figures and hyphens, 32 at most."), name=name)
    click.echo(new_key(name).text)


@keys.command()
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def status(form: str) -> None:
    """Show what depends on each key: before a key is removed, nothing may be left under it."""
    from dashboard.services.rotate_keys import Standing, standings

    with opened() as essaim:
        found = standings(essaim.db, essaim.vault, by=OPERATOR, now=essaim.clock())
    show(Standing, found, ["key", "state", "secrets", "codes", "pairs", "passing"], form)


@keys.command()
def rotate() -> None:
    """Seal every secret anew under the first key. It may be interrupted, and goes on where it was."""
    from dashboard.services.rotate_keys import rotate as rotate_keys

    counted = words()
    with opened() as essaim, progress(words()(N_("Secrets"))) as advance:
        found = rotate_keys(essaim.db, essaim.vault, by=OPERATOR, now=essaim.clock(), progress=advance)
        name = essaim.vault.sealing
    click.echo(counted.plural("{n} secret was sealed anew under {key}.", "{n} secrets were sealed anew under {key}.", found.done, key=name))
    for key, count in sorted(found.stuck.items()):
        said = counted.plural("{n} secret is left under {key}.", "{n} secrets are left under {key}.", count, key=key)
        click.echo(shown(said))
    if found.stuck:
        raise Refused(N_("Not everything was sealed anew. Put the missing keys back into ESSAIM_SECRET_KEYS, after the first one."))
    say(N_("Nothing is left under another key. Before an old one is removed, see `essaim keys status` for recovery codes."))
