"""PySide6 is loaded without its descriptions; what needs them has them at once."""

import subprocess
import sys
from importlib.abc import Loader
from types import ModuleType

import pytest

from secinfo_desktop.gui import lean_qt
from secinfo_desktop.gui.lean_qt import Later

BEGUN = """
import builtins, sys
before = builtins.__import__
import secinfo_desktop.gui
from secinfo_desktop.gui.lean_qt import DESCRIPTIONS
from PySide6.QtCore import QPoint

def loaded():
    return sorted(name for name in DESCRIPTIONS if "__file__" in vars(sys.modules[name]))
"""


def _told(lines: str, begun: str = BEGUN) -> list[str]:
    """What a process of its own prints; here PySide6 is loaded already."""
    done = subprocess.run([sys.executable, "-c", begun + lines], check=False, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_every_description_is_there_and_none_is_loaded() -> None:
    assert _told("print(loaded())") == ["[]"]


def test_the_import_is_pythons_own_and_no_finder_is_left() -> None:
    lines = (
        "print(builtins.__import__ is before, [type(one).__module__ for one in sys.meta_path if 'lean' in repr(one)])"
    )
    assert _told(lines) == ["True []"]


WRONG = """
try:
    QPoint("one")
except TypeError as error:
    print(error)
"""


def test_a_wrong_argument_is_told_as_ever() -> None:
    """The control is a process that loads PySide6 as it is."""
    as_ever = _told(WRONG, "from PySide6.QtCore import QPoint")
    assert "Supported signatures:" in as_ever
    assert _told(WRONG + WRONG) == as_ever * 2


def test_a_wrong_argument_on_another_thread_is_told_as_ever() -> None:
    as_ever = _told(WRONG, "from PySide6.QtCore import QPoint")
    lines = (
        f"import threading\nfor _ in range(2):\n    one = threading.Thread(target=exec, args=({WRONG!r}, globals()))"
    )
    assert _told(f"{lines}\n    one.start(); one.join()") == as_ever * 2


@pytest.mark.parametrize("asked", ["QPoint.setX.__doc__", "get_signature(QPoint.setX)", "get_signature(QPoint)"])
def test_help_is_as_ever(asked: str) -> None:
    lines = (
        f"from PySide6.support.signature import get_signature\nprint({asked}, sys.modules[QPoint.__module__].__name__)"
    )
    as_ever = _told(lines, "import sys\nfrom PySide6.QtCore import QPoint\n")
    assert as_ever == _told(lines)


_ALONE = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("lean", FILE)
lean = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lean)
made = []
as_it_was = lean.Later.exec_module
lean.Later.exec_module = lambda its, module: (made.append("exec_module"), as_it_was(its, module))
"""
"""Without the package, which would load PySide6 at once."""


@pytest.mark.parametrize(
    ("other", "is_lean"),
    [
        pytest.param("lean.KNOWN = (6, 10)", False, id="of another version"),
        pytest.param("lean.DESCRIPTIONS = frozenset({'shibokensupport.signature.no_more'})", False, id="without them"),
        pytest.param("", True, id="control"),
    ],
)
def test_a_pyside_that_is_not_as_expected_is_loaded_as_it_is(other: str, *, is_lean: bool) -> None:
    begun = f"FILE = {lean_qt.__file__!r}{_ALONE}{other}\nlean.load_qt()\nfrom PySide6.QtCore import QPoint\n"
    as_ever = _told(WRONG, "from PySide6.QtCore import QPoint")
    assert _told(f"{WRONG}\nprint(bool(made))", begun) == [*as_ever, str(is_lean)]


class Counting(Loader):
    """Loads a module with one name, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def exec_module(self, module: ModuleType) -> None:
        self.times += 1
        vars(module)["name"] = "value"


def _late(loader: Counting) -> ModuleType:
    module = ModuleType("late")
    Later(loader).exec_module(module)
    return module


def test_a_module_is_loaded_once_with_the_first_name_that_is_asked_of_it() -> None:
    loader = Counting()
    late = _late(loader)
    assert loader.times == 0
    assert (late.name, late.name, loader.times) == ("value", "value", 1)


def test_who_looks_a_module_over_does_not_load_it() -> None:
    loader = Counting()
    assert not hasattr(_late(loader), "__path__")
    assert loader.times == 0


def test_a_name_that_is_not_there_is_missed_as_ever() -> None:
    with pytest.raises(AttributeError, match="module 'late' has no attribute 'other'"):
        _ = _late(Counting()).other
