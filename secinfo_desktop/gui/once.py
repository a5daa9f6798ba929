"""Something that several signals may set off, and that is done the first time only."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot


class Once(QObject):
    """Does something the first time only."""

    def __init__(self, do: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._do: Callable[[], object] | None = do

    @Slot()
    def do(self) -> None:
        """Do it."""
        do, self._do = self._do, None
        if do is not None:
            do()
