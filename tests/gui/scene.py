"""One page in its real window over a service in memory: as it comes up, or after the person did something there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QMenu, QWidget

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.apart import Windows
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.keeping import Keeping
from secinfo_desktop.gui.parts import announce
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.gui.shell.window import Announce
from secinfo_desktop.recovery.said import Said, Skipped
from tests.gui.awaiting import until
from tests.gui.looks import Look
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_cases import FakeCases
from tests.helpers.fake_desk import FakeDesk
from tests.helpers.walk import Walk


class Scene:
    """The window, and what a person does in it. Close it when it is no longer looked at."""

    def __init__(
        self,
        appearance: Appearance,
        look: Look,
        walk: Walk,
        desk: FakeDesk | None = None,
        say_aloud: Announce = announce,
    ) -> None:
        self.walk, self._jobs, self.desk = walk, Jobs(), desk or FakeDesk()
        self.window = Window(appearance, look.words(walk.accounts.clock), look.preferences, say_aloud=say_aloud)
        self.conductor = Conductor(walk.flow, walk.accounts, self._jobs, self.window, walk.cases)
        self.viewer = WorldViewer(walk.accounts, self._jobs, self.window)
        self.folders_opened: list[str] = []
        self.windows = Windows(self.desk, walk.accounts, self._jobs, walk.accounts.clock, self.window)
        self.presenter = Presenter(self.window, self.conductor, self.viewer, self.windows, self.folders_opened.append)
        self.presenter.left.connect(self.window.leave)
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        if walk.frame.persona is not None:
            self.until(lambda: self.window.findChild(QWidget, "clock-wait") is not None)

    @property
    def jobs(self) -> Jobs:
        """Where everything slow happens."""
        return self._jobs

    @property
    def subject(self) -> QWidget:
        """What is looked at: the dialog or menu that is open, or the window."""
        over = [*self.window.findChildren(QDialog), *self.window.findChildren(QMenu)]
        return next((one for one in over if one.isVisible()), self.window)

    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through, one after the other."""
        return self.window.body.parts()

    def until(self, condition: Callable[[], bool]) -> None:
        """Lets the window live until something is so.

        Raises:
            TimeoutError: it does not become so.
        """
        until(condition)

    def says(self, *words: Said) -> None:
        """The person says one thing after the other in the window, and each is answered."""
        for word in words:
            self.conductor.say(word)
            self.until(lambda: not self.conductor.is_busy)

    @property
    def is_busy(self) -> bool:
        """True while something is being done outside."""
        return self.conductor.is_busy

    def fails_to_keep(self) -> None:
        """The next answer can't be saved."""
        assert isinstance(self.walk.cases, FakeCases)
        self.walk.cases.fail_next("keep", Failure.NOT_KEPT)
        self.says(Skipped())
        self.until(lambda: self.conductor.keeping.has_failed)

    def types(self, text: str) -> None:
        """Fills in the page's field."""
        assert self.window.page is not None
        fields = [field for field in self.window.page.findChildren(QLineEdit) if field.isVisible()]
        fields[0].setText(text)

    def clicks(self, name: str) -> None:
        """Presses the control of this object name."""
        button = self.window.findChild(QAbstractButton, name)
        assert isinstance(button, QAbstractButton), name
        button.click()

    def presses(self, words: str) -> None:
        """Presses what has these words on it, or for a name, in the dialog or in the window."""
        shown = [button for button in self.subject.findChildren(Pressable) if button.isVisible()]
        next(button for button in shown if words in (button.words, button.accessibleName())).click()

    @property
    def keeping(self) -> Keeping:
        """What keeps the case."""
        return self.conductor.keeping

    def close(self) -> None:
        """Lets everything go."""
        self._jobs.shutdown()
        self.window.leave()
        self.window.deleteLater()


def nothing(_scene: Scene) -> None:
    """The page is looked at as it comes up."""


@dataclass(frozen=True)
class Sight:
    """A page worth looking at: its file's name, the way to it, and what the person does there."""

    name: str
    way: Callable[[Walk], object]
    deed: Callable[[Scene], object] = nothing
    desk: Callable[[], FakeDesk] = FakeDesk
    """Where browser windows are opened."""
    connected: bool = True
    """Whether an organisation has set up this app."""

    def there(self) -> Walk:
        """The person before the page, without a window."""
        walk = Walk(StoryAccounts(connected=self.connected))
        self.way(walk)
        return walk

    def open(self, appearance: Appearance, look: Look) -> Scene:
        """The page in a look."""
        scene = Scene(appearance, look, self.there(), self.desk())
        self.deed(scene)
        return scene
