"""``essaim exit-days``."""

from collections.abc import Callable
from pathlib import Path

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.starter_pack import starter_pack
from dashboard.cli.terminal import FORMATS, opened, say, say_line, show, shown, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Kind

KINDS = click.Choice([kind.value for kind in Kind])
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(cls=SpokenGroup, name="exit-days", invoke_without_command=True)
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
@click.pass_context
def exit_days(ctx: click.Context, form: str) -> None:
    """List the exit days and where each stands, drafts among them; make the kits of those who leave."""
    if ctx.invoked_subcommand is not None:
        return
    from dashboard.services.exit_days.list_days import DayLine, list_days

    with opened() as essaim:
        lines = list_days(essaim.db, language=words().language, now=essaim.clock())
    show(DayLine, lines, ["slug", "state", "on", "deadline", "pledged", "going", "missing", "brings", "reached"], form)


@exit_days.command()
@click.argument("day")
@click.argument("organisation")
@click.option("--to", "file", required=True, type=FILE, metavar="FILE", help="The ZIP to write.")
def kit(day: str, organisation: str, file: Path) -> None:
    """Write the announcement kit of ORGANISATION for DAY: texts, banners, QR codes and links, in French and in English."""
    from dashboard.domain.people import OPERATOR
    from dashboard.presenters.kit.archive import kit_archive
    from dashboard.presenters.kit.readme import missing
    from dashboard.services.exit_days.kit import read_kit

    with opened() as essaim:
        made = read_kit(essaim.db, day, organisation, by=OPERATOR, now=essaim.clock())
        public = bool(essaim.settings.public_url)
        _write(file, lambda: kit_archive(made, essaim.settings.base, public=public))
    say(N_("The kit of {name} is in {file}."), name=made.organisation.name, file=str(file))
    for note in missing(words(), made, public=public):
        say_line(note)


@exit_days.command()
@click.option("--day", metavar="DAY", help="Those who leave on that day, as far as their names are shown.")
@click.option("--kind", type=KINDS, help="All institutions of that kind in the register.")
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Where to write.")
def follow(day: str | None, kind: str | None, folder: Path) -> None:
    """Write the Mastodon accounts of a day, or of a sector, as files that Mastodon imports to follow them all."""
    from dashboard.domain.exit_days.kit_follow import FILE_NAME, following
    from dashboard.services.exit_days.kit_follow import accounts_by_kind, accounts_of_day

    if (day is None) == (kind is None):
        raise click.UsageError(words()(N_("Give either --day or --kind.")))
    with opened() as essaim:
        if kind is None:
            handles = accounts_of_day(essaim.db, day or "", now=essaim.clock())
        else:
            handles = accounts_by_kind(essaim.db).get(Kind(kind), ())
    parts = following(handles)
    for number, part in enumerate(parts, 1):
        _write(folder / FILE_NAME.format(number=number), part.encode)
    n = sum(part.count("\n") - 1 for part in parts)
    if not parts:
        say(N_("Nobody to follow: no institution that may be named has a proven account on Mastodon."))
        return
    done = words().plural("{n} account to follow is in {folder}.", "{n} accounts to follow are in {folder}.", n, folder=str(folder))
    click.echo(shown(done))


exit_days.add_command(starter_pack)


def _write(file: Path, body: Callable[[], bytes]) -> None:
    """Write the file; where it cannot stand there, that is said before its content is made."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body())
    except OSError as problem:
        raise Refused(N_("{file} cannot be written: {reason}. Choose another place."), file=str(file), reason=problem.strerror) from problem
