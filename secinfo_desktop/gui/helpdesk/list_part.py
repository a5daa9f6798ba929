"""The part at the start side: search, scopes, the cases, and a new call."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent

from secinfo_desktop.domain.calls import CaseScope, CaseSort
from secinfo_desktop.gui.helpdesk.case_list import CaseListView
from secinfo_desktop.gui.helpdesk.cases import Cases
from secinfo_desktop.gui.helpdesk.choice_menu import ChoiceMenu
from secinfo_desktop.gui.helpdesk.part import Part, Wish
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import SMALL_HEIGHT, Button, Field, Flow, Kind, Text, column, holder, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.helpdesk.pages import CaseList, ConsoleFrame
from secinfo_desktop.helpdesk.said import NewCall, OpensCase, Searches
from secinfo_desktop.texts.words import Words

_LOW = 170
_PAUSE_MS = 150
"""Who types fast searches once."""


class SearchField(Field):
    """As low as a button. Down goes to what was found."""

    def __init__(self, words: Words) -> None:
        super().__init__("", placeholder=words.say("helpdesk_window.search.hint"), width=2000)
        self.setAccessibleName(words.say("helpdesk_window.search"))
        self.setFont(current().font(Type.SMALL))
        self.setFixedHeight(max(SMALL_HEIGHT, current().px(SMALL_HEIGHT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc first empties the field."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class ListPart(Part):
    """Cases to choose from. It stays as it is while lines come and go."""

    def __init__(self, frame: ConsoleFrame, words: Words) -> None:
        super().__init__(words.say("helpdesk_window.list"), Color.SUNKEN)
        self._words, self._frame = words, frame
        self.search = SearchField(words)
        self.search.setText(frame.cases.query.text)
        self.cases = Cases(words, self)
        self.view = CaseListView(self.cases, words)
        self._scopes = {scope: Button("", Kind.QUIET, height=SMALL_HEIGHT) for scope in CaseScope}
        for scope, button in self._scopes.items():
            self.says(button, Searches(scope=scope))
        self._heading, self._nothing = Text("", Type.LABEL, Color.INK2, heading=True), Text("", Type.SMALL, Color.INK2)
        self._aside = Text("", Type.SMALL, Color.INK2)
        self._sort = Button("", Kind.QUIET, trailing=Glyph.CARET_DOWN, height=SMALL_HEIGHT)
        self._build()
        self._listen()
        self.show_frame(frame)

    def _build(self) -> None:
        buttons = [self._new()]
        if self._frame.organisation is not None and not self._frame.is_training:
            join = Button(self._words.say("helpdesk_window.join.short"), Kind.QUIET, height=40)
            join.setAccessibleName(self._words.say("helpdesk_window.join"))
            self.wishes(join, Wish.JOIN)
            buttons.append(join)
        self._heads = holder(row(self._heading, None, self._sort, gap=4))
        top = column(self.search, 10, Flow(*self._scopes.values(), gap=4), 4, self._heads, gap=0)
        layout = column(
            top, 2, self._nothing, self.view, 8, self._aside, 4, Flow(*buttons, gap=8), margins=(16, 16, 16, 16)
        )
        layout.setStretchFactor(self.view, 1)
        self.setLayout(layout)

    def _new(self) -> Button:
        """A new call; of practice it is one from another made-up caller."""
        say, practice = self._words.say, self._frame.is_training
        words = say("helpdesk_window.practise.short") if practice else say("helpdesk_window.new_call")
        new = Button(words, Kind.PRIMARY, icon=Glyph.PLUS, height=40, key="N")
        new.setObjectName("new-call")
        if practice:
            self.wishes(new, Wish.PRACTISE)
        else:
            self.says(new, NewCall())
        return new

    def _listen(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textEdited.connect(self._pause.start)
        self.search.textChanged.connect(self._search_if_empty)
        self.search.returnPressed.connect(self._search)
        self.view.chosen.connect(lambda case_id: self.said.emit(OpensCase(case_id)))
        self.view.section_seen.connect(self._show_heading)
        self._sort.clicked.connect(self.choose_sort)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window with large text the cases have the room; their order can be chosen in a higher one."""
        super().resizeEvent(event)
        self._heads.setVisible(event.size().height() >= current().px(_LOW))

    def show_frame(self, frame: ConsoleFrame) -> None:
        """Show what has become of the list; what is typed and where it is scrolled to stay."""
        self._frame, cases = frame, frame.cases
        for scope, button in self._scopes.items():
            self._show_scope(button, scope, cases)
        say = self._words.say
        self._sort.set_words(say(f"helpdesk_window.sort.{cases.query.sort}"))
        self._sort.setAccessibleName(say(f"helpdesk_window.sort.spoken.{cases.query.sort}"))
        self.cases.show_cases(cases, frame.me.id, frame.call.line.step if frame.call is not None else None)
        self._aside.set_words(say("helpdesk_window.put_aside", n=len(frame.put_aside)))
        self._aside.setVisible(bool(frame.put_aside))
        searched = "search" if cases.query.text else cases.query.scope
        self._nothing.set_words(say(f"helpdesk_window.nothing.{searched}"))
        self._nothing.setVisible(not cases.lines)
        self._sort.setVisible(bool(cases.lines))
        self.view.follow()

    def _show_scope(self, button: Button, scope: CaseScope, cases: CaseList) -> None:
        number, is_here = cases.counts.get(scope, 0), scope is cases.query.scope
        words = self._words.say(f"helpdesk_window.scope.{scope}", number=number)
        button.kind = Kind.SELECTED if is_here else Kind.QUIET
        button.set_words(words)
        if is_here:
            button.setAccessibleName(self._words.say("helpdesk_window.scope.spoken", scope=words))

    @Slot(str)
    def _show_heading(self, heading: str) -> None:
        if heading != self._heading.text():
            self._heading.set_words(heading)

    @Slot()
    def _search(self) -> None:
        self._pause.stop()
        if self.search.text() != self._frame.cases.query.text:
            self.said.emit(Searches(text=self.search.text()))

    @Slot(str)
    def _search_if_empty(self, text: str) -> None:
        if not text:
            self._search()

    @Slot()
    def choose_sort(self) -> None:
        """Open the menu of orders."""
        say = self._words.say
        orders = [(sort.value, say(f"helpdesk_window.sort.{sort}")) for sort in CaseSort]
        chosen = self._frame.cases.query.sort

        def tell(sort: str) -> None:
            self.said.emit(Searches(sort=CaseSort(sort)))

        ChoiceMenu(say("helpdesk_window.sort"), orders, chosen, tell, self).open_below(self._sort)
