"""Makes the application wear a look: style, typefaces, palette, reading direction."""

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
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
        self._qt_words: tuple[str, QTranslator | None] = ("", None)
        application.setStyle("Fusion")  # the one style that paints alike everywhere and follows a palette
        accessibility.install()

    def wear(self, look: Theme) -> None:
        """Change the look from now on; windows that are open have to build their pages again."""
        self._fonts.load_first(look.language)
        self._speak(look.language)
        theme.use(look)
        direction = Qt.LayoutDirection.RightToLeft if look.rtl else Qt.LayoutDirection.LeftToRight
        self._application.setLayoutDirection(direction)
        self._application.setPalette(look.palette())
        self._application.setFont(look.font(Type.BODY))

    def _speak(self, language: str) -> None:
        """What Qt says itself, in its dialogs for files and printers."""
        before, translator = self._qt_words
        if language == before:
            return
        if translator is not None:
            self._application.removeTranslator(translator)
        translator = QTranslator(self._application)
        if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._application.installTranslator(translator)
        self._qt_words = language, translator

    def load_rest(self) -> None:
        """Load the typefaces that no first page shows: after the first paint."""
        self._fonts.load_rest()
        theme.measure_anew()
