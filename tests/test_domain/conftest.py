"""Property tests of the rules: the same examples on every run, and no deadline, which a busy machine would miss."""

import pytest
from hypothesis import settings

from dashboard.domain.simulation import SimulatedOrganisation, simulate
from tests.test_domain.simulation_cast import DAYS, SEEDS, TODAY

settings.register_profile("rules", deadline=None, derandomize=True)
settings.load_profile("rules")


@pytest.fixture(scope="module", params=SEEDS)
def swarm(request: pytest.FixtureRequest) -> list[SimulatedOrganisation]:
    """Sixty fictional institutions, for each of two seeds."""
    return simulate(60, DAYS, request.param, TODAY)
