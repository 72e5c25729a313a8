"""Event time: many organisations aligned on their departure (DESIGN.md 3.3)."""

from collections.abc import Sequence

import numpy as np


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile, by linear interpolation between order statistics (Hyndman and Fan's type 7).

    :raises ValueError: no value.
    """
    if not values:
        raise ValueError("quartiles need at least one value")
    low, middle, high = np.quantile(np.asarray(values, dtype=float), [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)
