"""Wrong guesses in a row disable a contact (security rule 6), and nobody learns anything from it."""

from secinfo_desktop.domain.codes import MOST_FAILED_IN_A_ROW
from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import MAIL, NAME, OTHER_PHONE_OF_THAT_MASK, PHONE, ServiceBench, refusal, wrong


def guess_wrongly(bench: ServiceBench, flows: int) -> None:
    for _ in range(flows):
        bench.clock.advance(hours=3)
        use_up_guesses(bench)


def use_up_guesses(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    for by in range(1, 6):
        assert refusal(bench.give, flow, wrong(bench.newest_code(), by)) is Failure.CODE_WRONG


def test_a_hundred_wrong_guesses_in_a_row_disable_the_contact_and_no_other(bench: ServiceBench) -> None:
    guess_wrongly(bench, flows=20)
    bench.clock.advance(hours=3)
    late, before = bench.open_flow(), len(bench.way_out.letters)
    assert refusal(bench.ask, late) is None
    assert len(bench.way_out.letters) == before
    assert refusal(bench.ask, late, MAIL, 1) is None
    assert len(bench.way_out.letters) == before + 1


def test_nobody_learns_from_a_disabled_contact_whether_what_was_typed_is_right(bench: ServiceBench) -> None:
    """Only guesses at the right contact disable it: whoever is told so knows that theirs is the right one."""
    guess_wrongly(bench, flows=20)
    answers = []
    for typed in (PHONE, OTHER_PHONE_OF_THAT_MASK):
        bench.clock.advance(hours=3)
        flow = bench.open_flow()
        asked = bench.ask(flow, typed)
        answers.append((asked.number, asked.allowance.left, refusal(bench.give, flow, "000000")))
    assert answers[0] == answers[1]


def test_sending_again_sends_nothing_to_a_contact_that_was_disabled_meanwhile(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    bench.have_guessed_wrong(MOST_FAILED_IN_A_ROW)
    bench.clock.advance(seconds=61)
    assert refusal(bench.ask, flow, None) is None
    assert len(bench.way_out.letters) == 1


def test_a_contact_that_becomes_disabled_meanwhile_takes_no_code_any_more(bench: ServiceBench) -> None:
    guess_wrongly(bench, flows=19)
    bench.clock.advance(hours=27)
    waiting = bench.open_flow()
    bench.ask(waiting)
    code = bench.newest_code()
    bench.clock.advance(seconds=61)
    use_up_guesses(bench)
    assert refusal(bench.give, waiting, code) is Failure.CODE_WRONG


def test_success_clears_the_failed_guesses(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    refusal(bench.give, flow, wrong(bench.newest_code()))
    bench.give(flow, bench.newest_code())
    account = bench.store.accounts.named(NAME)
    assert account is not None
    assert account.contacts[0].failed_in_a_row == 0


def test_guesses_at_a_contact_that_was_typed_wrongly_do_not_count_against_its_owner(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, OTHER_PHONE_OF_THAT_MASK)
    for guess in range(5):
        refusal(bench.give, flow, f"{guess:06d}")
    account = bench.store.accounts.named(NAME)
    assert account is not None
    assert account.contacts[0].failed_in_a_row == 0
