"""A screen of a test's own: an X server that draws nowhere, a window manager, and a session bus for nobody else."""

import os
import select
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

PATIENCE_S: Final = 30.0
SIZE: Final = "1280x900x24"


@contextmanager
def own_screen(size: str = SIZE) -> Iterator[Mapping[str, str]]:
    """The environment of a program that is to be shown there, with everything else as it is here."""
    with _x_server(size) as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with _window_manager(environment), _session_bus(environment) as address:
            yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}


@contextmanager
def _x_server(size: str) -> Iterator[str]:
    told, telling = os.pipe()
    command = ["Xvfb", "-displayfd", str(telling), "-nolisten", "tcp", "-screen", "0", size]
    with subprocess.Popen(command, pass_fds=(telling,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(telling)
        try:
            assert select.select([told], [], [], PATIENCE_S)[0], "there is no screen"
            yield f":{os.read(told, 16).decode().strip()}"
        finally:
            os.close(told)
            server.terminate()


@contextmanager
def _window_manager(environment: Mapping[str, str]) -> Iterator[None]:
    """Without one no window ever gets the keyboard."""
    with subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as manager:
        try:
            yield
        finally:
            manager.terminate()


@contextmanager
def _session_bus(environment: Mapping[str, str]) -> Iterator[str]:
    """What it starts by itself, the accessibility bus among it, ends with it."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        try:
            assert bus.stdout is not None
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()
