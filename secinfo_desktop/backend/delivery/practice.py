"""The practice world as a way out: a letter becomes a reference that walks to a phone or mailbox."""

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.kept_world import KeptWorld
from secinfo_desktop.backend.services.ports import Outbox
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.delivery import DeliveryState
from secinfo_desktop.practice.walk import Message, walk


class PracticeTransport:
    """Hands letters to the practice world, which never keeps what is written in them."""

    def __init__(self, kept: KeptWorld, outbox: Outbox, clock: Clock) -> None:
        self._kept = kept
        self._outbox = outbox
        self._clock = clock

    def send(self, letter: Letter) -> DeliveryState:
        """Put a letter on its way. One whose world has been left meanwhile goes nowhere."""
        if self._outbox.message(letter.id) is not None:
            message = Message(letter.id, letter.channel, letter.destination)
            self._kept.change(lambda world: walk(world, message, self._clock()))
        return DeliveryState.ACCEPTED
