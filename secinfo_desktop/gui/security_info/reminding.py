"""Reminders on the desktop, for whoever leaves the window open: looked at after signing in, and every hour."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from secinfo_desktop.gui.parts import Notice, Tone
from secinfo_desktop.gui.security_info.contacts import ContactsView
from secinfo_desktop.gui.security_info.overview import OverviewView
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.security_info.pages import Frame
from secinfo_desktop.security_info.ports import SignedInAccount
from secinfo_desktop.security_info.reminding import Reminder, Reminding

HOUR_MS = 60 * 60 * 1000
_SHOWN_MS = 20_000


class Notifier(Protocol):
    """Shows something outside the window."""

    def show(self, title: str, text: str) -> bool:
        """False if this desktop has no place for it."""


class Tray:
    """The desktop's notifications. Our sign stands in the tray from the first one on, and leads to the window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._sign: QSystemTrayIcon | None = None

    def show(self, title: str, text: str) -> bool:
        """Show it for a while."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return False
        if self._sign is None:
            self._sign = self._new_sign()
        self._sign.showMessage(title, text, QApplication.windowIcon(), _SHOWN_MS)
        return True

    def _new_sign(self) -> QSystemTrayIcon:
        sign = QSystemTrayIcon(QApplication.windowIcon(), self._window)
        sign.setToolTip(self._window.words.say("page.shell.app"))
        sign.activated.connect(self._window.come_to_front)
        sign.messageClicked.connect(self._window.come_to_front)
        sign.show()
        return sign


class DesktopReminders(QObject):
    """Reminds of one account's dates until somebody signs out, also after My security info was left."""

    def __init__(self, window: Window, make_notifier: Callable[[Window], Notifier] = Tray) -> None:
        super().__init__(window)
        self._window, self._notifier = window, make_notifier(window)
        self._account: SignedInAccount | None = None
        self._reminding = Reminding()
        self.hourly = QTimer(self, interval=HOUR_MS)
        self.hourly.timeout.connect(self._look)

    def see(self, account: SignedInAccount, frame: Frame) -> None:
        """What is shown of an account now: the first look at it reminds at once."""
        if not frame.is_signed_in or frame.seen is None:
            if account is self._account:
                self._stop()
            return
        if account is not self._account:
            self._account, self._reminding = account, Reminding()
        self._reminding.see(frame.seen.info)
        if not self.hourly.isActive():
            self.hourly.start()
            self._look()

    def _stop(self) -> None:
        self._account = None
        self._reminding.see(None)
        self.hourly.stop()

    @Slot()
    def _look(self) -> None:
        if self._account is not None:
            for one in self._reminding.due(self._account.now()):
                self._tell(one)

    def _tell(self, one: Reminder) -> None:
        """Where the desktop has no place for it, the window says it, unless it is what the page says already."""
        say = self._window.words.say
        title, text = say(one.title_id), say(one.text_id)
        if self._notifier.show(title, text) or isinstance(self._window.page, OverviewView | ContactsView):
            return
        self._window.show_banner(lambda: Notice(title, text, Tone.WARN))
