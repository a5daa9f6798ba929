"""A text message as it leaves, and where it is reported on."""

from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.contacts import Channel
from tests.helpers.clock import START

TEXT = Letter(
    id="ab12" * 8,
    message_id=f"<{'ab12' * 8}@accounts.example.org>",
    channel=Channel.SMS,
    destination="+491713920041",
    sender_name="Example",
    sender="Example",
    subject="",
    text="481 906 is your code from Example.\n@accounts.example.org #481906",
    written_at=START,
)


def reported_at(message_id: str) -> str:
    """An address that reports are to go to."""
    return f"http://127.0.0.1:8026/{message_id}/mac"
