"""A server that a test can make hostile."""

from collections.abc import Iterator

import pytest

from tests.client.calls import GOOD
from tests.helpers.hostile_server import HostileServer, hostile_server, reply, saying


@pytest.fixture
def server() -> Iterator[HostileServer]:
    """Answers well until it is told otherwise."""
    with hostile_server(saying(reply(GOOD))) as running:
        yield running
