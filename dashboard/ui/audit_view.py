"""The audit page: filters that stand in the address, the lines, and whether the chain is whole."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

import streamlit as st

from dashboard.addresses import AUDIT
from dashboard.domain.audit import Deed, Entry
from dashboard.domain.errors import N_, Refused
from dashboard.i18n import Words
from dashboard.services.export_audit import export_audit
from dashboard.services.read_audit import Asked, AuditPage, check_audit
from dashboard.ui.forms import EARLIEST, LATEST
from dashboard.ui.messages import show_error, show_notice
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

NUMBER = re.compile(r"[1-9][0-9]{0,17}")
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?")
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Line:
    """One line, ready for the table. Each address shows the lines that have the same in common.

    :param who: number of the person, or empty; ``email``: where the number still exists.
    """

    id: int
    at: datetime
    deed: str
    deed_href: str
    role: str
    who: str
    who_href: str
    email: str
    session: str
    slug: str
    slug_href: str
    subject: str
    details: str


def parse(parameters: Mapping[str, str]) -> Asked:
    """What an address asks for; whatever cannot be read counts as not asked."""
    slug = parameters.get("o", "")
    return Asked(
        deed=next((deed for deed in Deed if deed.value == parameters.get("deed")), None),
        person_id=_number(parameters.get("person", "")),
        organisation=slug if SLUG.fullmatch(slug) else None,
        since=_day(parameters.get("since", "")),
        until=_day(parameters.get("until", "")),
        before_id=_number(parameters.get("before", "")),
    )


def query(asked: Asked, language: str | None = None) -> dict[str, str]:
    """The parameters that ask for these lines; ``parse(query(asked)) == asked``."""
    values = {
        "deed": asked.deed.value if asked.deed else None,
        "person": asked.person_id,
        "o": asked.organisation,
        "since": asked.since,
        "until": asked.until,
        "before": asked.before_id,
        "lang": language,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def show_filters(visit: Visit, asked: Asked) -> None:
    """Choosing puts the choice into the address, so that it can be shared and gone back from."""
    words = visit.words
    with st.form("audit", border=False), st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        deeds = list(Deed)
        deed = st.selectbox(
            words("What was done"),
            deeds,
            index=deeds.index(asked.deed) if asked.deed else None,
            key="audit.deed",
            format_func=words.term,
            placeholder=words("everything"),
        )
        person = st.text_input(words("Number of the person"), str(asked.person_id or ""), key="audit.person")
        organisation = st.text_input(words("Institution, as in its address"), asked.organisation or "", key="audit.organisation")
        days = {"min_value": EARLIEST, "max_value": LATEST, "format": "DD/MM/YYYY"}
        since = st.date_input(words("From"), asked.since, key="audit.since", **days)  # type: ignore[call-overload]
        until = st.date_input(words("Up to"), asked.until, key="audit.until", **days)  # type: ignore[call-overload]
        wanted = st.form_submit_button(words("Show"), type="primary")
    if wanted:
        try:
            chosen = _chosen(deed, person, organisation, since, until)
        except Refused as problem:
            show_error(words, problem)
            st.stop()
        st.query_params.from_dict(query(chosen, visit.view.language))
        st.rerun()


def _chosen(deed: Deed | None, person: str, organisation: str, since: date | None, until: date | None) -> Asked:
    number, slug = person.strip(), organisation.strip().lower()
    if number and _number(number) is None:
        raise Refused(N_("“{text}” is no number of a person. The table shows them."), text=number[:40])
    if slug and not SLUG.fullmatch(slug):
        raise Refused(N_("“{text}” is no name in addresses. Expected: lyon, for instance."), text=slug[:40])
    if since and until and since > until:
        raise Refused(N_("The first day comes after the last. Exchange them."))
    return Asked(deed, _number(number), slug or None, since, until)


def show_lines(visit: Visit, asked: Asked, page: AuditPage) -> None:
    """The table, or what to do where it is empty; then the way to older lines."""
    words = visit.words
    if not page.entries:
        show("section_text", words, text=words("No line of the audit is like that. Take a filter away."))
        return
    newest = _address(visit, replace(asked, before_id=None)) if asked.before_id else None
    older = _address(visit, replace(asked, before_id=page.older)) if page.older else None
    show("audit", words, lines=[_line(visit, asked, page, one) for one in page.entries], newest=newest, older=older)


def _line(visit: Visit, asked: Asked, page: AuditPage, one: Entry) -> Line:
    words = visit.words
    first = replace(asked, before_id=None)
    return Line(
        id=one.id,
        at=one.at,
        deed=words.term(one.deed),
        deed_href=_address(visit, replace(first, deed=one.deed)),
        role=words.term(one.role),
        who=str(one.person_id or ""),
        who_href=_address(visit, replace(first, person_id=one.person_id)),
        email=page.addresses.get(one.person_id or 0, ""),
        session=str(one.session_id or ""),
        slug=one.slug or "",
        slug_href=_address(visit, replace(first, organisation=one.slug)),
        subject=one.subject,
        details=_told(words, one.details),
    )


def _told(words: Words, details: Mapping[str, object]) -> str:
    parts = (f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}" for name, value in details.items())
    return words.semicolon.join(parts)


def _address(visit: Visit, asked: Asked) -> str:
    return f"{AUDIT.address}?{urlencode(query(asked, visit.view.language))}".removesuffix("?")


def show_export(visit: Visit, asked: Asked) -> None:
    """A file of all lines that the filters let through; making it is noted in the audit."""

    def marked() -> bytes:
        parts = export_audit(visit.essaim.db, replace(asked, before_id=None), by=visit.actor, now=visit.essaim.clock())
        # The mark at the start tells spreadsheets that accents are UTF-8.
        return "".join(parts).encode("utf-8-sig")

    st.download_button(
        visit.words("CSV of these lines"), marked, file_name="essaim-audit.csv", mime="text/csv", on_click="ignore", key="csv"
    )


def show_check(visit: Visit) -> None:
    """A button that follows the whole chain, and what it found."""
    words = visit.words
    if not st.button(words("Check that nobody changed it"), key="check"):
        return
    found = check_audit(visit.essaim.db, by=visit.actor, now=visit.now)
    if found.broken_at is not None:
        title = words("Line {line} does not follow from the one before: somebody changed the audit.", line=found.broken_at)
        show_notice(words, title, words("Tell whoever runs this server, and compare with a backup."), "error")
        return
    title = words.plural(
        "{n} line follows from the one before, unchanged.", "All {n} lines follow from each other, unchanged.", found.lines
    )
    show_notice(words, title, words("Note this elsewhere: a later check must still find it: {digest}", digest=found.last), "ok")


def _number(text: str) -> int | None:
    return int(text) if NUMBER.fullmatch(text) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
