"""The next step: after what security asks first, the one that is worth its time."""

import pytest

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist, StepKind
from secinfo_desktop.guide.events import ContextChanged, StepShown
from secinfo_desktop.guide.planner import better_step, decide, other_steps
from tests.guide.cases import (
    EVERYTHING,
    HELPDESK,
    KNOWN_DEVICE,
    NOTHING,
    PUBLIC,
    answered,
    begin,
    observed,
    own_case,
    record,
    skipped,
)
from tests.helpers.clock import START


def step(checklist: Checklist, case: Case, capabilities: frozenset[str] = EVERYTHING) -> str:
    return decide(checklist, case, capabilities).step


def shown(name: str) -> StepShown:
    return StepShown(START, name, PUBLIC)


@pytest.mark.parametrize("context", ["sms", "email"])
def test_who_asked_for_the_code_is_asked_first(checklist: Checklist, context: str) -> None:
    decision = decide(checklist, begin(context), EVERYTHING)
    assert (decision.step, decision.kind) == ("asked_for_code", StepKind.QUESTION)
    assert decision.about_left > 0
    assert set(dict(decision.alternatives)) <= {*checklist.questions, "secure_account", HANDOFF}


def test_a_strangers_code_leads_to_securing_the_account(checklist: Checklist) -> None:
    decision = decide(checklist, begin().record(answered("asked_for_code", "no")), EVERYTHING)
    assert (decision.step, decision.kind) == ("secure_account", StepKind.ACTION)


def test_if_that_fails_a_person_takes_over(checklist: Checklist) -> None:
    case = record(begin(), answered("asked_for_code", "no"), answered("secure_account", "failed"))
    assert step(checklist, case) == HANDOFF


def test_a_bounce_and_a_foreign_mask_lead_to_the_contact(checklist: Checklist) -> None:
    case = record(own_case("sms", KNOWN_DEVICE), observed("delivery_status", "bounced", KNOWN_DEVICE))
    case = record(case, answered("mask_matches", "no"))
    assert step(checklist, case) in {"replace_all_info", "use_other_contact", "correct_contact", "can_open_contact"}


def test_a_refused_code_leads_to_the_newest_one(checklist: Checklist) -> None:
    case = record(own_case("email"), observed("requests", "few"), answered("code_refused", "refused"))
    assert step(checklist, case) == "use_newest_code"


def test_many_requests_lead_to_a_stop(checklist: Checklist) -> None:
    case = record(
        own_case("sms", KNOWN_DEVICE),
        observed("requests", "many"),
        observed("delivery_status", "throttled", KNOWN_DEVICE),
    )
    assert step(checklist, case) == "stop_and_cool_down"


def test_the_second_account_is_found(checklist: Checklist) -> None:
    case = record(own_case("email"), observed("same_provider", "yes"), answered("which_mailbox", "other"))
    case = case.record(answered("can_open_contact", "yes"))
    assert step(checklist, case, NOTHING) == "separate_private_sessions"


def test_what_is_not_there_is_never_chosen(checklist: Checklist) -> None:
    case = record(own_case("sms"), answered("mask_matches", "no"), answered("can_open_contact", "no"))
    assert step(checklist, case, NOTHING) not in {"replace_all_info", "correct_contact", "use_other_contact"}


def test_the_price_of_a_person_decides_when_one_is_called(checklist: Checklist) -> None:
    case = own_case("email")
    for name in ("look_in_junk", "separate_private_sessions", "search_all_folders", "use_newest_code"):
        case = case.record(answered(name, "failed"))
    decision = decide(checklist, case, NOTHING)
    assert decision.remaining_s <= checklist.handoff.cost_s * 1.001
    assert [seconds for _, seconds in decision.alternatives] == sorted(seconds for _, seconds in decision.alternatives)


def test_a_skipped_step_comes_once_more_when_nothing_else_is_left(checklist: Checklist) -> None:
    case = begin().record(skipped("asked_for_code"))
    offered_again = _until(checklist, case, "asked_for_code")
    assert "asked_for_code" in {decide(checklist, offered_again, EVERYTHING).step}
    assert step(checklist, offered_again.record(skipped("asked_for_code"))) == HANDOFF


def test_what_was_left_out_just_now_is_not_asked_at_once(checklist: Checklist) -> None:
    case = begin()
    while (now := step(checklist, case, NOTHING)) != HANDOFF:
        left_out = now != "asked_for_code"
        case = case.record(skipped(now) if left_out else answered(now, "yes"))
        assert step(checklist, case, NOTHING) != now or not left_out


def _until(checklist: Checklist, case: Case, wanted: str) -> Case:
    """Skips what is offered until the wanted step comes."""
    for _ in range(100):
        now = step(checklist, case)
        if now == wanted:
            return case
        assert now != HANDOFF
        case = case.record(skipped(now))
    raise AssertionError(wanted)


def test_another_contact_may_ask_the_same_again_but_not_about_the_account(checklist: Checklist) -> None:
    case = record(own_case("sms"), answered("mask_matches", "yes"), ContextChanged(START, "email"))
    steps = other_steps(checklist, case, EVERYTHING)
    assert "mask_matches" in steps
    assert "look_in_junk" in steps
    assert "asked_for_code" not in steps


def test_other_steps_are_in_order_of_worth_with_skipped_ones_behind(checklist: Checklist) -> None:
    case = record(own_case("email"), skipped("look_in_junk"), shown("which_mailbox"))
    steps = other_steps(checklist, case, EVERYTHING)
    assert "which_mailbox" not in steps
    assert steps[-2:] == ("look_in_junk", HANDOFF)
    best = decide(checklist, record(own_case("email"), skipped("look_in_junk")), EVERYTHING).step
    assert best in steps[:5] or best == "which_mailbox"


def test_before_it_is_safe_no_step_with_a_code_can_be_chosen(checklist: Checklist) -> None:
    steps = other_steps(checklist, begin(), EVERYTHING)
    assert set(steps) == {
        *(name for name, question in checklist.questions.items() if "sms" in question.contexts),
        "secure_account",
        HANDOFF,
    }


def test_nothing_better_is_offered_while_the_step_makes_sense(checklist: Checklist) -> None:
    case = own_case("email").record(shown("look_in_junk"))
    assert better_step(checklist, case, EVERYTHING) is None
    assert better_step(checklist, own_case("email"), EVERYTHING) is None
    assert better_step(checklist, own_case().record(shown(HANDOFF)), EVERYTHING) is None


def test_news_that_make_a_step_pointless_offer_a_better_one(checklist: Checklist) -> None:
    case = own_case("email", KNOWN_DEVICE).record(shown("look_in_junk"))
    case = case.record(observed("delivery_status", "bounced", KNOWN_DEVICE)).record(answered("mask_matches", "no"))
    better = better_step(checklist, case, EVERYTHING)
    assert better == decide(checklist, case, EVERYTHING).step != "look_in_junk"


def test_a_step_that_is_safe_no_more_is_left_at_once(checklist: Checklist) -> None:
    case = own_case("email").record(shown("look_in_junk")).record(answered("asked_for_code", "no"))
    assert better_step(checklist, case, EVERYTHING) == "secure_account"


def test_a_slow_person_is_handed_over_sooner(checklist: Checklist) -> None:
    case = own_case("email")
    names = ["look_in_junk", "separate_private_sessions", "use_newest_code", "search_all_folders"]
    quick = record(case, *(answered(name, "failed", 30.0) for name in names))
    slow = record(case, *(answered(name, "failed", 400.0) for name in names))
    at_ease = decide(checklist, quick, EVERYTHING).remaining_s
    assert at_ease < decide(checklist, slow, EVERYTHING).remaining_s


def test_the_helpdesk_is_led_by_what_it_may_know(checklist: Checklist) -> None:
    def with_status(value: str, audience: Disclosure) -> str:
        case = own_case("sms", audience).record(answered("can_open_contact", "yes"))
        case = case.record(observed("delivery_status", value, KNOWN_DEVICE))
        return step(checklist, case, NOTHING)

    assert with_status("throttled", HELPDESK) == "stop_and_cool_down" != with_status("delivered", HELPDESK)
    assert with_status("throttled", PUBLIC) == with_status("delivered", PUBLIC)
