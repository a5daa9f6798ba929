"""T7: after a complete run with everything that can go wrong in it, no secret stands anywhere but where it belongs.

The app, its backend and a simulated person run in processes of their own, all loggers at DEBUG. Swept are the log, the
database with its log, the exports, settings, crash reports, temporary folders, standard error, and what the system
shows of the processes. The control is what the same loggers said, unredacted.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.backend.store.sqlite import FILE
from secinfo_desktop.desktop.folders import HOME
from tests.helpers.backend_process import COMMAND
from tests.proof.canaries import CODE, INJECTED, MAIL, PHONE, Hit, hits, hits_in_files
from tests.proof.loud import CONTROL

FEWEST_FAILURES = 20
TOP = Path(__file__).resolve().parents[2]
WITHIN = 60.0
BACKUP = f"{FILE}.backup"
ON_SCREEN = ".screen.txt"
SEEN_BY_OTHERS = ("cmdline", "environ")


@dataclass(frozen=True)
class Run:
    """A run that has ended: its folder, its real secrets, what it said at its end, and what the system showed of it."""

    folder: Path
    codes: list[str]
    tokens: list[str]
    passwords: list[str]
    contacts: list[str]
    failures: int
    last_words: str
    shown: dict[str, bytes]

    @property
    def secrets(self) -> list[str]:
        """What may be kept nowhere at all. The contacts may: in the service's database, which sends to them."""
        injected = [canary for canary in INJECTED if canary not in (MAIL, PHONE)]
        return [*self.codes, *self.tokens, *self.passwords, *injected]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("run")
    (folder / "temporary").mkdir()
    its_own = {HOME: str(folder / "home"), "HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary")}
    process = subprocess.Popen(
        (sys.executable, "-m", "tests.proof.canary_app"),
        cwd=TOP,
        env={**os.environ, **its_own, CONTROL: str(folder.parent / "control")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told: dict[str, Any] = json.loads(process.stdout.readline() or "{}")
    shown = dict(_shown(process.pid))
    shutil.copytree(folder / "home" / "data" / "practice", folder / "while it ran")
    _, last_words = process.communicate("\n", timeout=WITHIN)
    assert told, last_words
    _back_up(folder)
    return Run(folder=folder, last_words=last_words, shown=shown, **told)


def _back_up(folder: Path) -> None:
    data = folder / "home" / "data" / "practice"
    subprocess.run((*COMMAND, "backup", folder / BACKUP, "--data", data), check=True, capture_output=True)


def _shown(pid: int) -> Iterator[tuple[str, bytes]]:
    """Command line and environment of a process and of those that it has started."""
    process = Path("/proc") / str(pid)
    for name in SEEN_BY_OTHERS:
        yield f"{name} of {pid}", (process / name).read_bytes()
    for children in process.glob("task/*/children"):
        for child in children.read_text().split():
            yield from _shown(int(child))


def test_the_run_was_a_full_one(run: Run) -> None:
    assert len(run.codes) >= 3
    assert len(run.tokens) == 2
    assert run.failures >= FEWEST_FAILURES
    assert len(run.shown) == 2 * len(SEEN_BY_OTHERS)
    assert "raise_with_canaries" in run.last_words
    names = {file.name for file in run.folder.rglob("*")}
    assert {FILE, f"{FILE}-wal", BACKUP, "keys.json", "log.txt", "settings.json"} <= names


def test_no_secret_is_kept_anywhere(run: Run) -> None:
    assert hits_in_files(run.folder, run.secrets) == []


def test_no_contact_is_kept_outside_the_services_database(run: Run) -> None:
    found = hits_in_files(run.folder, [MAIL, PHONE, *run.contacts])
    assert [hit for hit in found if not _may_have_it(hit)] == []
    assert BACKUP in {Path(hit.where).name for hit in found}


def _may_have_it(hit: Hit) -> bool:
    """The database and its backup; and what was on the screen, where people see the name that they have typed."""
    return Path(hit.where).name.startswith(FILE) or hit.where.endswith(ON_SCREEN)


def test_a_crash_and_the_processes_show_nothing(run: Run) -> None:
    everything = [*run.secrets, *run.contacts, MAIL, PHONE]
    seen = {**run.shown, "standard error": run.last_words.encode()}
    assert [hit for where, data in seen.items() for hit in hits(where, data, everything)] == []


def test_control_what_was_said_before_redaction_is_full_of_them(run: Run) -> None:
    said = (run.folder.parent / "control").read_bytes()
    assert {hit.canary for hit in hits("control", said, [*INJECTED, *run.contacts])} >= {*INJECTED, *run.contacts}


@pytest.mark.parametrize("written", [CODE, "904 417", "904-417", "OTA0NDE3"])
def test_control_a_code_is_found_however_it_is_written(tmp_path: Path, written: str) -> None:
    (tmp_path / "file").write_text(f"so it was {written}, I think")
    assert [hit.canary for hit in hits_in_files(tmp_path, INJECTED)] == [CODE]
