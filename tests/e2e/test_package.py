"""The Debian package on a computer that has no checkout: installed, started from nothing, used, and removed."""

import json
import select
import subprocess
from array import array
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import psutil
import pytest
from filelock import FileLock

from secinfo_desktop import __version__
from secinfo_desktop.gui.schemes import LIGHT, Color
from tests.e2e.screen_picture import ScreenPicture, read_picture
from tests.e2e.throwaway_computer import HOME, PACKAGE, ThrowawayComputer, throwaway_computer
from tools.bundle import building, libraries

SCREEN: Final = "/mnt/screen"
PICTURE: Final = f"{SCREEN}/Xvfb_screen0"
FOLDER: Final = "/usr/lib/secinfo-desktop"
PROGRAM: Final = "/usr/bin/secinfo-desktop"
MOST_MIB: Final = 130
PAINTED_WITHIN: Final = 60.0
"""Seconds, with a wide margin."""
GROUND, WORDS = 0.2, 0.001
"""Parts of the screen."""
CANVAS, INK = LIGHT.hex(Color.CANVAS), LIGHT.hex(Color.INK)

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.real_part("packager", "throwaway computer", "xvfb"),
]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Built from this checkout, once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if worker_id != "master" else base
    with FileLock(folder / "package.lock"):
        return next(folder.glob("made/*.deb"), None) or building.deb(folder / "made", folder / "work")


@pytest.fixture(scope="module")
def installed(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThrowawayComputer]:
    with throwaway_computer(tmp_path_factory.mktemp("computer"), package) as computer:
        computer.dpkg("--install", PACKAGE)
        yield computer


def test_it_starts_from_an_empty_environment(installed: ThrowawayComputer) -> None:
    told = installed.run(PROGRAM, "--version")
    assert (told.stdout, told.stderr) == (f"secinfo-desktop {__version__}\n", "")


def test_there_is_no_checkout_and_no_python_of_the_tests(installed: ThrowawayComputer) -> None:
    assert installed.run("/bin/ls", "-A", str(building.TOP)).stdout == ""
    assert (building.TOP / "pyproject.toml").exists()


def test_a_scenario_is_played_to_its_end(installed: ThrowawayComputer) -> None:
    played = installed.run(PROGRAM, "terminal", "--practice", "first-visit", "--auto")
    assert (played.stderr, played.returncode) == ("", 0)
    assert json.loads(played.stdout.splitlines()[-1])["outcome"] == "got_in"


def test_it_speaks_german(installed: ThrowawayComputer) -> None:
    told = installed.run(PROGRAM, "--help", LC_ALL="de_DE.UTF-8").stdout
    assert "Findet heraus, warum" in told


def test_the_doctor_finds_practice_providers_and_screen_in_order(installed: ThrowawayComputer) -> None:
    with _screen(installed) as display:
        told = installed.run(PROGRAM, "doctor", "--json", DISPLAY=display)
    states = {check["check"]: check["state"] for check in json.loads(told.stdout)["checks"]}
    assert {states[name] for name in ("versions", "display", "backend", "packs")} == {"good"}


def test_its_service_answers_alone(installed: ThrowawayComputer) -> None:
    arguments = ("backend", "serve", "--practice", "--data", f"{HOME}/service", "--port", "0")
    command = installed.command(PROGRAM, *arguments, environment={"HOME": HOME})
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as service:
        try:
            assert service.stdout is not None
            assert select.select([service.stdout], [], [], PAINTED_WITHIN)[0]
            told = json.loads(service.stdout.readline())
            with closing(HTTPConnection(told["host"], told["port"], timeout=PAINTED_WITHIN)) as asked:
                asked.request("GET", "/health")
                assert asked.getresponse().status == HTTPStatus.OK
        finally:
            service.terminate()


def test_windows_of_browsers_that_a_crash_left_can_be_swept(installed: ThrowawayComputer) -> None:
    swept = installed.run(PROGRAM, "sessions", "sweep")
    assert (swept.stderr, swept.returncode) == ("", 0)


def test_the_window_is_painted_in_its_colours(installed: ThrowawayComputer) -> None:
    with _screen(installed) as display:
        assert read_picture(installed.file(PICTURE)).share(CANVAS) == 0
        command = installed.command(PROGRAM, environment={"HOME": HOME, "DISPLAY": display})
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as window:
            try:
                picture = _painted(installed, window)
            finally:
                window.terminate()
    assert picture.share(CANVAS) > GROUND
    assert picture.share(INK) > WORDS


def test_other_programs_are_not_given_its_libraries(installed: ThrowawayComputer) -> None:
    """Its service is a program that can be looked at."""
    with _screen(installed) as display:
        command = installed.command(PROGRAM, environment={"HOME": HOME, "DISPLAY": display})
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as window:
            try:
                environment = _environment_of_its_service(window)
            finally:
                window.terminate()
    assert environment["HOME"] == HOME
    assert {name for name, value in environment.items() if FOLDER in value} <= {"_PYI_ARCHIVE_FILE"}


def test_what_is_loaded_late_or_by_name_has_come_along(installed: ThrowawayComputer) -> None:
    its = installed.file(f"{FOLDER}/_internal")
    plugins = {str(path.relative_to(its / "PySide6/Qt/plugins")) for path in its.glob("PySide6/Qt/plugins/*/*")}
    assert plugins >= {
        "platforms/libqxcb.so",
        "platforms/libqwayland.so",
        "platforms/libqoffscreen.so",
        "printsupport/libcupsprintersupport.so",
        "wayland-shell-integration/libxdg-shell.so",
    }
    assert {path.name for path in its.glob("PySide6/Qt/translations/*")} == {"qtbase_de.qm", "qtbase_en.qm"}


def test_no_library_is_looked_for_where_its_builder_had_it(installed: ThrowawayComputer) -> None:
    assert libraries.files_with_foreign_folders(installed.file(FOLDER)) == []


def test_a_keyring_can_be_asked(installed: ThrowawayComputer) -> None:
    """No keyring runs there; its modules are found by name only."""
    from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]  # it ships no types

    archive = CArchiveReader(str(installed.file(f"{FOLDER}/secinfo-desktop")))
    [modules] = (archive.open_embedded_archive(name) for name in archive.toc if name.endswith(".pyz"))
    assert set(modules.toc) >= {
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
        "secretstorage",
        "jeepney",
    }


def test_it_is_not_too_big(installed: ThrowawayComputer) -> None:
    folder = installed.file(FOLDER)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert size / 2**20 < MOST_MIB


def test_every_library_that_comes_along_has_its_licence(installed: ThrowawayComputer) -> None:
    told = installed.file("/usr/share/doc/secinfo-desktop/copyright").read_text()
    for name in ("PySide6_Essentials", "Python", "SQLAlchemy", "keyring", "cryptography", "requests", "pyinstaller"):
        assert f"\n{name}" in told
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in told


def test_menu_entry_and_icon_belong_together(installed: ThrowawayComputer) -> None:
    entry = installed.file("/usr/share/applications/secinfo-desktop.desktop").read_text()
    assert "Icon=secinfo-desktop\n" in entry
    icons = installed.file("/usr/share/icons/hicolor")
    assert len(list(icons.glob("*/apps/secinfo-desktop.*"))) == 1 + 9
    assert (
        installed.run("/usr/bin/desktop-file-validate", "/usr/share/applications/secinfo-desktop.desktop").stdout == ""
    )


def test_nothing_is_left_when_it_is_removed(package: Path, tmp_path: Path) -> None:
    with throwaway_computer(tmp_path, package) as computer:
        computer.dpkg("--install", PACKAGE)
        assert "usr/bin/secinfo-desktop" in computer.new_files()
        computer.run(PROGRAM, "terminal", "--practice", "first-visit", "--auto", as_root=True)
        computer.dpkg("--purge", "secinfo-desktop")
        assert computer.new_files() == []


@contextmanager
def _screen(computer: ThrowawayComputer) -> Iterator[str]:
    """A virtual screen over there; its picture lies in ``SCREEN``."""
    computer.run("/bin/mkdir", "-p", SCREEN, as_root=True)
    arguments = ("-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x900x24", "-fbdir", SCREEN)
    command = computer.command("/usr/bin/Xvfb", *arguments, environment={"PATH": "/usr/bin:/bin"}, as_root=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            assert select.select([server.stdout], [], [], PAINTED_WITHIN)[0]
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


def _painted(computer: ThrowawayComputer, window: "subprocess.Popen[str]") -> ScreenPicture:
    """The screen as soon as the window's ground and words are on it, or as it is after a long while."""
    picture = ScreenPicture(array("I"))
    for _ in _looks(window):
        picture = read_picture(computer.file(PICTURE))
        if picture.share(CANVAS) > GROUND and picture.share(INK) > WORDS:
            break
    return picture


def _environment_of_its_service(window: "subprocess.Popen[str]") -> dict[str, str]:
    """What the window's child was given."""
    for _ in _looks(window):
        for child in psutil.Process(window.pid).children():
            if "backend" in child.cmdline():
                return child.environ()
    return {}


def _looks(window: "subprocess.Popen[str]") -> Iterator[int]:
    """Some looks a second while the window lives; its end is a failure."""
    for number in range(round(PAINTED_WITHIN * 5)):
        yield number
        try:
            window.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"the window has ended: {window.returncode} {window.stderr and window.stderr.read()}")
