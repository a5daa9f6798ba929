"""Which texts the script of a call needs, by their ids in the catalogue ``helpdesk_script.po``.

``say`` is read to the caller, in their language; ``listen`` and ``hear`` are for the agent, in theirs.
"""

from collections.abc import Iterator
from itertools import count, takewhile
from typing import Final

from secinfo_desktop import texts
from secinfo_desktop.guide.checklist import HANDOFF, Checklist

NEVER_ASK: Final = "helpdesk_script.say.never_ask"
"""The sentence that stands with every script (B31)."""
AROUND: Final = (
    "opening",
    "opening.alone",
    "opening.nameless",
    "never_ask",
    "number",
    "who_called",
    "check_us",
    "check_us.no_phone",
    "word_pair",
    "word_pair.limit",
    "read_number",
    "unverified",
    "no_personal_data",
    "refusal",
    "refusal.offer",
    "refusal.code",
    "refusal.manager",
    "refusal.hurry",
    "refusal.contact",
    "call_back",
    "call_back.never_ask",
    "send_steps",
    "colleague",
    "hold",
    "hold.back",
    "closing",
    "closing.never_ask",
)
"""What is said beside the steps; ``opening.alone`` is for who has no organisation, ``opening.nameless`` for who has
told no name, and ``check_us.no_phone`` for who has no pack with a number."""


def around(what: str) -> str:
    """The id of a sentence that is said beside the steps."""
    return f"helpdesk_script.say.{what}"


def say(step: str) -> str:
    """The id of what is said at a step."""
    return f"helpdesk_script.say.{step}"


def parts(step: str, language: str) -> tuple[str, ...]:
    """The ids of the parts that are read one by one; nothing for a question."""
    numbered = (f"helpdesk_script.say.{step}.part.{number}" for number in count(1))
    return tuple(takewhile(lambda text_id: texts.has(text_id, language), numbered))


def listen(step: str) -> str:
    """The id of what the agent listens for."""
    return f"helpdesk_script.listen.{step}"


def hear(step: str, outcome: str) -> str:
    """The id of what the caller may say; where there is none, the checklist's own words will do."""
    return f"helpdesk_script.hear.{step}.{outcome}"


def needed(checklist: Checklist) -> Iterator[str]:
    """The ids of all texts without which a call with this checklist has nothing to say."""
    yield from map(around, AROUND)
    for step in (*checklist.questions, *checklist.actions, HANDOFF):
        yield say(step)
        yield listen(step)
    for step in checklist.actions:
        yield f"{say(step)}.part.1"


def missing(checklist: Checklist, language: str) -> tuple[str, ...]:
    """The ids that have no text in a language."""
    return tuple(text_id for text_id in needed(checklist) if not texts.has(text_id, language, alone=True))
