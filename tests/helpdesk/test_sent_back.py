"""What was written and refused goes back to who wrote it; what could not be kept is told until it is."""

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.acts import attempt
from tests.helpdesk.test_console_with_service import bench_of


def test_what_was_written_and_refused_goes_back_under_its_own_case() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    first = bench.call.line.id
    note = bench.console.take(said.Notes("Calls from the car"))
    assert note is not None
    service.refuses = Failure.UNREACHABLE
    refused = attempt(note, bench.ports)
    service.refuses = None
    bench.console.take(said.NewCall())
    bench.do(bench.console.observe(note, refused))
    assert bench.call.line.id != first
    assert [(one.case_id, one.kind, one.text) for one in bench.frame.sent_back] == [(first, None, "Calls from the car")]


def test_a_note_about_a_case_that_is_not_kept_goes_back_and_so_does_a_reason() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    service.refuses = Failure.UNREACHABLE
    bench.say(said.Skips(), said.Notes("Calls from the car"))
    bench.say(said.Acts(StaffAction.RESEND, "The text was deleted"))
    assert {(one.kind, one.text, one.failure) for one in bench.frame.sent_back} == {
        (None, "Calls from the car", Failure.UNREACHABLE),
        (StaffAction.RESEND, "The text was deleted", Failure.CALLER_NOT_VERIFIED),
    }


def test_while_a_service_is_down_another_try_changes_nothing_on_the_screen() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    service.refuses = Failure.UNREACHABLE
    bench.say(said.Skips())
    before = bench.frame
    assert before.call is not None
    assert not before.call.is_kept
    add = bench.console.try_again()
    assert add is not None
    assert bench.frame == before
    bench.do(bench.console.observe(add, attempt(add, bench.ports)))
    assert bench.frame == before
