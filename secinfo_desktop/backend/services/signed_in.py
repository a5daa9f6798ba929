"""Puts together what people who are signed in can do: one gate, and the services behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from secinfo_desktop.backend.services.contact_changes import ContactChanges, Tools
from secinfo_desktop.backend.services.flow_acts import ProveAct, SignInAct, VerifyAct
from secinfo_desktop.backend.services.gate import Gate
from secinfo_desktop.backend.services.limits import SendLimits
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.own_sessions import OwnSessions
from secinfo_desktop.backend.services.ports import SignedIn
from secinfo_desktop.backend.services.recovery import Surroundings
from secinfo_desktop.backend.services.security_overview import Overview
from secinfo_desktop.backend.services.session_flows import FlowAct, SessionFlows
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.domain.security_info import SessionPurpose


@dataclass(frozen=True)
class SignedInServices:
    """The services of people who are signed in."""

    gate: Gate
    telling: Telling
    sign_in: SignIn
    sessions: OwnSessions
    flows: SessionFlows
    contacts: ContactChanges
    overview: Overview


def signed_in_services(
    its: Surroundings,
    signed_in: SignedIn,
    on_queued: Callable[[], None],
    more_acts: Mapping[SessionPurpose, FlowAct] | None = None,
) -> SignedInServices:
    """The services over what a recovery works with as well; ``more_acts`` are for purposes that others answer for."""
    gate = Gate(signed_in, its.clock, its.audit, its.pack.security_info)
    telling = Telling(Messages(its.random, its.pack), its.channels)
    sign_in = SignIn(its.accounts, its.sessions, its.keys, its.hasher, its.clock, its.random, its.audit, its.pack)
    acts: dict[SessionPurpose, FlowAct] = {
        SessionPurpose.SIGN_IN: SignInAct(its.audit),
        SessionPurpose.PROVE: ProveAct(its.audit, its.pack.security_info.waiting),
        SessionPurpose.VERIFY: VerifyAct(its.audit, telling),
        **(more_acts or {}),
    }
    limits = SendLimits(its.keys, its.pack.ceilings)
    return SignedInServices(
        gate=gate,
        telling=telling,
        sign_in=sign_in,
        sessions=OwnSessions(gate, sign_in, its.hasher, its.common_passwords, telling, its.audit, on_queued),
        flows=SessionFlows(gate, its.flows, limits, telling, its.random, its.audit, acts, on_queued),
        contacts=ContactChanges(Tools(gate, telling, its.random, its.audit, its.pack.region, on_queued)),
        overview=Overview(gate),
    )
