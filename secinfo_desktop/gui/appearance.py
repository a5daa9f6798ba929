"""Makes the application wear a look: style, typefaces, palette, reading direction."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui import icons, theme
from secinfo_desktop.gui.fonts import Fonts
from secinfo_desktop.gui.parts import accessibility
from secinfo_desktop.gui.schemes import Scheme
from secinfo_desktop.gui.theme import Theme, Type

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

STYLE: Final = "Fusion"
"""The one style that paints alike everywhere and follows a palette."""

QTS_OWN: Final = "en"
"""The language that Qt speaks without a translator."""


class Appearance:
    """The look of the whole application; one for each QApplication."""

    def __init__(self, application: QApplication, *, hurries: bool = False) -> None:
        """``hurries``: the application was started in ``STYLE``, and icons and short cuts wait for the first paint."""
        self._application, self.hurries = application, hurries
        self._fonts = Fonts()
        self._qt_words: tuple[str, QTranslator | None] = ("", None)
        self._hints = application.styleHints()  # held: PySide takes what it gave out to be dead once this is gone
        if hurries:
            icons.wait()
        else:
            application.setStyle(STYLE)
        accessibility.install()  # before any widget is there: a screen reader keeps what it was told first

    def wear(self, look: Theme) -> None:
        """Change the look from now on; windows that are open have to build their pages again."""
        self._fonts.load_first(look.language)
        self._speak(look.language)
        theme.use(look)
        direction = Qt.LayoutDirection.RightToLeft if look.rtl else Qt.LayoutDirection.LeftToRight
        self._application.setLayoutDirection(direction)
        self._application.setPalette(look.palette())
        self._application.setFont(look.font(Type.BODY))

    @property
    def system(self) -> Qt.ColorScheme:
        """Whether the desktop is light or dark, or does not say."""
        return self._hints.colorScheme()

    def contrast(self) -> Scheme | None:
        """The colours of the desktop's contrast theme; None where it wears none, or Qt can't tell."""
        if self._hints.accessibility().contrastPreference() is not Qt.ContrastPreference.HighContrast:
            return None
        from secinfo_desktop.gui.system_colours import from_palette  # few people need it, and none before it is asked

        ours = self._application.palette()
        self._application.setPalette(QPalette())  # an empty one gives the desktop's back
        desktop = self._application.palette()
        self._application.setPalette(ours)
        return from_palette(desktop)

    def when_system_changes(self, do: Callable[[], object]) -> None:
        """Call a slot whenever the desktop gets light or dark, or puts a contrast theme on or off."""
        self._hints.colorSchemeChanged.connect(do)
        self._hints.accessibility().contrastPreferenceChanged.connect(do)

    def _speak(self, language: str) -> None:
        """What Qt says itself, in its dialogs for files and printers."""
        before, translator = self._qt_words
        if language == before:
            return
        if translator is not None:
            self._application.removeTranslator(translator)
        self._qt_words = language, self._translator(language) if language != QTS_OWN else None

    def _translator(self, language: str) -> "QTranslator":
        from PySide6.QtCore import QLibraryInfo, QTranslator

        translator = QTranslator(self._application)
        if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._application.installTranslator(translator)
        return translator

    def load_rest(self) -> None:
        """Load what was left out before the first paint: typefaces that no first page shows, and icons."""
        self._fonts.load_rest()
        theme.measure_anew()
        self.hurries = False
        icons.come()
