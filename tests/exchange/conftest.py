"""A facilitator at the desk, who sees what is in all regions."""

from typing import Any

import pytest


@pytest.fixture
def desk(cast: Any, client_for: Any, scope: None) -> Any:
    """The browser of the facilitator."""
    return client_for(cast["facilitator"])
