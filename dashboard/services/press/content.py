"""What a frozen figure holds: enough to quote it, to check it and to make it again."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dashboard.domain.accounts import Origin
from dashboard.domain.figures import DailyFigure, Holding
from dashboard.domain.networks import Network
from dashboard.domain.press import FORMAT, METHODOLOGY
from dashboard.domain.redistribution import LICENCE, WITHHELD_DIGITS, withheld
from dashboard.services.views import OrganisationView

PLACES = 6
"""Decimals of a ratio: far finer than any band."""


def content_of(view: OrganisationView, sentences: Mapping[str, str], *, now: datetime, holding: Holding) -> dict[str, Any] | None:
    """The figure of an organisation as plain values, or None as long as nothing can be said of what it regained.

    A flagged figure is not in it, since it counts nowhere; of one that may not be handed on only the count is left out.

    :param sentences: what its page says, by language.
    """
    standing, baseline, left = view.standing, view.baseline, view.journey.departed_on
    if left is None or baseline is None or standing.as_of is None or standing.recovery_low is None or view.journey.planned:
        return None
    one = view.organisation
    places = WITHHELD_DIGITS if withheld(baseline.provenance, _left(view)) else PLACES
    return {
        "format": FORMAT,
        "organisation": {"slug": one.slug, "name": one.name, "kind": one.kind.value, "fictional": one.fictional},
        "sentence": dict(sentences),
        "departed_on": left.isoformat(),
        "as_of": standing.as_of.isoformat(),
        "age_days": (standing.as_of - left).days,
        "regained": {"low": standing.regained_low, "high": standing.regained_high},
        "recovery": {"low": _ratio(standing.recovery_low, places), "high": _ratio(standing.recovery_high, places)},
        "baseline": {"network": _left(view).value, **_figure(baseline, _left(view))},
        "accounts": list(_accounts(view, standing.as_of, holding)),
        "methodology": METHODOLOGY,
        "licence": LICENCE.name,
        "frozen_at": now.isoformat(timespec="seconds"),
    }


def _left(view: OrganisationView) -> Network:
    """The network that was left: a departure has a step that says so."""
    return view.journey.events[-1].network


def _ratio(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def _figure(one: DailyFigure, network: Network) -> dict[str, Any]:
    hidden = withheld(one.provenance, network)
    return {
        "followers": None if hidden else one.followers,
        "withheld": hidden,
        "on": one.day.isoformat(),
        "precision": one.precision.value,
        "rounded_to": one.rounded_to,
        "provenance": one.provenance.value,
        "source": one.source,
    }


def _accounts(view: OrganisationView, on: date, holding: Holding) -> Iterator[dict[str, Any]]:
    """The new accounts, each with the figure that stood for it on that day."""
    for series in view.series:
        account, before = series.account, [one for one in series.counted if one.day <= on]
        if account.origin is not Origin.DESTINATION or not before:
            continue
        figure = before[-1]
        if (on - figure.day).days <= holding.days(figure.provenance):
            known = _figure(figure, account.network)
            yield {"network": account.network.value, "handle": account.handle, **known, "source": figure.source or account.url or ""}
