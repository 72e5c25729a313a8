"""What is wrong with the database itself is said in one sentence, with its remedy and without its password."""

import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import engine
from db.engine import Database
from db.migrate import upgrade
from db.problems import StorageError
from tests.factories import make_organisation
from tests.network.postgres import free_port


def problem(url: str) -> str:
    """What is said when a database is opened and its tables are made."""
    with pytest.raises(StorageError) as said, closing(Database(url)) as db:
        upgrade(db)
    sentence = str(said.value)
    assert "\n" not in sentence and "secret" not in sentence
    return sentence


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "essaim.db"
    file.write_text("Chère Madame, veuillez trouver ci-joint" * 100)
    assert problem(f"sqlite:///{file}") == (f"{file} is not a database. Move that file away, or set ESSAIM_DATABASE_URL to another one.")
    assert file.read_text().startswith("Chère Madame")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert problem(f"sqlite:///{tmp_path}") == (
        f"The database {tmp_path} cannot be used: unable to open database file. "
        "Check who may write there, or set ESSAIM_DATA_DIR to another folder."
    )


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert "Check who may write there, or set ESSAIM_DATA_DIR to another folder." in problem(f"sqlite:///{tmp_path}/data/essaim.db")


def test_a_server_that_is_not_running() -> None:
    said = problem(f"postgresql+psycopg://essaim:secret@127.0.0.1:{free_port()}/essaim")
    assert said.startswith("The database server ")
    assert said.endswith("Connection refused. Check ESSAIM_DATABASE_URL, and that the server is running.")


def test_a_wrong_password(postgres_url: str) -> None:
    host = postgres_url.rsplit("@", 1)[1]
    assert "password authentication failed" in problem(f"postgresql+psycopg://essaim:secret@{host}")


@pytest.mark.parametrize(
    "url",
    [
        "postgresqlessaim",
        "postgresql+psycopg://essaim:secret@host:port/essaim",
        "postgresql+nodriver://essaim:secret@host/essaim",
        "sqlite:///",
        "sqlite:///:memory:",
    ],
)
def test_an_address_that_names_no_database_to_keep(url: str) -> None:
    assert problem(url).startswith("ESSAIM_DATABASE_URL cannot be understood. Expected: sqlite:////")


def test_somebody_else_who_goes_on_writing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.dialect == "sqlite":
        monkeypatch.setattr(engine, "PRAGMAS", [one for one in engine.PRAGMAS if "busy" not in one] + ["busy_timeout=100"])
    else:
        monkeypatch.setattr(engine, "ONE_WRITER", text(str(engine.ONE_WRITER).replace("10s", "100ms")))
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with db.writing() as session:
            session.connection()
            begun.set()
            over.wait(60)

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(60)
    try:
        with pytest.raises(StorageError, match=r"The database is busy: .* Try again in a minute\."):
            make_organisation(db)
    finally:
        over.set()
        writer.join()
    assert make_organisation(db).slug == "lyon"


def test_tables_that_are_not_there(tmp_path: Path) -> None:
    with (
        closing(Database(f"sqlite:///{tmp_path / 'essaim.db'}")) as db,
        pytest.raises(StorageError, match="no such table: organisation"),
    ):
        make_organisation(db)
