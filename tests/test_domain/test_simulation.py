"""The fictional institutions of the demo hang together, are the same every time, and the rules find the truth behind them again."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.domain.accounts import AccountState
from dashboard.domain.departures import Status, check_event, journey
from dashboard.domain.figures import Provenance
from dashboard.domain.names import match_key
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind, Level
from dashboard.domain.simulation import SimulatedOrganisation, simulate, simulate_one
from dashboard.domain.simulation.places import place, places
from dashboard.domain.simulation.profiles import exit_days
from tests.test_domain.simulation_cast import DAYS, REAL_NAMES, SEEDS, TODAY, left_on, new_ones, snapshots


def test_everything_follows_from_the_seed() -> None:
    assert simulate(12, DAYS, 7, TODAY) == simulate(12, DAYS, 7, TODAY)
    assert simulate(12, DAYS, 7, TODAY) != simulate(12, DAYS, 8, TODAY)


def test_an_institution_is_the_same_however_many_there_are() -> None:
    alone = simulate_one(9, DAYS, 7, TODAY)
    assert simulate(10, DAYS, 7, TODAY)[9] == simulate(30, DAYS, 7, TODAY)[9] == alone


def test_all_are_fictional_and_say_so(swarm: list[SimulatedOrganisation]) -> None:
    for one in swarm:
        organisation = one.organisation
        assert organisation.fictional
        assert organisation.domain == f"{organisation.slug}.example"
        assert {organisation.siren, organisation.siret, organisation.insee, organisation.uai, organisation.ror, organisation.wikidata} == {
            None
        }
        for account in one.accounts:
            assert account.account.organisation == organisation.slug
            assert account.account.handle.endswith(".example")
            assert account.account.host is None or account.account.host.endswith(".example")
            assert account.account.url is None and account.account.remote_id is None


def test_no_two_are_alike(swarm: list[SimulatedOrganisation]) -> None:
    assert len({match_key(one.organisation.name) for one in swarm}) == len({one.organisation.slug for one in swarm}) == 60
    ids = [account.account.id for one in swarm for account in one.accounts]
    assert len(ids) == len(set(ids))


def test_no_place_exists() -> None:
    real = {match_key(name) for name in REAL_NAMES.split()}
    assert len(real) > 300
    for seed in SEEDS:
        assert not real & {match_key(name) for name in places(seed)}


def test_there_are_names_for_ten_thousand() -> None:
    names = places(1)
    assert len({match_key(place(names, number)) for number in range(10_000)}) == 10_000
    with pytest.raises(ValueError, match="can be named"):
        place(names, 100_000)


def test_the_characters_are_always_there(swarm: list[SimulatedOrganisation]) -> None:
    names = [one.organisation.name for one in swarm[:8]]
    assert names == [
        "Ville de Valombre",
        "Université de Clairmontel",
        "CHU de Hauterelle",
        "Écoute Sombreval",
        "Ville de Brisemer",
        "Musée de Nervières",
        "Département de Trémadour",
        "Université d’Ormevent",
    ]
    valombre, clairmontel, hauterelle, sombreval, brisemer, nervieres, tremadour, ormevent = swarm[:8]
    assert (valombre.organisation.population, valombre.organisation.level) == (214_300, Level.L3)
    assert left_on(valombre) == TODAY - timedelta(days=260)
    assert {account.account.network for account in new_ones(valombre)} == {Network.BLUESKY, Network.MASTODON}
    assert left_on(clairmontel) == exit_days(TODAY, DAYS)[0]
    assert hauterelle.organisation.kind is Kind.HOSPITAL and left_on(hauterelle) == exit_days(TODAY, DAYS)[1]
    assert new_ones(sombreval) == [] and snapshots(sombreval) == []
    assert journey(brisemer.events, TODAY).planned and left_on(brisemer) == TODAY + timedelta(days=30)
    assert not nervieres.accounts[0].snapshots
    assert [bool(account.snapshots) for account in new_ones(nervieres)] == [True, False]
    assert journey(tremadour.events, TODAY).status is Status.RETURNED
    assert journey(ormevent.events, TODAY).status is Status.CONSIDERING


def test_every_ladder_could_have_been_logged_event_by_event(swarm: list[SimulatedOrganisation]) -> None:
    midnight = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    for one in swarm:
        logged = sorted(one.events, key=lambda event: event.logged_at)
        for n, event in enumerate(logged):
            check_event(logged[:n], event)
            assert event.logged_at <= midnight
        assert journey(one.events, TODAY).status is not None


def test_the_swarm_holds_every_sort_of_story(swarm: list[SimulatedOrganisation]) -> None:
    statuses = Counter(journey(one.events, TODAY).status for one in swarm)
    assert set(statuses) >= {Status.CONSIDERING, Status.ANNOUNCED, Status.DEPARTED, Status.RETURNED}
    assert sum(journey(one.events, TODAY).planned for one in swarm) >= 3
    departures = Counter(left_on(one) for one in swarm)
    assert all(departures[day] >= 2 for day in exit_days(TODAY, DAYS))
    assert {one.organisation.level for one in swarm} == {Level.L0, Level.L2, Level.L3}
    assert {account.account.network for one in swarm for account in one.accounts} >= {
        Network.X,
        Network.BLUESKY,
        Network.MASTODON,
        Network.LINKEDIN,
        Network.THREADS,
    }
    states = {account.account.state for one in swarm for account in new_ones(one)}
    assert states == {AccountState.ACTIVE, AccountState.HIDDEN, AccountState.SUSPENDED, AccountState.UNREACHABLE}
    provenances = {snapshot.provenance for one in swarm for snapshot in snapshots(one)}
    assert provenances == {Provenance.API, Provenance.ANALYTICS, Provenance.ARCHIVE, Provenance.PRESS, Provenance.DECLARED}


def test_only_who_has_come_forward_has_brought_exports_of_its_account(swarm: list[SimulatedOrganisation]) -> None:
    told = {(one.organisation.level.certified, shot.provenance) for one in swarm for shot in one.accounts[0].snapshots}
    assert {provenance for certified, provenance in told if not certified} == {Provenance.PRESS}
    assert {provenance for certified, provenance in told if certified} == {Provenance.ANALYTICS, Provenance.ARCHIVE, Provenance.PRESS}


def test_figures_are_dated_in_order_and_never_after_today(swarm: list[SimulatedOrganisation]) -> None:
    early = datetime(TODAY.year, TODAY.month, TODAY.day, 0, 5, tzinfo=UTC)
    for one in swarm:
        for account in one.accounts:
            instants = [snapshot.at for snapshot in account.snapshots]
            assert instants == sorted(set(instants))
            assert all(snapshot.account_id == account.account.id and snapshot.at < early for snapshot in account.snapshots)
            opened_on = account.account.opened_on or FACTS[account.account.network].opened_on
            assert all(instant.date() >= opened_on for instant in instants)
