"""Rows for the stores, with the least that a test must say."""

from datetime import datetime, timedelta
from itertools import count

from secinfo_desktop.backend.services.records import (
    Account,
    Contact,
    Flow,
    KnownDevice,
    MessageKind,
    NewAccount,
    NewSession,
    QueuedMessage,
    Sending,
    SentCode,
)
from secinfo_desktop.domain.codes import IssuedCode
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Allowance
from tests.helpers.clock import START

_numbers = count(1)
DESTINATION = "d" * 64


def fresh_id(kind: str) -> str:
    """An id that nothing else has."""
    return f"{kind}-{next(_numbers)}"


def an_account(name: str | None = None) -> NewAccount:
    """An account with a phone and an e-mail address, signed in on two devices and known on one."""
    contacts = (
        Contact(fresh_id("contact"), ContactKind.PHONE, "+491713920041"),
        Contact(fresh_id("contact"), ContactKind.EMAIL, "mara.post@example.com"),
    )
    account = Account(fresh_id("account"), name or fresh_id("name"), contacts)
    return NewAccount(account, START, None, ("tablet", "console"), ("desk",))


def a_flow(account: Account) -> Flow:
    """An open flow of an account."""
    return Flow(
        id=fresh_id("flow"),
        account_id=account.id,
        purpose="recover",
        audience=Disclosure.PUBLIC,
        opened_at=START,
        ends_at=START + timedelta(hours=1),
        handle_digest=fresh_id("digest"),
    )


def a_code(flow: Flow, contact: Contact, *, was_sent: bool = True, after: timedelta = timedelta()) -> SentCode:
    """A code of a flow."""
    asked = START + after
    issued = IssuedCode(fresh_id("code"), "KM", "kid", asked, asked + timedelta(minutes=10))
    return SentCode(issued, flow.id, contact.id, flow.purpose, asked, typed_right=was_sent, was_sent=was_sent)


def a_message(account: Account, contact: Contact, code: SentCode | None = None) -> QueuedMessage:
    """A message that waits."""
    its_id = fresh_id("message")
    return QueuedMessage(
        id=its_id,
        kind=MessageKind.CODE if code else MessageKind.PASSWORD_CHANGED,
        account_id=account.id,
        contact_id=contact.id,
        message_id=f"<{its_id}@example.org>",
        due_at=START,
        queued_at=START,
        code_id=code.issued.id if code else None,
        ends_at=code.issued.ends_at if code else None,
    )


def a_sending(code: SentCode, message: QueuedMessage | None = None, *, number: int = 1, is_new: bool = True) -> Sending:
    """What a plan returns."""
    return Sending(code, is_new, number, Allowance(START, 4, 5), message)


def a_session(account: Account, *, began_at: datetime = START, peer: str = "peer") -> NewSession:
    """A session of an account."""
    return NewSession(fresh_id("session"), account.id, "desk", fresh_id("token"), began_at, peer)


def a_device(account: Account) -> KnownDevice:
    """A computer that is to be known."""
    return KnownDevice(fresh_id("device"), account.id, "desk", fresh_id("key"), START, START)
