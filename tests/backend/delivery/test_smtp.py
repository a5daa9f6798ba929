"""Mail leaves through a relay: as a plain message, and every refusal is told apart."""

import email
import email.policy
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from secinfo_desktop.backend.delivery.smtp import Relay, SmtpTransport, mail
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState, Reason
from tests.helpers.clock import START
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

LETTER = Letter(
    id="1",
    message_id="<1@accounts.example.org>",
    channel=Channel.EMAIL,
    destination="mara.post@example.com",
    sender_name="Example accounts",
    sender="account-security@accounts.example.org",
    subject="Your code from Example has arrived (tag KM)",
    text="This is your code:\n\n    481 906\n\n… never give it to anyone.\n",
    written_at=START,
)


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with smtp_sink() as running:
        yield running


@pytest.fixture
def transport(sink: SmtpSink) -> SmtpTransport:
    return SmtpTransport(Relay("127.0.0.1", sink.port))


def test_a_letter_arrives_as_plain_mail(sink: SmtpSink, transport: SmtpTransport) -> None:
    assert transport.send(LETTER) is DeliveryState.ACCEPTED
    came = email.message_from_bytes(sink.mails[0], policy=email.policy.default)
    assert isinstance(came, EmailMessage)
    assert sink.recipients == ["mara.post@example.com"]
    assert came["From"] == "Example accounts <account-security@accounts.example.org>"
    assert came["Message-ID"] == "<1@accounts.example.org>"
    assert came["Subject"] == LETTER.subject
    assert came["Auto-Submitted"] == "auto-generated"
    assert came.get_content_type() == "text/plain"
    assert came.get_content().splitlines() == LETTER.text.splitlines()


def test_a_domain_of_any_language_is_written_as_every_relay_takes_it(sink: SmtpSink, transport: SmtpTransport) -> None:
    transport.send(replace(LETTER, destination="mara.post@bücher.example.org"))
    assert sink.recipients == ["mara.post@xn--bcher-kva.example.org"]
    assert email.message_from_bytes(sink.mails[0])["To"] == "mara.post@xn--bcher-kva.example.org"


def test_a_name_of_any_language_needs_a_relay_that_knows_such_names(sink: SmtpSink, transport: SmtpTransport) -> None:
    letter = replace(LETTER, destination="jürgen@example.com")
    with pytest.raises(NotEver) as refused:
        transport.send(letter)
    assert refused.value.state is DeliveryState.FAILED
    sink.offers = ("250-SMTPUTF8", "250-8BITMIME")
    assert transport.send(letter) is DeliveryState.ACCEPTED
    assert "jürgen@example.com" in sink.mails[0].decode()


def test_sending_again_has_the_same_message_id(sink: SmtpSink, transport: SmtpTransport) -> None:
    transport.send(LETTER)
    transport.send(LETTER)
    assert sink.mails[0] == sink.mails[1]


@pytest.mark.parametrize("question", ["answer_to_recipient", "answer_to_data"])
def test_a_refusal_for_now_is_tried_again(sink: SmtpSink, transport: SmtpTransport, question: str) -> None:
    setattr(sink, question, "451 greylisted")
    with pytest.raises(NotNow):
        transport.send(LETTER)


def test_a_refusal_of_the_recipient_for_good_is_a_bounce(sink: SmtpSink, transport: SmtpTransport) -> None:
    sink.answer_to_recipient = "550 no such user mara.post@example.com"
    with pytest.raises(NotEver) as refusal:
        transport.send(LETTER)
    assert refusal.value.state is DeliveryState.BOUNCED
    assert "mara" not in str(refusal.value)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.1.1 <mara.post@example.com> unknown in virtual mailbox table", Reason.ADDRESS_UNKNOWN),
        ("556 5.1.10 the domain takes no mail", Reason.ADDRESS_UNKNOWN),
        ("553 not allowed", Reason.ADDRESS_UNKNOWN),
        ("552 5.2.2 over quota", Reason.MAILBOX_FULL),
        ("552 too much", Reason.MAILBOX_FULL),
        ("550 5.2.1 disabled", Reason.REFUSED),
        ("550 no", Reason.REFUSED),
    ],
)
def test_why_is_read_from_the_numbers_of_a_refusal_alone(
    sink: SmtpSink, transport: SmtpTransport, answer: str, reason: Reason
) -> None:
    sink.answer_to_recipient = answer
    with pytest.raises(NotEver) as refusal:
        transport.send(LETTER)
    assert refusal.value.reason is reason
    assert refusal.value.args == ("bounced", reason.value)


def refused_as(transport: SmtpTransport) -> DeliveryState:
    """The state that a letter's refusal for good leads to."""
    with pytest.raises(NotEver) as refusal:
        transport.send(LETTER)
    return refusal.value.state


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("answer_to_recipient", "554 5.7.1 relay access denied"),
        ("answer_to_recipient", "554 no"),
        ("answer_to_recipient", "550 5.1.8 bad sender"),
        ("answer_to_recipient", "550 5.7.1 looks like spam, see 5.1.1"),
        ("answer_to_sender", "550 sender not allowed"),
        ("answer_to_sender", "550 5.1.1 unknown"),
        ("answer_to_data", "554 spam"),
        ("answer_to_data", "550 no"),
        ("answer_to_data", "552 5.3.4 the message is too big"),
    ],
)
def test_what_is_no_fault_of_the_contact_is_no_bounce(
    sink: SmtpSink, transport: SmtpTransport, question: str, answer: str
) -> None:
    setattr(sink, question, answer)
    assert refused_as(transport) is DeliveryState.FAILED


@pytest.mark.parametrize("answer", ["550 5.1.1 unknown", "552 5.2.2 over quota"])
def test_a_relay_that_looks_for_the_mailbox_late_bounces_as_well(
    sink: SmtpSink, transport: SmtpTransport, answer: str
) -> None:
    sink.answer_to_data = answer
    assert refused_as(transport) is DeliveryState.BOUNCED


@pytest.mark.parametrize("answer", ["530 must issue a STARTTLS command first", "535 who are you"])
def test_a_relay_that_wants_to_know_who_we_are_loses_no_letter(
    sink: SmtpSink, transport: SmtpTransport, answer: str
) -> None:
    sink.answer_to_sender = answer
    with pytest.raises(NotNow):
        transport.send(LETTER)


def test_a_relay_that_says_goodbye_badly_has_taken_the_letter_all_the_same(
    sink: SmtpSink, transport: SmtpTransport
) -> None:
    sink.answer_to_goodbye = "554 never come back"
    assert transport.send(LETTER) is DeliveryState.ACCEPTED


@pytest.mark.parametrize(("after", "leaves"), [(timedelta(seconds=-1), True), (timedelta(), False)])
def test_no_letter_leaves_after_the_end_of_what_it_carries_however_long_hello_took(
    sink: SmtpSink, after: timedelta, leaves: bool
) -> None:
    end = START + timedelta(minutes=10)
    transport = SmtpTransport(Relay("127.0.0.1", sink.port), clock=lambda: end + after)
    letter = replace(LETTER, ends_at=end)
    if leaves:
        assert transport.send(letter) is DeliveryState.ACCEPTED
        return
    with pytest.raises(NotEver) as refusal:
        transport.send(letter)
    assert (refusal.value.state, refusal.value.reason, sink.mails) == (DeliveryState.EXPIRED, None, [])
    assert sink.recipients == ["mara.post@example.com"]  # everything before the text had been said


def test_a_relay_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        transport = SmtpTransport(Relay("127.0.0.1", unused.getsockname()[1]))
        with pytest.raises(NotNow):
            transport.send(LETTER)


def test_a_relay_that_says_nothing_is_left() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        transport = SmtpTransport(Relay("127.0.0.1", silent.getsockname()[1]), timedelta(seconds=0.1))
        with pytest.raises(NotNow):
            transport.send(LETTER)


def test_a_line_break_in_a_name_does_not_become_a_header() -> None:
    with pytest.raises(ValueError, match="CR or LF"):
        mail(replace(LETTER, sender_name="Example\r\nBcc: all@example.com"))
