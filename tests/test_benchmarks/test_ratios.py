"""What a ratio says."""

import pytest

from benchmarks.ratios import Figure, Ratio

PEER = Figure("peer (GROUP BY)", 5.0)


@pytest.mark.parametrize(
    ("ours", "limit", "ours_limit", "end"),
    [
        (0.04, 0.01, None, "ours 40 ms | peer (GROUP BY) 5.00 s | ratio 0.008 | limit 0.01 | ok"),
        (0.06, 0.01, None, "ours 60 ms | peer (GROUP BY) 5.00 s | ratio 0.012 | limit 0.01 | OVER"),
        (0.6, None, 0.5, "ours 600 ms | peer (GROUP BY) 5.00 s | ratio 0.12 | limit 0.5 s | OVER"),
        (0.4, 1, 0.5, "ours 400 ms | peer (GROUP BY) 5.00 s | ratio 0.08 | limit 1 and 0.5 s | ok"),
        (0.4, None, None, "ours 400 ms | peer (GROUP BY) 5.00 s | ratio 0.08 | limit none | ok"),
    ],
)
def test_a_ratio_says_whether_it_is_within_its_limits(ours: float, limit: float | None, ours_limit: float | None, end: str) -> None:
    assert str(Ratio("leaderboard", Figure("ours", ours), PEER, limit, ours_limit)) == f"leaderboard | {end}"


def test_calls_are_counted_not_timed() -> None:
    ratio = Ratio("collection", Figure("ours", 1_479, "calls"), Figure("peer", 1_449, "calls"), 1.05)
    assert str(ratio) == "collection | ours 1,479 calls | peer 1,449 calls | ratio 1.021 | limit 1.05 | ok"
