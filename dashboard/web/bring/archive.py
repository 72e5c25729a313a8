"""The X archive: read by the page itself; what comes here are the five values that somebody confirmed."""

from urllib.parse import urlencode

from starlette.responses import Response

from dashboard.addresses import ARCHIVE, BRING_FIGURES, ORGANISATION
from dashboard.domain.errors import NotFound, Refused
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.imports.archive import store_archive
from dashboard.services.imports.whose import own_organisation
from dashboard.services.read_organisation import read_organisation
from dashboard.web.bring.sentences import archive_sentences
from dashboard.web.bring.typed import FACTS, archive_facts
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, status_of
from dashboard.web.pages import page


def _show(caller: Caller, sent: Sent) -> Response:
    return _page(caller, sent.query.get("o", ""))


def _page(caller: Caller, slug: str, problem: Refused | None = None) -> Response:
    """The page that reads an archive.

    :param problem: why what was sent last was not stored.
    """
    essaim, words = caller.essaim, caller.words
    return page(
        caller,
        "archive",
        status=status_of(problem) if problem else 200,
        wrong={"archive": words.error(problem)} if problem else {},
        organisation=own_organisation(essaim.db, caller.actor, slug, now=essaim.clock()),
        sentences=archive_sentences(words),
        facts=FACTS,
        ways=_ways(caller, slug),
    )


def _ways(caller: Caller, slug: str) -> dict[str, str]:
    """Addresses of the page itself, of the page that frames it, and of the chart."""
    query = urlencode({"o": slug} | ({"lang": caller.language} if caller.language else {}))
    return {"here": f"{ARCHIVE}?{query}", "back": f"{BRING_FIGURES.address}?{query}", "chart": f"{ORGANISATION.address}?{query}"}


def _store(caller: Caller, sent: Sent) -> Response:
    essaim, slug = caller.essaim, sent.field("o")
    try:
        facts = archive_facts(sent)
        taken = store_archive(essaim.db, slug, facts, by=caller.actor, now=essaim.clock(), holding=essaim.holding)
    except NotFound:
        raise
    except Refused as problem:
        return _page(caller, slug, problem)
    essaim.changes.add()
    return _stored(caller, slug, facts, waits=bool(taken.flagged))


def _stored(caller: Caller, slug: str, facts: ArchiveFacts, *, waits: bool) -> Response:
    """What was stored, and whether it is the baseline.

    :param waits: for a person to look at it.
    """
    shown = read_organisation(caller.essaim.db, slug, today=caller.essaim.today(), holding=caller.essaim.holding)
    standing = shown.baseline
    became = standing is not None and (standing.at, standing.followers) == (facts.generated_at, facts.followers)
    return page(
        caller,
        "archive_stored",
        facts=facts,
        organisation=shown.organisation,
        baseline=standing,
        became=became,
        waits=waits,
        ways=_ways(caller, slug),
    )


FORMS: tuple[Form, ...] = (Form(ARCHIVE, _show, _store, Who.SIGNED_IN),)
