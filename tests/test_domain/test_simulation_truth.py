"""What the rules find again in the simulator's figures is what was put in."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean

import pytest

from dashboard.domain.accounts import AccountState
from dashboard.domain.baselines import baseline
from dashboard.domain.departures import Status, journey
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.leaderboard import AGES
from dashboard.domain.networks import FACTS
from dashboard.domain.simulation import SimulatedOrganisation, simulate
from dashboard.domain.simulation.profiles import exit_days
from dashboard.domain.simulation.readings import rounded, span
from dashboard.domain.transfer import band_on
from tests.test_domain.simulation_cast import DAYS, SEEDS, TODAY, curve, figures, left_on, new_ones, snapshots


def test_nothing_is_counted_on_x_after_the_departure(swarm: list[SimulatedOrganisation]) -> None:
    for one in swarm:
        day = left_on(one)
        if day is not None:
            assert all(snapshot.at.date() <= day for snapshot in one.accounts[0].snapshots)


def test_an_account_in_trouble_has_no_figures_at_the_end(swarm: list[SimulatedOrganisation]) -> None:
    troubled = [account for one in swarm for account in new_ones(one) if account.account.state is not AccountState.ACTIVE]
    assert len(troubled) >= 3
    for account in troubled:
        since = account.account.state_since
        assert since is not None
        assert TODAY - timedelta(days=25) < since.date() <= TODAY
        assert account.snapshots and all(snapshot.at < since for snapshot in account.snapshots)


def test_readings_have_holes_as_real_ones_do(swarm: list[SimulatedOrganisation]) -> None:
    collected = [account for one in swarm for account in new_ones(one) if FACTS[account.account.network].collected and account.snapshots]
    holes = [(account.snapshots[-1].at.date() - account.snapshots[0].at.date()).days + 1 - len(account.snapshots) for account in collected]
    assert 0 < fmean(holes) < 25
    assert all(snapshot.provenance is Provenance.API for account in collected for snapshot in account.snapshots)


def test_figures_declared_by_hand_are_monthly_and_rounded(swarm: list[SimulatedOrganisation]) -> None:
    by_hand = [account for one in swarm for account in new_ones(one) if not FACTS[account.account.network].collected and account.snapshots]
    assert by_hand
    for account in by_hand:
        days = [snapshot.at.date() for snapshot in account.snapshots]
        assert all((later - earlier).days % 30 == 0 for earlier, later in pairwise(days))
        for snapshot in account.snapshots:
            assert (snapshot.provenance, snapshot.precision) == (Provenance.DECLARED, Precision.ROUNDED)
            assert rounded(snapshot.followers, 2) == snapshot.followers


def test_the_account_left_loses_a_little_before_the_departure(swarm: list[SimulatedOrganisation]) -> None:
    series = [one.accounts[0].snapshots for one in swarm if len(one.accounts[0].snapshots) > 100]
    assert len(series) > 20
    assert fmean(one[-1].followers / one[0].followers for one in series) < 0.99
    assert all(one[-1].followers > 0.9 * one[0].followers for one in series)


def test_the_baseline_is_found_again(swarm: list[SimulatedOrganisation]) -> None:
    found = 0
    for one in swarm:
        day = left_on(one)
        figure = baseline(figures(one.accounts[0]), day) if day else None
        if day and day < TODAY and figure:
            found += 1
            assert figure.followers == pytest.approx(one.truth.baseline, rel=0.01)
    assert found > 30


def test_the_truth_lies_in_the_band_at_every_age(swarm: list[SimulatedOrganisation]) -> None:
    lows = highs = 0
    for one in swarm:
        day = left_on(one)
        if day is None or journey(one.events, TODAY).status is Status.RETURNED:
            continue
        curves = [curve(account) for account in new_ones(one)]
        by_hand = any(not FACTS[account.account.network].collected for account in new_ones(one))
        for age in AGES:
            if day + timedelta(days=age) > TODAY:
                continue
            band, true = band_on(curves, day + timedelta(days=age)), one.truth.baseline * one.truth.share(age)
            # Chance is of the order of the root of a count; a figure declared by hand may be a month old and is rounded.
            slack = 8 + 2 * true**0.5
            if band.low is not None:
                lows += 1
                assert band.low <= true + slack
            if band.high is not None and (age >= 90 or not by_hand):
                highs += 1
                assert band.high >= 0.97 * true - slack
            if band.low is not None and len(curves) == 1:
                assert band.low == pytest.approx(true, abs=slack)
    assert lows > 100 and highs > 80


def test_recovery_goes_up_with_age_and_jumps_at_the_departure() -> None:
    for seed in SEEDS:
        for one in simulate(20, 60, seed, TODAY):
            shares = [one.truth.share(age) for age in range(-30, 366)]
            assert shares == sorted(shares)
            assert one.truth.share(0) - one.truth.share(-1) > one.truth.effect * one.truth.step
            assert one.truth.share_without_departure(400) < one.truth.share(400) < 1
            assert one.truth.share_without_departure(-5) == one.truth.share(-5)


def test_leaving_together_brings_more_in_this_world() -> None:
    effects: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(20):
        for one in simulate(60, 60, seed, TODAY, every=60):
            day = left_on(one)
            if day is not None:
                effects[day in exit_days(TODAY, 60)].append(one.truth.effect)
    assert min(map(len, effects.values())) > 200
    assert fmean(effects[True]) == pytest.approx(1.25 * fmean(effects[False]), rel=0.1)


def test_sparse_readings_end_today_too() -> None:
    daily, weekly = (simulate(12, DAYS, 1, TODAY, every=every) for every in (1, 7))
    assert span(date(2026, 1, 1), date(2026, 1, 10), 7) == [date(2026, 1, 3), date(2026, 1, 10)]
    assert sum(len(snapshots(one)) for one in weekly) < sum(len(snapshots(one)) for one in daily) / 3
    latest = [new_ones(one)[0].snapshots[-1].at.date() for one in weekly if new_ones(one)]
    assert TODAY in latest


def test_too_short_a_history_is_refused() -> None:
    assert len(simulate(60, 60, 1, TODAY)) == 60
    with pytest.raises(ValueError, match="60 days"):
        simulate(1, 59, 1, TODAY)


def test_no_account_is_older_than_its_network_in_a_long_history() -> None:
    counted = 0
    for one in simulate(20, 3_650, 1, TODAY, every=30):
        for account in one.accounts:
            opened = FACTS[account.account.network].opened_on
            assert (account.account.opened_on or opened) >= opened
            assert all(snapshot.at.date() >= opened for snapshot in account.snapshots)
            counted += len(account.snapshots)
    assert counted > 1_000
