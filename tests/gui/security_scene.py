"""One page of My security info in its real window over an account in memory: for the eye, the audit and the tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QMenu, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.parts import Button, announce
from secinfo_desktop.gui.security_info.presenter import SecurityInfoPresenter
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.gui.shell.window import Announce
from secinfo_desktop.security_info.pages import Frame, Page
from secinfo_desktop.security_info.said import Said
from secinfo_desktop.security_info.visit import Visit
from tests.gui.awaiting import until
from tests.gui.looks import Look
from tests.helpers.fake_signed_in import NAME, FakeSignedIn


class SecurityScene:
    """The window, and what a person does in it. Close it when it is no longer looked at."""

    def __init__(
        self,
        appearance: Appearance,
        look: Look,
        account: FakeSignedIn,
        goal: Page | None = None,
        say_aloud: Announce = announce,
        *,
        practice: bool = False,
    ) -> None:
        self.account, self._jobs = account, Jobs()
        self.window = Window(appearance, look.words(account.clock), look.preferences, say_aloud=say_aloud)
        self.visit = Visit(
            is_signed_in=account.is_signed_in, goal=goal, account_name=NAME if account.is_signed_in else ""
        )
        self.presenter = SecurityInfoPresenter(
            self.window, self.visit, account, self._jobs, practice=practice, say_aloud=say_aloud
        )
        self.presenter.begin()
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.settles()

    @property
    def frame(self) -> Frame:
        """What is shown."""
        return self.presenter.frame

    @property
    def subject(self) -> QWidget:
        """The dialog or menu that is open, or the window."""
        over = [*self.window.findChildren(QDialog), *self.window.findChildren(QMenu)]
        return next((one for one in over if one.isVisible()), self.window)

    @property
    def is_busy(self) -> bool:
        """True while something is being done outside."""
        return self.presenter.is_busy

    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through, one after the other."""
        return self.window.body.parts()

    def until(self, condition: Callable[[], bool]) -> None:
        """Lets the window live until something is so."""
        until(condition)

    def settles(self) -> None:
        """Lets the window live until nothing is awaited."""
        self.until(lambda: not self.is_busy)

    def says(self, *words: Said) -> None:
        """The person says one thing after the other."""
        for word in words:
            self.presenter.say(word)
            self.settles()

    def buttons(self) -> list[QAbstractButton]:
        """What can be pressed now, in the dialog that is open or in the window."""
        return [one for one in self.subject.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]

    def presses(self, words: str) -> None:
        """Presses what has these words on it, or for a name."""
        fits = [one for one in self.buttons() if words in (_plain(one.accessibleName()), one.text(), one.objectName())]
        assert fits, (words, [one.accessibleName() for one in self.buttons()])
        fits[0].click()
        self.settles()

    def texts(self) -> list[str]:
        """Everything that is read on the page and in the banner above it."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]

    def close(self) -> None:
        """Lets everything go."""
        self._jobs.shutdown()
        self.window.leave()
        self.window.deleteLater()


def _plain(words: str) -> str:
    """Without isolation marks and hard spaces."""
    return words.replace("\u2066", "").replace("\u2069", "").replace("\u00a0", " ")


def reads(scene: SecurityScene) -> str:
    """Everything that is read on the page, as one text without isolation marks and hard spaces."""
    return _plain("\n".join(scene.texts()))


def types(scene: SecurityScene, *texts: str) -> None:
    """Fills the fields that are seen, from above."""
    assert scene.window.page is not None
    fields = [field for field in scene.window.page.findChildren(QLineEdit) if field.isVisible()]
    for field, text in zip(fields, texts, strict=False):
        field.setText(text)


def nothing(_scene: SecurityScene) -> None:
    """The page is looked at as it comes up."""


@dataclass(frozen=True)
class SecuritySight:
    """A page of My security info worth looking at: the account behind it, and what the person does there."""

    name: str
    account: Callable[[], FakeSignedIn]
    goal: Page | None = None
    deed: Callable[[SecurityScene], object] = nothing
    practice: bool = False

    def open(self, appearance: Appearance, look: Look) -> SecurityScene:
        """The page in a look."""
        scene = SecurityScene(appearance, look, self.account(), self.goal, practice=self.practice)
        self.deed(scene)
        return scene


def button(scene: SecurityScene, words: str) -> Button:
    """What can be pressed with these words, pressable or not."""
    found = [one for one in scene.subject.findChildren(Button) if one.isVisible()]
    return next(one for one in found if words in (one.words, one.accessibleName(), one.objectName()))
