"""The folder: the whole package or nothing, and nothing of anybody else's is touched."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.domain.csv_text import FORMULA, formed_lines, marks, numbers, texts
from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.errors import Refused
from dashboard.domain.figures import Precision, Provenance, Snapshot
from dashboard.domain.handles import profile_url
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import Role
from dashboard.services.open_data import export as written
from dashboard.services.open_data.cells import lines, lines_of, rows_of
from dashboard.services.open_data.figures import FIGURES
from dashboard.services.open_data.package import contents
from db import departures, figures, organisations
from db.engine import Database
from db.tables import AnnotationRow
from tests.factories import NOW, TODAY, a_city_that_left, make_account, make_organisation
from tests.hostile import STRINGS
from tests.test_open_data.reading import descriptor, export, problems, rows

HOSTILE = (*STRINGS, "\x00\x01Lyon", "Lyon\r\n=1+1", "\ufeffLyon", "a" * 200, ",;\"'\t|")


def test_an_empty_register_makes_a_valid_package(db: Database, tmp_path: Path) -> None:
    done = export(db, tmp_path / "out")
    assert (done.files, done.rows, done.left_out) == (8, 0, 0)
    assert problems(tmp_path / "out") == []
    assert "temporal_coverage" not in descriptor(tmp_path / "out"), "what nobody knows is not told"


def test_both_databases_write_the_same_package(db: Database, tmp_path: Path) -> None:
    a_city_that_left(db)
    export(db, tmp_path / "out")
    assert problems(tmp_path / "out") == []
    (row,) = [row for row in rows(tmp_path / "out", "standings") if row["reading"] == "latest"]
    assert (row["regained_low"], row["regained_high"], row["recovery_low"], row["recovery_high"]) == ("20000", "30000", "0.2", "0.3")
    figures = [(row["network"], row["day"], row["followers"], row["role"]) for row in rows(tmp_path / "out", "figures_2025")]
    assert figures == [
        ("x", "2025-01-20", "100000", "operator"),
        ("bluesky", "2025-06-01", "20000", ""),
        ("mastodon", "2025-06-01", "10000", ""),
    ]


def test_figures_read_alike_are_lines_and_rows_in_the_order_of_days(db: Database, tmp_path: Path) -> None:
    make_organisation(db, "Lyon")
    make_account(db)
    at = datetime(2025, 3, 1, 6, 0, 59, 999_999, UTC)
    told = [
        Snapshot(1, at, 1_000),
        Snapshot(1, at + timedelta(days=1), 1_000_000, provenance=Provenance.PRESS, source='=1+1, "Le Progrès"\nof Lyon'),
        Snapshot(1, at + timedelta(days=2), 1_200, provenance=Provenance.DECLARED, precision=Precision.ROUNDED, rounded_to=100),
        Snapshot(1, at + timedelta(days=3), 0, flagged=True),
        Snapshot(1, at + timedelta(days=4), 2**40, role=Role.COLLECTIVE),
        Snapshot(1, at + timedelta(days=5), 1_001),
    ]
    with db.writing() as session:
        figures.store(session, told)
        (one,) = [one for one in contents(session).files if one.table is FIGURES]
        typed = [row for some in rows_of(session, one, TODAY) for row in some]
        assert [line for some in lines_of(session, one, TODAY) for line in some] == lines(FIGURES.columns, typed)
    assert [row[3:6] for row in typed] == [(each.at.date(), each.followers, each.at) for each in told]
    export(db, tmp_path / "out")
    read = [tuple(row.values())[4:] for row in rows(tmp_path / "out", "figures_2025")]
    address = profile_url(Network.BLUESKY, "lyon.fr")
    assert read == [
        ("1000", "2025-03-01T06:00:59Z", "api", "exact", "", "false", "", address),
        ("1000000", "2025-03-02T06:00:59Z", "press", "exact", "", "false", "", '\'=1+1, "Le Progrès"\nof Lyon'),
        ("1200", "2025-03-03T06:00:59Z", "declared", "rounded", "100", "false", "", address),
        ("0", "2025-03-04T06:00:59Z", "api", "exact", "", "true", "", address),
        (str(2**40), "2025-03-05T06:00:59Z", "api", "exact", "", "false", "collective", address),
        ("1001", "2025-03-06T06:00:59Z", "api", "exact", "", "false", "", address),
    ]


def test_hostile_texts_are_text_and_no_spreadsheet_runs_them(sqlite_db: Database, tmp_path: Path) -> None:
    slug = a_city_that_left(sqlite_db)
    with sqlite_db.writing() as session:
        lyon = organisations.by_slug(session, slug).id
        organisations.add_many(session, [row_of(number, text) for number, text in enumerate(HOSTILE)])
        for text in HOSTILE:
            departures.append(session, lyon or 0, DepartureEvent(Status.CONSIDERING, TODAY, text[:500], NOW))
            session.add(note(text[:80], lyon))
    export(sqlite_db, tmp_path / "out")
    assert problems(tmp_path / "out") == []
    told = {row["slug"]: row["name"] for row in rows(tmp_path / "out", "organisations")}
    for number, text in enumerate(HOSTILE):
        assert told[f"hostile-{number}"] in (text, f"'{text}")
    notes = [row["text"] for row in rows(tmp_path / "out", "annotations")]
    assert len(notes) == len(HOSTILE)
    assert not [one for one in (*told.values(), *notes) if one.lstrip(" ").startswith(FORMULA)]


def row_of(number: int, name: str) -> dict[str, object]:
    """An institution as no form would let it in."""
    return {"slug": f"hostile-{number}", "name": name, "match_key": name, "kind": Kind.CITY.value, "registered_at": NOW}


def note(text: str, organisation_id: int | None) -> AnnotationRow:
    """A public note."""
    return AnnotationRow(
        organisation_id=organisation_id, on=TODAY, kind="press", text=text, source=text, public=True, role="collective", logged_at=NOW
    )


def test_a_second_export_replaces_the_first(sqlite_db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "open" / "out"
    export(sqlite_db, folder, parquet=True)
    make_organisation(sqlite_db, "Lyon")
    export(sqlite_db, folder)
    assert [row["slug"] for row in rows(folder, "organisations")] == ["lyon"]
    assert not list(folder.glob("*.parquet")) and [one.name for one in folder.parent.iterdir()] == ["out"]


def test_two_exports_of_one_state_are_the_same_bytes(sqlite_db: Database, tmp_path: Path) -> None:
    a_city_that_left(sqlite_db)
    for name in ("one", "two"):
        export(sqlite_db, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_fault_in_the_middle_leaves_the_old_folder(sqlite_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    export(sqlite_db, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    make_organisation(sqlite_db, "Lyon")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for broken in ("descriptor", "ended"):
        with monkeypatch.context() as patch:
            patch.setattr(written, broken, full)
            with pytest.raises(Refused, match="out cannot be written: No space left on device"):
                export(sqlite_db, folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_the_old_folder_comes_back_if_the_new_one_cannot_take_its_place(
    sqlite_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "open" / "out"
    export(sqlite_db, folder)
    rename = Path.rename

    def stuck(path: Path, target: Path) -> Path:
        if path.name.startswith(".out-"):
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stuck)
    with pytest.raises(Refused, match="cannot be written: Permission denied"):
        export(sqlite_db, folder)
    assert problems(folder) == []
    assert [one.name for one in folder.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("foreign", ["notes.txt", ".git", "datapackage.json"])
def test_a_folder_of_somebody_else_is_refused(sqlite_db: Database, tmp_path: Path, foreign: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / foreign).write_text('{"name": "other", "resources": [{"path": "datapackage.json"}]}')
    with pytest.raises(Refused, match=f"out holds {foreign}, which no export wrote. Choose a new folder or an empty one."):
        export(sqlite_db, folder)
    assert (folder / foreign).exists()


def test_a_file_added_to_our_folder_is_never_lost(sqlite_db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(sqlite_db, folder)
    (folder / "thesis.docx").write_text("years of work")
    with pytest.raises(Refused, match=r"holds thesis\.docx"):
        export(sqlite_db, folder)
    assert (folder / "thesis.docx").read_text() == "years of work"


def test_a_file_is_no_folder(sqlite_db: Database, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(Refused, match="out is not a folder"):
        export(sqlite_db, tmp_path / "out")
    (tmp_path / "here").mkdir()
    export(sqlite_db, tmp_path / "here")
    assert problems(tmp_path / "here") == []


def test_every_text_comes_back_as_it_was() -> None:
    free = ["plain", 'a "word", and', "two\nlines", "a\rreturn", ",", '"', "", None, "plain"]
    table = formed_lines([(n, text, text) for n, text in enumerate(free)], [numbers, texts, marks])
    back = list(csv.reader(io.StringIO("\n".join(table), newline="")))
    assert back == [[str(n), text or "", text or ""] for n, text in enumerate(free)]
    assert formed_lines([], [numbers]) == []
