"""A screen that is named and not there is found out without Qt."""

import socket
from pathlib import Path

import pytest

from secinfo_desktop.desktop.screens import Door, answers, x11_socket


class Doors:
    """Doors of which some are open; remembers where somebody knocked."""

    def __init__(self, *is_open: Door) -> None:
        self._open, self.knocked = is_open, list[Door]()

    def __call__(self, door: Door) -> bool:
        self.knocked.append(door)
        return door in self._open


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_some_platforms_always_have_a_screen(platform: str) -> None:
    assert answers(platform, {}, Doors())


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"HOME": "/home"}])
def test_without_a_name_there_is_no_screen(environment: dict[str, str]) -> None:
    assert not answers("linux", environment, Doors(x11_socket(0)))


@pytest.mark.parametrize("display", [":0", ":0.1", "unix:0"])
def test_a_display_of_this_computer_is_there_if_somebody_listens(display: str) -> None:
    assert answers("linux", {"DISPLAY": display}, Doors(x11_socket(0)))
    assert not answers("linux", {"DISPLAY": display}, Doors(x11_socket(1)))


def test_a_display_may_listen_without_a_file() -> None:
    assert answers("linux", {"DISPLAY": ":7"}, Doors(f"\0{x11_socket(7)}"))


def test_a_display_over_a_tunnel_is_tried_at_its_port() -> None:
    doors = Doors()
    assert not answers("linux", {"DISPLAY": "localhost:10.0"}, doors)
    assert doors.knocked == [("localhost", 6010)]


@pytest.mark.parametrize("display", ["elsewhere:0", "/private/tmp/launchd/org.xquartz:0", "nonsense"])
def test_a_display_that_can_not_be_tried_counts_as_there(display: str) -> None:
    doors = Doors()
    assert answers("linux", {"DISPLAY": display}, doors)
    assert doors.knocked == []


def test_wayland_listens_in_the_persons_own_folder() -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/run/user/1000"}
    assert answers("linux", environment, Doors("/run/user/1000/wayland-0"))
    assert answers("linux", {"WAYLAND_DISPLAY": "/elsewhere/w"}, Doors("/elsewhere/w"))
    assert not answers("linux", environment, Doors())


def test_one_of_two_screens_is_enough() -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/run/user/1000", "DISPLAY": ":0"}
    assert answers("linux", environment, Doors(x11_socket(0)))


@pytest.mark.parametrize(("wanted", "is_there"), [("offscreen", True), ("vnc:size=9x9", True), ("xcb", False)])
def test_what_qt_was_told_on_purpose_is_taken(wanted: str, is_there: bool) -> None:
    assert answers("linux", {"QT_QPA_PLATFORM": wanted, "DISPLAY": ":9"}, Doors()) is is_there


def test_real_sockets_are_knocked_at(home: Path) -> None:
    place = home / "run" / "w"
    environment = {"WAYLAND_DISPLAY": str(place)}
    assert not answers("linux", environment)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        assert answers("linux", environment)
    assert not answers("linux", environment)
