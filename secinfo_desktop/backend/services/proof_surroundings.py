"""What recovery codes, known computers and recent activity work with."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import Auditor
from secinfo_desktop.backend.services.door import Door
from secinfo_desktop.backend.services.messages import Noticing
from secinfo_desktop.backend.services.ports import (
    CodeKeys,
    Computers,
    Flows,
    NeedsTwo,
    PastEvents,
    RecoveryCodes,
)


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
