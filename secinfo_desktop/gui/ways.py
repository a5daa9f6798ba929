"""What can be said around whichever page: by the links below it, in the docks, beside who looks on."""

from typing import Final

from secinfo_desktop.gui.help_notices import ASK, HELP_SAID
from secinfo_desktop.gui.shell.hand_dock import REFUSED, WORKED
from secinfo_desktop.recovery import said

WAYS: Final = ("in_already", "stop")
"""What can be said below every page."""
_SAID: Final[dict[str, said.Said]] = {
    WORKED: said.CodeWorked(),
    REFUSED: said.SeesRefusal(),
    "in_already": said.InAlready(),
    "stop": said.StopsForNow(),
    **HELP_SAID,
}


def what_is_said(way: str, language: str) -> said.Said:
    """What a way says; ``language`` is the person's."""
    return said.WantsHelp(language) if way == ASK else _SAID[way]
