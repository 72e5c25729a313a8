"""The swarm that the tests of rules share."""

import pytest

from dashboard.domain.simulation import SimulatedOrganisation, simulate
from tests.test_domain.simulation_cast import DAYS, SEEDS, TODAY


@pytest.fixture(scope="module", params=SEEDS)
def swarm(request: pytest.FixtureRequest) -> list[SimulatedOrganisation]:
    """Sixty fictional institutions, for each of two seeds."""
    return simulate(60, DAYS, request.param, TODAY)
