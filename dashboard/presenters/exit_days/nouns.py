"""How many of whom: cities where a day is open to cities alone, institutions elsewhere."""

from dashboard.domain.exit_days.days import Plan
from dashboard.domain.organisations import Kind
from dashboard.i18n import Words


def who(words: Words, n: int, plan: Plan) -> str:
    """“19 cities”."""
    kind = _only_kind(plan)
    if kind is Kind.CITY:
        return words.plural("{n} city", "{n} cities", n)
    if kind is Kind.UNIVERSITY:
        return words.plural("{n} university", "{n} universities", n)
    if kind is Kind.HOSPITAL:
        return words.plural("{n} hospital", "{n} hospitals", n)
    if kind is Kind.ASSOCIATION:
        return words.plural("{n} association", "{n} associations", n)
    return words.plural("{n} institution", "{n} institutions", n)


def who_more(words: Words, n: int, plan: Plan) -> str:
    """“4 more cities”."""
    kind = _only_kind(plan)
    if kind is Kind.CITY:
        return words.plural("{n} more city", "{n} more cities", n)
    if kind is Kind.UNIVERSITY:
        return words.plural("{n} more university", "{n} more universities", n)
    if kind is Kind.HOSPITAL:
        return words.plural("{n} more hospital", "{n} more hospitals", n)
    if kind is Kind.ASSOCIATION:
        return words.plural("{n} more association", "{n} more associations", n)
    return words.plural("{n} more institution", "{n} more institutions", n)


def _only_kind(plan: Plan) -> Kind | None:
    return next(iter(plan.sector.kinds)) if len(plan.sector.kinds) == 1 else None
