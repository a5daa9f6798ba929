"""A call back is offered only where somebody has a telephone system, and the system tells an agent of no number."""

from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Event
from typing import Final

import pytest

import secinfo_desktop
from secinfo_desktop.backend.delivery.aside import aside
from secinfo_desktop.backend.delivery.writing import Style
from secinfo_desktop.backend.service import build
from secinfo_desktop.backend.services.telephony import Telephony
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof
from tests.helpers.clock import FrozenClock
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import NAME, refusal
from tests.helpers.staff_bench import inside

SOURCES: Final = Path(secinfo_desktop.__file__).parent
PORT: Final = "backend/services/telephony.py"


class Exchange:
    """A telephone system that is plugged in, and works or does not."""

    def __init__(self, *, works: bool = True) -> None:
        self.dialled: list[str] = []
        self._works = works

    def dial(self, _verification: str, _case_id: str, number: str, *_: object) -> None:
        """Keep the number."""
        self.dialled.append(number)
        if not self._works:
            raise ConnectionError(number)


def test_no_telephone_system_comes_along() -> None:
    ours = [file.relative_to(SOURCES).as_posix() for file in SOURCES.rglob("*.py") if "def dial(" in file.read_text()]
    assert ours == [PORT]


def test_a_service_offers_a_call_back_only_with_a_telephone_system(call: LiveCall, tmp_path: Path) -> None:
    def offered(name: str, telephony: Telephony | None) -> set[CallerProof]:
        service = build(Settings(tmp_path / name), FrozenClock(), Random(1), Style(), telephony)
        told = set(service.services.helpdesk().sessions.standing(inside(call.agent, call.bench.clock)).proofs)
        verifying = service.services.live().verifying
        assert told == set(verifying.proofs), "what is offered is what is done"
        assert verifying._aside is aside, "nobody waits for it: see tests.proof.test_enumeration_of_calls"
        service.stop()
        return told

    assert offered("without", None) == {CallerProof.NUMBER, CallerProof.APPROVAL}
    assert offered("with", Exchange()) == set(CallerProof)  # the control


def test_without_one_nobody_is_verified_by_a_call_back(call: LiveCall) -> None:
    call.bench.clock.advance(days=31)
    call.flow = call.bench.open_flow()
    case = call.shared()
    assert refusal(call.verify, case, None, CallerProof.CALL_BACK) is Failure.CANT_VERIFY_SO
    its = LiveCall(call.bench, agent=call.agent, telephony=(exchange := Exchange()))
    its.flow = call.bench.open_flow()
    assert refusal(its.verify, its.shared(), None, CallerProof.CALL_BACK) is None  # the control
    assert len(exchange.dialled) == 1


@pytest.mark.parametrize("works", [True, False])
def test_a_call_that_can_not_begin_tells_no_agent_that_there_is_a_number(
    call: LiveCall, expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture, works: bool
) -> None:
    if not works:
        expected_log.expect("secinfo_desktop.backend.services.verifying", "could not begin")
    call.bench.clock.advance(days=31)
    decoys, exchange, told = call.bench.with_decoys(), Exchange(works=works), []
    for name in (NAME, "nobody@example.org"):
        call.bench.clock.advance(minutes=1)
        its = LiveCall(call.bench, agent=call.agent, telephony=exchange)
        its.flow = decoys.open_flow(name)
        asked = its.verify(its.shared(), None, CallerProof.CALL_BACK)
        told.append(replace(asked, id="", ends_at=asked.now))
    assert [its.number for its in told] == [None, None]
    assert len(exchange.dialled) == 1
    assert exchange.dialled[0] not in caplog.text


def test_what_is_done_aside_is_waited_for_by_nobody() -> None:
    may_go_on, done = Event(), Event()

    def slow() -> None:
        assert may_go_on.wait(10)
        done.set()

    aside(slow)
    assert not done.is_set()
    may_go_on.set()
    assert done.wait(10)
