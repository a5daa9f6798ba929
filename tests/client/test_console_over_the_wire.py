"""The console itself on a real service: a caller's case is joined, led with them, verified and handed back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

import pytest

from secinfo_desktop.desktop import checklists, clock
from secinfo_desktop.desktop.accounts import PRACTICE, DesktopAccounts
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.desktop.helpdesk_service import doors
from secinfo_desktop.domain.calls import HandedTo
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered, Opened, StepShown
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.acts import Act, Ports, attempt
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.pages import Call
from secinfo_desktop.helpdesk.ports import CaseNews
from secinfo_desktop.recovery.ports import Purpose
from secinfo_desktop.texts.words import Words
from tests.helpers.shared_case import SharedCase

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBackend]:
    running = EmbeddedBackend(practice_settings(tmp_path_factory.mktemp("practice")))
    yield running
    running.stop()


class WiredConsole:
    """A console whose acts go over the wire, one after the other."""

    def __init__(self, accounts: DesktopAccounts) -> None:
        [door] = doors(accounts, lambda name: checklists.shipped(name).revision)
        self.service = door.enter("rosa", "")
        desk = door.desk(checklists.all_shipped())
        assert (desk.by_hand, desk.practice, "replace_info" in desk.capabilities) == (False, True, True)
        self.console = Console(desk, Words(self.service.now, "en"), new_case_id)
        self.ports = Ports(self.service, self.service)
        self.do(self.console.begin())

    def do(self, act: Act | None) -> None:
        """Perform an act and all that follows."""
        while act is not None:
            act = self.console.observe(act, attempt(act, self.ports))

    def say(self, what: said.Said) -> None:
        """The agent says it."""
        self.do(self.console.take(what))
        assert self.console.frame().problem is None

    def follow(self) -> CaseNews:
        """What is followed now."""
        wanted = self.console.follows()
        assert wanted is not None
        return self.service.follow(*wanted)

    def hear(self, news: CaseNews) -> None:
        """The next change."""
        self.do(self.console.heard(next(news)))

    @property
    def call(self) -> Call:
        """The case in the middle."""
        call = self.console.frame().call
        assert call is not None
        return call

    @property
    def step(self) -> str:
        """The step in the middle; "" for none, and before anything of a case may be seen."""
        call = self.console.frame().call
        return call.step.step if call is not None and call.step is not None else ""


def test_a_whole_shared_call_at_the_console(backend: EmbeddedBackend) -> None:
    accounts = DesktopAccounts((), backend.address, clock.now)
    practice, numbers = accounts.practice(), count(1)
    stories = [story.id for story in practice.stories() if story.audience is Disclosure.KNOWN_DEVICE]
    persona, account = practice.start(stories[0]), accounts.account(PRACTICE.id)
    account.open(persona.account_name, Purpose.RECOVER)
    live_help = account.live_help()
    assert live_help is not None
    opened = Opened(AT, "case-0001", "code_not_received", "1", "sms", Disclosure.PUBLIC)
    shared = SharedCase(live_help, Case(opened), lambda: f"caller-{next(numbers):020d}")

    desk = WiredConsole(accounts)
    desk.say(said.Joins(shared.open("en").number))
    assert desk.step == ""
    news = desk.follow()
    live_help.answer(allow=True)
    desk.hear(news)
    first, checklist = desk.step, checklists.shipped("code_not_received")
    assert first == decide(checklist, shared.log.case, account.capabilities).step
    heard = iter(shared.follow())
    while shared.log.case.shown != first:
        next(heard)
    assert isinstance(shared.log.case.later[-1], StepShown)
    shared.say(Answered(account.now(), first, checklist.outcomes(first)[0], 3.0))
    own_plan = decide(checklist, shared.send().case, account.capabilities).step
    while desk.step == first:
        desk.hear(news)
    assert desk.step == own_plan
    assert [line.who for line in desk.call.timeline if line.who] == ["Caller"]

    desk.say(said.Verifies(CallerProof.NUMBER))
    call = desk.call
    assert call.caller.number is not None
    live_help.give_number(call.caller.number.number or "")
    while not desk.call.line.is_verified:
        desk.hear(news)
    desk.service.hand_over(call.line.id, HandedTo.CALLER)
    assert list(heard)
    assert [case.line.is_live for case in news][-1] is False
