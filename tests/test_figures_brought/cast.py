"""Files of dated figures, and what the tests ask of them."""

from collections.abc import Iterable
from datetime import date

from dashboard.domain.figure_file import FigureFile, read_figures
from dashboard.services.export_series import export_series
from dashboard.services.imports.figures import Stored, apply_figures
from db.engine import Database
from tests.factories import HOLDING, NOW

TODAY = date(2025, 6, 1)
HEADER = "organisation,network,date,followers,source,precision\n"
LYON = "lyon,x,2025-01-20,48000,Le Progrès,\n"


def csv(*lines: str, header: str = HEADER) -> bytes:
    """A file with these lines under its header."""
    return (header + "\n".join(line.rstrip("\n") for line in lines) + "\n").encode()


def read(*lines: str, header: str = HEADER) -> FigureFile:
    """The same, read."""
    return read_figures(csv(*lines, header=header), TODAY)


def reasons(file: FigureFile) -> list[tuple[int, str | None, str]]:
    """Line, column and sentence of each problem."""
    return [(problem.line_no, problem.column, str(problem.reason)) for problem in file.problems]


def store(db: Database, *lines: str, by: object, slug: str | None = None, header: str = HEADER) -> Stored:
    """Store a file."""
    return apply_figures(db, csv(*lines, header=header), by=by, now=NOW, holding=HOLDING, slug=slug)  # type: ignore[arg-type]


def standing(db: Database, slugs: Iterable[str] = ("lyon",)) -> list[tuple[str, str, date, int, str]]:
    """Every figure there is: institution, network, day, followers, precision."""
    return [(slug, point.network, point.at.date(), point.followers, point.precision) for slug in slugs for point in export_series(db, slug)]
