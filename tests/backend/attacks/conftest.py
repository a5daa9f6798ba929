"""A call on each database, whose caller sits at a computer that the account knows."""

import pytest

from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import ServiceBench


@pytest.fixture
def call(bench_on_each: ServiceBench) -> LiveCall:
    """Nothing is shared yet."""
    return LiveCall(bench_on_each)
