"""What the tests of the backend share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.service_bench import ServiceBench

_ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ServiceBench]:
    """A service with one account."""
    its = ServiceBench(tmp_path / "data")
    its.add_account()
    yield its
    its.close()


@pytest.fixture(params=["sqlite", _ON_POSTGRESQL])
def bench_on_each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServiceBench]:
    """A service with one account, on each database."""
    address = request.getfixturevalue("reused_address") if request.param == "postgresql" else None
    its = ServiceBench(tmp_path / "data", database=address)
    its.add_account()
    yield its
    its.close()
