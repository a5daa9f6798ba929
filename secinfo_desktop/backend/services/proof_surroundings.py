"""What recovery codes, known computers and recent activity work with."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import Auditor
from secinfo_desktop.backend.services.door import Door
from secinfo_desktop.backend.services.evidence_ports import Computers, PastEvents, RecoveryCodes
from secinfo_desktop.backend.services.messages import Messages, Noticing
from secinfo_desktop.backend.services.ports import CodeKeys, Flows, NeedsTwo
from secinfo_desktop.backend.services.recovery import Surroundings


@dataclass(frozen=True)
class ProofSurroundings:
    """``on_queued`` is called after a message has been queued."""

    flows: Flows
    recovery_codes: RecoveryCodes
    computers: Computers
    past: PastEvents
    door: Door
    keys: CodeKeys
    clock: Clock
    random: Random
    audit: Auditor
    noticing: Noticing
    needs_two: NeedsTwo
    on_queued: Callable[[], None]


def proof_surroundings(
    its: Surroundings, codes: RecoveryCodes, past: PastEvents, door: Door, on_queued: Callable[[], None]
) -> ProofSurroundings:
    """The same as a recovery's, with what else is needed."""
    return ProofSurroundings(
        flows=its.flows,
        recovery_codes=codes,
        computers=its.computers,
        past=past,
        door=door,
        keys=its.keys,
        clock=its.clock,
        random=its.random,
        audit=its.audit,
        noticing=Noticing(Messages(its.random, its.pack), its.channels),
        needs_two=its.pack.security_info.asks_for_code,
        on_queued=on_queued,
    )
