"""A screen of a test's own: an X server that draws nowhere, a window manager, and a session bus for nobody else."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from tests.helpers.x_server import window_manager, x_server

SIZE: Final = "1280x900x24"


@contextmanager
def own_screen(size: str = SIZE) -> Iterator[Mapping[str, str]]:
    """The environment of a program that is to be shown there, with everything else as it is here."""
    with x_server("-screen", "0", size) as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with window_manager(environment), _session_bus(environment) as address:
            yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}


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
