"""Owner and thief cancel each other's replacement: after the second time two of the staff decide."""

from functools import partial

from secinfo_desktop.backend.services.replacement_cancel import cancelling
from secinfo_desktop.backend.services.replacement_services import replacement_notices
from secinfo_desktop.backend.services.replacing import CancelledBy
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import refusal

ACTION = StaffAction.CANCEL_REPLACEMENT


def test_a_war_of_cancelling_ends_at_the_helpdesk_with_two_people(call: LiveCall) -> None:
    call.start_replacement()
    notices, now = replacement_notices(call.bench.surroundings(call.bench.store)), call.bench.clock()
    by_code = cancelling(notices, CancelledBy.CODE, now)
    cancel = partial(call.bench.store.replacements.do, call.account.id, by_code, now)
    assert refusal(cancel) is Failure.STAFF_DECIDES
    case = call.verified(ACTION)
    assert refusal(call.act, case, ACTION) is Failure.APPROVAL_NEEDED
    assert refusal(call.act, case, ACTION, call.approved(case, ACTION)) is None  # the control
    assert refusal(cancel) is Failure.NO_REPLACEMENT


def test_a_thief_at_a_strange_computer_does_not_cancel_by_calling(call: LiveCall) -> None:
    call.start_replacement()
    call.flow = call.bench.open_flow()
    case = call.shared()
    assert refusal(call.verify, case, ACTION) is Failure.CANT_VERIFY_SO
    assert refusal(call.act, case, ACTION, call.approved(case, ACTION)) is Failure.CALLER_NOT_VERIFIED
