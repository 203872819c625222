"""Fixtures of the tests about invitations: a clock that stands still, and the facilitator's browser."""

import pytest
import time_machine

from tests.meetings.guests import NOW
from welcommune.core.tenancy import every_region


@pytest.fixture
def clock(cast):
    with time_machine.travel(NOW, tick=False) as traveller, every_region("test"):
        yield traveller


@pytest.fixture
def desk(clock, cast, client_for):
    return client_for(cast["facilitator"])
