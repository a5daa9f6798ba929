"""A caller's window and an agent's client at one real service: joined, allowed, answered by both, verified, ended.

The window is the real one, with everything behind it; the agent makes the calls that the console makes.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QLineEdit

from secinfo_desktop.domain.calls import HandedTo
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.guide.events import Answered, StepShown
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.live_pages import AgentAsksPage, HelpNews, JoinNumberPage, ReadNumberPage
from secinfo_desktop.recovery.ports import RefusedError
from tests.gui.conftest import appearance, wear  # noqa: F401 - the window's own fixtures
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.helpers.fake_accounts import ORGANISATION, FakeAccounts
from tests.helpers.served_helpdesk import NAME, ServedHelpdesk, served_helpdesk
from tests.helpers.service_bench import PHONE
from tests.helpers.walk import Walk

if TYPE_CHECKING:
    from secinfo_desktop.client.helpdesk import BackendHelpdesk

QUESTION, OTHER = "filter_is_on", "mask_matches"


class Call:
    """Both sides of one call."""

    def __init__(self, its: ServedHelpdesk, scene: Scene) -> None:
        self.its, self.scene = its, scene
        self.agent: BackendHelpdesk = its.console()
        self.case = ""

    @property
    def page(self) -> pages.Page:
        return self.scene.conductor.frame().page

    def step(self) -> str | None:
        return getattr(self.page, "step", None)

    def asks_for_help(self) -> str:
        """The person says the number that they see."""
        self.scene.clicks("let-look-on")
        self.scene.until(lambda: isinstance(self.page, JoinNumberPage))
        assert isinstance(self.page, JoinNumberPage)
        return self.page.number

    def is_joined(self) -> None:
        self.case = self.agent.join(self.asks_for_help()).case_id
        self.scene.until(lambda: isinstance(self.page, AgentAsksPage))

    def is_allowed(self) -> None:
        self.is_joined()
        self.scene.says(said.AnswersAgent(allow=True))
        self.scene.until(lambda: self.scene.conductor.frame().help.company is not None)

    def agent_sees(self, step: str) -> bool:
        return any(isinstance(event, Answered) and event.step == step for event in self.agent.read(self.case).log.later)

    def is_verified(self) -> None:
        self.its.wait(timedelta(minutes=1))
        number = self.agent.verify(self.case, CallerProof.NUMBER, None).number
        self.scene.until(lambda: isinstance(self.page, ReadNumberPage))
        self.scene.says(said.GivesReadNumber(number or ""))


@pytest.fixture
def call(appearance: Appearance, tmp_path: Path) -> Iterator[Call]:  # noqa: F811 - the fixture above
    with served_helpdesk(tmp_path / "service") as its:
        walk = Walk(cast("FakeAccounts", its.accounts()))  # at its ports the same
        walk.says(
            said.Began(said.Start.NO_CODE),
            said.ChoseAccount(ORGANISATION.id),
            said.GaveName(NAME),
        )
        assert isinstance(walk.page, pages.ContactPage)
        walk.says(said.ChoseContact(walk.page.contacts[0].id, PHONE), said.DidNotCome(), said.ChoseStep(QUESTION))
        scene = Scene(appearance, LIGHT, walk)
        try:
            yield Call(its, scene)
        finally:
            scene.close()


def test_a_whole_shared_call(call: Call) -> None:
    call.is_joined()
    asked = call.page
    assert isinstance(asked, AgentAsksPage)
    assert asked.name == "Rosa"
    assert not call.agent.read(call.case).log.later  # nothing is seen before the person allows it
    call.scene.says(said.AnswersAgent(allow=True))
    call.scene.until(lambda: call.scene.conductor.frame().help.company is not None)
    assert call.agent.read(call.case).word_pair == asked.word_pair

    now = call.its.bench.clock()
    call.agent.add(call.case, [Answered(now, QUESTION, "no", 3.0), StepShown(now, OTHER, Disclosure.PUBLIC)])
    call.scene.until(lambda: call.step() == OTHER)
    notes = call.scene.conductor.frame().notes
    assert ("no", "Rosa") in [(note.answer, note.who) for note in notes]

    call.scene.says(said.Answered("yes"))
    call.scene.until(lambda: call.agent_sees(OTHER))

    with pytest.raises(RefusedError) as refused:
        call.agent.facts(call.case)
    assert refused.value.failure is Failure.CALLER_NOT_VERIFIED
    call.is_verified()
    company = call.scene.conductor.frame().help.company
    assert company is not None
    assert company.verified_until is not None
    facts = call.agent.facts(call.case)
    assert facts.contacts
    assert all(PHONE not in fact.mask for fact in facts.contacts)

    call.scene.clicks("end_help")
    call.scene.until(lambda: call.scene.conductor.frame().help.news is HelpNews.ENDED_BY_YOU)
    call.scene.until(lambda: call.scene.walk.flow.live.errand() is None)
    with pytest.raises(RefusedError):
        call.agent.facts(call.case)


def test_what_the_agent_knows_never_reaches_the_caller_and_no_code_the_agent(call: Call) -> None:
    call.is_allowed()
    call.is_verified()
    code = call.its.bench.newest_code()
    kept = repr(call.agent.read(call.case)) + repr(call.agent.facts(call.case))
    assert code not in kept
    assert PHONE not in kept
    case = call.scene.walk.flow.case
    assert case is not None
    assert "helpdesk" not in {str(getattr(event, "disclosure", "")) for event in case.later}
    fields = call.scene.window.findChildren(QLineEdit)
    assert all(code not in field.text() for field in fields)


def test_who_is_not_allowed_sees_nothing(call: Call) -> None:
    call.is_joined()
    call.scene.says(said.AnswersAgent(allow=False))
    call.scene.until(lambda: call.scene.walk.flow.live.errand() is None)
    with pytest.raises(RefusedError):
        list(call.agent.follow(call.case, 0))
    with pytest.raises(RefusedError):
        call.agent.read(call.case)
    assert call.step() == QUESTION


def test_the_number_of_another_call_verifies_nobody(call: Call) -> None:
    call.is_allowed()
    call.its.wait(timedelta(minutes=1))
    right = call.agent.verify(call.case, CallerProof.NUMBER, None).number or ""
    call.scene.until(lambda: isinstance(call.page, ReadNumberPage))
    call.scene.says(said.GivesReadNumber(f"{(int(right) + 1) % 1000:03d}"))
    problem = call.scene.conductor.frame().problem
    assert problem is not None
    assert problem.failure is Failure.NUMBER_WRONG
    call.scene.says(said.GivesReadNumber(right))  # the control
    company = call.scene.conductor.frame().help.company
    assert company is not None
    assert company.verified_until is not None


def test_who_did_not_call_ends_it_for_the_agent_as_well(call: Call) -> None:
    call.is_allowed()
    call.its.wait(timedelta(minutes=1))
    call.agent.verify(call.case, CallerProof.NUMBER, None)
    call.scene.until(lambda: isinstance(call.page, ReadNumberPage))
    call.scene.clicks("did-not-call")
    call.scene.until(lambda: call.scene.conductor.frame().help.news is HelpNews.NOT_ASKED_FOR)
    call.scene.until(lambda: call.scene.walk.flow.live.errand() is None)
    with pytest.raises(RefusedError):
        call.agent.facts(call.case)


def test_the_agent_hands_it_back_and_the_person_goes_on(call: Call) -> None:
    call.is_allowed()
    call.agent.hand_over(call.case, HandedTo.CALLER)
    call.scene.until(lambda: call.scene.conductor.frame().help.news is HelpNews.ENDED)
    call.scene.says(said.Answered("no"))
    assert isinstance(call.page, pages.StepPage)
    assert call.step() != QUESTION
