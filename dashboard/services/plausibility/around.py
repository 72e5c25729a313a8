"""The figures and the circumstances that new figures are held against."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from dashboard.domain.accounts import Origin
from dashboard.domain.figures import Provenance, Snapshot
from dashboard.domain.flags import Flag
from dashboard.domain.networks import Network
from dashboard.domain.people import TEAM
from dashboard.domain.plausibility.copied import FEWEST_SAME, Series, copied_from
from dashboard.domain.plausibility.go_on import Held
from dashboard.domain.plausibility.judge import judge
from dashboard.domain.plausibility.screen import EARLIER_DAYS, FEWEST_MEMBERS, worth_judging
from db import flags, plausible

REACH_DAYS = 400
"""Figures further away from a new one than this say nothing about it."""
MOST_MODELS = 400
"""A series is compared with that many accounts at most."""


def suspects(session: Session, snapshots: Sequence[Snapshot]) -> set[int]:
    """Accounts whose figures have to be judged: with any that a person brought, with one that waits, and the few that stand out."""
    found = flags.held_accounts(session).intersection(one.account_id for one in snapshots)
    read: dict[int, Snapshot] = {}
    for one in snapshots:
        if one.provenance is not Provenance.API or one.account_id in read or one.followers > FEWEST_MEMBERS:
            found.add(one.account_id)
        else:
            read[one.account_id] = one
    by_day: dict[date, list[int]] = defaultdict(list)
    for key, one in read.items():
        if key not in found:
            by_day[one.at.date()].append(key)
    for day, keys in by_day.items():
        for key, origin, before_on, before, earlier in plausible.last_figures(session, keys, day, EARLIER_DAYS):
            if worth_judging(read[key].followers, before, (day - before_on).days, earlier, origin == Origin.ORIGIN):
                found.add(key)
    return found


def judged(
    session: Session, by_account: Mapping[int, Sequence[Snapshot]], held: Mapping[int, Held], today: date
) -> dict[int, dict[int, list[Flag]]]:
    """The flags of new figures: by account, then by their place among the new ones of it.

    :param held: per account its newest figure that waits or was set aside.
    """
    if not by_account:
        return {}
    days = [one.at.date() for new in by_account.values() for one in new]
    first, last = min(days), max(days)
    reach = timedelta(days=REACH_DAYS)
    around = plausible.around(session, by_account, first, last)
    stood = plausible.stood(session, by_account, first - reach, last + reach)
    found: dict[int, dict[int, list[Flag]]] = {}
    for key, new in by_account.items():
        doubts = judge(around[key], stood.get(key, ()), new, today, held.get(key))
        if doubts:
            found[key] = {number: list(ones) for number, ones in doubts.items()}
    for key, flag in _copies(session, by_account, {one.network for one in around.values()}).items():
        for number in range(len(by_account[key])):
            found.setdefault(key, {}).setdefault(number, []).append(flag)
    return found


def _copies(session: Session, by_account: Mapping[int, Sequence[Snapshot]], networks: set[Network]) -> dict[int, Flag]:
    """Of the series that teams brought, those that are another account's."""
    mine = {
        key: Series({one.at.toordinal(): one.followers for one in new})
        for key, new in by_account.items()
        if len(new) > FEWEST_SAME and all(one.provenance is not Provenance.API and one.role in TEAM for one in new)
    }
    mine = {key: series for key, series in mine.items() if len(series.changes) >= FEWEST_SAME}
    if not mine:
        return {}
    models = plausible.likely_models(session, networks, mine, MOST_MODELS)
    others = [(key, Series(counts)) for key, counts in plausible.counts(session, models).items() if len(counts) > FEWEST_SAME]
    found: dict[int, Flag] = {}
    for key, series in mine.items():
        beside = [(other, each) for other, each in mine.items() if other < key]
        hit = copied_from(series, [*others, *beside])
        if hit is not None:
            model, flag = hit
            found[key] = replace(flag, details={**flag.details, **plausible.whose(session, model)})
    return found
