"""An account that somebody is signed in to: the port ``security_info.ports.SignedInAccount`` over the wire."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import TypeVar

from secinfo_desktop.client import reading, reading_info
from secinfo_desktop.client.computer_key import ComputerKey, new_private_key
from secinfo_desktop.client.handles import HandleKeeper
from secinfo_desktop.client.known_here import ComputerKeys
from secinfo_desktop.client.service import Service
from secinfo_desktop.contract import endpoints, security_info, structs
from secinfo_desktop.contract import signed_in_endpoints as calls
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.known_computers import PRIVATE_KEY_BYTES
from secinfo_desktop.domain.security_info import (
    Activity,
    ContactUse,
    DeviceSession,
    KnownComputer,
    Replacement,
    SecurityContact,
    SecurityInfo,
    SessionPurpose,
    SessionStage,
)
from secinfo_desktop.recovery.ports import CodeSent, RefusedError
from secinfo_desktop.security_info.ports import SessionStanding, TypedContact

Reply = TypeVar("Reply", bound=Message)
Read = TypeVar("Read")
SESSION, CLAIM = "session", "claim"
"""What is kept here: the names of secrets at their keeper."""
CLAIM_BYTES = 32


@dataclass
class _Flow:
    """The flow of the code that was asked for last."""

    purpose: SessionPurpose
    contact_id: str
    handle: str
    is_proven: bool = False


class BackendSession:
    """Holds the session of one person. ``secrets`` keeps session and claim, ``keys`` the key of this computer.

    ``device`` is what this computer is called where the account's sessions are listed.
    """

    def __init__(self, service: Service, secrets: HandleKeeper, keys: ComputerKeys, device: str) -> None:
        self._service, self._secrets, self._keys, self._device = service, secrets, keys, device
        self._session = secrets.handle(SESSION)
        self._flow: _Flow | None = None

    def now(self) -> datetime:
        """The service's time."""
        return self._service.clock.now()

    @property
    def is_signed_in(self) -> bool:
        """True while there is a session as far as it is known here."""
        return self._session is not None

    # --- in and out

    def sign_in(self, account_name: str, password: str) -> SessionStanding:
        """Begins a session in place of an earlier one."""
        request = structs.SignIn(account_name=account_name, password=password, device=self._device)
        session = self._service.ask(endpoints.SIGN_IN, structs.SignedIn, reading.session, request)
        self._session, self._flow = session, None
        self._secrets.keep(SESSION, session)
        standing = self.standing()
        if standing.stage is SessionStage.OPEN:
            self._tell_of_computer()
        return standing

    def standing(self) -> SessionStanding:
        """Where the session stands."""
        return self._ask(calls.SESSION, security_info.SessionStanding, reading_info.standing)

    def sign_out(self) -> None:
        """Ends the session; here it is forgotten whatever the service answers."""
        try:
            self._ask(calls.SIGN_OUT, security_info.Done, _nothing)
        finally:
            self._forget_session()

    # --- codes and proof

    def send_code(self, purpose: SessionPurpose, contact_id: str, channel: Channel | None = None) -> CodeSent:
        """Sends a code, or the same one again; a flow that has ended is opened anew."""
        flow = self._flow
        if flow is not None and (flow.purpose, flow.contact_id) == (purpose, contact_id) and not flow.is_proven:
            try:
                return self._send(flow, channel)
            except RefusedError as refused:
                if refused.failure is not Failure.FLOW_ENDED:
                    raise
        self._flow = self._open(purpose, contact_id, channel)
        return self._send(self._flow, channel)

    def _open(self, purpose: SessionPurpose, contact_id: str, channel: Channel | None) -> _Flow:
        way = channel.value if channel else None
        request = security_info.OpenSessionFlow(purpose=purpose.value, contact=contact_id, channel=way)
        reply = security_info.SessionFlowOpened
        handle = self._ask(calls.OPEN_SESSION_FLOW, reply, reading.session_flow, request)
        return _Flow(purpose, contact_id, handle)

    def _send(self, flow: _Flow, channel: Channel | None) -> CodeSent:
        request = structs.SendCode(contact=flow.contact_id, channel=channel.value if channel else None)
        return self._service.ask(endpoints.SEND_CODE, structs.CodeSent, reading.code_sent, request, flow.handle)

    def give_code(self, code: str) -> SessionStanding:
        """Gives back the code that was asked for last. If only its use failed, the next try uses it."""
        flow = self._flow
        if flow is None:
            raise RefusedError(Failure.FLOW_ENDED)
        if not flow.is_proven:
            request = structs.GiveCode(code=code)
            self._service.ask(endpoints.GIVE_CODE, structs.CodeAccepted, _nothing, request, flow.handle)
            flow.is_proven = True
        reply = security_info.SessionStanding
        standing = self._ask(calls.USE_SESSION_FLOW, reply, reading_info.standing, flow=flow.handle)
        self._flow = None
        return standing

    def prove_by_password(self, password: str) -> SessionStanding:
        """Fresh proof for the next changes."""
        request = security_info.ProvePassword(password=password)
        return self._ask(calls.PROVE_PASSWORD, security_info.SessionStanding, reading_info.standing, request)

    def skip_notice(self) -> SessionStanding:
        """Puts the notice off for a day."""
        return self._ask(calls.SKIP_NOTICE, security_info.SessionStanding, reading_info.standing)

    # --- what there is

    def info(self) -> SecurityInfo:
        """Everything about the security info now."""
        return self._ask(calls.SECURITY_INFO, security_info.SecurityInfo, reading_info.security_info)

    def sessions(self) -> tuple[DeviceSession, ...]:
        """Where the account is signed in, this one first."""
        return self._ask(calls.SESSIONS, security_info.Sessions, reading_info.sessions)

    def computers(self) -> tuple[KnownComputer, ...]:
        """The known computers."""
        return self._ask(calls.COMPUTERS, security_info.Computers, reading_info.computers)

    def activity(self) -> tuple[Activity, ...]:
        """What happened of late, newest first."""
        return self._ask(calls.ACTIVITY, security_info.RecentActivity, reading_info.activity)

    # --- changes

    def add_contact(self, typed: TypedContact, replaces: str | None = None) -> SecurityContact:
        """Adds a contact; it counts once a code sent to it was given back."""
        request = security_info.AddContact(kind=typed.kind.value, value=typed.value, replaces=replaces)
        return self._ask(calls.ADD_CONTACT, security_info.ContactAdded, reading_info.added, request)

    def remove_contact(self, contact_id: str) -> None:
        """Removes a contact."""
        self._do(calls.REMOVE_CONTACT, security_info.RemoveContact(contact=contact_id))

    def use_contact(self, contact_id: str, uses: frozenset[ContactUse]) -> None:
        """Chooses what a contact is used for."""
        words = tuple(sorted(use.value for use in uses))
        self._do(calls.USE_CONTACT, security_info.UseContact(contact=contact_id, uses=words))

    def switch_option(self, option_id: str, *, on: bool) -> None:
        """Turns signing in with a name on or off."""
        self._do(calls.SWITCH_OPTION, security_info.SwitchOption(option=option_id, on=on))

    def choose_second_step(self, *, on: bool) -> None:
        """Asks for a code after the password at every sign-in, or no longer."""
        self._do(calls.CHOOSE_SECOND_STEP, security_info.ChooseSecondStep(on=on))

    def change_password(self, password: str) -> int:
        """Sets a new password; returns how many other sessions ended."""
        request = security_info.ChangePassword(password=password)
        return self._ask(calls.CHANGE_PASSWORD, security_info.SessionsEnded, _ended, request)

    def end_session(self, session_id: str | None) -> int:
        """Ends one session, or with None all others; returns how many."""
        request = security_info.EndSession(session=session_id)
        return self._ask(calls.END_SESSION, security_info.SessionsEnded, _ended, request)

    def make_recovery_code(self) -> str:
        """A new recovery code."""
        return self._ask(calls.MAKE_RECOVERY_CODE, security_info.RecoveryCode, reading.recovery_code)

    # --- replacing all of it

    def start_replacement(self, typed: Sequence[TypedContact]) -> Replacement:
        """Starts the waiting period, with a claim that is kept here before anything is asked.

        One that is kept is used again: the answer may have been lost after the service had begun.
        """
        claim = self._secrets.handle(CLAIM) or token_urlsafe(CLAIM_BYTES)
        self._secrets.keep(CLAIM, claim)
        return self._ask(
            calls.START_REPLACEMENT,
            security_info.ReplacementStarted,
            lambda started: reading_info.replacement(started.replacement),
            security_info.StartReplacement(claim=claim, contacts=_typed(typed)),
        )

    def finish_replacement(self, typed: Sequence[TypedContact]) -> None:
        """Enters the new info after the waiting period."""
        claim = self._secrets.handle(CLAIM)
        self._do(calls.FINISH_REPLACEMENT, security_info.FinishReplacement(contacts=_typed(typed), claim=claim))
        self._secrets.forget(CLAIM)

    def cancel_replacement(self, account_name: str, cancel_code: str) -> None:
        """Cancels with the code of a notice."""
        request = security_info.CancelReplacement(account_name=account_name, cancel_code=cancel_code)
        self._service.ask(calls.CANCEL_REPLACEMENT, security_info.Done, _nothing, request)

    # --- this computer

    @property
    def can_enrol(self) -> bool:
        """True if a key can be kept here."""
        return self._keys.can_keep

    @property
    def is_enrolled(self) -> bool:
        """True if a key of this account is kept here."""
        return self._keys.key() is not None

    def enrol(self) -> None:
        """Makes this computer known: by a new key, kept here only once the service knows its public half."""
        private_key = new_private_key(os.urandom(PRIVATE_KEY_BYTES))
        public_key = ComputerKey("", private_key).public_key()
        request = security_info.EnrolDevice(device=self._device, public_key=public_key)
        computer_id = self._ask(calls.ENROL_DEVICE, security_info.DeviceEnrolled, reading.computer_id, request)
        self._service.computer = ComputerKey(computer_id, private_key)
        self._keys.keep(self._service.computer)

    def forget_computer(self, computer_id: str) -> None:
        """Trusts a computer no longer."""
        self._do(calls.FORGET_COMPUTER, security_info.ForgetComputer(computer=computer_id))
        key = self._keys.key()
        if key is not None and key.device_id == computer_id:
            self._forget_key()

    def _tell_of_computer(self) -> None:
        """Its days begin anew. What goes wrong keeps nobody out: a computer that is known no more is as any other."""
        key = self._keys.key()
        if key is None:
            return
        try:
            self._do(calls.USE_DEVICE, key.knock("", self.now()))
        except RefusedError as refused:
            if refused.failure is Failure.DEVICE_UNKNOWN:
                self._forget_key()

    def _forget_key(self) -> None:
        self._keys.forget()
        self._service.computer = None

    # --- asking

    def _do(self, endpoint: Endpoint, request: Message) -> None:
        self._ask(endpoint, security_info.Done, _nothing, request)

    def _ask(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        read: Callable[[Reply], Read],
        request: Message | None = None,
        flow: str | None = None,
    ) -> Read:
        """Asks within the session; one that the service has ended is forgotten here as well."""
        if self._session is None:
            raise RefusedError(Failure.NOT_SIGNED_IN)
        try:
            return self._service.ask(endpoint, reply, read, request, flow, self._session)
        except RefusedError as refused:
            if refused.failure is Failure.NOT_SIGNED_IN:
                self._forget_session()
            raise

    def _forget_session(self) -> None:
        self._session = self._flow = None
        self._secrets.forget(SESSION)


def _typed(contacts: Sequence[TypedContact]) -> tuple[security_info.NewContact, ...]:
    return tuple(security_info.NewContact(kind=its.kind.value, value=its.value) for its in contacts)


def _ended(its: security_info.SessionsEnded) -> int:
    return its.ended


def _nothing(_: object) -> None:
    return None
