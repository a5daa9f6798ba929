"""A delivery report that a stranger sends changes nothing of what an agent sees."""

from collections import Counter
from ipaddress import ip_network

from secinfo_desktop.backend.delivery import kannel_reports
from secinfo_desktop.backend.delivery.reports import ReportPaths
from secinfo_desktop.backend.http.reports import Desk, Reports, Result
from secinfo_desktop.domain.delivery import Delivery
from tests.helpers import asgi
from tests.helpers.live_call import LiveCall

GATEWAY, STRANGER = "192.0.2.7", "192.0.2.8"
ARRIVED = "?type=1&said=stat:DELIVRD"


def test_a_forged_report_is_not_believed(call: LiveCall) -> None:
    call.bench.ask(call.flow)
    message = next(letter.id for letter in reversed(call.bench.way_out.letters))
    case = call.verified(None)
    paths, counted = ReportPaths(call.bench.keys.digest), Counter[Result]()

    def take(its_id: str, became: Delivery) -> bool:
        return call.bench.store.outbox.reported(its_id, became)

    reports = Reports(Desk((ip_network(GATEWAY),), paths, kannel_reports.read, take, lambda it: counted.update([it])))

    def told() -> set[str]:
        facts, _ = call.live.facts.of(call.agent, case)
        return {state for its in facts.messages for _, state in its.states}

    asgi.call(reports, "GET", paths.of(message) + ARRIVED, (), [b""], STRANGER)
    asgi.call(reports, "GET", paths.of(message)[:-4] + "0000" + ARRIVED, (), [b""], GATEWAY)
    assert "delivered" not in told()
    asgi.call(reports, "GET", paths.of(message) + ARRIVED, (), [b""], GATEWAY)
    assert "delivered" in told()  # the control
