"""What a window wears: what the person prefers, on this desktop, in the room that the window has."""

from dataclasses import replace

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.theme import is_narrow


class Look:
    """The application wears it; who has built something in the look before builds that again."""

    def __init__(self, appearance: Appearance, preferences: Preferences) -> None:
        self._appearance, self.preferences = appearance, preferences
        self._is_narrow = False

    def wear(self, language: str) -> None:
        """Make the application look like this."""
        system, contrast = self._appearance.system, self._appearance.contrast()
        look = self.preferences.theme(language, system, contrast)
        self._appearance.wear(replace(look, narrow=self._is_narrow))

    @property
    def follows_system(self) -> bool:
        """True if it changes with the desktop's colours."""
        return self.preferences.colours in {Colours.SYSTEM, Colours.CONTRAST}

    def fits(self, width: int) -> bool:
        """True if it has as many columns as a window of that width has room for."""
        return is_narrow(width, self.preferences.scale) is self._is_narrow

    def fit(self, width: int) -> None:
        """Take the second column, or give it up, with what is worn next."""
        self._is_narrow = is_narrow(width, self.preferences.scale)
