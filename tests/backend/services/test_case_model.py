"""A helpdesk lived through at random, against a model of its logs: in order, each id once, written by owners alone."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from secinfo_desktop.backend.services.help_cases import NewCall
from secinfo_desktop.backend.services.help_records import HelpCase
from secinfo_desktop.backend.services.live_records import LoggedEvent
from secinfo_desktop.backend.services.staff_records import StaffSession
from secinfo_desktop.backend.store.live_rows import read_log
from secinfo_desktop.domain.calls import CaseState, ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role
from tests.backend.store.contract_of_helpdesk import said
from tests.helpers.service_bench import ServiceBench, refusal
from tests.helpers.staff_bench import Helpdesk

CASES = ("case-one", "case-two")
STEPS = ("one", "two")
ROLES = st.sampled_from(tuple(Role))
EVENTS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(STEPS)), min_size=1, max_size=4)
WORDS = {"taken", "handed_over", "closed"}


class Cases(RuleBasedStateMachine):
    """Two cases, three people; the model knows who leads each, and every event that was ever said to be kept."""

    desk: ClassVar[Helpdesk]

    @initialize()
    def begin(self) -> None:
        for case in CASES:
            refusal(self.desk.its.handling.erase, self.who(Role.ADMINISTRATOR), case, ErasedFor.MISTAKE)
        self.owner: dict[str, Role | None] = {}
        self.closed: set[str] = set()
        self.kept: dict[str, dict[str, LoggedEvent]] = {}
        self.words: dict[str, int] = {}
        self.open(CASES[0], Role.AGENT)

    def who(self, role: Role) -> StaffSession:
        return self.desk.inside(role)

    def writable(self, case: str, role: Role) -> Failure | None:
        if case not in self.owner:
            return Failure.UNKNOWN_CASE
        if case in self.closed:
            return Failure.CASE_CLOSED
        return None if self.owner[case] is role else Failure.NOT_YOUR_CASE

    @rule(case=st.sampled_from(CASES), role=ROLES)
    def opens(self, case: str, role: Role) -> None:
        self.open(case, role)

    def open(self, case: str, role: Role) -> None:
        its = NewCall(case, "M. L.", "de", "code_missing", "sms")
        failure = refusal(self.desk.its.cases.open, self.who(role), its)
        if case not in self.owner:
            assert failure is None
            self.owner[case], self.kept[case], self.words[case] = role, {}, 0
        else:
            assert (failure is None) is (self.owner[case] is role)

    @rule(case=st.sampled_from(CASES), role=ROLES, events=EVENTS)
    def add(self, case: str, role: Role, events: list[tuple[int, str]]) -> None:
        its = [said(number, step) for number, step in events]
        failure = refusal(self.desk.its.cases.add, self.who(role), case, its)
        expected = self.writable(case, role) or self.clash(case, its)
        assert failure is expected
        if failure is None:
            for event in its:
                self.kept[case].setdefault(event.id, event)

    def clash(self, case: str, events: list[LoggedEvent]) -> Failure | None:
        known = dict(self.kept[case])
        clashes = [known.setdefault(event.id, event) != event for event in events]
        return Failure.REPEATED_DIFFERENTLY if any(clashes) else None

    @rule(case=st.sampled_from(CASES), role=ROLES)
    def take(self, case: str, role: Role) -> None:
        before = self.now(case)
        failure = refusal(self.desk.its.handling.take, self.who(role), case)
        expected = self.writable(case, role)
        assert failure is (None if expected is Failure.NOT_YOUR_CASE else expected)
        if failure is None and before is not None:
            is_mine = self.owner[case] is role and before.state is CaseState.OPEN
            self.owner[case], self.words[case] = role, self.words[case] + (not is_mine)

    @rule(case=st.sampled_from(CASES), role=ROLES, to=st.sampled_from(HandedTo), whom=ROLES)
    def hand_over(self, case: str, role: Role, to: HandedTo, whom: Role) -> None:
        colleague = self.desk.staff[whom].id if to is HandedTo.COLLEAGUE else None
        failure = refusal(self.desk.its.handling.hand_over, self.who(role), case, to, colleague)
        if to is HandedTo.COLLEAGUE and whom is role:
            assert failure is Failure.BAD_REQUEST
            return
        expected = self.writable(case, role) or (Failure.NOT_LIVE if to is HandedTo.CALLER else None)
        assert failure is expected
        if failure is None:
            self.owner[case] = whom if to is HandedTo.COLLEAGUE else None
            self.words[case] += 1

    @rule(case=st.sampled_from(CASES), role=ROLES)
    def close(self, case: str, role: Role) -> None:
        failure = refusal(self.desk.its.handling.close, self.who(role), case, OutcomeCode.GOT_IN)
        expected = self.writable(case, role)
        is_again = expected is Failure.CASE_CLOSED and self.owner[case] is role
        assert failure is (None if is_again else expected)
        if failure is None and not is_again:
            self.closed.add(case)
            self.words[case] += 1

    @rule(case=st.sampled_from(CASES))
    def erase(self, case: str) -> None:
        failure = refusal(self.desk.its.handling.erase, self.who(Role.ADMINISTRATOR), case, ErasedFor.MISTAKE)
        assert (failure is None) is (case in self.owner)
        for its in (self.owner, self.kept, self.words):
            its.pop(case, None)
        self.closed.discard(case)

    def now(self, case: str) -> HelpCase | None:
        read = self.desk.bench.store.help_cases.read(case, 0, self.desk.bench.clock())
        return read.case if read else None

    @invariant()
    def the_logs_are_what_was_said(self) -> None:
        for case in CASES:
            self.check(case, self.now(case))

    def check(self, case: str, its: HelpCase | None) -> None:
        assert (its is not None) is (case in self.owner)
        if its is None:
            return
        with self.desk.bench.store.database.read() as connection:
            log = read_log(connection, case, 0)
        assert [event.seq for event in log] == list(range(1, its.last_seq + 1))
        bodies = {event.id: event.body for event in log if event.live is None}
        assert bodies == {event.id: event.body for event in self.kept[case].values()}
        assert [event.live in WORDS for event in log if event.live] == [True] * self.words[case]
        owner = self.owner[case]
        assert (its.owner and its.owner.id) == (self.desk.staff[owner].id if owner else None)
        assert (its.state is CaseState.CLOSED) is (case in self.closed)


class Forgetful(Cases):
    """The control: a log that takes an id for the event that it knows, whatever it is now, is found out."""

    def clash(self, _case: str, _events: list[LoggedEvent]) -> Failure | None:
        return None


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[type[Cases]], Any]:
    bench = ServiceBench(tmp_path_factory.mktemp("cases") / "data")
    desk = Helpdesk(bench)

    def run(of: type[Cases], examples: int = 40, *, always_alike: bool = False) -> None:
        of.desk = desk
        relaxed = settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            database=None,
            derandomize=always_alike,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(of, settings=relaxed)

    return run


def test_a_helpdesk_at_random_is_as_its_model_says(machine: Callable[[type[Cases]], Any]) -> None:
    machine(Cases)


def test_a_model_that_knows_less_is_found_out(machine: Callable[..., Any]) -> None:
    with pytest.raises(AssertionError):
        machine(Forgetful, examples=400, always_alike=True)
