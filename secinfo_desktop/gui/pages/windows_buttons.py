"""What opens and closes separate browser windows, and in which browser."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.gui.apart import Now, Work
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Button, Kind
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.texts.words import Words


class WindowsButtons(QObject):
    """Makes the buttons. ``number`` says how many windows there are: "one" or "two"."""

    opens = Signal()
    wants_closing = Signal()
    chose_browser = Signal(object)

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    def opening(self, now: Now, number: str) -> Iterator[Button]:
        """What opens the windows; beside it the browser, where there is a choice."""
        if now.browser is not None:
            yield self._open_button(self._words.say(f"apart.open.{number}"))
            yield from self._browser_button(now, now.browser)

    def closing(self, now: Now, number: str) -> Button:
        """What closes the windows; it shows that it is at it."""
        button = Button(self._words.say(f"apart.close.{number}"), icon=Glyph.TRASH)
        button.setObjectName("close-windows")
        button.clicked.connect(self.wants_closing)
        if now.work is Work.CLOSING:
            button.set_working(self._words.say("apart.closing"))
        return button

    def _open_button(self, words: str) -> Button:
        button = Button(words, Kind.PRIMARY, icon=Glyph.BROWSER)
        button.setObjectName("open-windows")
        button.clicked.connect(self.opens)
        return button

    def _browser_button(self, now: Now, browser: Browser) -> Iterator[Button]:
        if len(now.browsers or ()) < 2:
            return
        say = self._words.say
        words, name = say("apart.browser", browser=browser.name), say("apart.browser.other", browser=browser.name)
        self._menu_button = Button(words, Kind.QUIET, trailing=Glyph.CARET_DOWN, name=name)
        self._menu_button.setObjectName("choose-browser")
        self._menu_button.clicked.connect(lambda: self._open_menu(now))
        yield self._menu_button

    def _open_menu(self, now: Now) -> None:
        menu = BrowserMenu(now, self._menu_button)
        menu.chose.connect(self.chose_browser)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height())))


class BrowserMenu(QMenu):
    """The browsers of this computer, to choose another one."""

    chose = Signal(object)

    def __init__(self, now: Now, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(current().font(Type.SMALL))
        group = QActionGroup(self)
        for browser in now.browsers or ():
            action = QAction(browser.name, self, checkable=True, checked=browser == now.browser)
            action.triggered.connect(partial(self._tell, browser))
            group.addAction(action)
            self.addAction(action)

    def _tell(self, browser: Browser, *_checked: bool) -> None:
        self.chose.emit(browser)
