"""A console whose acts are performed at once, as a face would do on a thread."""

from itertools import count

from secinfo_desktop import resources
from secinfo_desktop.desktop import checklists
from secinfo_desktop.domain import providers
from secinfo_desktop.guide.case import Case
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.acts import Act, Ports, attempt
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.pages import Call, ConsoleFrame, Step
from secinfo_desktop.helpdesk.records import HelpCase
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_helpdesk import FakeBook, FakeService

PACK = providers.parse(resources.text("providers/microsoft.toml"))
CAPABILITIES = PACK.by_hand.capabilities if PACK.by_hand else frozenset()


class ConsoleBench:
    """One agent at one console."""

    def __init__(
        self,
        book: FakeBook | None = None,
        language: str = "en",
        clock: FrozenClock | None = None,
        desk: Desk | None = None,
    ) -> None:
        self.clock = clock or (book.clock if book is not None else FrozenClock())
        self.book = book or FakeBook(self.clock)
        self.kept_here: dict[str, str | None] = {}
        service = self.book if isinstance(self.book, FakeService) else None
        self.ports = Ports(self.book, service, self.kept_here.__setitem__)
        desk = desk or Desk(checklists.all_shipped(), PACK, CAPABILITIES, by_hand=self.ports.service is None)
        numbers = count(1)
        self.console = Console(desk, Words(self.clock, language), lambda: f"case-{next(numbers):06}")
        self.do(self.console.begin())

    def do(self, act: Act | None) -> None:
        """Perform an act and all that follows."""
        while act is not None:
            act = self.console.observe(act, attempt(act, self.ports))

    def say(self, *words: said.Said) -> ConsoleFrame:
        """Say things one after the other."""
        for word in words:
            self.do(self.console.take(word))
        return self.frame

    def hear(self, case: HelpCase) -> ConsoleFrame:
        """The service tells of a change."""
        self.do(self.console.heard(case))
        return self.frame

    @property
    def frame(self) -> ConsoleFrame:
        """What is seen."""
        return self.console.frame()

    @property
    def call(self) -> Call:
        """The case in the middle."""
        call = self.frame.call
        assert call is not None
        return call

    @property
    def step(self) -> Step:
        """The step in the middle."""
        step = self.call.step
        assert step is not None
        return step

    @property
    def kept(self) -> Case:
        """The log of the shown case as it is kept."""
        return self.book.cases[self.call.line.id].log
