"""Institutions are compared with those of like size, by the measure that suits them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.organisations import SIZE_BOUNDS, Kind, Level, Organisation, SizeClass, SizeMeasure


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (SizeMeasure.POPULATION, 19_999, SizeClass.SMALL),
        (SizeMeasure.POPULATION, 20_000, SizeClass.MEDIUM),
        (SizeMeasure.POPULATION, 99_999, SizeClass.MEDIUM),
        (SizeMeasure.POPULATION, 100_000, SizeClass.LARGE),
        (SizeMeasure.STUDENTS, 9_999, SizeClass.SMALL),
        (SizeMeasure.STUDENTS, 30_000, SizeClass.LARGE),
        (SizeMeasure.STAFF, 250, SizeClass.MEDIUM),
        (SizeMeasure.STAFF, 5_000, SizeClass.LARGE),
    ],
)
def test_the_class_follows_from_the_measure_and_its_bounds(measure: SizeMeasure, value: int, expected: SizeClass) -> None:
    organisation = Organisation("lyon", "Lyon", Kind.CITY, **{measure.value: value})  # type: ignore[arg-type]
    assert organisation.size == (measure, value)
    assert organisation.size_class is expected


def test_without_a_size_there_is_no_class() -> None:
    association = Organisation("ecoute", "Écoute", Kind.ASSOCIATION)
    assert association.size is None
    assert association.size_class is None


def test_inhabitants_count_before_students_and_students_before_staff() -> None:
    both = Organisation("universite-de-besancon", "Université de Besançon", Kind.UNIVERSITY, students=24_000, staff=2_500)
    assert both.size == (SizeMeasure.STUDENTS, 24_000)
    city = Organisation("lyon", "Lyon", Kind.CITY, population=522_250, students=1, staff=8_000)
    assert city.size == (SizeMeasure.POPULATION, 522_250)


def test_two_checked_levels_are_certified() -> None:
    assert [level for level in Level if level.certified] == [Level.L2, Level.L3]


def test_every_measure_has_its_bounds() -> None:
    assert set(SIZE_BOUNDS) == set(SizeMeasure)
    assert all(0 < medium < large for medium, large in SIZE_BOUNDS.values())


@given(st.sampled_from(SizeMeasure), st.integers(1, 400_000), st.integers(0, 400_000))
def test_growing_never_makes_an_institution_smaller(measure: SizeMeasure, value: int, more: int) -> None:
    classes = [
        Organisation("evian", "Évian", Kind.CITY, **{measure.value: size}).size_class  # type: ignore[arg-type]
        for size in (value, value + more)
    ]
    ranks = [list(SizeClass).index(one) for one in classes if one]
    assert len(ranks) == 2 and ranks == sorted(ranks)
