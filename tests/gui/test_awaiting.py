"""Waiting ends when something is so, and only then."""

from itertools import chain, cycle

import pytest

from tests.gui.awaiting import until


@pytest.mark.usefixtures("qtbot")
def test_what_was_so_for_a_moment_is_waited_for() -> None:
    asked = chain((True, False, False), cycle((True,)))
    until(lambda: next(asked))


@pytest.mark.usefixtures("qtbot")
def test_what_does_not_come_is_an_error() -> None:
    with pytest.raises(TimeoutError):
        until(lambda: False, patience_ms=20)
