"""Pledges for the tests: made by hand, drawn at random, and the rule in its plainest words."""

from collections.abc import Collection, Sequence

from hypothesis import strategies as st

from dashboard.domain.exit_days.conditions import ALWAYS, Condition, Pledger
from dashboard.domain.organisations import Kind

REGIONS = ("FR-ARA", "FR-BFC", None)


def pledger(key: int, kind: Kind = Kind.CITY, region: str | None = "FR-ARA", audience: int | None = 1_000, **condition: object) -> Pledger:
    """One who pledges: ``pledger(3, organisations=5)`` goes if five go."""
    named = frozenset(condition.pop("named", ()))  # type: ignore[call-overload]
    return Pledger(key, kind, region, audience, Condition(named=named, **condition) if condition or named else ALWAYS)  # type: ignore[arg-type]


def holds(one: Pledger, going: Collection[Pledger], left: Collection[int] = ()) -> bool:
    """Whether its condition holds among these, said in the words of the condition."""
    asked = one.condition
    here = {other.organisation for other in going}
    return (
        len(here) >= (asked.organisations or 0)
        and sum(other.audience or 0 for other in going) >= (asked.audience or 0)
        and asked.named <= here | set(left)
        and sum(other.kind is one.kind for other in going) >= (asked.of_kind or 0)
        and (asked.of_region is None or (one.region is not None and sum(other.region == one.region for other in going) >= asked.of_region))
    )


def naive(pledgers: Sequence[Pledger], left: Collection[int] = ()) -> frozenset[int]:
    """The fixed point: look at everybody until nobody falls."""
    going = list(pledgers)
    while True:
        still = [one for one in going if holds(one, going, left)]
        if len(still) == len(going):
            return frozenset(one.organisation for one in going)
        going = still


def several(most: int = 12, first: int = 0) -> st.SearchStrategy[list[Pledger]]:
    """Some who pledge, with every sort of condition; their keys count from ``first``."""

    def number(top: int) -> st.SearchStrategy[int | None]:
        return st.one_of(st.none(), st.integers(2, top))

    one = st.builds(
        Pledger,
        organisation=st.just(0),
        kind=st.sampled_from((Kind.CITY, Kind.UNIVERSITY)),
        region=st.sampled_from(REGIONS),
        audience=st.sampled_from((None, 0, 100, 1_000, 5_000)),
        condition=st.builds(
            Condition,
            organisations=number(most + 2),
            audience=st.one_of(st.none(), st.sampled_from((1, 1_000, 4_000, 9_000))),
            named=st.frozensets(st.integers(first, first + most), max_size=2),
            of_kind=number(most // 2),
            of_region=number(most // 2),
        ),
    )

    def numbered(found: list[Pledger]) -> list[Pledger]:
        return [
            Pledger(
                first + place,
                each.kind,
                each.region,
                each.audience,
                Condition(
                    each.condition.organisations,
                    each.condition.audience,
                    each.condition.named - {first + place},
                    each.condition.of_kind,
                    each.condition.of_region,
                ),
            )
            for place, each in enumerate(found)
        ]

    return st.lists(one, max_size=most).map(numbered)
