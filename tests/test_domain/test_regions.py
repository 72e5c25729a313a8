"""In which region an institution lies."""

import pytest

from dashboard.domain.regions import REGIONS, region_of


@pytest.mark.parametrize(
    ("insee", "uai", "region"),
    [
        ("69123", None, "FR-ARA"),
        ("25056", None, "FR-BFC"),
        ("2A004", None, "FR-20R"),
        ("97411", None, "FR-974"),
        (None, "0251215K", "FR-BFC"),
        (None, "7200664J", "FR-20R"),
        (None, "9740478B", "FR-974"),
        ("69123", "0251215K", "FR-ARA"),
        (None, None, None),
        ("98818", None, None),
    ],
)
def test_the_code_of_the_commune_or_of_the_school_tells_the_region(insee: str | None, uai: str | None, region: str | None) -> None:
    assert region_of(insee, uai) == region


def test_every_department_lies_in_one_region() -> None:
    codes = [*(f"{n:02}" for n in range(1, 96) if n != 20), "2A", "2B", "971", "972", "973", "974", "976"]
    assert {region_of(code.ljust(5, "0"), None) for code in codes} == set(REGIONS)
