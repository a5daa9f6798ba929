"""What the tests of the backend share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.service_bench import ServiceBench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ServiceBench]:
    """A service with one account."""
    its = ServiceBench(tmp_path / "data")
    its.add_account()
    yield its
    its.close()
