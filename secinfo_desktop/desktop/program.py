"""How this very program is started once more, from a frozen bundle as well as by Python."""

import sys


def command(
    *arguments: str, executable: str = sys.executable, is_frozen: bool = getattr(sys, "frozen", False)
) -> tuple[str, ...]:
    """The command line that starts it with these arguments.

    ``-P``: nothing is imported from the folder that the app happened to be started in.
    """
    start = (executable,) if is_frozen else (executable, "-P", "-m", "secinfo_desktop")
    return (*start, *arguments)
