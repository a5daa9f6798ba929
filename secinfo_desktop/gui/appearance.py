"""Makes the application wear a look: style, typefaces, palette, reading direction."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui import theme
from secinfo_desktop.gui.fonts import Fonts
from secinfo_desktop.gui.parts import accessibility
from secinfo_desktop.gui.theme import Theme, Type


class Appearance:
    """The look of the whole application; one for each QApplication."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._fonts = Fonts()
        application.setStyle("Fusion")  # the one style that paints alike everywhere and follows a palette
        accessibility.install()

    def wear(self, look: Theme) -> None:
        """Change the look from now on; windows that are open have to build their pages again."""
        self._fonts.load_first(look.language)
        theme.use(look)
        direction = Qt.LayoutDirection.RightToLeft if look.rtl else Qt.LayoutDirection.LeftToRight
        self._application.setLayoutDirection(direction)
        self._application.setPalette(look.palette())
        self._application.setFont(look.font(Type.BODY))

    def load_rest(self) -> None:
        """Load the typefaces that no first page shows: after the first paint."""
        self._fonts.load_rest()
