"""What holds of every curve."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.plausibility.judge import judge
from dashboard.domain.plausibility.known import Around
from dashboard.domain.plausibility.screen import EARLIER_DAYS, worth_judging
from tests.factories import TODAY
from tests.test_plausibility.cast import SETTLED, figure, reads

rules = settings(max_examples=150, deadline=None, derandomize=True)
curves = st.builds(
    lambda start, steps: [max(0, start + sum(steps[:n])) for n in range(len(steps) + 1)],
    st.integers(0, 200_000),
    st.lists(st.integers(-30, 60), min_size=1, max_size=60),
)
arounds = st.sampled_from([SETTLED, Around(Network.X, left=True), Around(Network.MASTODON, stirs=(TODAY.toordinal(),))])


@rules
@given(arounds, curves, st.sampled_from([Provenance.API, Provenance.ANALYTICS]))
def test_a_figure_that_changes_nothing_is_never_doubted(around: Around, counts: list[int], provenance: Provenance) -> None:
    stood = reads(counts, provenance=str(provenance))
    assert not judge(around, stood, [figure(counts[-1], provenance=provenance)], TODAY)


@rules
@given(curves, st.integers(0, 400_000), st.integers(1, 40))
def test_doubting_does_not_depend_on_the_calendar(counts: list[int], last: int, weeks: int) -> None:
    back = timedelta(weeks=weeks)
    here = judge(SETTLED, reads(counts), [figure(last)], TODAY)
    there = judge(SETTLED, reads(counts, TODAY - timedelta(days=1) - back), [figure(last, TODAY - back)], TODAY - back)
    assert [flag.reason for flag in here.get(0, ())] == [flag.reason for flag in there.get(0, ())]


@rules
@given(st.integers(2_000, 50_000), st.floats(0.5, 6.0), st.integers(2, 8))
def test_what_is_plausible_stays_so_for_a_larger_account(start: int, factor: float, times: int) -> None:
    """Chance weighs less in a large account, and shares stay what they are: a step that is too large stays too large."""

    def doubted(scale: int) -> bool:
        return bool(judge(SETTLED, reads([start * scale] * 30), [figure(round(start * factor) * scale)], TODAY))

    assert doubted(times) or not doubted(1)


@rules
@given(arounds, curves, st.integers(0, 3_000_000))
def test_the_screen_lets_nobody_through_whom_the_judge_would_doubt(around: Around, counts: list[int], last: int) -> None:
    stood = reads(counts)
    earlier = counts[-EARLIER_DAYS] if len(counts) >= EARLIER_DAYS else None
    suspected = worth_judging(last, counts[-1], 1, earlier, around.left)
    assert suspected or not judge(around, stood, [figure(last)], TODAY)


@rules
@given(curves, st.randoms(use_true_random=False))
def test_figures_that_come_together_may_come_in_any_order(counts: list[int], random: object) -> None:
    new = [figure(count, TODAY - timedelta(days=n), Provenance.ANALYTICS) for n, count in enumerate(reversed(counts))]
    mixed = list(new)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    in_order, out_of_order = judge(SETTLED, [], new, TODAY), judge(SETTLED, [], mixed, TODAY)
    assert {new[place].at for place in in_order} == {mixed[place].at for place in out_of_order}
