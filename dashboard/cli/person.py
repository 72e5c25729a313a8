"""``essaim person``."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import FORMATS, opened, say, say_error, show, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import INVITED, OPERATOR, TEAM, Role

if TYPE_CHECKING:
    from dashboard.bootstrap import Essaim
    from dashboard.services.people.everybody import KnownPerson


@dataclass(frozen=True)
class PersonLine:
    """Somebody who can sign in, as the list shows them."""

    id: int
    email: str
    name: str
    roles: str
    teams: str
    second_factor: bool


@click.group(cls=SpokenGroup)
def person() -> None:
    """Invite people, give out links, export or erase what is known of somebody."""


@person.command("list")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def list_(form: str) -> None:
    """List everybody who can sign in, with their roles."""
    with opened() as essaim:
        lines = [_line(one) for one in _everybody(essaim)]
    show(PersonLine, lines, ["email", "name", "roles", "teams", "second_factor"], form)


def _everybody(essaim: "Essaim") -> "Iterator[KnownPerson]":
    from dashboard.services.people.everybody import list_people

    number, pages = 1, 1
    while number <= pages:
        page = list_people(essaim.db, OPERATOR, now=essaim.clock(), page=number)
        yield from page.people
        number, pages = number + 1, page.pages


def _line(one: "KnownPerson") -> PersonLine:
    teams = " ".join(f"{team.slug}:{team.role.value}" for team in one.teams)
    return PersonLine(one.id, one.email, one.name, " ".join(sorted(one.roles)), teams, one.has_factor)


@person.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in INVITED]), required=True, help="What they are invited to be.")
@click.option("--organisation", metavar="SLUG", help="The institution, for an editor or an owner.")
def invite(email: str, role: str, organisation: str | None) -> None:
    """Invite EMAIL and print the link; it goes by mail as well where a mail server is set. It works once, for 48 hours."""
    from dashboard.services.people.invite import invite as make

    if (Role(role) in TEAM) != bool(organisation):
        raise Refused(N_("An editor or an owner is invited with --organisation, a coordinator or the collective without."))
    with opened() as essaim:
        made = make(
            essaim.db,
            essaim.vault,
            OPERATOR,
            email=email,
            role=Role(role),
            slug=organisation,
            base=essaim.settings.base,
            now=essaim.clock(),
            words=words(),
            mail=essaim.mail,
        )
    click.echo(made.link)
    if made.mailed:
        say(N_("It was sent to {email} as well."), email=email)
    if made.problem:
        say_error(made.problem)


@person.command()
@click.argument("email")
@click.argument("purpose", metavar="PURPOSE", type=click.Choice(["new-password", "new-factor"]), help="new-password, new-factor")
def link(email: str, purpose: str) -> None:
    """Print a link for EMAIL, who lost a password or a second factor. First make sure who asks."""
    from dashboard.services.people.everybody import number_of
    from dashboard.services.people.lost import give_out

    with opened() as essaim:
        now = essaim.clock()
        number = number_of(essaim.db, OPERATOR, email, now=now)
        kind: Any = purpose.replace("-", "_")
        click.echo(give_out(essaim.db, essaim.vault, OPERATOR, number, kind, base=essaim.settings.base, now=now))


@person.command()
@click.argument("email")
def export(email: str) -> None:
    """Print everything that is known of EMAIL, as JSON. The export is noted in the audit."""
    from dashboard.services.people.privacy import export_person

    with opened() as essaim:
        known = export_person(essaim.db, essaim.vault, email, by=OPERATOR, now=essaim.clock())
    click.echo(json.dumps(known, default=str, ensure_ascii=False, indent=2))


@person.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Erase what is known of them.")
def erase(email: str, yes: bool) -> None:
    """Erase what is known of EMAIL. The audit keeps what they did under a number that says nothing."""
    from dashboard.services.people.privacy import erase_person

    if not yes:
        raise Refused(N_("Everything known of this person would be erased, and cannot be brought back. Add --yes if that is meant."))
    with opened() as essaim:
        erase_person(essaim.db, email, by=OPERATOR, now=essaim.clock())
    say(N_("What was known of {email} is erased."), email=email)
