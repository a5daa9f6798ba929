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
            _settle(widget)
            room = self.contentsRect().marginsRemoved(self._layout.contentsMargins())
            widget.resize(room.size())  # else it is laid out in some other width first
            self._layout.addWidget(widget)
            widget.show()


def _settle(widget: QWidget) -> None:
    """Have the layouts inside it ready, from the innermost on.

    A layout that becomes ready tells the one around it that sizes may have changed. Qt makes them ready from the
    outermost on, as they are shown, and everything would be laid out twice.
    """
    for inner in reversed(widget.findChildren(QWidget)):
        layout = inner.layout()
        if layout is not None:
            layout.activate()
