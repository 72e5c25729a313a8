"""``essaim exit-days starter-pack``."""

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import FORMATS, opened, progress, show, shown, words
from dashboard.domain.errors import N_
from dashboard.domain.exit_days.pack import PackSector
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.domain.regions import REGIONS


@click.command(cls=SpokenCommand)
@click.option("--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in Kind]), help="Only this kind; may be repeated.")
@click.option("--region", type=click.Choice(list(REGIONS)), help="Only this region, by its ISO 3166-2 code.")
@click.option("--day", metavar="SLUG", help="Only those who leave on this exit day and are named on it.")
@click.option("--list", "only_list", is_flag=True, help="Print who would be listed, and ask nobody.")
@click.option("--dry-run", is_flag=True, help="Print what would change on Bluesky, and change nothing.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print the list.")
def starter_pack(kinds: tuple[str, ...], region: str | None, day: str | None, only_list: bool, dry_run: bool, form: str) -> None:
    """Publish the starter pack of a selection on the collective’s Bluesky account, or bring it up to date; as often as you like."""
    from dashboard.i18n import words_in
    from dashboard.presenters.starter_pack import left_out_said, listed_said, pack_texts, published, would_change
    from dashboard.services.exit_days.read import read_exit_day
    from dashboard.services.exit_days.starter_pack import preview_pack, publish_pack
    from dashboard.services.exit_days.starter_pack_members import Member, read_members

    sector, said = PackSector(frozenset(map(Kind, kinds)), region, day), words()
    with opened() as essaim:
        now, db, settings = essaim.clock(), essaim.db, essaim.settings
        members = read_members(db, sector, now=now)
        if only_list:
            show(Member, members.listed, ["name", "handle", "did"], form)
            return
        of_day = read_exit_day(db, day, drafts=True) if day is not None else None
        texts = pack_texts(words_in(settings.language), sector, of_day, settings.public_url)
        if dry_run:
            found = preview_pack(db, essaim.own_bluesky, sector, texts, by=OPERATOR, now=now)
            _print(listed_said(said, members), *left_out_said(said, members), *would_change(said, found))
            return
        with progress(said(N_("Records"))) as advance:
            done = publish_pack(db, essaim.own_bluesky, sector, texts, by=OPERATOR, now=now, progress=advance)
    _print(listed_said(said, members), *left_out_said(said, members), published(said, done), *done.pages)


def _print(*lines: str) -> None:
    for line in lines:
        click.echo(shown(line))
