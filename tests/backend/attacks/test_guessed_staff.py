"""Who guesses at the password of somebody at the helpdesk neither gets in nor keeps them out."""

from functools import partial

from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import ServiceBench, refusal
from tests.helpers.staff_bench import PASSWORD, Helpdesk


def test_guesses_from_elsewhere_hold_up_nobody_where_they_have_signed_in_before(bench_on_each: ServiceBench) -> None:
    sessions = Helpdesk(bench_on_each).its.sessions
    sessions.sign_in("rosa", PASSWORD, peer="192.0.2.1")
    for place in range(60):
        refusal(partial(sessions.sign_in, peer=f"198.51.100.{place}"), "rosa", "wrong")
    assert refusal(partial(sessions.sign_in, peer="192.0.2.2"), "rosa", PASSWORD) is Failure.SIGN_IN_TOO_SOON
    assert refusal(partial(sessions.sign_in, peer="192.0.2.1"), "rosa", PASSWORD) is None
