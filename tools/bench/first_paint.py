"""CPU time and memory until the first window is painted, against a bare window of the same Qt.

Twice: for somebody of whom nothing is kept, and for somebody who comes back to kept cases.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from tools.bench.rows import NotMeasured, Row

FIRST_PAINT: Final = 77
PAIRS: Final = 15
CPU_GOAL, PEAK_GOAL = 1.60, 1.40
"""Also with three kept cases, which are more to read and to draw: some 10 % of a bare window."""
LEFT_OUT: Final = ("XDG_", "PYTHONDONTWRITEBYTECODE")
"""Folders of the person's own, and what would have every start compile the program again: an installed one is not."""
BARE: Final = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1080, 720)
window.show()
application.exec()
"""


KEEP: Final = """
import os
from secinfo_desktop.desktop import computer
from secinfo_desktop.recovery.kept import KeptAlong, KeptPage
here = computer.find(os.environ)
for number in range(3):
    here.cases.keep(None, KeptAlong(f"case-000{number}", KeptPage("whose_account"), choice="microsoft"))
here.list_kept()
"""
"""What a start leaves behind that kept three cases."""


@dataclass(frozen=True)
class Used:
    """What a process has used: CPU seconds, and MiB of memory at its peak."""

    cpu_s: float
    peak_mib: float


def first_paint() -> Iterator[Row]:
    """Start both programs in turns; the figures are medians of the ratios within a pair.

    Raises:
        NotMeasured: there is no compiler, a program painted no window, or this process is too large.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        yield from _rows(environment, "")
        subprocess.run([sys.executable, "-c", KEEP], env=_without_probe(environment), check=True)
        yield from _rows(environment, ", with kept cases")


def _rows(environment: Mapping[str, str], whose: str) -> Iterator[Row]:
    bare, ours = [sys.executable, "-c", BARE], [sys.executable, "-m", "secinfo_desktop"]
    for command in (bare, ours):  # the first start of each compiles and reads from the disk
        _start(command, environment)
    pairs = [_pair(bare, ours, environment, turned=bool(number % 2)) for number in range(PAIRS)]
    if min(their.peak_mib for their, _ in pairs) <= _own_mib():
        raise NotMeasured("this process is larger than a bare window, so that its memory can't be told")
    cpu = median(our.cpu_s / their.cpu_s for their, our in pairs)
    peak = median(our.peak_mib / their.peak_mib for their, our in pairs)
    base_s, base_mib = median(their.cpu_s for their, _ in pairs), median(their.peak_mib for their, _ in pairs)
    bare_cpu, bare_peak = f"{base_s * 1000:.0f} ms", f"{base_mib:.0f} MiB"
    yield Row(f"CPU to first paint{whose}", cpu, "×", CPU_GOAL, f"a bare window takes {bare_cpu}; {PAIRS} pairs")
    yield Row(f"memory at first paint{whose}", peak, "×", PEAK_GOAL, f"a bare window takes {bare_peak}; {PAIRS} pairs")


def _without_probe(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name != "LD_PRELOAD"}


def _own_mib() -> float:
    """The kernel counts the memory of a new process from that of the one that starts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _environment(folder: Path) -> dict[str, str]:
    probe = folder / "first_paint.so"
    source = Path(__file__).with_name("first_paint.c")
    try:
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", probe, source], check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise NotMeasured("no C compiler, and the probe for the first paint needs one") from error
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    return {**kept, **home, "LD_PRELOAD": str(probe), "QT_QPA_PLATFORM": "offscreen"}


def _pair(
    bare: Sequence[str], ours: Sequence[str], environment: Mapping[str, str], *, turned: bool
) -> tuple[Used, Used]:
    """One run of each; which comes first changes from pair to pair."""
    if turned:
        our = _start(ours, environment)
        return _start(bare, environment), our
    return _start(bare, environment), _start(ours, environment)


def _start(command: Sequence[str], environment: Mapping[str, str]) -> Used:
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != FIRST_PAINT:
            told.seek(0)
            raise NotMeasured(f"no window was painted: {told.read().decode().strip() or process.returncode}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
