"""A short cut is asked about as early as it is worth it, once, and only while it can help."""

import pytest

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.events import ContextChanged
from secinfo_desktop.guide.lookahead import Lookahead
from secinfo_desktop.guide.plan import Plan
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.guide.tables import ActionTable
from tests.guide.cases import EVERYTHING, NOTHING, answered, begin, observed, record, skipped
from tests.helpers.clock import START

SIGNED_IN = "signed_in_elsewhere"
SHORT_CUTS = {SIGNED_IN, "use_signed_in_device", "use_recovery_code", "read_on_other_device"}


def asked(context: str = "sms") -> Case:
    return begin(context).record(answered("asked_for_code", "yes"))


def step(checklist: Checklist, case: Case) -> str:
    return decide(checklist, case, EVERYTHING).step


@pytest.mark.parametrize("context", ["sms", "email"])
def test_it_is_among_the_first_things_that_are_asked(checklist: Checklist, context: str) -> None:
    case = asked(context)
    first = []
    for _ in range(4):
        first.append(step(checklist, case))
        case = case.record(answered(first[-1], checklist.outcomes(first[-1])[-1]))
    assert SIGNED_IN in first


def test_who_is_signed_in_is_led_there_at_once(checklist: Checklist) -> None:
    assert step(checklist, asked().record(answered(SIGNED_IN, "yes"))) == "use_signed_in_device"


def test_it_is_never_asked_before_it_is_known_who_asked_for_the_code(checklist: Checklist) -> None:
    assert step(checklist, begin()) == "asked_for_code"


def test_a_clear_case_is_not_kept_waiting_for_it(checklist: Checklist) -> None:
    """A refused code is so likely too old that the newest one is looked for first."""
    case = record(asked("email"), observed("requests", "few"), answered("code_refused", "refused"))
    assert step(checklist, case) == "use_newest_code"


@pytest.mark.parametrize("context", ["sms", "email"])
def test_nobody_is_asked_about_short_cuts_all_in_a_row(checklist: Checklist, context: str) -> None:
    case, in_a_row, longest = asked(context), 0, 0
    while (now := step(checklist, case)) != HANDOFF:
        in_a_row = in_a_row + 1 if now in SHORT_CUTS else 0
        longest = max(longest, in_a_row)
        case = case.record(answered(now, checklist.outcomes(now)[-1]))
    assert longest <= 2


def test_it_is_asked_once_for_all_contacts(checklist: Checklist) -> None:
    case = record(asked(), answered(SIGNED_IN, "no"), ContextChanged(START, "email"))
    seen = []
    while (now := step(checklist, case)) != HANDOFF:
        seen.append(now)
        case = case.record(answered(now, checklist.outcomes(now)[-1]))
    assert SHORT_CUTS.isdisjoint({SIGNED_IN, "use_signed_in_device"} & set(seen))


def test_who_leaves_it_out_is_not_led_there(checklist: Checklist) -> None:
    case = record(asked(), skipped(SIGNED_IN), skipped(SIGNED_IN))
    while (now := step(checklist, case)) != HANDOFF:
        assert now not in {SIGNED_IN, "use_signed_in_device", "correct_contact"}
        case = case.record(answered(now, checklist.outcomes(now)[-1]))


def test_it_is_not_asked_about_where_nothing_opens(checklist: Checklist) -> None:
    """After another device has failed and no contact can be changed, the answer is worth nothing more."""
    case = record(asked(), answered("use_signed_in_device", "failed"))
    remaining = dict(decide(checklist, case, NOTHING).alternatives)
    assert SIGNED_IN not in remaining


def gate(share: float) -> Plan:
    """One cause that only a person cures, and a short cut that some have."""
    return Plan(
        weights=[1.0],
        answers={"have": ((share,), (1 - share,))},
        actions={"cut": ActionTable(solves=((0, 0.9),), leaves=())},
        cost_s={"have": 10.0, "cut": 100.0},
        handoff_s=900.0,
        opens={"have": (("cut",), ())},
    )


def test_asking_is_worth_what_the_short_cut_may_save() -> None:
    chosen = Lookahead(gate(0.2)).choose()
    assert chosen.step == "have"
    assert chosen.remaining_s["have"] == pytest.approx(10 + 0.2 * (100 + 0.1 * 900) + 0.8 * 900)
    assert "cut" not in chosen.remaining_s


def test_a_short_cut_that_nearly_nobody_has_is_not_asked_about() -> None:
    assert Lookahead(gate(0.005)).choose().step == HANDOFF


@pytest.mark.parametrize("nodes", [0, 1, 2, 5])
def test_a_small_budget_never_opens_what_is_closed(nodes: int) -> None:
    assert Lookahead(gate(0.2), nodes).choose().step != "cut"
