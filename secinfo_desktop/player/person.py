"""What the simulated person decides, page by page: from the scenario's answers and from what they see, no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

from secinfo_desktop.domain import contacts, masks
from secinfo_desktop.domain.contacts import ContactError, ContactKind, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.player.moves import Does, Move, Says, Waits
from secinfo_desktop.player.senses import Senses, Sight, code_with_tag
from secinfo_desktop.practice.scenarios import PersonContact, Scenario
from secinfo_desktop.recovery import apart, pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import AccountKind, CodeSent
from secinfo_desktop.recovery.said import Start, StepAnswer

NEW_WORDS = "seven lanterns over the quiet harbour"
"""The made-up person's new password."""
PATIENCE = (60.0, 80.0)
"""Seconds until the person says that a code did not come: the page says that most come within a minute."""
GLANCE = 20.0
"""Seconds between two looks."""
LONGEST_PAUSE = 900.0
"""Seconds that the person is ready to wait until another code may be asked for."""
THINKING = (3.0, 15.0)
WORKING = (20.0, 60.0)
TIMES: Mapping[str, tuple[float, float]] = {
    "wait_and_look_again": (120.0, 150.0),
    "ask_carrier": (300.0, 900.0),
    "check_service_status": (540.0, 660.0),
    "use_newest_code": (40.0, 60.0),
}
"""Seconds that an action takes, where it is no ordinary one."""
SIGHTS: Mapping[str, Sight] = {"look_in_junk": Sight.JUNK, "search_all_folders": Sight.EVERYWHERE}
"""Where an action makes the person look; everything else is looked for in plain sight."""
FINDS = frozenset(
    {"look_in_junk", "read_on_other_device", "search_all_folders", "separate_private_sessions", "use_newest_code"}
)
"""Actions that have succeeded if the right message is there."""

CodePage = pages.WaitingPage | pages.EnterCodePage


class Person:
    """One made-up person: what they know, and what they remember of this evening. The seed decides their pace only.

    ``behind`` is what stands behind the account: the practice world, or a service that sends real messages.
    """

    def __init__(
        self, scenario: Scenario, senses: Senses, seed: int, behind: AccountKind = AccountKind.PRACTICE
    ) -> None:
        self._scenario, self._senses, self._seed, self._behind = scenario, senses, seed, behind
        self._random = Random(seed)
        self._given: set[str] = set()
        self._tried: list[str] = []
        self._doing: str | None = None
        self._did_at: datetime | None = None
        self._watched: pages.Page | None = None
        self._patience = 0.0

    def move(self, frame: Frame, now: datetime) -> Move:
        """What the person does on a page that is not the last."""
        match frame.page:
            case pages.ContactPage():
                return self._choose_contact(frame, frame.page, now)
            case pages.WaitingPage() | pages.EnterCodePage():
                return self._await_code(frame, frame.page, now)
            case pages.QuestionPage(step, answers):
                known = self._scenario.answers.get(step)
                return self._says(said.Answered(known) if known in answers and known else said.Skipped())
            case pages.SessionsPage() as page if page.stage in apart.ASKS:
                return self._says(said.Answered(self._before_windows(page)))
            case pages.InstructionPage(step) | pages.SessionsPage(step):
                return self._carry_out(step, frame, now)
            case page:
                return self._says(self._plain_answer(page))

    def _says(self, what: said.Said) -> Says:
        return Says(what, self._random.uniform(*THINKING))

    def _before_windows(self, page: pages.SessionsPage) -> apart.ApartAnswer:
        """The page that waits for the code stays open all evening."""
        if page.stage is pages.Stage.WAITING:
            return apart.ApartAnswer.STILL_WAITS
        reads = apart.ELSEWHERE in self._scenario.abilities
        return apart.ApartAnswer.READS_ELSEWHERE if reads else apart.ApartAnswer.NEEDS_SIGN_IN

    def _plain_answer(self, page: pages.Page) -> said.Said:
        match page:
            case pages.StartPage():
                asked = self._scenario.answers.get("asked_for_code") != "no"
                return said.Began(Start.NO_CODE if asked else Start.UNASKED_CODE)
            case pages.WhoseAccountPage(choices):
                return said.ChoseAccount(next(choice.id for choice in choices if choice.kind is self._behind))
            case pages.StoriesPage():
                return said.ChoseStory(self._scenario.id, self._seed)
            case pages.AccountNamePage():
                return said.GaveName(page.fixed or self._scenario.person.account_name)
            case pages.NewPasswordPage():
                return said.GavePassword(NEW_WORDS)
            case pages.TroublePage():
                return said.TriesAgain()
        return said.Finished()

    def _choose_contact(self, frame: Frame, page: pages.ContactPage, now: datetime) -> Move:
        if frame.problem is not None and frame.problem.failure is Failure.TOO_SOON and frame.problem.retry_at:
            if now < frame.problem.retry_at:
                return Waits((frame.problem.retry_at - now).total_seconds())
            self._tried.pop()
        chosen = self._recognise(page.contacts, frame.pack.region if frame.pack else "")
        if chosen is None:
            return self._says(said.NoneOfThese())
        shown, own = chosen
        return self._says(said.ChoseContact(shown.id, own))

    def _recognise(self, offered: Sequence[MaskedContact], region: str) -> tuple[MaskedContact, str] | None:
        """First where the story's code goes, then what was not tried yet, with what is typed; None is theirs: None."""
        mine = [(shown, own) for shown in offered if (own := self._typed(shown, region)) is not None]
        mine.sort(key=lambda pair: (self._tried.count(pair[0].id), pair[0].channel is not self._scenario.context))
        self._tried += [shown.id for shown, _ in mine[:1]]
        return mine[0] if mine else None

    def _typed(self, shown: MaskedContact, region: str) -> str | None:
        """What the person types for a contact that they recognise behind its mask; the first time with their slip."""
        for own in self._scenario.all_contacts:
            known = [value for value in _usable(own) if _is_behind(shown, own.kind, value, region)]
            if known:
                return own.slip if own.slip and shown.id not in self._tried else known[0]
        return None

    def _await_code(self, frame: Frame, page: CodePage, now: datetime) -> Move:
        code = self._code_in_sight(page.step, frame)
        if code is not None:
            return self._gives(code)
        return self._pause(page, now) or self._glance(page) or self._says(said.DidNotCome())

    def _glance(self, page: pages.Page) -> Move | None:
        """Looks again in a moment; None once patience is over."""
        if page != self._watched:
            self._watched, self._patience = page, self._random.uniform(*PATIENCE)
        if self._patience <= 0:
            return None
        self._patience -= GLANCE
        return Waits(GLANCE)

    def _pause(self, page: CodePage, now: datetime) -> Move | None:
        """What was done about the cause helps the next code only: that one is asked for as soon as it may be."""
        if self._did_at is None or page.step is None or page.sent.asked_at >= self._did_at:
            return None
        seconds = (page.sent.next_at - now).total_seconds()
        if seconds <= 0:
            return self._says(said.AskedAgain())
        return Waits(seconds) if seconds <= LONGEST_PAUSE else None

    def _carry_out(self, step: str, frame: Frame, now: datetime) -> Move:
        """First does it in the world, then says what came of it."""
        if step in self._scenario.leaves_out:
            return self._says(said.Skipped())
        if step not in self._scenario.abilities:
            return self._says(said.Answered(StepAnswer.FAILED))
        if self._doing != step:
            self._doing = step
            return Does(step, self._random.uniform(*TIMES.get(step, WORKING)))
        self._doing, self._did_at = None, now
        code = self._code_in_sight(step, frame)
        if code is not None and step not in FINDS:
            return self._gives(code)
        succeeded = step not in FINDS or code is not None
        return self._says(said.Answered(StepAnswer.DONE if succeeded else StepAnswer.FAILED))

    def _code_in_sight(self, step: str | None, frame: Frame) -> str | None:
        """A code that was not given yet, from a message with the right tag, where the step makes the person look."""
        sent = self._newest(frame)
        if sent is None:
            return None
        tag = "" if self._scenario.person.takes_any_code else sent.tag
        code = code_with_tag(self._senses.look(_sight(step)), tag)
        return code if code not in self._given else None

    def _newest(self, frame: Frame) -> CodeSent | None:
        """The code that was asked for last, as the page tells of it."""
        return frame.code

    def _gives(self, code: str) -> Move:
        self._given.add(code)
        return self._says(said.GaveCode(code))


def _sight(step: str | None) -> Sight:
    return SIGHTS.get(step or "", Sight.PLAIN)


def _usable(own: PersonContact) -> tuple[str, ...]:
    """What of a contact the person chooses: not what they have lost, but what they have now."""
    return own.known[1:] if own.lost else own.known


def _is_behind(shown: MaskedContact, kind: ContactKind, value: str, region: str) -> bool:
    if kind is not shown.kind:
        return False
    try:
        normalised = contacts.normalise(kind, value, region)
    except ContactError:
        return False
    return not masks.contradicts(shown.mask, shown.kind, normalised)
