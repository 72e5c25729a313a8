"""``essaim import wikidata``: what Wikidata knows of an institution, or of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import FORMATS, opened, say, say_error, say_line, show, words
from dashboard.domain.errors import N_, EssaimError, Refused
from dashboard.domain.people import OPERATOR
from dashboard.domain.wikidata import Asked, asked_for
from dashboard.domain.wikidata_proposals import Part, Proposals, advised, source_of

if TYPE_CHECKING:
    from dashboard.bootstrap import Essaim

ALL = "all"
LARGEST_LIST = 100_000
"""Bytes of a list: some thousand lines."""
COLUMNS = ["organisation", "item", "what", "value", "on", "state", "taken", "source"]


@dataclass(frozen=True)
class Line:
    """One proposal as listed. ``taken``: whether ``--accept`` takes it."""

    organisation: str
    item: str
    what: str
    value: str
    on: date | None
    state: str
    taken: bool
    source: str


@click.command(cls=SpokenCommand)
@click.argument("slug", required=False, default="", help="The institution, by its name in addresses.")
@click.option("--item", help="Its item in Wikidata, as Q456.")
@click.option("--x", "x_username", help="Its username on X.")
@click.option("--siren", help="Its SIREN.")
@click.option(
    "--list",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Many at once: a file with an item, a username on X or a SIREN on each line.",
)
@click.option(
    "--accept", type=click.Choice([ALL, *(part.value for part in Part)]), multiple=True, help="Store it; without this, it is only listed."
)
@click.option("--format", "form", type=FORMATS, default="table", help="table, json or csv.")
def wikidata(
    slug: str, item: str | None, x_username: str | None, siren: str | None, file: Path | None, accept: Sequence[str], form: str
) -> None:
    """List what Wikidata knows of the institution SLUG, or store it: accounts, identifiers, dated counts with their references."""
    given = [text if name != "x" else "@" + text.removeprefix("@") for name, text in (("", item), ("x", x_username), ("", siren)) if text]
    if len(given) > 1 or bool(slug) == bool(file) or (given and file):
        raise Refused(N_("Give one institution, with at most one of --item, --x and --siren, or a list with --list."))
    from dashboard.i18n.wikidata_words import left_out

    parts = list(Part) if ALL in accept else [Part(one) for one in accept]
    with opened() as essaim:
        one = asked_for(given[0]) if given else None
        found = _of_list(essaim, _asked(file)) if file else [_of_one(essaim, slug, one)]
        lines = [line for each in found for line in _lines(each, advised(each, parts or list(Part)))]
        show(Line, lines, COLUMNS, form)
        for each in found:
            for text in left_out(words(), each.item.left_out):
                say_line(words()(N_("{slug}: {text}"), slug=each.organisation, text=text) if file else text)
        wrong = [problem for each in found if parts and (problem := _accept(essaim, each, parts)) is not None]
    if wrong:
        raise wrong[0]
    if not parts and form == "table":
        say(N_("Nothing was stored. Add --accept all, or the parts that are right."))


def _of_one(essaim: "Essaim", slug: str, asked: Asked | None) -> Proposals:
    from dashboard.services.imports.look_up_wikidata import look_up, usual

    asked = asked or usual(essaim.db, slug)
    if asked is None:
        raise Refused(N_("Nothing is known by which {slug} could be looked up. Add --item, --x or --siren."), slug=slug)
    found = look_up(essaim.db, essaim.sources.wikidata, slug, asked, by=OPERATOR, now=essaim.clock())
    if len(found) > 1:
        raise _several(asked, found)
    return found[0]


def _several(asked: Asked, found: Sequence[Proposals]) -> Refused:
    items = ", ".join(f"{one.item.item} ({one.item.label})" for one in found)
    return Refused(N_("Wikidata has several items for {asked}: {items}. Give the number of the right one."), asked=str(asked), items=items)


def _asked(file: Path) -> list[Asked]:
    if file.stat().st_size > LARGEST_LIST:
        raise Refused(N_("{file} is larger than a list of institutions can be. Give at most {n} bytes."), file=file, n=LARGEST_LIST)
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Refused(N_("{file} cannot be read. Save it as plain text in UTF-8."), file=file) from None
    return [asked_for(line) for line in lines if line.strip()]


def _of_list(essaim: "Essaim", asked: Sequence[Asked]) -> list[Proposals]:
    from dashboard.services.imports.look_up_wikidata import look_up_many

    found: dict[str, Proposals] = {}
    for one, proposals in look_up_many(essaim.db, essaim.sources.wikidata, asked, by=OPERATOR, now=essaim.clock()):
        if not proposals:
            say_error(Refused(N_("{asked}: no institution of the register, or Wikidata has no item for it."), asked=str(one)))
        elif len(proposals) > 1:
            say_error(_several(one, proposals))
        else:
            found[proposals[0].item.item] = proposals[0]
    return list(found.values())


def _accept(essaim: "Essaim", found: Proposals, parts: Sequence[Part]) -> EssaimError | None:
    """Store it and say so; what is wrong with one institution keeps none of the others."""
    from dashboard.services.imports.wikidata import accept

    chosen = advised(found, parts)
    if not chosen:
        say(N_("{slug}: nothing new."), slug=found.organisation)
        return None
    try:
        taken = accept(essaim.db, found.organisation, found, chosen, by=OPERATOR, now=essaim.clock(), holding=essaim.holding)
    except EssaimError as problem:
        say_error(problem)
        return Refused(N_("{slug} was left as it was."), slug=found.organisation)
    click.echo(
        words().plural(
            "{slug}: import {number} from Wikidata, with {n} dated count.",
            "{slug}: import {number} from Wikidata, with {n} dated counts.",
            taken.stored,
            slug=found.organisation,
            number=taken.done.id,
        )
    )
    return None


def _lines(found: Proposals, chosen: set[str]) -> list[Line]:
    slug, item = found.organisation, found.item.item
    lines = [
        Line(slug, item, one.known.network.value, one.known.handle, None, one.state.value, one.key in chosen, found.item.address)
        for one in found.accounts
    ]
    lines += [
        Line(slug, item, one.name, one.value, None, one.state.value, one.key in chosen, found.item.address) for one in found.identifiers
    ]
    if found.site:
        lines.append(Line(slug, item, "site", found.site.domain, None, "hint", False, found.item.address))
    for one in found.counts:
        what = f"{one.count.network.value} {one.handle}"
        lines.append(
            Line(slug, item, what, str(one.count.followers), one.count.on, one.state.value, one.key in chosen, source_of(one.count))
        )
    return lines
