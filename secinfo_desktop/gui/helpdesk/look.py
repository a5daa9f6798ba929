"""What the console wears, and how many parts it has room for."""

from dataclasses import replace
from typing import Final

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.theme import ONE_COLUMN_FROM, current

LIST_WIDTH: Final = 300
CALLER_WIDTH: Final = 364
_STEP_WIDTH: Final = 420
"""px at 100 %: less than that leaves no room for what is to be said."""


def is_one_part(width: int, scale: float) -> bool:
    """True where one part is shown at a time, with tabs above it: large text, or a narrow window."""
    return scale >= ONE_COLUMN_FROM or width < (LIST_WIDTH + CALLER_WIDTH + _STEP_WIDTH) * scale


class ConsoleLook:
    """The application wears it. Whether the person's window beside it is narrow stays as it was."""

    def __init__(self, appearance: Appearance, preferences: Preferences) -> None:
        self._appearance, self.preferences = appearance, preferences

    def wear(self, language: str) -> None:
        """Make the application look like this."""
        look = self.preferences.theme(language, self._appearance.system, self._appearance.contrast())
        self._appearance.wear(replace(look, narrow=current().narrow))

    @property
    def follows_system(self) -> bool:
        """True if it changes with the desktop's colours."""
        return self.preferences.colours in {Colours.SYSTEM, Colours.CONTRAST}
