"""A desk for every test of service requests."""

from typing import Any

import pytest


@pytest.fixture
def desk(world: Any) -> Any:
    """The community's service desk; the clock stands on a Wednesday at ten."""
    from tests.builders.desk import Desk

    return Desk(world)


@pytest.fixture
def whistle(desk: Any) -> Any:
    """Call-outs at that desk."""
    from tests.builders.whistle import Whistle

    return Whistle(desk)
