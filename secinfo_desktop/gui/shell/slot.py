"""A place in the window where one thing stands at a time."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from secinfo_desktop.gui.parts.bases import Holder


class Slot(Holder):
    """Holds one widget, or none and takes no room."""

    def __init__(self, *, edge: int = 0, top: int = 0) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(edge, top, edge, 0)
        self.hide()

    def put(self, widget: QWidget | None) -> None:
        """Hold this widget. What was there before is let go, not deleted; what is there already stays untouched."""
        if not self._holds(widget):
            self._change(widget)
        self.setVisible(widget is not None)

    def _holds(self, widget: QWidget | None) -> bool:
        """False for a widget that somebody else has taken meanwhile: its layout item went with it."""
        item = self._layout.itemAt(0)
        held = item.widget() if item is not None else None
        return held is widget and (widget is None or not widget.isHidden())

    def _change(self, widget: QWidget | None) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            before = item.widget()
            if before is not None and before.parent() is self:
                before.hide()  # else a layout that was to show it soon would show it as a window of its own
                before.setParent(None)
        if widget is not None:
            self._layout.addWidget(widget)
            widget.show()
