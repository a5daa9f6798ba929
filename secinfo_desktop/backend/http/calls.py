"""What a handler gets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from secinfo_desktop.contract.structs import Message


@dataclass(frozen=True)
class Call:
    """What comes with a request beside its body. ``peer`` is None where there is one caller, known by its token."""

    flow: str = field(default="", repr=False)
    session: str = field(default="", repr=False)
    bearer: str = field(default="", repr=False)
    """What stands behind ``Bearer`` in ``Authorization``; the door has looked at it where it is the app's."""
    peer: str | None = None


Handler = Callable[[Any, Call], Message]
"""Takes the decoded request (None if the endpoint has none) and what comes with it."""
