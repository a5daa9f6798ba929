"""B11-B13: the waiting period, lived through at random against a model that counts for itself (T2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from secinfo_desktop.backend.services.replacement import TypedContact
from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from tests.helpers.replacement_bench import ReplacementBench, cancel_code_in
from tests.helpers.service_bench import ServiceBench, example_pack, refusal

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
_numbers = count(1)


class WaitingPeriods(RuleBasedStateMachine):
    """One account at a service over a database that all examples share; the model knows periods and contacts."""

    bench: ClassVar[ServiceBench]

    @initialize()
    def begin(self) -> None:
        number = next(_numbers)
        self.old = {f"+49171392{number:04}", f"a{number}@example.com"}
        name = f"person{number}@example.org"
        phone, mail = sorted(self.old)
        self.bench.add_account(name, phone=phone, mail=mail)
        self.its = ReplacementBench(self.bench, self.bench.store, name)
        self.its.set_password()
        self.ends_at: datetime | None = None
        self.new: dict[str, datetime | None] = {}
        self.cancelled: list[datetime] = []

    @property
    def now(self) -> datetime:
        return self.bench.clock()

    @property
    def is_open(self) -> bool:
        return self.ends_at is not None and self.now < self.ends_at + waiting_period.FINISH_WITHIN

    @property
    def is_staffs(self) -> bool:
        return len([at for at in self.cancelled if self.now - at < 60 * DAY]) >= 2

    def a_contact(self) -> TypedContact:
        return TypedContact(ContactKind.EMAIL, f"n{next(_numbers)}@example.com")

    # what is done

    @rule(typed=st.integers(0, 2))
    def start(self, typed: int) -> None:
        new = [self.a_contact() for _ in range(typed)]
        wanted = Failure.REPLACEMENT_THERE if self.is_open else Failure.STAFF_DECIDES if self.is_staffs else None
        assert self.answer(lambda: self.begun(new)) is wanted
        if wanted is None:
            self.ends_at, self.new = self.now + 30 * DAY, {its.value: None for its in new}

    def begun(self, new: list[TypedContact]) -> None:
        self.its.start(*new)

    @rule(right=st.booleans())
    def enter(self, right: bool) -> None:
        new = self.a_contact()
        wanted = self.unfinishable() or (None if right else Failure.CLAIM_WRONG)
        claim = self.its.claim if right else "a guess"
        assert self.answer(lambda: self.its.finish(new, claim=claim)) is wanted
        if wanted is None:
            self.new = {new.value: None}

    @rule()
    def prove(self) -> None:
        for its in self.its.standing.new_info if self.is_open else ():
            if self.answer(partial(self.its.prove, its.contact.id)) is None:
                self.new[its.contact.value] = self.now

    @rule()
    def finish(self) -> None:
        proven = {value for value, at in self.new.items() if at and self.ends_at and at >= self.ends_at}
        wanted = self.unfinishable() or (None if proven else Failure.NOT_PROVEN)
        assert self.answer(self.its.finish) is wanted
        if wanted is None:
            self.old, self.new, self.ends_at = proven, {}, None

    @rule()
    def cancel_by_code(self) -> None:
        codes = [cancel_code_in(letter) for letter in self.its.letters if letter.destination in self.old]
        code = next((code for code in reversed(codes) if code), "x")
        wanted = None if self.is_open and not self.is_staffs else Failure.CANCEL_CODE_WRONG
        answer = self.answer(lambda: self.its.services.cancelling.cancel(self.its.name, code))
        if answer is not Failure.TOO_MANY_FROM_HERE:
            assert answer is wanted
            self.was_cancelled(answer)
            self.its.unflag()

    @rule()
    def cancel_by_contact(self) -> None:
        answer = self.answer(self.its.cancel_by_contact)
        if answer is not Failure.TOO_MANY_FOR_ACCOUNT:
            assert (answer is Failure.NO_REPLACEMENT) is not self.is_open
        self.was_cancelled(answer)

    def was_cancelled(self, answer: Failure | None) -> None:
        if answer is None:
            self.cancelled.append(self.now)
            self.ends_at, self.new = None, {}

    @rule(days=st.sampled_from([0.05, 0.3, 1, 6, 8, 30, 100]))
    def wait(self, days: float) -> None:
        self.its.wait(days)
        self.lapse()

    @rule(seconds=st.sampled_from([-1, 0, 1]))
    def wait_for_the_end(self, seconds: int) -> None:
        if self.ends_at is not None and self.ends_at + seconds * SECOND > self.now:
            self.its.wait(0, (self.ends_at + seconds * SECOND - self.now).total_seconds())

    def lapse(self) -> None:
        if not self.is_open:
            self.ends_at, self.new = None, {}

    def unfinishable(self) -> Failure | None:
        if not self.is_open or self.ends_at is None:
            return Failure.NO_REPLACEMENT
        return Failure.NOT_YET if self.now < self.ends_at else None

    @staticmethod
    def answer(deed: Callable[[], object]) -> Failure | None:
        return refusal(deed)

    # what holds

    @invariant()
    def only_what_was_finished_counts(self) -> None:
        if hasattr(self, "its"):
            assert {each.value for each in self.its.standing.account.contacts} == self.old
            assert {each.contact.value for each in self.its.standing.new_info} == set(self.new)

    @invariant()
    def it_is_frozen_until_the_end_and_no_longer(self) -> None:
        if hasattr(self, "its"):
            frozen = set(self.its.info().frozen.values())
            waits = self.ends_at is not None and self.now < self.ends_at
            assert frozen == ({self.ends_at} if waits else set())


def live(folder: Path, examples: int, steps: int = 20, other: dict[str, Any] | None = None) -> None:
    """All examples share a database, so that none of them can be made simpler by living it once more.

    ``other`` rules are the service's alone: the model does not know of them.
    """
    pack = example_pack()
    rules = replace(pack.security_info, verify_after=9999 * DAY, **(other or {}))
    WaitingPeriods.bench = ServiceBench(folder / "data", pack=replace(pack, security_info=rules))
    its = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=other is not None,  # a control is certain to find what it looks for
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(WaitingPeriods, settings=its)


def test_b11_whatever_is_done_in_which_order_the_period_holds(tmp_path: Path) -> None:
    live(tmp_path, 6)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_b11_the_period_holds_in_a_long_series(tmp_path: Path) -> None:
    live(tmp_path, 150, 40)


@pytest.mark.parametrize("wrong", [{"waiting": 30 * DAY - SECOND}, {"least_contacts": 0}], ids=["early", "unproven"])
def test_b11_a_service_by_other_rules_is_found_out(tmp_path: Path, wrong: dict[str, Any]) -> None:
    """The control: a period that is a second short, and one that ends with nothing proven."""
    with pytest.raises((AssertionError, Flaky)):
        live(tmp_path, 400, other=wrong)
