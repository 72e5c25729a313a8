"""A line of the register creates, changes, leaves alone or is refused; taking a file in twice changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.register_compare import Action, EventChange, FieldChange, FigureChange, Known, LineAction, compare
from dashboard.domain.register_line import RegisterLine
from dashboard.domain.register_match import compare_all
from tests.test_domain.register_compare_cast import ANNOUNCED, BESANCON, DEPARTED, LOGGED, LYON, known, line, only, reason


def test_a_new_institution_is_created_with_all_that_the_line_gives() -> None:
    action = compare(line(country="FR", events=(ANNOUNCED,), figure=(date(2025, 1, 17), 120_000)), None)
    assert action.action is Action.CREATED
    assert action.changes == (
        FieldChange("name", None, "Ville de Lyon"),
        FieldChange("kind", None, Kind.CITY),
        FieldChange("country", None, "FR"),
        EventChange(ANNOUNCED[0], None, ANNOUNCED[1]),
        FigureChange(date(2025, 1, 17), None, 120_000),
    )


def test_a_line_that_says_what_is_known_changes_nothing() -> None:
    existing = known(LYON, ANNOUNCED, DEPARTED, figures=[(date(2025, 1, 17), 120_000)])
    same = line(country="FR", insee="69123", events=(ANNOUNCED, DEPARTED), figure=(date(2025, 1, 17), 120_000))
    assert compare(same, existing).action is Action.UNCHANGED


def test_empty_cells_erase_nothing() -> None:
    existing = known(LYON, ANNOUNCED, figures=[(date(2025, 1, 17), 120_000)])
    assert compare(line(), existing) == LineAction(Action.UNCHANGED, line(), "lyon")


def test_a_change_names_the_old_and_the_new() -> None:
    existing = known(LYON, ANNOUNCED, figures=[(date(2025, 1, 17), 120_000)])
    moved = (Status.ANNOUNCED, date(2025, 1, 18))
    changed = line("Lyon", population=530_000, events=(moved, DEPARTED), figure=(date(2025, 1, 17), 121_000))
    action = compare(changed, existing)
    assert (action.action, action.slug) == (Action.CHANGED, "lyon")
    assert action.changes == (
        FieldChange("name", "Ville de Lyon", "Lyon"),
        FieldChange("population", 522_250, 530_000),
        EventChange(Status.ANNOUNCED, date(2025, 1, 17), date(2025, 1, 18)),
        EventChange(Status.DEPARTED, None, date(2025, 1, 20)),
        FigureChange(date(2025, 1, 17), 120_000, 121_000),
    )


def test_a_postponement_may_move_both_days_past_the_old_ones() -> None:
    existing = known(LYON, ANNOUNCED, DEPARTED)
    later = ((Status.ANNOUNCED, date(2025, 3, 1)), (Status.DEPARTED, date(2025, 3, 15)))
    assert compare(line(events=later), existing).changes == (
        EventChange(Status.ANNOUNCED, date(2025, 1, 17), date(2025, 3, 1)),
        EventChange(Status.DEPARTED, date(2025, 1, 20), date(2025, 3, 15)),
    )


def test_an_event_that_cannot_stand_on_the_known_ladder_is_refused() -> None:
    existing = known(LYON, (Status.CLOSED, date(2025, 1, 18)))
    assert "cannot come before" in reason(compare(line(events=(DEPARTED,)), existing))


def test_what_a_person_corrected_since_is_not_brought_back() -> None:
    corrected = known(LYON, DEPARTED, (Status.DEPARTED, date(2025, 1, 22)))
    assert compare(line(events=(DEPARTED,)), corrected).action is Action.UNCHANGED
    withdrawn = DepartureEvent(Status.DEPARTED, DEPARTED[1], "", LOGGED + timedelta(days=1), withdrawn=True)
    existing = known(LYON, DEPARTED)
    existing = replace(existing, events=[*existing.events, withdrawn])
    assert compare(line(events=(DEPARTED,)), existing).action is Action.UNCHANGED


def test_the_first_departure_stays_known_after_a_return() -> None:
    existing = known(LYON, ANNOUNCED, DEPARTED, (Status.RETURNED, date(2025, 6, 1)), (Status.DEPARTED, date(2025, 9, 1)))
    assert compare(line(events=(ANNOUNCED, DEPARTED)), existing).action is Action.UNCHANGED


def test_events_on_other_networks_say_nothing_of_x() -> None:
    other = DepartureEvent(*DEPARTED, "CNews", LOGGED, network=Network.FACEBOOK)
    action = compare(line(events=(DEPARTED,)), Known(LYON, [other]))
    assert action.changes == (EventChange(Status.DEPARTED, None, date(2025, 1, 20)),)


def test_a_slug_is_for_life() -> None:
    said = reason(compare(line(slug="ville-de-lyon"), known()))
    assert "“lyon”" in said and "never changes" in said


def test_a_siret_must_start_with_the_siren_that_is_known() -> None:
    la_poste = Organisation("la-poste", "La Poste", Kind.COMPANY, siren="356000000")
    assert compare(line("La Poste", Kind.COMPANY, siret="35600000000048"), known(la_poste)).action is Action.CHANGED
    assert "does not start" in reason(compare(line("La Poste", Kind.COMPANY, siret="73282932000074"), known(la_poste)))


@pytest.mark.parametrize(
    "named",
    [
        line("Grand Lyon", slug="lyon"),
        line("Grand Lyon", siret="35600000000048"),
        line("Grand Lyon", siren="356000000"),
        line("Grand Lyon", uai="0691774D"),
        line("Grand Lyon", ror="02en5vm52"),
        line("Grand Lyon", wikidata="Q456"),
        line("Grand Lyon", insee="69123"),
        line("VILLE DE LYON", country="FR"),
        line("ville  de lyon"),
    ],
)
def test_an_institution_is_found_by_any_of_its_signs(named: RegisterLine) -> None:
    lyon = replace(LYON, siret="35600000000048", siren="356000000", uai="0691774D", ror="02en5vm52", wikidata="Q456")
    assert only([named], known(BESANCON), known(lyon)).slug == "lyon"


def test_a_surer_sign_wins_over_the_name() -> None:
    poitiers = Organisation("poitiers", "Ville de Poitiers", Kind.CITY, country="FR", wikidata="Q6616")
    action = only([line("Ville de Lyon", wikidata="Q6616", country="FR")], known(), known(poitiers))
    assert (action.slug, action.changes) == ("poitiers", (FieldChange("name", "Ville de Poitiers", "Ville de Lyon"),))


def test_signs_of_two_institutions_in_one_line_are_refused() -> None:
    said = reason(only([line(slug="lyon", uai="0251215K")], known(), known(BESANCON)))
    assert "“Ville de Lyon”" in said and "“Université de Besançon”" in said


def test_an_identifier_of_an_institution_of_another_name_and_kind_is_refused() -> None:
    lyon = replace(LYON, siren="356000000")
    museum = line("Musée des Confluences", Kind.MUSEUM, siren="356000000")
    assert "write lyon in the column slug" in reason(only([museum], known(lyon)))


def test_the_code_of_a_commune_names_its_city_alone() -> None:
    museum = line("Musée des Confluences", Kind.MUSEUM, insee="69123")
    assert only([museum], known()).action is Action.CREATED
    both = [line("Université Lyon 2", Kind.UNIVERSITY, insee="69123"), line("Université Lyon 3", Kind.UNIVERSITY, 3, insee="69123")]
    assert [action.action for action in compare_all(both, [])] == [Action.CREATED, Action.CREATED]


def test_a_namesake_with_another_identifier_or_country_is_another_institution() -> None:
    saint_denis = Organisation("saint-denis", "Saint-Denis", Kind.CITY, country="FR", insee="93066")
    twins = [line("Saint-Denis", country="FR", insee="97411"), line("Saint-Denis", line_no=3, country="CA")]
    actions = compare_all(twins, [known(saint_denis)])
    assert [action.action for action in actions] == [Action.CREATED, Action.CREATED]
    assert [action.slug for action in actions] == ["saint-denis-city", "saint-denis-ca"]


def test_a_namesake_that_cannot_be_told_apart_is_refused() -> None:
    twins = [known(replace(LYON, slug=slug, insee=insee)) for slug, insee in (("lyon", "69123"), ("lyon-2", "69266"))]
    assert "Several" in reason(only([line(country="FR")], *twins))


def test_the_second_line_of_one_institution_is_refused() -> None:
    assert "Line 2" in reason(only([line(), line("VILLE DE LYON", line_no=3)]))
    assert "Line 2" in reason(only([line(slug="lyon"), line("Lyon", line_no=3, insee="69123")], known()))
    assert "Line 2" in reason(only([line(wikidata="Q456"), line("Lyon", line_no=3, wikidata="Q456")]))


def test_the_second_line_is_refused_even_if_the_first_was() -> None:
    actions = compare_all([line(slug="lyon", siret="73282932000074"), line(line_no=3)], [known(replace(LYON, siren="356000000"))])
    assert "does not start" in reason(actions[0])
    assert "Line 2" in reason(actions[1])


def test_a_line_with_an_identifier_comes_before_one_with_a_name_alone() -> None:
    actions = compare_all(
        [line("Ville d'Évian"), line(line_no=3, slug="evian")], [known(), known(replace(LYON, slug="evian", name="Évian"))]
    )
    assert [(action.action, action.slug) for action in actions] == [(Action.CREATED, "ville-d-evian"), (Action.CHANGED, "evian")]
    actions = compare_all([line("Évian"), line("Lyon-Évian", line_no=3, slug="evian")], [known(replace(LYON, slug="evian", name="Évian"))])
    assert [(action.action, action.slug) for action in actions] == [(Action.CREATED, "evian-city"), (Action.CHANGED, "evian")]


def test_a_new_slug_is_nobody_elses_nor_asked_for_further_down() -> None:
    lines = [line("Évian"), line("Évian", Kind.ASSOCIATION, 3), line("Les Bains", line_no=4, slug="evian")]
    assert [action.slug for action in compare_all(lines, [])] == ["evian-city", "evian-association", "evian"]
    assert only([line("Évian", country="FR")], known()).slug == "evian"
    assert compare_all([line("Évian")], [], taken={"evian"})[0].slug == "evian-city"
