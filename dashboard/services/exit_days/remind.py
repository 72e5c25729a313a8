"""Send the reminders that are due, each once.

A mail server takes a message at its last line. All but that line is sent first; then, in one transaction, it is looked at once more whether
the reminder is still wanted, and it is claimed; then the last line follows. Whatever stops the process before the claim leaves nothing at
the server, and the reminder is sent at the next run. Whatever stops it afterwards finds it claimed, and it is never sent again: at most
once. Only between the storing of the claim and the next instruction can one be lost. What the server refuses after that is given back.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from connectors.base import ConnectorError, Remedy
from connectors.mail import Mail, Unsure
from dashboard.i18n import Words, words_in
from dashboard.services.exit_days.to_remind import Key, ToRemind, to_remind
from dashboard.services.people.reminders import stop_link
from db.engine import Database
from db.tables import ReminderRow
from db.vault import Vault

GIVES_UP_AFTER = 3
"""Failures in a row after which a run ends: the server is out of order, and the next run tries again."""
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def remind(db: Database, vault: Vault, mail: Mail, *, base: str, clock: Clock) -> int:
    """Send what is due; gives how many reminders the mail server took.

    :param base: ``https://host`` with which links begin.
    """
    with db.reading() as session:
        waiting = to_remind(session, clock())
    sent = failures = 0
    for one in waiting:
        try:
            sent += _send(db, vault, mail, one, base, clock)
            failures = 0
        except ConnectorError as problem:
            _log.warning("a reminder to somebody at %s was not sent: %s", one.email.rpartition("@")[2], problem)
            failures += 1
            if failures == GIVES_UP_AFTER:
                break
    return sent


def _send(db: Database, vault: Vault, mail: Mail, one: ToRemind, base: str, clock: Clock) -> bool:
    stop = base + stop_link(vault, one.key[2])
    subject, text = letter(words_in(one.language), one, base, stop)
    day, organisation, person, task = one.key
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    ident = f"reminder-{day}-{organisation}-{person}-{task.value}"
    ours = False

    def _first() -> bool:
        nonlocal ours
        ours = _claim(db, one.key, clock())
        return ours

    try:
        taken = mail.send_once(one.email, subject, text, ident=ident, headers=headers, before_end=_first)
    except Unsure:
        raise
    except ConnectorError as problem:
        if problem.remedy is Remedy.FIX_HANDLE or str(problem.values.get("code", "")).startswith("5"):
            _give_up(db, one.key, clock())
        elif ours:
            _give_back(db, one.key)
        raise
    if taken:
        _note(db, one.key, clock())
    return taken


def _claim(db: Database, key: Key, now: datetime) -> bool:
    """Make it ours, if nobody has and it is still wanted: the pledge may have been taken back a second ago."""
    with db.writing() as session:
        if not to_remind(session, now, only=key):
            return False
        session.add(_row(key, now))
        return True


def _give_back(db: Database, key: Key) -> None:
    """The server has not taken what we claimed: the next run tries again."""
    with db.writing() as session:
        session.delete(session.get_one(ReminderRow, (key[0], key[1], key[2], key[3].value)))


def _give_up(db: Database, key: Key, now: datetime) -> None:
    """The server refused it for good: it is not tried again."""
    with db.writing() as session:
        row = session.get(ReminderRow, (key[0], key[1], key[2], key[3].value)) or _row(key, now)
        row.failed_at = None if row.sent_at else now
        session.add(row)


def _note(db: Database, key: Key, now: datetime) -> None:
    with db.writing() as session:
        session.get_one(ReminderRow, (key[0], key[1], key[2], key[3].value)).sent_at = now


def _row(key: Key, now: datetime) -> ReminderRow:
    return ReminderRow(exit_day_id=key[0], organisation_id=key[1], person_id=key[2], task=key[3].value, claimed_at=now)


def letter(words: Words, one: ToRemind, base: str, stop: str) -> tuple[str, str]:
    """Subject and text of a reminder.

    :param stop: whole address of the page that ends them.
    """
    named = {"organisation": one.organisation, "task": words.term(one.task), "day": one.titles[words.language], "on": one.on}
    text = words(
        "Exit day: {day}, {on}\nFor {organisation} it is time to:\n\n{task}.\n\n"
        "When it is done, tick it on the page of your institution, and your colleagues know:\n{link}\n\n"
        "You are reminded because you are in the team of {organisation}, which has pledged to leave together with others. "
        "To get no reminders any more:\n{stop}",
        **named,
        link=f"{base}/dashboard/my_organisation?o={one.slug}",
        stop=stop,
    )
    if one.fictional:
        text = f"{words('This exit day and its institutions are fictional.')}\n\n{text}"
    return words("{organisation}: {task}", **named), text
