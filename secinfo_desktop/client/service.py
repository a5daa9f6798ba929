"""What account and practice share: a service that is asked, and its clock as far as it is known here."""

from collections.abc import Callable, Generator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from secinfo_desktop.client import reading
from secinfo_desktop.client.errors import ClientError, ProblemError
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.contract.endpoints import Endpoint
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.recovery.ports import RefusedError

if TYPE_CHECKING:
    from secinfo_desktop.client.computer_key import ComputerKey
    from secinfo_desktop.client.listening import Line
    from secinfo_desktop.client.streams import CaseStream

Reply = TypeVar("Reply", bound=Message)
Read = TypeVar("Read")
Pause = Callable[[int], float]


class ServiceClock:
    """The time of a service: this computer's clock (``local``, UTC), put right by every answer."""

    def __init__(self, local: Callable[[], datetime]) -> None:
        self._local = local
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The service's time; asks nobody."""
        return self._local() + self._ahead

    def put_right(self, now: datetime) -> None:
        """Takes the time that an answer tells."""
        self._ahead = now - self._local()


class Service:
    """Asks a service, and turns what goes wrong into the refusals of the ports.

    ``pause`` says how long a stream waits before it connects again; without it as in ``streams.pause_after``.
    """

    def __init__(self, transport: Transport, clock: ServiceClock, pause: Pause | None = None) -> None:
        self._transport, self.clock, self._pause = transport, clock, pause
        self.computer: ComputerKey | None = None
        """This computer's key, in memory: flows opened with it are those of a computer that the account knows."""

    def ask(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        read: Callable[[Reply], Read],
        request: Message | None = None,
        flow: str | None = None,
        session: str | None = None,
        known_by: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Read:
        """Makes a call, puts the clock right, and reads values of the domain out of the answer.

        Raises:
            RefusedError: with the time, on the service's clock, when asking again makes sense.
        """
        try:
            answer = self._transport.call(endpoint, reply, request, flow, session, known_by, key)
            now = getattr(answer, "now", None)
            if now is not None:
                self.clock.put_right(reading.moment(now))
            return read(answer)
        except ProblemError as problem:
            raise RefusedError(problem.failure, self._retry_at(problem.retry_after)) from None
        except ClientError as error:
            raise RefusedError(error.failure) from None

    def follow(
        self, endpoint: Endpoint, known_by: Mapping[str, str], after: int, is_over: Callable[[], bool]
    ) -> "CaseStream":
        """A stream of the contract after a place; asks nobody before it is iterated."""
        from secinfo_desktop.client.streams import CaseStream

        def listen(place: int, line: "Line") -> Generator[bytes, None, None]:
            return self._transport.listen(endpoint, known_by, place, line)

        return CaseStream(listen, after, is_over, self.pause)

    def pause(self, failed: int) -> float:
        """The seconds before what failed so often is tried again."""
        from secinfo_desktop.client.streams import pause_after

        return (self._pause or pause_after)(failed)

    def _retry_at(self, seconds: float | None) -> datetime | None:
        return None if seconds is None else self.clock.now() + timedelta(seconds=seconds)
