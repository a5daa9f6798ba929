"""How this very program is started once more, from a frozen bundle as well as by Python."""

import sys
from collections.abc import MutableMapping
from typing import Final

_LIBRARIES: Final = "LD_LIBRARY_PATH"
_QTS: Final = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def command(
    *arguments: str, executable: str = sys.executable, is_frozen: bool = getattr(sys, "frozen", False)
) -> tuple[str, ...]:
    """The command line that starts it with these arguments.

    ``-P``: nothing is imported from the folder that the app happened to be started in.
    """
    start = (executable,) if is_frozen else (executable, "-P", "-m", "secinfo_desktop")
    return (*start, *arguments)


def leave_no_trace_of_the_bundle(environment: MutableMapping[str, str], bundle: str) -> None:
    """Takes out what a frozen bundle, a folder, has put into the environment for itself.

    This process has read it already, or finds it beside its files; the programs that it starts (the person's browser)
    have libraries of their own. PyInstaller keeps the path from before in ``LD_LIBRARY_PATH_ORIG``.
    """
    for name in (_LIBRARIES, *_QTS):
        if environment.get(name, "").startswith(bundle):
            del environment[name]
    if (before := environment.pop(f"{_LIBRARIES}_ORIG", None)) is not None:
        environment[_LIBRARIES] = before
