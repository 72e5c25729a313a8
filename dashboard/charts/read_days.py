"""On which days an account was read that matter to what is said of it: that of the departure, and today."""

from collections.abc import Mapping

from dashboard.charts.rows import TransferRows
from dashboard.domain.networks import Network


def at_departure(rows: TransferRows) -> Mapping[tuple[Network, str], int]:
    """The figure of each account that holds on the day of the departure, by network and handle: what an index is counted from."""
    day = rows.departed_on
    read = [(line, line.read(day, rows.holding)) for line in rows.lines] if day else []
    return {(line.network, line.handle): point.value for line, point in read if point and point.value}
