"""Loads the bundled typefaces: what the first page needs before it is painted, the rest when it is needed."""

from collections.abc import Iterable

from PySide6.QtGui import QFontDatabase

from secinfo_desktop import resources

FIRST = ("AtkinsonHyperlegibleNext_400Regular.ttf", "AtkinsonHyperlegibleNext_600SemiBold.ttf")
LATER = ("AtkinsonHyperlegibleNext_700Bold.ttf",)
ARABIC = ("IBMPlexSansArabic_400Regular.ttf", "IBMPlexSansArabic_600SemiBold.ttf")
_ARABIC_SCRIPT = frozenset({"ar", "ckb", "fa", "ps", "ug", "ur"})


class Fonts:
    """Loads each file at most once into Qt's font database. Create it after the application."""

    def __init__(self) -> None:
        self._loaded: set[str] = set()

    def load_first(self, language: str) -> None:
        """What the first paint needs in that language (about 1 ms a file)."""
        self._load(FIRST)
        self.load_script(language)

    def load_rest(self) -> None:
        """The weights that no first page shows; call it once the window is up."""
        self._load(LATER)

    def load_script(self, language: str) -> None:
        """The typeface of a language that the Latin one can't write; other scripts come from the system."""
        if language.partition("-")[0] in _ARABIC_SCRIPT:
            self._load(ARABIC)

    def _load(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._loaded:
                QFontDatabase.addApplicationFont(str(resources.location(f"fonts/{name}")))
                self._loaded.add(name)
