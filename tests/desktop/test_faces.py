"""The face fits the computer."""

import pytest

from secinfo_desktop.desktop.faces import Face, fitting


@pytest.mark.parametrize("has_terminal", [True, False])
def test_a_screen_gets_the_window(has_terminal: bool) -> None:
    assert fitting(has_screen=True, has_terminal=has_terminal) is Face.WINDOW


def test_without_a_screen_the_terminal_is_taken() -> None:
    assert fitting(has_screen=False, has_terminal=True) is Face.TERMINAL


def test_without_either_there_is_none() -> None:
    assert fitting(has_screen=False, has_terminal=False) is None
