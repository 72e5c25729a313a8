"""The throw-away PostgreSQL gives every test a database of its own."""

import psycopg
import pytest

from tests.network.postgres import fresh_database


def test_a_database_is_gone_after_its_test_even_while_somebody_is_connected(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        forgotten = psycopg.connect(url)
        forgotten.execute("CREATE TABLE departure (day date)")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)
    forgotten.close()


def test_a_copy_has_the_rows_of_its_template_and_keeps_its_own(postgres_url: str) -> None:
    with fresh_database(postgres_url) as template:
        with psycopg.connect(template) as connection:
            connection.execute("CREATE TABLE city AS SELECT 'Lyon' AS name")
        name = template.rsplit("/", 1)[1]
        for _ in range(2):
            with fresh_database(postgres_url, name) as url, psycopg.connect(url) as connection:
                connection.execute("INSERT INTO city VALUES ('Évry')")
                assert connection.execute("SELECT name FROM city").fetchall() == [("Lyon",), ("Évry",)]


def test_an_empty_database_is_empty(postgres_database: str) -> None:
    with psycopg.connect(postgres_database) as connection:
        assert connection.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'").fetchone() == (0,)
