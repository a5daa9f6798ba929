"""What the services promise holds on both databases."""

import pytest

from tests.helpers.service_bench import ServiceBench


@pytest.fixture
def bench(bench_on_each: ServiceBench) -> ServiceBench:
    """A service with one account, on each database."""
    return bench_on_each
