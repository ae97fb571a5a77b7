"""A community that shares out money."""

import pytest
from tests.builders.shares import Shares


@pytest.fixture
def shares(world, clock) -> Shares:
    return Shares(world, clock)
