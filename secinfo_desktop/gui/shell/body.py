"""Everything inside the window, in one look: header, page with its panels, dock. Another look is another body."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from secinfo_desktop.gui.parts import column, set_tab_order
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.shell.header import Header
from secinfo_desktop.gui.shell.middle import Middle
from secinfo_desktop.gui.shell.page_view import PageView, margin
from secinfo_desktop.gui.shell.slot import Slot as Place
from secinfo_desktop.gui.shell.surroundings import Dock, InCompany, Surroundings
from secinfo_desktop.gui.theme import Space, current
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import CodeField
    from secinfo_desktop.gui.shell.code_dock import CodeDock
    from secinfo_desktop.gui.shell.company_bar import CompanyBar
    from secinfo_desktop.gui.shell.hand_dock import HandDock
    from secinfo_desktop.gui.shell.leftovers import Leftovers
    from secinfo_desktop.gui.shell.notes import Notes
    from secinfo_desktop.gui.shell.working_bar import WorkingBar


class Body(QWidget):
    """Shows a page and its surroundings, and tells what is pressed around the page.

    What the first page does not have around it is loaded when it is needed.
    """

    went_back = Signal()
    asked_for_help = Signal()
    wants_to_forget = Signal()
    cancelled = Signal()
    code_given = Signal(str)
    way_taken = Signal(str)
    company_heard = Signal(str)
    preferred = Signal(Preferences)

    def __init__(self, words: Words, preferences: Preferences) -> None:
        super().__init__()
        self._words, self._preferences = words, preferences
        self._around = Surroundings()
        self._changes, self._is_arranged = 0, True
        self._notes: Notes | None = None
        self._notes_open = False
        self._side: QWidget | None = None
        self._side_width = 0
        self._header: Header | None = None
        self._header_state: object = None
        self.page: PageView | None = None
        self.dock: CodeDock | None = None
        self.hand_dock: HandDock | None = None
        self.company: CompanyBar | None = None
        self._working: WorkingBar | None = None
        self._leftovers: Leftovers | None = None
        self._ways: tuple[object, ...] = (None, (), "")
        self._ways_shown: QWidget | None = None
        self._build()

    def _build(self) -> None:
        self._header_place, self.middle, self._dock_place, self._company_place = Place(), Middle(), Place(), Place()
        layout = column(self._header_place, self.middle, self._company_place, self._dock_place)
        layout.setStretchFactor(self.middle, 1)
        self.setLayout(layout)

    def show_page(self, page: PageView) -> None:
        """Show another page; the one before is gone."""
        before, self.page = self.page, page
        self._notes_open = False
        self.middle.show_page(page)
        self._delete(before)
        self._arrange()

    def surround(self, around: Surroundings) -> None:
        """Change what stands around the page. What stays the same is left alone, a half-typed code included."""
        before, self._around = self._around, around
        if before.dock != around.dock:
            self._change_dock(around.dock)
        self._change_notes(around)
        self._arrange()

    def show_side(self, panel: QWidget | None, width: int) -> None:
        """Show a panel in place of the notes; ``width`` in px at 100 %."""
        before, self._side = self._side, panel
        self._side_width = width
        self._arrange()
        self._delete(before)

    def show_banner(self, banner: QWidget | None) -> None:
        """Show a notice above the page."""
        self.middle.show_banner(banner)
        self.order_tab()

    @Slot()
    def begin_in_sight(self) -> None:
        """Nothing is pressed that was never seen: the page has the keyboard while its first control is out of sight."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        focused = self.window().focusWidget()
        if self.page is not None and isinstance(focused, QAbstractButton) and not self.middle.shows(focused):
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def toggle_notes(self) -> None:
        """Show the notes in place of the page, or the page again, where they have no place of their own."""
        if self._notes is not None and self._notes_need_a_button():
            self._notes_open = not self._notes_open
            self._arrange()
            if self._header is not None:
                _focus_by_name(self._header, self._words.say("page.shell.notes.title"))

    @Slot()
    def open_look_menu(self) -> None:
        """Show the menu of text sizes and colours."""
        if self._header is not None:
            self._header.open_look_menu()

    @property
    def notes_open(self) -> bool:
        """True while the notes stand in place of the page."""
        return self._notes_open

    def code_field(self) -> "CodeField | None":
        """Where digits go: the page's own field, or the dock's, which opens for it."""
        own = self.page.code_field() if self.page is not None else None
        if own is not None or self.dock is None:
            return own
        self.dock.open()
        return self.dock.field

    def set_working(self, *, shown: bool) -> None:
        """Show that something is being done outside."""
        if shown:
            if self._working is None:
                self._working = self._new_working_bar()
                self.order_tab()
            self._working.lie_in(self._middle_place())
        elif self._working is not None:
            self._working.hide()

    @property
    def shows_working(self) -> bool:
        """True while it is shown that something is being done outside."""
        return self._working is not None and self._working.isVisible()

    def _new_working_bar(self) -> "WorkingBar":
        from secinfo_desktop.gui.shell.working_bar import WorkingBar

        bar = WorkingBar(self._words, self)
        bar.cancelled.connect(self.cancelled)
        return bar

    def parts(self) -> list[QWidget]:
        """The parts in the order in which Tab visits them: page, panel, dock, header."""
        docks = [self.dock, self.hand_dock]
        parts = [self.middle.page_area, self.middle.panel, self.company, *docks, self._working, self._header]
        return [part for part in parts if part is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the working bar where it belongs."""
        super().resizeEvent(event)
        if self._working is not None and self._working.isVisible():
            self._working.lie_in(self._middle_place())

    def _middle_place(self) -> QRect:
        return QRect(self.middle.mapTo(self, QPoint(0, 0)), self.middle.size())

    def _change_dock(self, dock: Dock | None) -> None:
        from secinfo_desktop.gui.shell.code_dock import CodeDock
        from secinfo_desktop.gui.shell.hand_dock import HandDock

        before = self.dock or self.hand_dock
        self.dock = CodeDock(dock, self._words) if dock is not None and not dock.by_hand else None
        self.hand_dock = HandDock(self._words) if dock is not None and dock.by_hand else None
        self._dock_place.put(self.dock or self.hand_dock)
        if self.dock is not None:
            self.dock.code_given.connect(self.code_given)
        if self.hand_dock is not None:
            self.hand_dock.way_taken.connect(self.way_taken)
        self._delete(before)

    def show_company(self, company: InCompany | None) -> None:
        """Say who looks on; who has the keyboard on one of its buttons keeps it there."""
        before, focused = self.company, self.company.focusWidget() if self.company is not None else None
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        if company is None:
            self.company = None
        else:
            from secinfo_desktop.gui.shell.company_bar import CompanyBar

            self.company = CompanyBar(company, self._words)
            self.company.way_taken.connect(self.company_heard)
        self._company_place.put(self.company)
        again = self.company.findChild(QWidget, name) if self.company is not None and name else None
        if again is not None:
            again.setFocus()
        self._delete(before)
        self.order_tab()

    def _place_ways(self, notes: "Notes | None") -> None:
        """What can be said at any time stands below the notes that are beside the page, else in or below the page."""
        around = self._around
        sentence = around.not_affiliated if current().one_column else ""
        centred = self.page is not None and self.page.is_centred
        inside = self.page.ways_place() if self.page is not None and notes is None else None
        state = (notes, around.ways, sentence, centred, inside)
        if state == self._ways:
            return
        self._ways = state
        from secinfo_desktop.gui.shell.foot import Foot, Ways

        ways = Ways(around.ways, stacked=notes is not None) if around.ways else None
        if ways is not None:
            ways.way_taken.connect(self.way_taken)
        if inside is not None:
            inside.put(ways)
        below = ways if notes is None and inside is None else None
        foot = Foot(below, sentence, centred=centred) if below is not None or sentence else None
        self.middle.show_foot(foot)
        if self._notes is not None:
            self._notes.show_ways(ways if notes is not None else None)
        before, self._ways_shown = self._ways_shown, foot or ways
        if before is not None and isValid(before):  # else it is gone with the page that it stood in
            self._delete(before)

    def _change_notes(self, around: Surroundings) -> None:
        if around.notes is None:
            before, self._notes = self._notes, None
            self._notes_open = False
            self._delete(before)
        elif self._notes is None:
            from secinfo_desktop.gui.shell.notes import Notes

            self._notes = Notes(around.notes, self._words)
        else:
            self._notes.show_events(around.notes)

    def _notes_need_a_button(self) -> bool:
        return current().one_column or self._side is not None or self._around.wide

    def _arrange(self) -> None:
        """Give every panel its place: beside the page if there is room, else below it or behind a button."""
        self._is_arranged = not self._changes
        if not self._is_arranged:
            return
        one_column, hidden_notes = current().one_column, self._notes_need_a_button()
        beside = self._side if self._side is not None or self._around.wide else self._notes
        self.middle.show_instead(None)
        self.middle.show_below(self._side if one_column else None)
        if one_column or beside is None:
            self.middle.show_beside(None)
        elif beside is self._side:
            self.middle.show_beside(beside, self._side_width)
        else:
            self.middle.show_beside(beside)
        self._place_ways(self._notes if beside is self._notes and not one_column else None)
        if self._notes is not None:
            self._notes.set_edge(margin() if hidden_notes else Space.L)
        if hidden_notes and self._notes_open:
            self.middle.show_instead(self._notes)
        self._change_header(notes_button=hidden_notes and self._notes is not None)
        self.order_tab()

    def _change_header(self, *, notes_button: bool) -> None:
        around = self._around
        place = (around.account, around.host, around.practice, around.not_affiliated)
        tools = (around.has_help, around.can_forget)
        state = (around.can_go_back, place, tools, notes_button, self._notes_open)
        if state == self._header_state:
            return
        self._header_state = state
        before, name = self._header, _focused_name(self._header)
        self._header = Header(
            around, self._preferences, self._words, notes_button=notes_button, notes_open=self._notes_open
        )
        self._header.went_back.connect(self.went_back)
        self._header.asked_for_help.connect(self.asked_for_help)
        self._header.wants_to_forget.connect(self.wants_to_forget)
        self._header.asked_for_notes.connect(self.toggle_notes)
        self._header.preferred.connect(self.preferred)
        self._header_place.put(self._header)
        _focus_by_name(self._header, name)
        self._delete(before)

    def _delete(self, widget: QWidget | None) -> None:
        if widget is None:
            return
        if self._leftovers is None:
            from secinfo_desktop.gui.shell.leftovers import Leftovers

            self._leftovers = Leftovers(self)
        self._leftovers.take(widget)

    def order_tab(self) -> None:
        """Tab follows reading again, after a part has built something anew."""
        if not self._changes:
            set_tab_order(self.parts())

    @contextmanager
    def one_change(self) -> Iterator[None]:
        """Several changes as one: places and the order of Tab are worked out once, at the end."""
        self._changes += 1
        try:
            yield
        finally:
            self._changes -= 1
        if self._is_arranged:
            self.order_tab()
        else:
            self._arrange()


def _focused_name(header: QWidget | None) -> str:
    focused = header.focusWidget() if header is not None else None
    return focused.accessibleName() if focused is not None and focused.hasFocus() else ""


def _focus_by_name(header: QWidget, name: str) -> None:
    """The keyboard stays on the same tool when the bar is built again."""
    same = [tool for tool in header.findChildren(QWidget) if name and tool.accessibleName() == name]
    if same:
        same[0].setFocus()
