"""The middle of the window: the page, and what stands beside it or, where there is no room, below or in its place."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Rule, Scroll, column, holder, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import margin
from secinfo_desktop.gui.shell.slot import Slot
from secinfo_desktop.gui.theme import Space, current

NOTES_WIDTH: Final = 316
_WIDEST_PANEL_SCALE: Final = 1.25


class _Side(Scroll):
    """What stands beside the page, behind a hairline."""

    def __init__(self) -> None:
        self._place, self.rule = Slot(), Rule(Qt.Orientation.Vertical)
        super().__init__(holder(column(self._place)), Color.SUNKEN)

    def put(self, panel: QWidget | None, width: int) -> None:
        self._place.put(panel)
        self.setFixedWidth(width)
        self.setVisible(panel is not None)
        self.rule.setVisible(panel is not None)


class Middle(QWidget):
    """Page and panel. A panel's widget may move from one place to another as the room changes."""

    def __init__(self) -> None:
        super().__init__()
        self._banner = Slot(edge=margin(), top=Space.M)
        self._page, self._below, self._instead, self._foot = Slot(), Slot(), Slot(), Slot()
        content = column(self._banner, self._page, self._below, self._instead, self._foot)
        for slot in (self._page, self._instead):
            content.setStretchFactor(slot, 1)
        self.page_area = Scroll(holder(content))
        self._row = row(self.page_area)
        self._row.setStretch(0, 1)
        self.setLayout(self._row)
        self._side: _Side | None = None

    @property
    def panel(self) -> QWidget | None:
        """What stands beside the page, for the order of Tab; None before there was anything."""
        return self._side

    def show_page(self, page: QWidget) -> None:
        """Show a page from its top."""
        self._page.put(page)
        self.page_area.verticalScrollBar().setValue(0)

    def show_banner(self, banner: QWidget | None) -> None:
        """Show a notice above the page."""
        self._banner.put(banner)

    def show_foot(self, foot: QWidget | None) -> None:
        """Show what can be said at any time, below everything else."""
        self._foot.put(foot)

    def show_beside(self, panel: QWidget | None, width: int = NOTES_WIDTH) -> None:
        """Show a panel at the end of the page; ``width`` in px at 100 %."""
        if self._side is None and panel is not None:
            self._side = _Side()
            self._row.addWidget(self._side.rule)
            self._row.addWidget(self._side)
        if self._side is not None:
            self._side.put(panel, round(width * min(current().scale, _WIDEST_PANEL_SCALE)))

    def show_below(self, panel: QWidget | None) -> None:
        """Show a panel below the page: what can be done there must not vanish."""
        self._below.put(panel)

    def show_instead(self, panel: QWidget | None) -> None:
        """Show a panel in place of the page, or the page again."""
        self._instead.put(panel)
        self._page.setHidden(panel is not None)
        if panel is not None:
            self._below.hide()
            self.page_area.verticalScrollBar().setValue(0)

    def shows(self, control: QWidget) -> bool:
        """True if all of a control can be seen without scrolling; what does not scroll can always be seen."""
        return not self.page_area.isAncestorOf(control) or self._view().contains(self._place(control))

    def shows_middle(self, control: QWidget) -> bool:
        """True if so much of a control can be seen that one reads what it is."""
        return not self.page_area.isAncestorOf(control) or self._view().contains(self._place(control).center())

    def _view(self) -> QRect:
        return self.page_area.viewport().rect()

    def _place(self, control: QWidget) -> QRect:
        return QRect(control.mapTo(self.page_area.viewport(), QPoint(0, 0)), control.size())

    def bring_into_view(self, control: QWidget) -> None:
        """Scroll a control into view, with the ring around it and what is said about a field above it."""
        from secinfo_desktop.gui.parts import Labelled

        form = control.parentWidget()
        while form is not None and not isinstance(form, Labelled):
            form = form.parentWidget()
        if self.page_area.isAncestorOf(control):
            self.page_area.ensureWidgetVisible(form or control, 0, Space.L)
