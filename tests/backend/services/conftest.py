"""What the services promise holds on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.service_bench import ServiceBench

_ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))


@pytest.fixture(params=["sqlite", _ON_POSTGRESQL])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServiceBench]:
    """A service with one account, on each database."""
    address = request.getfixturevalue("postgres_address") if request.param == "postgresql" else None
    its = ServiceBench(tmp_path / "data", database=address)
    its.add_account()
    yield its
    its.close()
