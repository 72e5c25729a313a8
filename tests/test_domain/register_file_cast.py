"""What the tests of register file are made of."""

from pathlib import Path

import pytest

import dashboard
from dashboard.domain.errors import Refused
from dashboard.domain.register_file import RegisterFile, read_register

SHIPPED = Path(dashboard.__file__).parent / "register" / "departures_fr_2025.csv"


HEADER = "name,kind,country,status,announced_on,left_on,x_followers,x_followers_on,source\n"


LYON = "Lyon,city,FR,departed,2025-01-17,2025-01-20,120000,2025-01-17,Le Progrès\n"


def read(text: str, header: str = HEADER) -> RegisterFile:
    return read_register((header + text).encode())


def reasons(text: str, header: str = HEADER) -> list[tuple[int, str | None, str]]:
    """Line, column and sentence of each problem."""
    return [(problem.line_no, problem.column, str(problem.reason)) for problem in read(text, header).problems]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as problem:
        read_register(data)
    return str(problem.value)
