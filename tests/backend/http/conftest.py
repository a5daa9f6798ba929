"""A practice service, asked over its ASGI application."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.practice_bench import PracticeBench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    """Everything is real but the clock."""
    its = PracticeBench(tmp_path / "data")
    yield its
    its.close()
