"""The orders of the leaderboard: their names, what each means and what it does not."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.domain.errors import N_
from dashboard.domain.leaderboard import Order

NAMES: Mapping[Order, str] = MappingProxyType(
    {
        Order.RECOVERY: N_("audience regained"),
        Order.PER_PERSON: N_("regained per 1,000 people"),
        Order.GROWTH: N_("growth over 30 days"),
        Order.FOLLOWERS: N_("number of followers"),
    }
)
"""As one choice among several."""

COLUMNS: Mapping[Order, str] = MappingProxyType(
    {
        Order.RECOVERY: N_("Audience regained, at least and at most"),
        Order.PER_PERSON: N_("Regained for each 1,000 people, at least"),
        Order.GROWTH: N_("Growth over 30 days"),
        Order.FOLLOWERS: N_("Followers regained, at least and at most"),
    }
)
"""As the heading of the column that holds what is compared."""

MEANS: Mapping[Order, str] = MappingProxyType(
    {
        Order.RECOVERY: N_("By the lower end of the band: what each institution has regained at least."),
        Order.PER_PERSON: N_("By what each institution has regained at least, for each 1,000 inhabitants, students or staff."),
        Order.GROWTH: N_(
            "By how much the audience regained, at least, has grown over the 30 days before the latest reading, "
            "however long ago the institution left."
        ),
        Order.FOLLOWERS: N_("By the number of followers regained, at least, on the new networks."),
    }
)

MEANS_NOT: Mapping[Order, str] = MappingProxyType(
    {
        Order.RECOVERY: N_("Where two bands overlap, the distance between two ranks proves nothing."),
        Order.PER_PERSON: N_(
            "Followers may live anywhere, and inhabitants, students and staff are not alike: there are ranks within one kind only."
        ),
        Order.GROWTH: N_("A small account doubles easily: a high growth says little about a low count."),
        Order.FOLLOWERS: N_("It says who is large, not who regains an audience."),
    }
)

WARNING = (
    N_("In this order the largest institution always comes first."),
    N_("To compare like with like, choose the order by audience regained."),
)
"""Title and text of what stands above the order by followers."""
