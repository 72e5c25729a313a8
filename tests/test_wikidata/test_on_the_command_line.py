"""``essaim import wikidata`` and ``essaim export quickstatements``."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from db.engine import Database
from tests.factories import make_account, make_organisation
from tests.network.sparql_server import SparqlServer
from tests.test_cli.conftest import CommandLine, essaim, settings
from tests.test_wikidata import cast
from tests.test_wikidata.test_taking import accounts_of, figures_of, row_of

__all__ = ["essaim", "settings"]


@pytest.fixture
def lyon(essaim: CommandLine, settings: Callable[..., None], sqlite_db: Database, wiki: SparqlServer) -> CommandLine:
    """The command line, where Lyon is in the register and Wikidata is that of the tests."""
    settings(wikidata_url=wiki.endpoint)
    make_organisation(sqlite_db, "Lyon")
    return essaim


def test_without_accept_it_is_only_listed(lyon: CommandLine, sqlite_db: Database) -> None:
    said = lyon.ok("import", "wikidata", "lyon", "--item", cast.LYON)
    assert "VilledeLyonTest" in said and "100000" in said and cast.REPORT in said
    assert said.endswith("Nothing was stored. Add --accept all, or the parts that are right.\n")
    assert (accounts_of(sqlite_db), row_of(sqlite_db).wikidata) == ({}, None)


def test_each_line_says_whether_accept_takes_it(lyon: CommandLine) -> None:
    lines = {one["value"]: one for one in lyon.json("import", "wikidata", "lyon", "--x", "@VilledeLyonTest")}
    assert (lines["VilledeLyonTest"]["taken"], lines["lyon_avant"]["taken"], lines["lyon.example"]["taken"]) == (True, False, False)
    assert (lines["100000"]["what"], lines["100000"]["on"], lines["100000"]["state"]) == ("x VilledeLyonTest", "2025-01-17", "new")


@pytest.mark.parametrize(
    ("part", "accounts", "figures", "insee"),
    [("all", 6, 4, "69123"), ("accounts", 6, 0, None), ("counts", 3, 4, None), ("identifiers", 0, 0, "69123")],
)
def test_what_is_accepted_is_stored(
    lyon: CommandLine, sqlite_db: Database, part: str, accounts: int, figures: int, insee: str | None
) -> None:
    said = lyon.ok("import", "wikidata", "lyon", "--item", cast.LYON, "--accept", part)
    assert f"lyon: import 1 from Wikidata, with {figures} dated count" in said
    assert (len(accounts_of(sqlite_db)), len(figures_of(sqlite_db)), row_of(sqlite_db).insee) == (accounts, figures, insee)
    assert row_of(sqlite_db).wikidata == cast.LYON
    assert "nothing new" in lyon.ok("import", "wikidata", "lyon", "--accept", part)


def test_what_cannot_be_used_is_said_beside_the_list(lyon: CommandLine, wiki: SparqlServer) -> None:
    cast.tell_what_cannot_be_used(wiki.wiki)
    result = lyon.run("import", "wikidata", "lyon", "--item", cast.LYON)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "3 dated counts do not say of which account: they are left out.",
        "3 dated counts name several accounts, days or numbers: they are left out.",
        "2 dated counts have no date to the day: they are left out.",
        "2 dated counts name an account that is not known to be the institution’s, or a day that cannot be: they are left out.",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "Give one institution"),
        (("lyon", "--item", "Q1", "--siren", cast.SIREN), "Give one institution"),
        (("lyon",), "Nothing is known by which lyon could be looked up."),
        (("lyon", "--item", "Lyon?"), "cannot be looked up"),
        (("lyon", "--siren", cast.SIREN), "several items for 123456782: Q900001 (Lyon), Q900003 (Town hall of Lyon). Give the number"),
        (("lyon", "--x", "nobody"), "Wikidata has no item for @nobody."),
        (("paris", "--item", "Q1"), "paris"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(lyon: CommandLine, typed: tuple[str, ...], said: str) -> None:
    assert said in lyon.refused("import", "wikidata", *typed)


def test_a_list_is_one_institution_per_line(lyon: CommandLine, sqlite_db: Database, tmp_path: Path) -> None:
    make_organisation(sqlite_db, "Université de Besançon")
    make_account(sqlite_db, "universite-de-besancon", Network.X, "univ_besancon")
    make_account(sqlite_db, "lyon", Network.X, "VilledeLyonTest")
    file = tmp_path / "list.txt"
    file.write_text(f"\ufeff{cast.LYON}\n\n@univ_besancon\r\nQ404\n", encoding="utf-8")
    result = lyon.run("import", "wikidata", "--list", file, "--accept", "all")
    assert result.exit_code == 0, result.stderr
    assert "Q404: no institution of the register" in result.stderr
    assert (row_of(sqlite_db).wikidata, row_of(sqlite_db, "universite-de-besancon").wikidata) == (cast.LYON, cast.BESANCON)
    assert row_of(sqlite_db, "universite-de-besancon").uai == "0251215K"


def test_a_line_that_means_several_items_is_left_out_and_said(lyon: CommandLine, sqlite_db: Database, tmp_path: Path) -> None:
    make_organisation(sqlite_db, "Marseille", siren=cast.SIREN)
    file = tmp_path / "list.txt"
    file.write_text(cast.SIREN, encoding="utf-8")
    result = lyon.run("import", "wikidata", "--list", file, "--accept", "all")
    assert result.stderr.startswith(f"Wikidata has several items for {cast.SIREN}: Q900001 (Lyon), Q900003 (Town hall of Lyon).")
    assert row_of(sqlite_db, "marseille").wikidata is None


@pytest.mark.parametrize(
    ("content", "said"), [(b"Q1\n<script>\n", "cannot be looked up"), (b"\xff\xfe", "in UTF-8"), (b"Q1\n" * 40_000, "larger than")]
)
def test_a_list_that_cannot_be_one_is_refused(lyon: CommandLine, tmp_path: Path, wiki: SparqlServer, content: bytes, said: str) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(content)
    assert said in lyon.refused("import", "wikidata", "--list", file)
    assert wiki.queries == []


def test_what_is_wrong_with_one_keeps_none_of_the_others(
    lyon: CommandLine, sqlite_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_organisation(sqlite_db, "Université de Besançon")
    make_account(sqlite_db, "universite-de-besancon", Network.X, "univ_besancon")
    make_account(sqlite_db, "lyon", Network.X, "VilledeLyonTest")
    from dashboard.domain.errors import Refused
    from dashboard.services.imports import wikidata as service

    real = service.accept

    def accept(db: Database, slug: str, *known: object, **how: object) -> object:
        if slug == "lyon":
            raise Refused("not today")
        return real(db, slug, *known, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "accept", accept)
    file = tmp_path / "list.txt"
    file.write_text(f"{cast.LYON}\n{cast.BESANCON}\n", encoding="utf-8")
    result = lyon.run("import", "wikidata", "--list", file, "--accept", "all")
    assert (result.exit_code, result.stderr.splitlines()) == (1, ["not today", "lyon was left as it was."])
    assert row_of(sqlite_db, "universite-de-besancon").wikidata == cast.BESANCON


def test_quickstatements_are_printed(essaim: CommandLine, settings: Callable[..., None], sqlite_db: Database) -> None:
    settings(public_url="https://essaim.example")
    make_organisation(sqlite_db, "Lyon", level=Level.L2, wikidata="Q456")
    assert essaim.ok("export", "quickstatements") == ""
    make_account(sqlite_db, "lyon", Network.BLUESKY, "lyon.fr", followers=20_000)
    make_account(sqlite_db, "lyon", Network.THREADS, "lyon", followers=300)
    result = essaim.run("export", "quickstatements", "--since", "2025-01-01")
    page = "https://essaim.example/dashboard/organisation?o=lyon"
    assert result.stdout == f'Q456\tP8687\t20000\tP585\t+2025-06-01T00:00:00Z/11\tP12361\t"lyon.fr"\tS854\t"{page}"\n'
    assert result.stderr == "1 figure is left out: its account’s own number is not known.\n"
