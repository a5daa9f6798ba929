"""A bare computer gets what the project needs, or one line that says how; the wheel carries what the program reads."""

import gettext
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hatch_build import compile_catalogues

TOP = Path(__file__).resolve().parents[1]
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "page.title"\nmsgstr "{text}"\n'


@dataclass
class Computer:
    """A pretended computer: a folder of programs that answer as told and write down how they were called."""

    folder: Path
    calls: Path = field(init=False)

    def __post_init__(self) -> None:
        self.calls = self.folder / "calls"
        self.calls.touch()
        for name in ("sh", "cat", "sed", "grep", "rm", "chmod", "mktemp"):
            (self.folder / name).symlink_to(shutil.which(name) or name)
        self.program("ldconfig", "true")
        self.program("python3", "exit 1")

    def program(self, name: str, script: str) -> None:
        """Put a program on this computer."""
        file = self.folder / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.calls}"\n{script}\n')
        file.chmod(0o755)

    def install(self, what: str) -> subprocess.CompletedProcess[str]:
        """Run the set-up here."""
        return subprocess.run(
            ["sh", TOP / "tools" / "system_packages.sh", what],
            env={"PATH": str(self.folder), "POLICY_RC_D": str(self.policy)},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def policy(self) -> Path:
        """The file that keeps services from starting."""
        return self.folder / "policy-rc.d"


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


def test_a_computer_without_apt_is_taken_as_it_is(computer: Computer) -> None:
    done = computer.install("libraries")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)


def test_who_may_not_install_is_told_the_one_line_to_type(computer: Computer) -> None:
    computer.program("apt-get", "exit 1")
    computer.program("id", "echo 1000")
    done = computer.install("libraries")
    assert done.returncode == 1
    [_, line] = done.stderr.splitlines()
    assert line.startswith("  su -c 'apt-get install -y --no-install-recommends libgl1 ")
    assert line.endswith(" python3-venv'")
    assert "apt-get" not in computer.calls.read_text()


def test_sudo_that_asks_for_a_password_is_not_used(computer: Computer) -> None:
    computer.program("apt-get", "exit 1")
    computer.program("id", "echo 1000")
    computer.program("sudo", "exit 1")
    done = computer.install("libraries")
    assert done.returncode == 1
    assert "  sudo apt-get install" in done.stderr


def test_sudo_without_a_password_installs(computer: Computer) -> None:
    computer.program("apt-get", "true")
    computer.program("id", f'[ -e "{computer.folder}/root" ] && echo 0 || echo 1000')
    computer.program("sudo", f'shift; [ "$1" = true ] || {{ : >"{computer.folder}/root"; "$@"; }}')
    assert computer.install("libraries").returncode == 0
    assert " -y --no-install-recommends install libgl1 " in computer.calls.read_text()


def test_nothing_is_installed_where_all_is_there(computer: Computer) -> None:
    computer.program("apt-get", "exit 1")
    computer.program("dpkg-query", "echo installed")
    done = computer.install("real-parts")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_no_service_is_started_while_real_parts_are_installed(computer: Computer) -> None:
    computer.program("id", "echo 0")
    computer.program("dpkg-query", "exit 1")
    computer.program("apt-get", f'"{computer.policy}"; echo "policy $?" >>"{computer.calls}"')
    assert computer.install("real-parts").returncode == 0
    assert "policy 101" in computer.calls.read_text()
    assert not computer.policy.exists()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_services_may_start_again_after_an_interrupted_installation(computer: Computer, stop: signal.Signals) -> None:
    computer.program("id", "echo 0")
    computer.program("dpkg-query", "exit 1")
    computer.program("apt-get", f"[ -e {computer.policy} ] && kill -{int(stop)} $PPID")
    assert computer.install("real-parts").returncode == 128 + stop
    assert not computer.policy.exists()


def test_what_apt_says_is_shown_if_it_fails(computer: Computer) -> None:
    computer.program("id", "echo 0")
    computer.program("dpkg-query", "exit 1")
    computer.program("apt-get", "echo 'the mirror is away'; exit 100")
    done = computer.install("real-parts")
    assert done.returncode == 1
    assert done.stderr == "the mirror is away\n"


def test_an_administrators_own_policy_stays(computer: Computer) -> None:
    computer.policy.write_text("#!/bin/sh\nexit 104\n")
    computer.program("id", "echo 0")
    computer.program("dpkg-query", "exit 1")
    computer.program("apt-get", "true")
    assert computer.install("real-parts").returncode == 0
    assert computer.policy.read_text() == "#!/bin/sh\nexit 104\n"


def test_make_help_names_every_target() -> None:
    makefile = (TOP / "Makefile").read_text()
    [targets] = [line.split()[1:] for line in makefile.splitlines() if line.startswith(".PHONY:")]
    told = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[1] for line in told.splitlines()] == targets


def make_run(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """`make run` with a program in place of the installed one."""
    (folder / "secinfo-desktop").write_text(f"#!/bin/sh\n{program}\n")
    (folder / "secinfo-desktop").chmod(0o755)
    command = ["make", "--no-print-directory", "run", f"bin={folder}", "--assume-old=.made/texts"]
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)


def test_make_run_plays_a_scenario_where_nobody_can_answer(tmp_path: Path) -> None:
    done = make_run(tmp_path, '[ $# -gt 0 ] && echo "played: $*" || exit 2')
    assert done.returncode == 0
    told, played = done.stdout.splitlines()
    assert "first-visit" in told
    assert played == "played: terminal --practice first-visit --auto"


@pytest.mark.parametrize(("ended", "made"), [(0, 0), (1, 2)])
def test_make_run_ends_as_the_program_ends(tmp_path: Path, ended: int, made: int) -> None:
    done = make_run(tmp_path, f"exit {ended}")
    assert (done.returncode, done.stdout) == (made, "")


def write_catalogue(folder: Path, text: str) -> Path:
    source = folder / "en" / "page.po"
    source.parent.mkdir(exist_ok=True)
    source.write_text(CATALOGUE.replace("{text}", text))
    return source


def title(folder: Path) -> str:
    with (folder / "en" / "page.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext("page.title")


def test_a_catalogue_is_compiled_when_it_has_changed_and_only_then(tmp_path: Path) -> None:
    source = write_catalogue(tmp_path, "Old")
    os.utime(source, (1, 1))
    assert compile_catalogues(tmp_path) == [tmp_path / "en" / "page.mo"]
    assert compile_catalogues(tmp_path) == []
    os.utime(write_catalogue(tmp_path, "New"))
    assert title(tmp_path) == "Old"
    os.utime(tmp_path / "en" / "page.mo", (1, 1))
    compile_catalogues(tmp_path)
    assert title(tmp_path) == "New"


def test_a_guess_of_a_translator_is_never_shown(tmp_path: Path) -> None:
    source = write_catalogue(tmp_path, "Guess")
    source.write_text(source.read_text().replace('msgid "page.title"', '#, fuzzy\nmsgid "page.title"'))
    compile_catalogues(tmp_path)
    assert title(tmp_path) == "page.title"


def test_the_wheel_carries_everything_that_the_program_reads(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=TOP,
        capture_output=True,
        check=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    resources = {path.relative_to(TOP) for path in (TOP / "resources").rglob("*") if path.is_file()}
    assert resources
    assert {f"secinfo_desktop/{path}" for path in resources} <= packed
    assert {path.with_suffix(".mo") for path in resources if path.suffix == ".po"} <= resources
    assert not [name for name in packed if name.startswith(("tests/", "tools/"))]


PLANTED = {
    "The app, top down": ("guide", "import secinfo_desktop.recovery"),
    "The service: backend over contract, practice and domain": ("practice", "import secinfo_desktop.backend"),
    "Client and backend meet on the wire only": ("client", "import secinfo_desktop.backend"),
    "Domain knows no other room": ("domain", "import secinfo_desktop.texts"),
    "Texts and resources know domain at most": ("texts", "import secinfo_desktop.guide"),
    "The practice world is seen by backend and player only": ("terminal", "import secinfo_desktop.practice"),
    "What goes over the wire stays in client and backend": ("gui", "import secinfo_desktop.contract"),
    "The app never imports the service": ("desktop", "import secinfo_desktop.backend"),
    "Guide is pure and stands on domain alone": ("guide", "import starlette"),
    "The simulation knows the guide alone": ("simulation", "import secinfo_desktop.texts"),
    "Qt only in gui": ("terminal", "import PySide6.QtCore"),
    "requests only in client and backend.delivery": ("gui", "import requests"),
    "SQL only in backend.store": ("backend", "import sqlite3"),
    "Child processes only in desktop and browsers": ("client", "import subprocess"),
    "X11 only in browsers": ("gui", "import xcffib"),
}


def verdicts(top: Path) -> dict[str, str]:
    """Contract → KEPT or BROKEN, as import-linter says for a package in a folder."""
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=top, capture_output=True, text=True, check=False)
    lines = (line.partition(" (")[0].rpartition(" ") for line in told.stdout.splitlines())
    return {contract: verdict for contract, _, verdict in lines if verdict in {"BROKEN", "KEPT"}}


def test_every_import_rule_refuses_what_it_is_for(tmp_path: Path) -> None:
    shutil.copytree(TOP / "secinfo_desktop", tmp_path / "secinfo_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    for room, line in PLANTED.values():
        with (tmp_path / "secinfo_desktop" / room / "planted.py").open("a") as file:
            file.write(f"{line}\n")
    assert verdicts(tmp_path) == dict.fromkeys(PLANTED, "BROKEN")
