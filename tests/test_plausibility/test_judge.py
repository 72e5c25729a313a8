"""Which new figures of one account are doubted, and why."""

from datetime import date, timedelta
from random import Random

import pytest

from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from dashboard.domain.plausibility.judge import judge
from dashboard.domain.plausibility.known import Around, error
from dashboard.domain.plausibility.size import MEMBERS
from tests.factories import TODAY
from tests.test_plausibility.cast import LEFT_X, SETTLED, figure, reads, reasons

CALM = [10_000 + 3 * n for n in range(60)]
LEFT_ON = date(2025, 1, 20)
ARCHIVE, PRESS, DECLARED = Provenance.ARCHIVE, Provenance.PRESS, Provenance.DECLARED
PAGE = "https://lyon.example/bilan"


def test_one_more_on_the_line_is_no_matter() -> None:
    assert reasons(SETTLED, reads(CALM), figure(10_180)) == [[]]


def test_a_step_that_the_curve_does_not_make_says_from_where() -> None:
    (flag,) = judge(SETTLED, reads(CALM), [figure(15_000)], TODAY)[0]
    assert flag.reason == "jump"
    assert flag.details == {"before": 10_177, "before_on": "2025-05-31", "days": 1, "most": 2_182}


def test_the_same_step_is_no_matter_in_the_first_weeks_nor_around_a_departure() -> None:
    young = Around(Network.BLUESKY, opened_on=TODAY - timedelta(days=20))
    leaving = Around(Network.BLUESKY, opened_on=date(2023, 5, 1), stirs=((TODAY - timedelta(days=2)).toordinal(),))
    assert reasons(young, reads(CALM[:20]), figure(15_000)) == [[]]
    assert reasons(leaving, reads(CALM), figure(15_000)) == [[]]


def test_over_a_gap_more_may_come() -> None:
    assert reasons(SETTLED, reads(CALM, TODAY - timedelta(days=30)), figure(15_000)) == [[]]


def test_a_curve_that_always_jumps_may_jump() -> None:
    random = Random(1)
    wild = [round(10_000 * random.uniform(0.9, 1.1)) for _ in range(60)]
    assert reasons(SETTLED, reads(wild), figure(14_000)) == [[]]
    assert reasons(SETTLED, reads(CALM), figure(14_000)) == [["jump"]]


def test_a_loss_of_a_third_is_the_network_cleaning_and_one_of_nine_tenths_is_not() -> None:
    assert reasons(SETTLED, reads(CALM), figure(6_700)) == [[]]
    assert reasons(SETTLED, reads(CALM), figure(1_000)) == [["jump"]]


def test_of_figures_that_come_together_the_slip_is_doubted_and_not_those_after_it() -> None:
    months = [figure(count, date(2024, 1 + n, 5), DECLARED, source=PAGE) for n, count in enumerate([4_510, 4_555, 45_902, 4_640, 4_688])]
    assert reasons(SETTLED, [], *months) == [[], [], ["jump"], [], []]


def test_a_false_first_figure_is_told_from_the_true_ones_after_it() -> None:
    days = [figure(count, TODAY - timedelta(days=9 - n), DECLARED, source=PAGE) for n, count in enumerate([91_001, 4_510, 4_513, 4_520])]
    assert reasons(LEFT_X, [], *days) == [["jump"], [], [], []]


def test_what_lies_between_figures_that_stand_has_to_fit_both() -> None:
    around = [*reads([10_001], date(2025, 2, 1), "declared"), *reads([10_403], date(2025, 4, 1), "declared")]
    assert reasons(SETTLED, around, figure(10_211, date(2025, 3, 1), DECLARED, source=PAGE)) == [[]]
    assert reasons(SETTLED, around, figure(30_211, date(2025, 3, 1), DECLARED, source=PAGE)) == [["jump"]]


def test_more_growth_than_any_account_has_had() -> None:
    assert "growth" in reasons(SETTLED, reads([1_200]), figure(15_000))[0]
    young = Around(Network.BLUESKY, opened_on=TODAY - timedelta(days=3))
    assert reasons(young, reads([1_200]), figure(15_000)) == [[]]
    assert "growth" in reasons(young, reads([1_200]), figure(300_000))[0]


@pytest.mark.parametrize("network", Network)
def test_no_account_has_more_followers_than_its_network_has_members(network: Network) -> None:
    around = Around(network, opened_on=TODAY)
    assert reasons(around, [], figure(MEMBERS[network])) == [[]]
    assert reasons(around, [], figure(MEMBERS[network] + 1)) == [["too_large"]]


def test_a_round_number_that_a_team_gives_as_exact_is_doubted() -> None:
    assert reasons(LEFT_X, [], figure(45_000, LEFT_ON, DECLARED, source=PAGE)) == [["too_round"]]
    assert reasons(LEFT_X, [], figure(45_000, LEFT_ON, DECLARED, source=PAGE, rounded_to=1_000)) == [[]]
    assert reasons(LEFT_X, [], figure(45_010, LEFT_ON, DECLARED, source=PAGE)) == [[]]
    assert reasons(LEFT_X, [], figure(9_000, LEFT_ON, DECLARED, source=PAGE)) == [[]]
    assert reasons(SETTLED, [], figure(45_000)) == [[]], "the network itself may count so"
    assert reasons(LEFT_X, [], figure(45_000, LEFT_ON, DECLARED, role=Role.COLLECTIVE)) == [[]], "they would be the ones to look"


def test_an_exact_curve_may_pass_by_a_round_number() -> None:
    days = [figure(count, LEFT_ON + timedelta(days=n), DECLARED, source=PAGE) for n, count in enumerate([44_991, 45_000, 45_012])]
    assert reasons(LEFT_X, [], *days) == [[], [], []]


def test_two_sources_of_the_same_days_that_are_further_apart_than_both_may_be_off() -> None:
    archive = reads([48_210], LEFT_ON, "archive_manifest")
    assert reasons(LEFT_X, archive, figure(48_000, LEFT_ON, PRESS, source=PAGE, rounded_to=1_000)) == [[]]
    assert reasons(LEFT_X, archive, figure(50_000, LEFT_ON, PRESS, source=PAGE, rounded_to=10_000)) == [[]]
    assert reasons(LEFT_X, archive, figure(72_315, LEFT_ON, DECLARED, source=PAGE)) == [["conflict"]]
    (flag,) = judge(LEFT_X, archive, [figure(30_050, LEFT_ON + timedelta(days=2), DECLARED, source=PAGE)], TODAY)[0]
    assert flag.details == {"other": 48_210, "other_on": "2025-01-20", "source": "archive_manifest"}


def test_what_the_network_itself_says_is_not_doubted_for_what_somebody_declared() -> None:
    assert reasons(LEFT_X, reads([90_000], TODAY, "declared"), figure(48_210)) == [[]]


def test_a_figure_told_again_is_not_compared_with_itself() -> None:
    assert reasons(LEFT_X, reads([90_210], LEFT_ON, "declared"), figure(48_210, LEFT_ON, DECLARED, source=PAGE)) == [[]]


LATE = LEFT_ON + timedelta(days=181)


def test_a_baseline_told_half_a_year_later_with_no_address() -> None:
    one = figure(48_210, LEFT_ON, DECLARED, source="our notes")
    assert reasons(LEFT_X, [], one, today=LATE) == [["late"]]
    assert reasons(LEFT_X, [], one, today=LATE - timedelta(days=1)) == [[]]
    assert reasons(LEFT_X, [], figure(48_210, LEFT_ON, DECLARED, source=PAGE), today=LATE) == [[]]
    assert reasons(LEFT_X, [], figure(48_210, LEFT_ON, DECLARED, role=Role.OPERATOR), today=LATE) == [[]]
    assert reasons(LEFT_X, reads([48_300], LEFT_ON, "archive_manifest"), one, today=LATE) == [[]], "it decides nothing"
    assert reasons(SETTLED, [], one, today=LATE) == [[]], "a new account has no baseline"


def test_what_is_doubted_anyway_and_told_late_says_both() -> None:
    archive = reads([48_210], LEFT_ON, "archive_manifest")
    assert reasons(LEFT_X, archive, figure(72_315, LEFT_ON, DECLARED, source="our notes"), today=LATE) == [["conflict", "late"]]


@pytest.mark.parametrize(
    ("count", "precision", "to", "off"),
    [
        (48_210, Precision.EXACT, None, 0),
        (2_200_000, Precision.ROUNDED, 100_000, 50_000),
        (2_200_000, Precision.ROUNDED, None, 100_000),
        (45, Precision.ROUNDED, None, 1),
        (0, Precision.ROUNDED, None, 0),
    ],
)
def test_by_how_much_a_rounded_figure_may_be_off(count: int, precision: Precision, to: int | None, off: int) -> None:
    assert error(count, precision, to) == off
