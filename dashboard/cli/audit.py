"""``essaim audit``."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.departure import DAY
from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import FORMATS, opened, say, show
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import OPERATOR

if TYPE_CHECKING:
    from dashboard.services.read_audit import Asked


@click.group(cls=SpokenGroup)
def audit() -> None:
    """Read the audit, and check that nobody changed it."""


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which lines are chosen."""
    options = (
        click.option(
            "--deed", type=click.Choice([deed.value for deed in Deed]), metavar="DEED", help="Only what was done so: claim.proven."
        ),
        click.option("--person", type=click.IntRange(1), help="Only what the person of this number did."),
        click.option("--organisation", metavar="SLUG", help="Only what concerns this institution."),
        click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="From this day on (UTC)."),
        click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="Up to this day (UTC)."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@audit.command("list")
@selecting
@click.option("--before", type=click.IntRange(1), help="Only lines older than the one of this number.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=50, show_default=True, help="How many lines at most.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def list_(before: int | None, limit: int, form: str, **chosen: Any) -> None:
    """Show lines of the audit, newest first. People are numbers."""
    from dashboard.services.read_audit import AuditLine, line_of, read_audit

    with opened() as essaim:
        page = read_audit(essaim.db, _asked(before=before, **chosen), by=OPERATOR, now=essaim.clock(), length=limit)
    columns = ["id", "at", "deed", "role", "person", "organisation", "subject", "details"]
    show(AuditLine, [line_of(one) for one in page.entries], columns, form)


@audit.command()
@selecting
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
def export(file: Any, **chosen: Any) -> None:
    """Write lines of the audit to FILE as CSV; to the terminal without one. The export is noted in the audit."""
    from dashboard.services.export_audit import export_audit

    with opened() as essaim:
        for part in export_audit(essaim.db, _asked(**chosen), by=OPERATOR, now=essaim.clock()):
            file.write(part)


@audit.command()
@click.option("--noted", metavar="DIGEST", help="The digest of an earlier check: the audit must still hold it.")
def check(noted: str | None) -> None:
    """Check that no line of the audit was changed or removed."""
    from dashboard.services.read_audit import check_audit

    with opened() as essaim:
        found = check_audit(essaim.db, by=OPERATOR, now=essaim.clock(), noted=noted)
    if found.broken_at is not None:
        raise Refused(
            N_("Line {line} of the audit does not follow from the one before: somebody changed the audit. Compare with a backup."),
            line=found.broken_at,
        )
    if found.noted_found is False:
        raise Refused(
            N_("The audit does not hold the digest {digest} any more: its newest lines were removed. Compare with a backup."), digest=noted
        )
    say(
        N_("All {lines} lines of the audit follow from each other. Note this digest elsewhere for the next check: {digest}"),
        lines=found.lines,
        digest=found.last,
    )


def _asked(
    deed: str | None,
    person: int | None,
    organisation: str | None,
    since: datetime | None,
    until: datetime | None,
    before: int | None = None,
) -> "Asked":
    from dashboard.services.read_audit import Asked

    return Asked(
        deed=Deed(deed) if deed else None,
        person_id=person,
        organisation=organisation,
        since=since.date() if since else None,
        until=until.date() if until else None,
        before_id=before,
    )
