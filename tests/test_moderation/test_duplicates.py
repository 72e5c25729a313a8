"""Two rows that are probably one institution are proposed with the reason; two that are known to be two are not."""

from typing import Any

import pytest

from dashboard.domain import duplicates
from dashboard.domain.duplicates import MOST_TRIED, Likeness, Twins, apart, twins
from dashboard.domain.errors import NotAllowed
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.people import OPERATOR
from dashboard.services.find_duplicates import find_duplicates
from db.engine import Database
from tests.factories import NOW
from tests.people import actor
from tests.test_moderation.cast import two_rows


def one(name: str, kind: Kind = Kind.CITY, **fields: Any) -> Organisation:
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Organisation(slug=slug, name=name, kind=kind, country=fields.pop("country", "FR"), **fields)


def reasons(*rows: Organisation) -> list[tuple[str, str, Likeness]]:
    return [(pair.first.name, pair.second.name, pair.why) for pair in twins(rows)]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (one("Lyon", siren="216901231"), one("Métropole", siret="21690123100011"), Likeness.LEGAL_UNIT),
        (one("Lyon", domain="lyon.fr"), one("Mairie centrale", domain="lyon.fr"), Likeness.DOMAIN),
        (one("Évreux", slug="a"), one("EVREUX", Kind.OTHER, slug="b"), Likeness.NAME),
        (one("Lyon"), one("Ville de Lyon"), Likeness.NEAR_NAME),
        (one("Université de Besançon", Kind.UNIVERSITY), one("Besançon Université", Kind.UNIVERSITY), Likeness.NEAR_NAME),
        (one("Montpellier"), one("Montpelier"), Likeness.NEAR_NAME),
        (one("Montpellier"), one("Montpallier"), Likeness.NEAR_NAME),
        (one("Montpellier"), one("Montpelleir"), Likeness.NEAR_NAME),
    ],
)
def test_a_likeness_is_found_with_its_reason(first: Organisation, second: Organisation, why: Likeness) -> None:
    assert reasons(first, second) == [(first.name, second.name, why)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("Lyon"), one("Dijon")),
        (one("Saint-Denis", insee="93066", slug="a"), one("Saint-Denis", insee="97411", slug="b")),
        (one("Paris 1", Kind.UNIVERSITY), one("Paris 8", Kind.UNIVERSITY)),
        (one("Université Lyon II", Kind.UNIVERSITY), one("Université Lyon III", Kind.UNIVERSITY)),
        (one("Valence", country="FR", slug="a"), one("Valence", country="ES", slug="b")),
        (one("Rennes"), one("Reims")),
        (one("Lyon", siren="216901231", slug="a"), one("Lyon", siren="200046977", slug="b")),
        (one("Lycée A", siret="21690123100011", slug="a"), one("Lycée B", siret="21690123100029", slug="b")),
        (one("Besançon", fictional=True, slug="a"), one("Besançon", slug="b")),
    ],
)
def test_what_is_known_to_be_two_is_not_proposed(first: Organisation, second: Organisation) -> None:
    assert reasons(first, second) == []


def test_the_strongest_reason_is_told_and_each_pair_once() -> None:
    rows = (one("Lyon", siren="216901231", domain="lyon.fr", slug="a"), one("Lyon", siret="21690123100011", domain="lyon.fr", slug="b"))
    assert reasons(*rows) == [("Lyon", "Lyon", Likeness.LEGAL_UNIT)]


def test_strong_reasons_come_before_weak_ones() -> None:
    rows = (one("Lyon"), one("Ville de Lyon"), one("Évreux", domain="evreux.fr"), one("Mairie", domain="evreux.fr"))
    assert [why for _, _, why in reasons(*rows)] == [Likeness.DOMAIN, Likeness.NEAR_NAME]


def test_many_that_share_a_domain_are_each_paired_with_the_first() -> None:
    rows = [one(f"Service {chr(97 + n) * 9}", domain="gouv.fr", slug=str(n)) for n in range(5)]
    assert [(pair.first.slug, pair.second.slug) for pair in twins(rows)] == [("0", "1"), ("0", "2"), ("0", "3"), ("0", "4")]


def test_one_that_stands_apart_does_not_hide_two_others() -> None:
    rows = [one("Saint-Denis", insee=insee, slug=slug) for slug, insee in (("a", "93066"), ("b", "97411"), ("c", "97411"))]
    assert [(pair.first.slug, pair.second.slug) for pair in twins(rows)] == [("b", "c")]


def test_the_cost_grows_with_the_rows_and_not_with_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(*pair: Any) -> bool:
        nonlocal compared
        compared += 1
        return apart(*pair)

    monkeypatch.setattr(duplicates, "apart", counted)
    rows = [one(f"Service {number}", domain="gouv.fr", insee=f"{number:05d}", slug=str(number)) for number in range(2_000)]
    assert twins(rows) == []
    # All share a key and none is another: two million pairs, of which each row is held against five.
    assert 0 < compared <= MOST_TRIED * len(rows)


def test_the_collective_is_shown_those_of_the_register(db: Database) -> None:
    two_rows(db)
    found = find_duplicates(db, OPERATOR, now=NOW)
    assert [(pair.first.slug, pair.second.slug, pair.why) for pair in found] == [("lyon", "ville-de-lyon", Likeness.NEAR_NAME)]
    assert isinstance(found[0], Twins)


def test_nobody_else_is_shown_them(db: Database) -> None:
    two_rows(db)
    with pytest.raises(NotAllowed):
        find_duplicates(db, actor(db, "eve@lyon.fr", owner_of="lyon"), now=NOW)
