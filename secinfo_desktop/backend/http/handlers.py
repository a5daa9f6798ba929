"""What each endpoint of the contract does, by its name: decode, ask a service, encode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from secinfo_desktop import __version__
from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.http import evidence_handlers, evidence_wire, wire
from secinfo_desktop.backend.http.calls import Call as Call
from secinfo_desktop.backend.http.calls import Handler as Handler
from secinfo_desktop.backend.http.contact_handlers import contact_handlers
from secinfo_desktop.backend.http.evidence_handlers import EvidenceServices
from secinfo_desktop.backend.http.late import Late, late_handlers
from secinfo_desktop.backend.http.replacement_handlers import replacement_handlers
from secinfo_desktop.backend.http.session_handlers import session_handlers
from secinfo_desktop.backend.http.streams import Following, Streams
from secinfo_desktop.backend.services.audit import Auditor
from secinfo_desktop.backend.services.contact_changes import ContactChanges
from secinfo_desktop.backend.services.own_sessions import OwnSessions
from secinfo_desktop.backend.services.ports import GuideTables
from secinfo_desktop.backend.services.practice import Practice
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.repeats import Repeats
from secinfo_desktop.backend.services.replacement_services import ReplacementServices
from secinfo_desktop.backend.services.security_overview import Overview
from secinfo_desktop.backend.services.session_flows import SessionFlows
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.backend.services.staff_gate import StaffGate
from secinfo_desktop.contract import practice as practice_structs
from secinfo_desktop.contract import structs
from secinfo_desktop.contract.endpoints import ENDPOINTS
from secinfo_desktop.contract.helpdesk_endpoints import (
    ACTION_ENDPOINTS,
    CASE_ENDPOINTS,
    LIVE_ENDPOINTS,
    STAFF_ENDPOINTS,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack

if TYPE_CHECKING:
    from secinfo_desktop.backend.http.helpdesk_handlers import HelpdeskServices
    from secinfo_desktop.backend.services.live_services import LiveServices

_OF_HELPDESK = [
    endpoint
    for endpoint in (*STAFF_ENDPOINTS, *CASE_ENDPOINTS, *ACTION_ENDPOINTS, *LIVE_ENDPOINTS)
    if not endpoint.streams
]


@dataclass(frozen=True)
class Services:
    """What the endpoints speak to. Without practice its endpoints do not exist."""

    clock: Clock
    pack: ProviderPack
    capabilities: tuple[str, ...]
    recovery: Recovery
    sign_in: SignIn
    repeats: Repeats
    audit: Auditor
    tables: GuideTables
    sessions: OwnSessions
    session_flows: SessionFlows
    contacts: ContactChanges
    overview: Overview
    replacements: ReplacementServices
    evidence: EvidenceServices
    staff_gate: StaffGate
    helpdesk: "Late[HelpdeskServices]"
    live: "Late[LiveServices]"
    streams: Streams
    practice: Practice | None = None


def handlers(services: Services) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""
    always = _RecoveryHandlers(services).by_name()
    signed_in = {
        **session_handlers(services.sessions, services.session_flows),
        **contact_handlers(services.contacts, services.overview),
        **replacement_handlers(services.replacements),
        **evidence_handlers.handlers(services.evidence),
    }
    return {
        **always,
        **signed_in,
        **late_handlers(_OF_HELPDESK, lambda: _helpdesk_handlers(services)),
        **(_PracticeHandlers(services.practice).by_name() if services.practice else {}),
    }


def _helpdesk_handlers(services: Services) -> Mapping[str, Handler]:
    from secinfo_desktop.backend.http.helpdesk_handlers import helpdesk_handlers
    from secinfo_desktop.backend.http.live_handlers import live_handlers, with_news

    live = services.live()
    return {
        **live_handlers(live, services.pack.name),
        **with_news(helpdesk_handlers(services.helpdesk()), live, services.streams),
    }


def live_streams(services: Services) -> Mapping[str, Callable[[Call], Following]]:
    """What is followed, by the names of the endpoints; loaded with the first stream."""

    def load() -> Mapping[str, Callable[[Call], Following]]:
        from secinfo_desktop.backend.http.live_handlers import live_streams

        return live_streams(services.live(), services.staff_gate)

    return late_handlers((endpoint for endpoint in ENDPOINTS if endpoint.streams), load)


class _RecoveryHandlers:
    def __init__(self, services: Services) -> None:
        self._its = services

    def by_name(self) -> dict[str, Handler]:
        recovery = self._its.recovery
        return {
            "about": lambda _, __: self._about(),
            "guide_tables": lambda _, __: wire.guide_tables(*self._its.tables.current(), self._its.clock()),
            "sign_in": self._sign_in,
            "open_flow": self._open_flow,
            "send_code": self._send_code,
            "flow_status": lambda _, its: wire.flow_status(recovery.status(its.flow, peer=its.peer)),
            "give_code": lambda given, its: wire.code_accepted(recovery.give_code(its.flow, given.code, peer=its.peer)),
            "set_password": lambda new, its: wire.recovered(
                recovery.set_password(its.flow, new.password, peer=its.peer)
            ),
        }

    def _sign_in(self, asked: structs.SignIn, call: Call) -> structs.Message:
        return wire.signed_in(
            self._its.sign_in.sign_in(asked.account_name, asked.password, asked.device, peer=call.peer)
        )

    def _open_flow(self, asked: structs.OpenFlow, call: Call) -> structs.Message:
        knock = evidence_wire.knock(asked.knock) if asked.knock else None
        return wire.flow_opened(
            self._its.recovery.open_flow(asked.account_name, asked.purpose, peer=call.peer, knock=knock)
        )

    def _send_code(self, asked: structs.SendCode, call: Call) -> structs.Message:
        channel = wire.channel(asked.channel)
        return wire.code_sent(
            self._its.recovery.send_code(call.flow, asked.contact, asked.typed, channel, peer=call.peer)
        )

    def _about(self) -> structs.About:
        return structs.About(
            version=__version__,
            pack=self._its.pack.id,
            provider=self._its.pack.name,
            capabilities=self._its.capabilities,
            tables=self._its.tables.revision(),
            now=self._its.clock(),
        )


class _PracticeHandlers:
    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    def by_name(self) -> dict[str, Handler]:
        practice = self._practice
        return {
            "practice_scenarios": lambda _, __: wire.scenarios(
                practice.scenarios.values(), (its.scenario for its in practice.good_days.values())
            ),
            "start_practice": lambda asked, _: wire.person(practice.start(asked.scenario, asked.seed)),
            "practice_person": lambda _, __: wire.person(practice.person()),
            "practice_world": lambda _, __: wire.world(practice.look()),
            "practice_deed": lambda done, _: wire.world(practice.do(done.deed, on=done.on)),
            "move_clock": self._move_clock,
        }

    def _move_clock(self, asked: practice_structs.MoveClock, _call: Call) -> structs.Message:
        try:
            by = timedelta(seconds=asked.seconds)
        except (OverflowError, ValueError):
            raise Refused(Failure.BAD_REQUEST) from None
        return wire.world(self._practice.move_clock(by))
