"""Who is signed in at the helpdesk's service: the session is a secret, kept by its keeper, sent in a header alone."""

from collections.abc import Callable
from typing import Final, TypeVar

from secinfo_desktop.client import reading
from secinfo_desktop.client.handles import HandleKeeper
from secinfo_desktop.client.service import Service
from secinfo_desktop.client.streams import CaseStream
from secinfo_desktop.contract import helpdesk as wire
from secinfo_desktop.contract import helpdesk_endpoints as calls
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.endpoints import CASE_HEADER, STAFF_HEADER
from secinfo_desktop.contract.security_info import Done
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError

Reply = TypeVar("Reply", bound=Message)
Read = TypeVar("Read")
STAFF_SESSION: Final = "staff-session"
"""What is kept: the name of the secret at its keeper."""


class StaffSession:
    """Every call of the console goes through it."""

    def __init__(self, service: Service, secrets: HandleKeeper) -> None:
        self.service = service
        self._secrets = secrets
        self._session = secrets.handle(STAFF_SESSION)

    @property
    def is_signed_in(self) -> bool:
        """True while there is a session as far as it is known here."""
        return self._session is not None

    def sign_in(self, name: str, password: str) -> None:
        """Begins a session in place of an earlier one."""
        request = wire.StaffSignIn(name=name, password=password)
        session = self.service.ask(
            calls.STAFF_SIGN_IN, wire.StaffSignedIn, lambda its: reading.secret(its.session), request
        )
        self._session = session
        self._secrets.keep(STAFF_SESSION, session)

    def sign_out(self) -> None:
        """Ends the session; here it is forgotten whatever the service answers."""
        try:
            self.ask(calls.STAFF_SIGN_OUT, Done, lambda _: None)
        finally:
            self._forget()

    def ask(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        read: Callable[[Reply], Read],
        request: Message | None = None,
        *,
        again: bool = False,
    ) -> Read:
        """Makes a call. ``again``: where the connection breaks it is made once more, for that changes nothing.

        Raises:
            RefusedError: NOT_STAFF if nobody is signed in, or no longer; then the session is forgotten.
        """
        try:
            return self._once(endpoint, reply, read, request)
        except RefusedError as refused:
            if refused.failure is not Failure.UNREACHABLE or not again:
                raise
        return self._once(endpoint, reply, read, request)

    def follow(self, endpoint: Endpoint, case_id: str, after: int, is_over: Callable[[], bool]) -> CaseStream:
        """The stream of a case after a place."""
        return self.service.follow(endpoint, {**self._known_by(), CASE_HEADER: case_id}, after, is_over)

    def _once(
        self, endpoint: Endpoint, reply: type[Reply], read: Callable[[Reply], Read], request: Message | None
    ) -> Read:
        known_by = self._known_by()
        try:
            return self.service.ask(endpoint, reply, read, request, known_by=known_by)
        except RefusedError as refused:
            if refused.failure is Failure.NOT_STAFF and known_by[STAFF_HEADER] == self._session:
                self._forget()
            raise

    def _known_by(self) -> dict[str, str]:
        if self._session is None:
            raise RefusedError(Failure.NOT_STAFF)
        return {STAFF_HEADER: self._session}

    def _forget(self) -> None:
        self._session = None
        self._secrets.forget(STAFF_SESSION)
