"""T2: any order of asking, asking again, giving, waiting and clocks that run back, against a model of the rules.

The controls are services with a planted fault; the same machine must find each of them.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from secinfo_desktop.backend.services import codes
from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.flow_answers import OpenedFlow
from secinfo_desktop.backend.services.ports import NeedsTwo, Plan
from secinfo_desktop.backend.services.records import Sending, SentCode
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.backend.store.tables import CODE, CONTACT, FLOW
from secinfo_desktop.domain.codes import MOST_FAILED_IN_A_ROW, MOST_GUESSES, MOST_LIVE, CodeState
from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import NAME, OTHER_PHONE_OF_THAT_MASK, PHONE, ServiceBench

NO_GUESS = {Failure.FLOW_ENDED, Failure.TOO_MANY_GUESSES}


class FlowModel(RuleBasedStateMachine):
    """One account, its newest flow and the one before, and what must be true of them."""

    flows_class: type[SqlFlows] = SqlFlows

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.bench = ServiceBench(Path(self._folder.name))
        self.bench.add_account()
        flows = self.flows_class(self.bench.store.database)
        surroundings = replace(self.bench.surroundings(self.bench.store), flows=flows)
        self.recovery = Recovery(surroundings, self.bench.worker.deliver_due)
        self.flows: list[OpenedFlow] = [self.recovery.open_flow(NAME)]
        self.guesses = {self.flows[0].handle: 0}
        self.sent_to: set[str] = set()
        self.accepted: set[str] = set()
        self.failed = 0

    def teardown(self) -> None:
        """Close the store."""
        self.bench.close()
        self._folder.cleanup()

    @rule()
    def open(self) -> None:
        """Another flow."""
        flow = self.recovery.open_flow(NAME)
        self.flows = [*self.flows[-1:], flow]
        self.guesses[flow.handle] = 0

    @rule(place=st.integers(0, 1), typed=st.sampled_from([PHONE, PHONE, OTHER_PHONE_OF_THAT_MASK, None]))
    def ask(self, place: int, typed: str | None) -> None:
        """Ask for a code, or again."""
        flow, before = self._flow(place), len(self.bench.way_out.letters)
        try:
            self.recovery.send_code(flow.handle, flow.contacts[0].id, typed)
        except Refused:
            assert len(self.bench.way_out.letters) == before
            return
        if len(self.bench.way_out.letters) > before:
            assert typed != OTHER_PHONE_OF_THAT_MASK
            self.sent_to.add(flow.handle)

    @precondition(lambda self: self.bench.way_out.letters)
    @rule(place=st.integers(0, 1), back=st.integers(1, 3))
    def give(self, place: int, back: int) -> None:
        """Give one of the last codes back, perhaps in the wrong flow."""
        letters = self.bench.way_out.letters
        letter = letters[-min(back, len(letters))]
        message = self.bench.store.outbox.message(letter.id)
        assert message is not None
        assert message.code_id is not None
        self._give(place, self._code(message.code_id), message.code_id)

    @rule(place=st.integers(0, 1))
    def guess(self, place: int) -> None:
        """Give a code that is none."""
        real = [self._code(row) for row in self._ids()]
        self._give(place, next(code for code in (f"{number:06}" for number in range(99)) if code not in real), None)

    @rule(seconds=st.sampled_from([1, 59, 61, 299, 301, 601, 3601]))
    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.bench.clock.advance(seconds=seconds)

    @rule(seconds=st.sampled_from([1, 61, 3601]))
    def turn_back(self, seconds: int) -> None:
        """The computer's clock is put back."""
        self.bench.clock.advance(seconds=-seconds)

    def _give(self, place: int, code: str, code_id: str | None) -> None:
        flow, now = self._flow(place), self.bench.clock()
        state = self._state(flow, code_id, now)
        try:
            self.recovery.give_code(flow.handle, code)
        except Refused as refused:
            if refused.failure in NO_GUESS:
                return
            assert state is not CodeState.LIVE or self.failed >= MOST_FAILED_IN_A_ROW
            self._counted(flow)
            return
        assert state is CodeState.LIVE
        assert code_id is not None
        assert code_id not in self.accepted
        self.accepted.add(code_id)
        self._counted(flow)
        self.failed = 0

    def _counted(self, flow: OpenedFlow) -> None:
        self.guesses[flow.handle] += 1
        self.failed += flow.handle in self.sent_to

    def _flow(self, place: int) -> OpenedFlow:
        return self.flows[place % len(self.flows)]

    def _state(self, flow: OpenedFlow, code_id: str | None, now: datetime) -> CodeState | None:
        """What the rules say of a code in a flow; None where it is not that flow's."""
        sent = [code for code in self._codes(flow) if code.was_sent or code.issued.id != code_id]
        newest_first = sorted(sent, key=_age, reverse=True)
        return next((state for code, state in codes.states(newest_first, now) if code.issued.id == code_id), None)

    def _codes(self, flow: OpenedFlow) -> list[SentCode]:
        with self.bench.store.database.read() as connection:
            of_flow = CODE.c.flow_id == FLOW.c.id, FLOW.c.handle_digest == _digest(flow.handle)
            ids = connection.execute(CODE.select().with_only_columns(CODE.c.id).where(*of_flow)).scalars().all()
        found = [self.bench.store.flows.code(its_id) for its_id in ids]
        return [code for code in found if code is not None]

    def _ids(self) -> list[str]:
        return [code.issued.id for flow in self.flows for code in self._codes(flow)]

    def _code(self, code_id: str) -> str:
        code = self.bench.store.flows.code(code_id)
        assert code is not None
        return codes.code_of(code, self.bench.keys)

    @invariant()
    def two_codes_live_at_most(self) -> None:
        """Rule 5."""
        now = self.bench.clock()
        for flow in self.flows:
            states = [self._state(flow, code.issued.id, now) for code in self._codes(flow)]
            assert states.count(CodeState.LIVE) <= MOST_LIVE

    @invariant()
    def guesses_are_counted(self) -> None:
        """Five for a flow (rule 5); in a row for a contact, whatever codes came between (rule 6)."""
        account = self.bench.store.accounts.named(NAME)
        assert account is not None
        assert account.contacts[0].failed_in_a_row == self.failed <= MOST_FAILED_IN_A_ROW
        assert max(self.guesses.values()) <= MOST_GUESSES


def _digest(handle: str) -> str:
    return hashlib.sha256(handle.encode()).hexdigest()


def _age(code: SentCode) -> tuple[datetime, datetime, str]:
    return code.last_asked_at, code.issued.asked_at, code.issued.id


QUICK = settings(
    max_examples=15, stateful_step_count=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
LONG = settings(QUICK, max_examples=400, stateful_step_count=50)
FINDING = settings(QUICK, max_examples=300, database=None, phases=[Phase.generate])


@pytest.mark.parametrize("how_much", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_the_service_keeps_to_the_rules(how_much: settings) -> None:
    run_state_machine_as_test(FlowModel, settings=how_much)


class ForgivingFlows(SqlFlows):
    """Takes a new code for a new beginning."""

    def ask_for_code(
        self,
        flow_id: str,
        destination: str,
        since: datetime,
        plan: Plan,
        others: Sequence[str] = (),
        event: AuditEvent | None = None,
    ) -> Sending:
        """Ask, and forget the failed guesses."""
        sending = super().ask_for_code(flow_id, destination, since, plan, others, event)
        with self._database.write() as connection:
            connection.execute(CONTACT.update().values(failed_in_a_row=0))
        return sending


class CarelessFlows(SqlFlows):
    """Does not write down that a code was used."""

    def use_code(
        self, code: SentCode, now: datetime, event: AuditEvent | None = None, needs_two: NeedsTwo = bool
    ) -> bool:
        """Use it, and leave it as it was."""
        done = super().use_code(code, now, event, needs_two)
        with self._database.write() as connection:
            connection.execute(CODE.update().values(used_at=None))
        return done


class ForgivingModel(FlowModel):
    """The machine over the first planted fault."""

    flows_class = ForgivingFlows


class CarelessModel(FlowModel):
    """The machine over the second planted fault."""

    flows_class = CarelessFlows


@pytest.mark.parametrize("faulty", [ForgivingModel, pytest.param(CarelessModel, marks=pytest.mark.long)])
def test_a_planted_fault_is_found(faulty: type[FlowModel]) -> None:
    """The control."""
    with pytest.raises(AssertionError):
        run_state_machine_as_test(faulty, settings=FINDING)
