"""The fictional institutions of the demo hang together, are the same every time, and the rules find the truth behind them again."""

import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import fmean

import pytest

from dashboard.domain.accounts import AccountState, Origin
from dashboard.domain.departures import Status, check_event, journey
from dashboard.domain.figures import DailyFigure, Precision, Provenance, Snapshot
from dashboard.domain.leaderboard import AGES
from dashboard.domain.names import match_key
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind, Level
from dashboard.domain.simulation import SimulatedAccount, SimulatedOrganisation, simulate, simulate_one
from dashboard.domain.simulation.places import place, places
from dashboard.domain.simulation.profiles import exit_days
from dashboard.domain.simulation.readings import rounded, span
from dashboard.domain.transfer import Curve, band_on, baseline

TODAY = date(2026, 3, 1)
DAYS = 540
SEEDS = (1, 2025)
REAL_NAMES = """
Paris Marseille Lyon Toulouse Nice Nantes Montpellier Strasbourg Bordeaux Lille Rennes Reims Toulon Grenoble Dijon Angers Nîmes
Villeurbanne Clermont-Ferrand Brest Tours Limoges Amiens Perpignan Metz Besançon Orléans Rouen Mulhouse Caen Nancy Argenteuil Montreuil
Roubaix Tourcoing Avignon Poitiers Versailles Colmar Antibes Cannes Calais Pau Bourges Valence Quimper Troyes Chambéry Annecy Lorient
Niort Vannes Bayonne Cholet Évreux Belfort Auxerre Laval Chartres Albi Saint-Malo Nevers Épinal Blois Tarbes Alès Vienne Mâcon Béziers
Bellegarde Bellevue Bellerive Bellefontaine Bellecombe Bellencombre Beaumont Beauval Beaucaire Beaune Beauvais Belmont Bonneval
Bonneville Bonnières Brives Brive-la-Gaillarde Bresles Bressuire Bressols Briançon Brignoles Brumath Brunoy Brionne Broons Bruyères
Clairvaux Clairac Claira Claire Clairefontaine Clairegoutte Clairoix Clermont Clères Clairmarais Courvières Chauvigny
Corvol Corcieux Cormeilles Cormontreuil Dormans Dormelles Douvaine Douvres Doué Doudeville Dourdan Durtal Dives Dorlisheim
Éclaron Éclaires Écully Égletons Embrun Épernay Épinay Ermont Étampes Étaples Étival Étoile Étoile-sur-Rhône Étretat Évron Évian
Fauville Fauverney Fauquembergues Fauvillers Fervaques Ferrières Ferney Fontenay Fourmies Fougères Favières
Galan Galapian Galgon Gallardon Galluis Ganges Gannat Gardanne Gravelines Grasse Guingamp Guérande Guéret Givors
Hauteville Hauterive Hauterives Hautefort Hautepierre Hautmont Hauteluce Haute-Isle Haute-Goulaine Hautot Hautvillers Haulmé Halluin
Longueval Longuenesse Longueil Longueville Longuyon Longvic Longwy Longjumeau Longuesse Lormont Lormes Lorris Louviers Lourdes Luneray
Lunéville Lunel Lunas Lunéry Lure Luçon Luxeuil Marvejols Marvaux Marville Marvelise Mervans Mauriac Mauvezin Mayenne Mazamet
Mortagne Morvillars Morvillers Morville Morval Mormant Morlaix Morez Morteau Montargis Montbéliard Montbrison Montélimar Moulins
Nervieux Nérac Nérondes Nersac Nemours Neuville Neuvy Nogent Noyon Nyons Nivillers Orval Orvault Orveau Orvilliers Orvillers Halluin
Ormes Ormesson Ormoy Orme Ornans Orange Orgelet Orly Orsay Orthez Ombrée Oullins Oyonnax Perles Perly Péronne Pertuis Périgueux
Pézenas Pithiviers Ploërmel Pontivy Pornic Privas Provins Ronchamp Ronchin Roncey Roncq Ronce Roncherolles Romans Rodez Rochefort Royan
Sauveterre Sauve Sauvelade Sauviac Sauvigny Sauvian Saumur Sèvres Sedan Segré Senlis Sens Sète Sisteron Soissons Sorgues Sorbiers
Sombernon Sommières Sombacour Sorcy Sillans Silly Sourdeval Surgères Tarare Thiers Thouars Tourves Tourville
Tournon Tournus Tourouvre Trémargat Trémery Trémilly Trémont Trémouille Trémuson Trémolat Trémeur Tréméreuc Trélazé Trévoux
Tulle Ussel Uzès Valence Valenciennes Valbonne Valréas Valognes Valmont Valloire Vallet Vals Valserine Vannes Vendôme Verdun Vernon
Vertou Vervins Vesoul Vichy Vierzon Vire Vitré Vittel Vivonne Viviers Vivès Vizille Voiron Vouziers Aubenas Aubusson Aubepierre Auberive
Auberives Aubevoye Aubeterre Aubervilliers Aubigny Auberville Aubenton Avranches Avallon Brisambourg Briis Briscous Brizambourg
Doucy Douce Doucier Douchy Douai Douarnenez Vivières Halles Halloy Halsou Hallivillers Halluin
"""


@pytest.fixture(scope="module", params=SEEDS)
def swarm(request: pytest.FixtureRequest) -> list[SimulatedOrganisation]:
    return simulate(60, DAYS, request.param, TODAY)


def curve(account: SimulatedAccount) -> Curve:
    return Curve(figures(account))


def figures(account: SimulatedAccount) -> list[DailyFigure]:
    return [DailyFigure(one.account_id, one.at.date(), one.followers, one.at, one.provenance) for one in account.snapshots]


def left_on(one: SimulatedOrganisation) -> date | None:
    return journey(one.events, TODAY).departed_on


def new_ones(one: SimulatedOrganisation) -> list[SimulatedAccount]:
    return [account for account in one.accounts if account.account.origin is Origin.DESTINATION]


def snapshots(one: SimulatedOrganisation) -> list[Snapshot]:
    return [snapshot for account in one.accounts for snapshot in account.snapshots]


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


def test_figures_are_dated_in_order_and_never_after_today(swarm: list[SimulatedOrganisation]) -> None:
    early = datetime(TODAY.year, TODAY.month, TODAY.day, 0, 5, tzinfo=UTC)
    for one in swarm:
        for account in one.accounts:
            instants = [snapshot.at for snapshot in account.snapshots]
            assert instants == sorted(set(instants))
            assert all(snapshot.account_id == account.account.id and snapshot.at < early for snapshot in account.snapshots)
            opened_on = account.account.opened_on or FACTS[account.account.network].opened_on
            assert all(instant.date() >= opened_on for instant in instants)


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


def test_a_demo_is_made_in_a_moment() -> None:
    began = time.process_time()
    simulate(60, DAYS, 1, TODAY)
    assert time.process_time() - began < 2
