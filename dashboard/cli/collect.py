"""``essaim collect``."""

from collections import Counter

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, progress, say, say_line, words
from dashboard.domain.errors import N_
from dashboard.domain.people import OPERATOR


@click.command(cls=SpokenCommand)
@click.argument("slug", required=False, help="The institution, by its name in addresses.")
def collect(slug: str | None) -> None:
    """Read every account now, or only those of the institution SLUG; X as well, where its API is on and somebody gave a token."""
    from dashboard.services.collect import collect as collect_all
    from dashboard.services.x_api.read import read_x

    with opened() as essaim, progress(words()(N_("Accounts"))) as advance:
        summary = collect_all(
            essaim.db,
            essaim.connectors,
            by=OPERATOR,
            clock=essaim.clock,
            holding=essaim.holding,
            every=essaim.every,
            slug=slug,
            progress=advance,
        )
        on_x = read_x(
            essaim.db,
            essaim.vault,
            essaim.sources.x,
            now=essaim.clock(),
            holding=essaim.holding,
            every=essaim.every,
            slug=slug,
            due_only=False,
        )
        summary.join(on_x)
    say(N_("Accounts read: {read}; without a count: {failed}."), read=summary.read, failed=summary.failed)
    for problem, count in Counter(words().error(one) for one in summary.problems).most_common():
        say_line(f"{count} × {problem}")
    if summary.failed:
        raise SystemExit(1)
