"""A deadline is one moment, whatever was done before it."""

from collections.abc import Callable, Iterator

import pytest

from secinfo_desktop.client.deadline import Deadline


def clock_saying(*times: float) -> Callable[[], float]:
    moments: Iterator[float] = iter(times)
    return lambda: next(moments)


def test_each_part_gets_what_is_left() -> None:
    deadline = Deadline(15, clock_saying(100, 101, 112))
    assert deadline.left() == 14
    assert deadline.left() == 3


def test_a_part_can_be_bounded_further() -> None:
    deadline = Deadline(15, clock_saying(0, 1, 13))
    assert deadline.left(most=10) == 10
    assert deadline.left(most=10) == 2


@pytest.mark.parametrize("now", [15, 16])
def test_nothing_is_left_from_its_end_on(now: float) -> None:
    deadline = Deadline(15, clock_saying(0, now))
    with pytest.raises(TimeoutError):
        deadline.left()
