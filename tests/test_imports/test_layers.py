"""Figures lie on one another like layers: any of them can be taken out."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.networks import Network
from tests.databases import sqlite_copy
from tests.factories import HOLDING, TODAY, log, make_figures, make_organisation
from tests.test_imports.cast import brought, undone
from tests.test_imports.test_undo import DAYS, daily, series
from tests.test_services.from_scratch import stored, truths

STEPS = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from(DAYS), st.integers(1_000, 1_030), min_size=1, max_size=3),
        st.integers(0, 5),
    ),
    max_size=9,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_whatever_is_undone_in_whatever_order_the_rest_stands(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[dict[date, int] | int]
) -> None:
    """A model beside it: a stack of layers per day, of which the highest that is not undone stands."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("undo")) as copy:
        make_organisation(copy)
        make_figures(copy, "lyon", Network.X, {DAYS[0]: 1_000})
        log(copy, on=DAYS[3])
        layers: dict[date, list[tuple[int, int]]] = {DAYS[0]: [(0, 1_000)]}
        done: list[int] = []
        for step in steps:
            if isinstance(step, dict):
                number = brought(copy, step).done.id
                done.append(number)
                for on, count in step.items():
                    stack = layers.setdefault(on, [])
                    if not stack or stack[-1][1] != count or stack[-1][0] == 0:
                        stack.append((number, count))
            elif step < len(done):
                number = done.pop(step)
                undone(copy, number)
                layers = {on: [one for one in stack if one[0] != number] for on, stack in layers.items()}
            assert series(copy) == {on: stack[-1][1] for on, stack in layers.items() if stack}
            assert daily(copy) == series(copy)
        assert stored(copy) == truths(copy, TODAY, HOLDING)
