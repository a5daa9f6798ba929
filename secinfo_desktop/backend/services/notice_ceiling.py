"""How many notices of changes one contact gets (R18): who knows the password alone could send a flood of them.

Each kind has a ceiling of its own, so that a flood of harmless changes hides no other one. Notices of a replacement, of
contacts and of the password are never left out: what they tell of can be done a few times, or has to be heard.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from secinfo_desktop.backend.services.records import MessageKind, QueuedMessage

WINDOW = timedelta(hours=24)
MOST = 5
"""Of one kind to one contact in that time; the last of them says that more follows."""
OFTEN = frozenset(
    {
        MessageKind.SETTINGS_CHANGED,
        MessageKind.RECOVERY_CODE_MADE,
        MessageKind.RECOVERY_CODE_USED,
        MessageKind.COMPUTER_KNOWN,
        MessageKind.COMPUTER_FORGOTTEN,
    }
)
"""What can be done again and again by who is signed in."""


def subject(notice: QueuedMessage) -> str:
    """What a notice counts under: ids alone, which tell nobody anything."""
    return f"notice {notice.kind} {notice.contact_id}"


def told(notice: QueuedMessage, before: Sequence[datetime]) -> QueuedMessage | None:
    """The notice, or one that says that more is changed, or none; ``before``: when others of its kind went there."""
    if notice.kind not in OFTEN:
        return notice
    recent = sum(at > notice.queued_at - WINDOW for at in before)
    if recent < MOST - 1:
        return notice
    return replace(notice, kind=MessageKind.MORE_CHANGES) if recent < MOST else None
