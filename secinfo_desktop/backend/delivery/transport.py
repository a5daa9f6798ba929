"""What a way out looks like to the worker."""

from typing import Protocol

from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.delivery import DeliveryState, Reason


class TransportError(Exception):
    """A letter was not taken. Holds no letter and no address.

    TransportError
    ├── NotNow      try again later
    └── NotEver     it will never be taken; ``state`` and ``reason`` say why
    """


class NotNow(TransportError):  # noqa: N818 - says what the other side said
    """The other side can't take it now, or can't be reached."""


class NotEver(TransportError):  # noqa: N818 - says what the other side said
    """The other side refuses it for good."""

    def __init__(self, state: DeliveryState, reason: Reason | None = Reason.REFUSED) -> None:
        super().__init__(state.value, reason.value if reason else "")
        self.state = state
        self.reason = reason


class Transport(Protocol):
    """Hands letters to a network."""

    def send(self, letter: Letter) -> DeliveryState:
        """Hand one over, if what it carries has not ended; the same letter may come twice, with the same Message-ID.

        Raises:
            NotNow: try again later.
            NotEver: it will never be taken.
        """
        ...
