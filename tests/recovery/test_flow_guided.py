"""Finding out why: what the guide asks, what follows an instruction, and the ways out."""

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.effects import Refused
from secinfo_desktop.recovery.ports import Fact
from tests.helpers.walk import Walk


def led_to_why() -> Walk:
    walk = Walk()
    walk.waits_for_code()
    walk.accounts.clock.advance(seconds=90)
    walk.says(said.DidNotCome())
    return walk


def led_to(step: str) -> Walk:
    walk = led_to_why()
    walk.says(said.ChoseStep(step))
    assert isinstance(walk.page, pages.InstructionPage | pages.QuestionPage)
    assert walk.page.step == step
    return walk


def test_the_guide_begins_with_a_step_and_says_why() -> None:
    walk = led_to_why()
    page = walk.page
    assert isinstance(page, pages.StepPage)
    assert page.number == 1
    assert page.why == f"checklist.why.{page.step}"


def test_what_the_person_showed_by_doing_is_not_asked() -> None:
    walk = led_to_why()
    case = walk.flow.case
    assert case is not None
    answered = {entry.step: entry.outcome for entry in case.entries()}
    assert answered == {"asked_for_code": "yes", "mask_matches": "yes", "code_refused": "none"}
    assert "asked_for_code" not in [note.step for note in walk.frame.notes]


def test_public_evidence_is_known_and_nothing_else() -> None:
    case = led_to_why().flow.case
    assert case is not None
    assert case.evidence(case.audience) == {"line_type": "mobile", "requests": "one", "asked_ago": "just_now"}


def test_an_answer_leads_to_another_step_and_back_takes_it_back() -> None:
    walk = led_to("other_texts_arrive")
    page = walk.says(said.Answered("yes"))
    assert not isinstance(page, pages.QuestionPage) or page.step != "other_texts_arrive"
    page = walk.says(said.WentBack())
    assert isinstance(page, pages.QuestionPage)
    assert page.step == "other_texts_arrive"
    assert walk.flow.case is not None
    assert "other_texts_arrive" not in [entry.step for entry in walk.flow.case.entries()]


def test_an_answer_that_the_question_does_not_have_changes_nothing() -> None:
    walk = led_to("other_texts_arrive")
    before = walk.page
    assert walk.says(said.Answered("perhaps")) == before


def test_a_skipped_step_does_not_come_back_at_once() -> None:
    walk = led_to_why()
    assert isinstance(walk.page, pages.StepPage)
    first = walk.page.step
    page = walk.says(said.Skipped())
    assert isinstance(page, pages.StepPage)
    assert page.step != first


def test_b15_after_changing_the_phone_another_code_is_sent() -> None:
    walk = led_to("unblock_senders")
    page = walk.says(said.Answered("done"))
    assert isinstance(page, pages.WaitingPage)
    assert page.step == "unblock_senders"
    assert len(walk.accounts.deliveries) == 2


def test_another_code_waits_for_its_time() -> None:
    walk = led_to("unblock_senders")
    walk.says(said.WentBack(), said.WentBack())
    walk.says(said.AskedAgain(), said.DidNotCome(), said.ChoseStep("unblock_senders"))
    sent = len(walk.accounts.deliveries)
    page = walk.says(said.Answered("done"))
    assert isinstance(page, pages.WaitingPage)
    assert page.sent.next_at > walk.accounts.clock()
    assert len(walk.accounts.deliveries) == sent
    assert walk.frame.problem == pages.Problem(Failure.TOO_SOON, page.sent.next_at)


def test_a_code_that_comes_after_a_step_says_that_the_step_helped() -> None:
    walk = led_to("unblock_senders")
    walk.says(said.Answered("done"), said.GaveCode(walk.accounts.newest_code()))
    assert isinstance(walk.page, pages.NewPasswordPage)
    assert walk.flow.found_cause() == "blocked_sender"


def test_a_step_that_brought_no_code_has_failed() -> None:
    walk = led_to("unblock_senders")
    walk.says(said.Answered("done"), said.DidNotCome())
    case = walk.flow.case
    assert case is not None
    assert ("unblock_senders", "failed") in [(entry.step, entry.outcome) for entry in case.entries()]


def test_a_code_is_taken_on_the_page_of_a_question() -> None:
    walk = led_to("other_texts_arrive")
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_b16_the_code_in_the_junk_folder_is_typed_on_the_next_page() -> None:
    walk = Walk()
    walk.waits_for_code("email", "rowan.hale@post.example")
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"))
    page = walk.says(said.Answered("done"))
    assert isinstance(page, pages.EnterCodePage)
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert walk.flow.found_cause() == "junk"


def test_who_can_not_open_the_mailbox_says_so_with_one_answer() -> None:
    walk = Walk()
    walk.waits_for_code("email", "rowan.hale@post.example")
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"), said.Answered("cannot"))
    assert walk.flow.case is not None
    assert ("can_open_contact", "no") in [(entry.step, entry.outcome) for entry in walk.flow.case.entries()]


def test_another_contact_begins_with_fresh_evidence() -> None:
    walk = led_to("use_other_contact")
    assert isinstance(walk.says(said.Answered("done")), pages.ContactPage)
    walk.says(said.ChoseContact("email", "rowan.hale@post.example"))
    case = walk.flow.case
    assert case is not None
    assert case.context == "email"
    assert case.evidence(case.audience) == {"same_provider": "no", "requests": "few"}


def test_stopping_ends_the_case_with_a_time() -> None:
    walk = led_to("stop_and_cool_down")
    page = walk.says(said.Answered("done"))
    assert isinstance(page, pages.DonePage)
    assert page.outcome is Outcome.STOPPED_UNTIL
    assert page.until is not None
    assert page.until > walk.accounts.clock()


def test_the_hand_over_says_what_was_tried_and_ends_the_case() -> None:
    walk = led_to("unblock_senders")
    page = walk.says(said.Answered("failed"), said.WantsPerson())
    assert isinstance(page, pages.HandOverPage)
    assert ("unblock_senders", "failed") in page.tried
    page = walk.says(said.Finished())
    assert isinstance(page, pages.DonePage)
    assert page.outcome is Outcome.HANDED_OVER


def test_none_of_these_is_an_answer_too() -> None:
    walk = Walk()
    walk.waits_for_code(typed="")
    page = walk.says(said.NoneOfThese())
    assert isinstance(page, pages.StepPage | pages.HandOverPage)


def test_skipping_everything_ends_with_a_person() -> None:
    walk = led_to_why()
    for _ in range(80):
        if isinstance(walk.page, pages.HandOverPage):
            break
        walk.says(said.Skipped())
    assert isinstance(walk.page, pages.HandOverPage)


def test_b28_lost_service_stands_over_the_page_and_trying_again_goes_on() -> None:
    walk = Walk()
    walk.account.fail_next("send_code", Failure.UNREACHABLE)
    page = walk.waits_for_code()
    assert page == pages.TroublePage(Failure.UNREACHABLE, can_retry=True)
    assert isinstance(walk.says(said.TriesAgain()), pages.WaitingPage)


def test_the_tries_are_counted_until_one_works_or_the_person_goes_back() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.accounts.clock.advance(minutes=2)
    tries = []
    for word in (said.AskedAgain(), said.TriesAgain(), said.TriesAgain()):
        walk.account.fail_next("send_code", Failure.UNREACHABLE)
        page = walk.says(word)
        assert isinstance(page, pages.TroublePage)
        tries.append(page.tries)
    walk.says(said.WentBack())
    walk.account.fail_next("send_code", Failure.UNREACHABLE)
    assert (tries, getattr(walk.says(said.AskedAgain()), "tries", None)) == ([1, 2, 3], 1)
    assert isinstance(walk.says(said.TriesAgain()), pages.WaitingPage)


def test_a_code_is_taken_while_trouble_stands_and_nothing_else_is() -> None:
    walk = led_to_why()
    walk.account.fail_next("send_code", Failure.SLOW)
    walk.says(said.WentBack(), said.AskedAgain())
    trouble = pages.TroublePage(Failure.SLOW, can_retry=True)
    assert walk.says(said.Elsewhere(), said.GaveCode("not a code")) == trouble
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_back_from_trouble_returns_to_the_same_page() -> None:
    walk = Walk()
    walk.account.fail_next("send_code", Failure.SLOW)
    walk.waits_for_code()
    assert isinstance(walk.says(said.WentBack()), pages.ContactPage)
    assert walk.account.calls.count("send_code") == 1


def test_a_late_result_is_dropped() -> None:
    walk = Walk()
    walk.waits_for_code()
    late = walk.flow.take(said.GaveCode("999999"))
    assert late is not None
    walk.says(said.WentBack())
    assert walk.flow.observe(late, Refused(Failure.CODE_WRONG)) is None
    assert walk.frame.problem is None


def test_no_secret_stands_in_the_case_or_in_a_repr() -> None:
    walk = led_to("unblock_senders")
    walk.says(said.Answered("done"))
    case = walk.flow.case
    assert case is not None
    seen = case.to_json() + repr(walk.frame) + repr(walk.flow.take(said.GaveCode("100001")))
    for secret in ("rowan", "3456742", "100001", *(delivery.code for delivery in walk.accounts.deliveries)):
        assert secret not in seen, secret


def test_a_code_typed_while_an_instruction_is_shown_says_that_it_helped() -> None:
    walk = led_to("wait_and_look_again")
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert isinstance(walk.page, pages.NewPasswordPage)
    assert walk.flow.found_cause() == "delay"


def test_the_newest_evidence_is_asked_for_before_the_guide_chooses() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.account.facts = (Fact("requests", "many"),)
    walk.says(said.DidNotCome())
    assert walk.flow.case is not None
    assert walk.flow.case.evidence(walk.flow.case.audience)["requests"] == "many"


def test_the_guide_goes_on_without_the_service() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.account.fail_next("standing", Failure.UNREACHABLE)
    assert isinstance(walk.says(said.DidNotCome()), pages.StepPage)


def test_who_stops_waiting_for_evidence_is_led_on_at_once() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.flow.take(said.DidNotCome())
    walk.flow.abandon()
    assert isinstance(walk.page, pages.StepPage)


def test_b18_checking_what_was_typed_leads_to_typing_it_again() -> None:
    walk = led_to("type_contact_again")
    assert isinstance(walk.says(said.Answered("done")), pages.ContactPage)
    assert walk.frame.typed == "+49 1512 3456742"
