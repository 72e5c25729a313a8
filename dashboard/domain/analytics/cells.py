"""Cells as X writes them. A spreadsheet that saves a file again writes them otherwise: then nothing is guessed."""

import re
from datetime import UTC, date, datetime

from dashboard.domain.analytics.columns import said
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figure_rules import LARGEST

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""In English whatever the language of the headers."""
_WRITTEN = re.compile(r"(?:[A-Z][a-z]{2}, )?([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_COUNT = re.compile(r"[0-9]{1,12}(?:\.0)?")


def day(text: str, line_no: int, column: str) -> date:
    """``Tue, Aug 25, 2026`` or ``2026-08-25``.

    :raises Refused: any other form: 08/09/2026 means two days, and a spreadsheet has been here.
    """
    text = text.strip()
    try:
        if parts := _WRITTEN.fullmatch(text):
            return date(int(parts[3]), MONTHS.index(parts[1]) + 1, int(parts[2]))
        if parts := _ISO.fullmatch(text):
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        pass
    raise Refused(
        N_(
            "Line {line_no}, column “{column}”: “{text}” is not a day as X writes it (Tue, Aug 25, 2026). "
            "If a spreadsheet saved this file again, bring the one that X gave."
        ),
        line_no=line_no,
        column=said(column),
        text=said(text),
    )


def moment(text: str, line_no: int, column: str) -> date:
    """The day (UTC) of ``2020-02-10 18:00 +0000``, or a day as :func:`day` reads it."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M %z").astimezone(UTC).date()
    except (ValueError, OverflowError):
        return day(text, line_no, column)


def count(text: str, line_no: int, column: str) -> int:
    """A whole number, which old exports write as ``1203.0``.

    :raises Refused: nothing there, text, a formula, a negative number, or more than any account has had.
    """
    text = text.strip()
    number = int(text.removesuffix(".0")) if _COUNT.fullmatch(text) else None
    if number is None or number > LARGEST:
        raise Refused(
            N_("Line {line_no}, column “{column}”: “{text}” is not a count. Bring the file as X gave it."),
            line_no=line_no,
            column=said(column),
            text=said(text),
        )
    return number
