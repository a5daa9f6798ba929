"""Every test runs on a computer of its own: an empty home, no screen, no proxy, nobody's session."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

_SCREEN: Final = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE")
_SESSION: Final = ("DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "NETRC", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE")
_PROXIES: Final = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_FOLDERS: Final = {
    "HOME": ".",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}


def move_in(environment: pytest.MonkeyPatch, home: Path, *, keep_screen: bool) -> None:
    """Point the environment at a new home, and take everything out of it that belongs to somebody else."""
    for name, folder in _FOLDERS.items():
        environment.setenv(name, str(home / folder))
    (home / "run").mkdir(mode=0o700)
    for name in (*_SESSION, *_PROXIES, *(proxy.lower() for proxy in _PROXIES), *(() if keep_screen else _SCREEN)):
        environment.delenv(name, raising=False)
    environment.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session", autouse=True)
def _first_home(pytestconfig: pytest.Config) -> Iterator[None]:
    """What outlives a single test (a backend for a whole file, say) also lives away from home."""
    with tempfile.TemporaryDirectory(prefix="home-") as home, pytest.MonkeyPatch.context() as environment:
        move_in(environment, Path(home), keep_screen=bool(pytestconfig.getoption("--onscreen")))
        yield


@pytest.fixture(autouse=True)
def home(_first_home: None, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> Iterator[Path]:
    """An empty home for one test. Its path is short, since sockets in it may have 107 characters at most."""
    with tempfile.TemporaryDirectory(prefix="home-", ignore_cleanup_errors=True) as folder:
        move_in(monkeypatch, Path(folder), keep_screen=bool(pytestconfig.getoption("--onscreen")))
        yield Path(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that shows the windows."""
    parser.addoption("--onscreen", action="store_true", help="show the windows instead of drawing them off the screen")


def pytest_configure(config: pytest.Config) -> None:
    """Choose Qt's platform before anything loads Qt's windows."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
