"""``secinfo-desktop backend embedded``: the service under the app, for nobody else; it is in no help.

A person waits for it, so nothing is loaded here but the service: no parser, and none of the other commands.
"""

import gc
import sys
from typing import Final

WORDS: Final = ["backend", "embedded"]
BAD_SETTINGS: Final = 2
NO_ROOM: Final = 28
"""Exit status where nothing can be written to where the data is to be kept (Linux's number for a full disk).

``desktop.embedded`` has it as well.
"""


def run() -> int:
    """Serve until the app ends; returns the exit status: ``BAD_SETTINGS`` or ``NO_ROOM`` where it can't."""
    gc.disable()  # imports make no garbage worth a search; the process switches it on again once it is ready
    from secinfo_desktop.backend.process import run_embedded
    from secinfo_desktop.backend.settings import NoRoomError, SettingsError

    try:
        return run_embedded(sys.stdin, sys.stdout)
    except SettingsError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return NO_ROOM if isinstance(error, NoRoomError) else BAD_SETTINGS
