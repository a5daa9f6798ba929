"""Why a step: a sentence for the step and the cause that it is about, from what the audience knows."""

import pytest

from secinfo_desktop import texts
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.explanation import Explanation, found_cause, likely_causes, why
from tests.guide.cases import HELPDESK, KNOWN_DEVICE, PUBLIC, answered, begin, observed, own_case, record


def test_an_action_names_the_likeliest_cause_that_it_cures(checklist: Checklist) -> None:
    case = own_case("email")
    assert why(checklist, case, "search_all_folders", PUBLIC).cause == "junk"
    failed = case.record(answered("look_in_junk", "failed"))
    assert why(checklist, failed, "search_all_folders", PUBLIC).cause == "rule_moved"


def test_a_question_names_the_likeliest_cause_that_it_tells_apart(checklist: Checklist) -> None:
    case = own_case("email").record(observed("same_provider", "yes"))
    assert why(checklist, case, "which_mailbox", PUBLIC).cause == "cross_account"


def test_an_unlikely_cause_is_not_named(checklist: Checklist) -> None:
    assert why(checklist, own_case("sms"), "check_service_status", PUBLIC).cause is None


def test_a_way_round_and_the_hand_over_are_about_no_cause(checklist: Checklist) -> None:
    assert why(checklist, own_case("sms"), "use_other_contact", PUBLIC).cause is None
    assert why(checklist, own_case("sms"), HANDOFF, PUBLIC).cause is None


def test_the_reason_depends_on_what_the_audience_may_know(checklist: Checklist) -> None:
    case = own_case("email", HELPDESK).record(observed("delivery_status", "bounced", KNOWN_DEVICE))
    assert why(checklist, case, "free_mailbox_space", HELPDESK).cause == "mailbox_full"
    assert why(checklist, case, "free_mailbox_space", PUBLIC).cause is None


def test_an_unknown_step_has_no_reason(checklist: Checklist) -> None:
    with pytest.raises(KeyError):
        why(checklist, begin(), "dance", PUBLIC)


def test_a_reason_becomes_sentences() -> None:
    reason = Explanation("look_in_junk", "junk")
    assert texts.say(reason.reason_id) == "Messages with codes often land in the junk folder."
    clause = texts.say(reason.cause_id or "")
    assert texts.say("checklist.likely_cause", cause=clause) == "It may be that the message is in your junk folder."
    assert Explanation("look_in_junk", None).cause_id is None


def test_the_likeliest_causes_come_first(checklist: Checklist) -> None:
    likely = likely_causes(checklist, own_case("email"), PUBLIC)
    assert [cause for cause, _ in likely][:2] == ["junk", "cross_account"]
    assert [chance for _, chance in likely] == sorted((chance for _, chance in likely), reverse=True)
    assert len(likely_causes(checklist, own_case("email"), PUBLIC, top=5)) == 5


@pytest.mark.parametrize(
    ("context", "step", "cause"),
    [
        ("email", "look_in_junk", "junk"),
        ("email", "separate_private_sessions", "cross_account"),
        ("sms", "unblock_senders", "blocked_sender"),
        ("sms", "secure_account", "unsolicited"),
        ("sms", "stop_and_cool_down", "rate_limited"),
    ],
)
def test_the_cause_is_found_by_the_action_that_solved(
    checklist: Checklist, context: str, step: str, cause: str
) -> None:
    observed_first = observed("requests", "many" if step == "stop_and_cool_down" else "one")
    assert found_cause(checklist, record(own_case(context), observed_first, answered(step, "solved"))) == cause


def test_a_way_round_finds_no_cause(checklist: Checklist) -> None:
    case = record(own_case("sms"), answered("mask_matches", "no"), answered("can_open_contact", "no"))
    assert found_cause(checklist, case.record(answered("use_other_contact", "solved"))) is None


def test_an_action_of_another_context_finds_no_cause(checklist: Checklist) -> None:
    assert found_cause(checklist, own_case("sms").record(answered("look_in_junk", "solved"))) is None


def test_no_cause_is_found_where_nothing_solved(checklist: Checklist) -> None:
    assert found_cause(checklist, begin()) is None
    assert found_cause(checklist, own_case("email").record(answered("look_in_junk", "failed"))) is None
