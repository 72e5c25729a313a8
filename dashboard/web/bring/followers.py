"""Who is there already: the page that compares an archive's followers with the list, and the steps that its script asks for."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from dashboard.addresses import BRING_FIGURES, COMPARE_FOLLOWERS
from dashboard.domain.comparison import LEAST_FOLLOWERS, LEAST_PAIRS, SAMPLE
from dashboard.domain.curve_points import SIZE
from dashboard.domain.errors import N_, EssaimError, Refused
from dashboard.domain.x_archive import MANIFEST, MOST_MEMBERS, SENTENCES
from dashboard.i18n import Words
from dashboard.services.compared.begin import PER_DAY, begin
from dashboard.services.compared.evaluate import CHUNK, hand_out, take_answers, take_followers
from dashboard.services.compared.keep import keep
from dashboard.services.compared.read import comparisons_of
from dashboard.services.compared.sentences import sentences
from dashboard.web.bring.typed import archive_facts
from dashboard.web.caller import Caller
from dashboard.web.forms import Form, Sent, Who, status_of
from dashboard.web.pages import page

SAID = {
    "reading": N_("Reading the list of followers on this computer …"),
    "disguising": N_("Disguising each of them …"),
    "sending": N_("Sending what is disguised …"),
    "fetching": N_("Fetching the disguised list …"),
    "answering": N_("Disguising the list once more …"),
    "returning": N_("Sending it back, out of order …"),
    "none": N_("Choose the archive first."),
    "offline": N_("The server cannot be reached. Nothing was stored: compare again once you are online."),
    "refused": N_("The server did not take this: you may be signed out. Open the page again."),
    "failed": N_("This browser could not do it. Nothing was stored: try again, or compare on the command line."),
}
"""What the script says, by its own names."""


def _show(caller: Caller, sent: Sent) -> Response:
    essaim, words = caller.essaim, caller.words
    standing = comparisons_of(essaim.db, essaim.vault, caller.actor, sent.query.get("o", ""), now=essaim.clock())
    query = urlencode({"o": standing.slug})
    limits = {"sample": SAMPLE, "least": LEAST_FOLLOWERS, "chunk": CHUNK}
    return page(
        caller,
        "followers",
        standing=standing,
        sentences=_sentences(words),
        limits=json.dumps(limits),
        least=LEAST_FOLLOWERS,
        least_pairs=LEAST_PAIRS,
        per_day=PER_DAY,
        sample=SAMPLE,
        here=f"{COMPARE_FOLLOWERS}?{urlencode({'lang': words.language})}",
        back=f"{BRING_FIGURES.address}?{query}",
    )


def _sentences(words: Words) -> str:
    few = words("The archive names fewer than {least} followers: a count could be about somebody.", least=LEAST_FOLLOWERS)
    known = {"manifest": MANIFEST, "most": MOST_MEMBERS, "file": "{file}", "told": "?"}
    archive = {problem.value: words(sentence, **known) for problem, sentence in SENTENCES.items()}
    return json.dumps({**{name: words(text) for name, text in SAID.items()}, "few": few, "archive": archive})


def _act(caller: Caller, sent: Sent) -> Response:
    """One step; the answer is for the script, what is wrong included."""
    step = STEPS.get(sent.field("step"))
    try:
        if step is None:
            raise _unreadable()
        return _json(step(caller, sent))
    except EssaimError as problem:
        # A 404 would be answered with a page (dashboard.web.middleware), and the script reads none.
        status = status_of(problem)
        return _json({"error": caller.words.error(problem)}, 422 if status == 404 else status)


def _begin(caller: Caller, sent: Sent) -> Mapping[str, object]:
    essaim, slug, facts = caller.essaim, sent.field("o"), archive_facts(sent)
    compared = _number(sent.field("compared"))
    begun = begin(essaim.db, essaim.vault, essaim.rounds, slug, facts, compared=compared, by=caller.actor, now=essaim.clock())
    return {"round": begun.ticket, "pairs": begun.pairs}


def _followers(caller: Caller, sent: Sent) -> Mapping[str, object]:
    essaim, points = caller.essaim, _points(sent)
    left = take_followers(essaim.db, essaim.rounds, sent.field("round"), points, by=caller.actor, now=essaim.clock())
    return {"left": left}


def _list(caller: Caller, sent: Sent) -> Mapping[str, object]:
    essaim = caller.essaim
    marks, points, left = hand_out(essaim.db, essaim.rounds, sent.field("round"), by=caller.actor, now=essaim.clock())
    return {"marks": marks, "points": base64.urlsafe_b64encode(b"".join(points)).decode().rstrip("="), "left": left}


def _answers(caller: Caller, sent: Sent) -> Mapping[str, object]:
    essaim, words = caller.essaim, caller.words
    ticket, marks, points = sent.field("round"), sent.field("marks"), _points(sent)
    left, outcome = take_answers(essaim.db, essaim.rounds, ticket, marks, points, by=caller.actor, now=essaim.clock())
    if outcome is None:
        return {"left": left}
    return {"left": left, "sentences": sentences(words, outcome.counts, outcome.compared, outcome.followers, outcome.pairs)}


def _keep(caller: Caller, sent: Sent) -> Mapping[str, object]:
    essaim = caller.essaim
    return {"kept": keep(essaim.db, essaim.rounds, sent.field("round"), by=caller.actor, now=essaim.clock()).id}


STEPS: Mapping[str, Callable[[Caller, Sent], Mapping[str, object]]] = {
    "begin": _begin,
    "followers": _followers,
    "list": _list,
    "answers": _answers,
    "keep": _keep,
}


def _points(sent: Sent) -> list[bytes]:
    text = sent.field("points")
    try:
        octets = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable() from None
    if len(octets) % SIZE:
        raise _unreadable()
    return [octets[at : at + SIZE] for at in range(0, len(octets), SIZE)]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise _unreadable()
    return int(text)


def _unreadable() -> Refused:
    return Refused(N_("What was sent is no step of a comparison. Open the page again, and choose the archive once more."))


def _json(values: Mapping[str, object], status: int = 200) -> Response:
    return JSONResponse(dict(values), status, headers={"cache-control": "no-store"})


FORMS: tuple[Form, ...] = (Form(COMPARE_FOLLOWERS, _show, _act, Who.SIGNED_IN),)
