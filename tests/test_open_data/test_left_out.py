"""Figures that may not be handed on: left out, counted, with the reason."""

from pathlib import Path

import pytest

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.redistribution import WITHHELD, terms
from db.engine import Database
from tests.factories import a_city_that_left, log, make_account, make_figures, make_organisation
from tests.test_open_data.reading import descriptor, export, problems, rows


@pytest.mark.parametrize("provenance", Provenance)
def test_every_origin_has_its_reason(provenance: Provenance) -> None:
    for network in Network:
        decided = terms(provenance, network)
        assert decided.reason.endswith(".") and len(decided.reason) > 30
        assert decided.redistributed == ((provenance, network) not in WITHHELD)


def test_only_what_x_gives_out_by_its_api_is_not_ours_to_hand_on() -> None:
    assert WITHHELD == ((Provenance.API, Network.X),)


@pytest.fixture
def city(db: Database) -> Database:
    """Lyon, whose followers on X were read with a token; Besançon brought its own."""
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.X, {"2025-01-10": 99_000}, source="Le Progrès")
    make_figures(db, "lyon", Network.X, {"2025-01-19": 99_991, "2025-01-20": 99_989}, provenance=Provenance.API)
    log(db, "lyon")
    make_account(db, "lyon", Network.BLUESKY, followers=31_234)
    a_city_that_left(db, "Besançon")
    return db


def test_a_count_read_with_a_token_is_left_out_and_counted(city: Database, tmp_path: Path) -> None:
    done = export(city, tmp_path / "out")
    assert done.left_out == 2 and problems(tmp_path / "out") == []
    (left_out,) = descriptor(tmp_path / "out")["left_out"]
    assert left_out["reason"] == terms(Provenance.API, Network.X).reason
    assert {name: left_out[name] for name in ("provenance", "network", "figures")} == {"provenance": "api", "network": "x", "figures": 2}
    assert "2 figures may not be handed on." in descriptor(tmp_path / "out")["description"]
    mine = [(row["network"], row["followers"]) for row in rows(tmp_path / "out", "figures_2025") if row["organisation"] == "lyon"]
    assert mine == [("x", "99000"), ("bluesky", "31234")]


def test_its_number_can_be_found_nowhere_and_not_be_computed(city: Database, tmp_path: Path) -> None:
    export(city, tmp_path / "out")
    standing = {(row["organisation"], row["reading"]): row for row in rows(tmp_path / "out", "standings")}
    one, other = standing["lyon", "latest"], standing["besancon", "latest"]
    assert (one["baseline"], one["baseline_withheld"], one["baseline_on"]) == ("", "true", "2025-01-20")
    assert (one["regained_low"], one["recovery_low"]) == ("31234", "0.31")
    assert (other["baseline"], other["baseline_withheld"], other["recovery_low"]) == ("100000", "false", "0.2")
    last = [row for row in rows(tmp_path / "out", "baselines") if row["organisation"] == "lyon"][-1]
    assert (last["followers"], last["withheld"], last["provenance"]) == ("", "true", "api")
    for path in (tmp_path / "out").iterdir():
        assert "99989" not in path.read_text(encoding="utf-8"), path.name
