"""The face fits the computer."""

import pytest

from secinfo_desktop.desktop.faces import Face, fitting


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_gets_the_window(variable: str) -> None:
    assert fitting("linux", {variable: ":0"}, has_terminal=True) is Face.WINDOW


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_some_platforms_always_have_a_screen(platform: str) -> None:
    assert fitting(platform, {}, has_terminal=False) is Face.WINDOW


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}])
def test_without_a_screen_the_terminal_is_taken(environment: dict[str, str]) -> None:
    assert fitting("linux", environment, has_terminal=True) is Face.TERMINAL


def test_without_either_there_is_none() -> None:
    assert fitting("linux", {}, has_terminal=False) is None
