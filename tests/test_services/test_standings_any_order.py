"""Whatever is written, and in whatever order, every standing is what the pure domain makes of the rows.

The same few sequences every time; REGISTER_EXAMPLES=1000 tries a thousand others.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import select

from connectors.base import Outcome
from dashboard.domain.accounts import AccountState
from dashboard.domain.departures import Status
from dashboard.domain.errors import Refused
from dashboard.domain.figures import Holding, Provenance, Snapshot
from dashboard.domain.handles import Recognised
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.collect import collect
from dashboard.services.connect_account import Preview, connect
from dashboard.services.disconnect_account import disconnect_account
from dashboard.services.import_register import apply_import
from dashboard.services.log_departure import log_departure
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.record_figure import record_figure
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.standings import refresh_due
from db.tables import AccountRow
from tests.databases import sqlite_copy
from tests.factories import EVERY, FakeConnector, down, log, make_account, make_figures, make_organisation, make_profile
from tests.test_services.from_scratch import stored, truths

LEFT = date(2025, 1, 20)
SLUGS = ("lyon", "universite-de-besancon")
OTHER_AGES = (0, 1, 8, 29, 200)

slugs = st.sampled_from(SLUGS)
# Days near those on which something is decided: the departure, and the ages at which all are compared.
days = st.builds(
    lambda age, off: LEFT + timedelta(days=age + off), st.sampled_from([0, 7, 7, 30, 30, 90]), st.sampled_from([-8, -3, *range(-2, 3)])
)
followers = st.sampled_from([0, 100, 200, 400, 800])
provenances = st.sampled_from([Provenance.API, Provenance.API, Provenance.PRESS, Provenance.DECLARED])
networks = st.sampled_from([Network.X, Network.LINKEDIN, Network.FACEBOOK, Network.BLUESKY, Network.MASTODON])


class Register(RuleBasedStateMachine):
    """Two institutions that left X, and everything that can be written about them."""

    template: Path
    folder: Callable[[], Path]

    def __init__(self) -> None:
        super().__init__()
        self._copy = sqlite_copy(self.template, self.folder())
        self.db = self._copy.__enter__()
        self.now = datetime.combine(LEFT + timedelta(days=36), time(9), UTC)
        self.holding = Holding()
        self.fakes = {network: FakeConnector(network, clock=lambda: self.now) for network in (Network.BLUESKY, Network.MASTODON)}

    @property
    def today(self) -> date:
        return self.now.date()

    @initialize(collected=st.sampled_from([1, 2, 7]), declared=st.sampled_from([1, 5, 31]))
    def begin(self, collected: int, declared: int) -> None:
        self.holding = Holding(collected, declared)
        for name in ("Lyon", "Université de Besançon"):
            slug = make_organisation(self.db, name, now=self.now).slug
            make_figures(self.db, slug, Network.X, {LEFT: 1_000}, now=self.now)
            log(self.db, slug, on=LEFT, now=self.now)
            for network in self.fakes:
                make_account(self.db, slug, network, now=self.now)

    @rule(days=st.sampled_from([1, 1, 2, 8, 30, 60]), hours=st.integers(0, 14))
    def time_passes(self, days: int, hours: int) -> None:
        self.now = datetime.combine(self.today + timedelta(days=days), time(hours), UTC)
        with self.db.writing() as session:
            refresh_due(session, today=self.today, holding=self.holding)

    @rule(slug=slugs, network=st.sampled_from([Network.BLUESKY, Network.MASTODON]), count=followers | st.none(), second=st.booleans())
    def connect_account(self, slug: str, network: Network, count: int | None, second: bool) -> None:
        handle = f"{slug}{'-2' if second else ''}" + (".fr" if network is Network.BLUESKY else "@social.example")
        profile = make_profile(network, handle, count, at=self.now)
        connect(
            *(self.db, slug, Preview(Recognised(network, handle, profile.host), profile)),
            by=OPERATOR,
            now=self.now,
            holding=self.holding,
            every=EVERY,
        )

    @rule(slug=slugs, network=networks, on=days, count=followers, provenance=provenances)
    def record_figure(self, slug: str, network: Network, on: date, count: int, provenance: Provenance) -> None:
        self._tried(
            lambda: record_figure(
                *(self.db, slug, network, on, count), source="said", by=OPERATOR, now=self.now, holding=self.holding, provenance=provenance
            )
        )

    @rule(figures=st.lists(st.tuples(st.integers(0, 5), days, st.sampled_from([6, 6, 23]), followers, provenances), min_size=1, max_size=5))
    def figures_come_in(self, figures: list[tuple[int, date, int, int, Provenance]]) -> None:
        with self.db.reading() as session:
            ids = [row.id or 0 for row in session.exec(select(AccountRow))]
        batch = [
            Snapshot(ids[place % len(ids)], at, count, provenance=provenance)
            for place, on, hour, count, provenance in figures
            if (at := datetime.combine(on, time(hour), UTC)) <= self.now
        ]
        with self.db.writing() as session:
            record_snapshots(session, batch, today=self.today, holding=self.holding)

    @rule(outcomes=st.lists(st.integers(0, 4), min_size=8, max_size=8), counts=st.lists(followers, min_size=8, max_size=8))
    def accounts_are_read(self, outcomes: list[int], counts: list[int]) -> None:
        with self.db.reading() as session:
            rows = [(Network(row.network), row.handle) for row in session.exec(select(AccountRow)) if row.due_at]
        for (network, handle), kind, count in zip(rows, outcomes * 3, counts * 3, strict=False):
            profile = make_profile(network, handle, count)
            said: list[Outcome] = [
                profile,
                profile,
                down(),
                replace(profile, followers=None, state=AccountState.HIDDEN),
                replace(profile, followers=None, state=AccountState.SUSPENDED),
            ]
            self.fakes[network].says(handle, said[kind])
        collect(self.db, self.fakes, by=OPERATOR, clock=lambda: self.now, holding=self.holding, every=EVERY)

    @rule(
        slug=slugs,
        status=st.sampled_from([Status.DEPARTED, Status.DEPARTED, Status.RETURNED, *Status]),
        on=days | st.builds(lambda n: LEFT + timedelta(days=n), st.integers(0, 150)),
        network=st.sampled_from([Network.X, Network.X, Network.X, Network.FACEBOOK]),
        withdrawn=st.sampled_from([False, False, False, True]),
    )
    def log_departure(self, slug: str, status: Status, on: date, network: Network, withdrawn: bool) -> None:
        self._tried(
            lambda: log_departure(
                *(self.db, slug, status, on),
                by=OPERATOR,
                now=self.now,
                holding=self.holding,
                network=network,
                withdrawn=withdrawn,
                source="said",
            )
        )

    @rule(slug=slugs, network=networks)
    def disconnect(self, slug: str, network: Network) -> None:
        with self.db.reading() as session:
            first = session.exec(select(AccountRow.handle).where(AccountRow.network == network.value)).first()
        self._tried(lambda: disconnect_account(self.db, slug, network, first or "", by=OPERATOR, now=self.now, holding=self.holding))

    @rule(slug=slugs, left=days, count=followers, counted=days)
    def import_line(self, slug: str, left: date, count: int, counted: date) -> None:
        name = "Lyon" if slug == "lyon" else "Université de Besançon"
        line = f"{name},city,{slug},{left},{count},{counted},Le Monde"
        data = f"name,kind,slug,left_on,x_followers,x_followers_on,source\n{line}\n".encode()
        apply_import(self.db, data, by=OPERATOR, now=self.now, holding=self.holding)
        again = apply_import(self.db, data, by=OPERATOR, now=self.now, holding=self.holding)
        assert not any(action.action in ("created", "changed") for action in again.actions)

    @invariant()
    def every_standing_is_what_the_rows_say(self) -> None:
        assert stored(self.db) == truths(self.db, self.today, self.holding)

    @rule()
    def every_age_is_what_the_rows_say(self) -> None:
        expected = truths(self.db, self.today, self.holding, OTHER_AGES)
        for age in OTHER_AGES:
            for one in all_standings(self.db, today=self.today, age=age, holding=self.holding):
                reading = expected[one.slug].at_ages.get(age)
                low, high = (reading.share.low, reading.share.high) if reading else (None, None)
                assert (one.slug, age, one.recovery_low, one.recovery_high) == (one.slug, age, low, high)

    def _tried(self, act: Callable[[], object]) -> None:
        with suppress(Refused):
            act()

    def teardown(self) -> None:
        """Close the database."""
        self._copy.__exit__(None, None, None)


def test_any_sequence_of_writes(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    Register.template, Register.folder = sqlite_template, staticmethod(lambda: tmp_path_factory.mktemp("register"))
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=int(os.environ.get("REGISTER_EXAMPLES", "15")),
            stateful_step_count=12,
            deadline=None,
            derandomize="REGISTER_EXAMPLES" not in os.environ,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
