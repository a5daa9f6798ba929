"""What can be said around whichever page: by the links below it, and in the docks."""

from typing import Final

from secinfo_desktop.gui.shell.hand_dock import REFUSED, WORKED
from secinfo_desktop.recovery import said

WAYS: Final = ("in_already", "stop")
"""What can be said below every page."""
SAID: Final[dict[str, said.Said]] = {
    WORKED: said.CodeWorked(),
    REFUSED: said.SeesRefusal(),
    "in_already": said.InAlready(),
    "stop": said.StopsForNow(),
}
