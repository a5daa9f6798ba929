"""The practice world in memory: one phone, one mailbox, and what keeps a message from being seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from secinfo_desktop import resources
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide import checklist
from secinfo_desktop.recovery.ports import (
    Folder,
    Mail,
    Mailbox,
    OwnContact,
    Persona,
    Phone,
    RefusedError,
    Story,
    Switch,
    Text,
    VoiceCall,
    World,
)
from tests.helpers.clock import FrozenClock

NAME = "rowan.hale@example.org"
NUMBER = "+4915123456742"
ADDRESS = "rowan.hale@post.example"
BLOCK = "block_unknown_senders"


@dataclass(frozen=True)
class HiddenCause:
    """A story with what is behind it: blocked texts are never shown; mail comes into ``folder``."""

    story: Story
    blocks_texts: bool = False
    folder: str = "inbox"


@cache
def guide_actions() -> frozenset[str]:
    """What the guide can ask a person to do."""
    return frozenset(checklist.parse(resources.text("checklists/code_not_received.toml")).actions)


STORIES = (
    HiddenCause(Story("first-visit", Channel.SMS, Disclosure.PUBLIC)),
    HiddenCause(Story("blocked-sender", Channel.SMS, Disclosure.PUBLIC), blocks_texts=True),
    HiddenCause(Story("junk-folder", Channel.EMAIL, Disclosure.PUBLIC), folder="junk"),
)


class FakePractice:
    """A world that obeys ``do`` and shows what ``receive`` was given; ``seed`` is that of the last start."""

    is_open = True
    """Whether somebody is signed in to the mailbox."""

    def __init__(
        self,
        clock: FrozenClock,
        stories: Sequence[HiddenCause] = STORIES,
        on_start: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock, self._stories, self._on_start = clock, {cause.story.id: cause for cause in stories}, on_start
        self.seed = 0
        self.days: tuple[Story, ...] = ()
        self._persona: Persona | None = None
        self._failures: list[RefusedError] = []
        self._settle(stories[0])

    def fail_next(self, failure: Failure) -> None:
        """Make the next call be refused."""
        self._failures.append(RefusedError(failure))

    def receive(self, channel: Channel, to: str, code: str, tag: str) -> None:
        """A message arrives, or is kept away by what is set."""
        (subject, words), now, number = self.letter(channel, code, tag), self._clock(), f"m{self._count}"
        self._count += 1
        if channel is Channel.SMS and to == NUMBER and not self._switches[BLOCK]:
            self._texts.append(Text(number, now, "Example", words))
        if channel is Channel.CALL and to == NUMBER and not self._switches["flight_mode"]:
            self._calls.append(VoiceCall(number, now, "Example", is_ringing=True, text=words))
        if channel is Channel.EMAIL and to == ADDRESS:
            sender = "account-security@accounts.example.org"
            self._mails.append((self._cause.folder, Mail(number, now, "Example accounts", sender, subject, words)))

    def letter(self, channel: Channel, code: str, tag: str) -> tuple[str, str]:
        """Subject and words of a message with a code; a voice says signs one by one."""
        if channel is Channel.CALL:
            return "", f"Your code is {' '.join(code)}, its tag {' '.join(tag)}"
        return "Your code", f"{tag}: your code is {code}"

    def stories(self) -> tuple[Story, ...]:
        """The scenarios that can be played."""
        self._begin()
        return tuple(cause.story for cause in self._stories.values())

    def good_days(self) -> tuple[Story, ...]:
        """None by itself: they need sessions, which the fake has not."""
        return self.days

    def start(self, story: str, seed: int = 0) -> Persona:
        """The same made-up person in every story, whatever the seed."""
        self._begin()
        if story not in self._stories:
            raise RefusedError(Failure.UNKNOWN_SCENARIO)
        self.seed = seed
        self._settle(self._stories[story])
        self._on_start()
        contacts = (OwnContact("phone", NUMBER), OwnContact("email", ADDRESS))
        self._persona = Persona(story, "Rowan Hale", NAME, contacts)
        return self._persona

    def persona(self) -> Persona:
        """Who was put into the world last."""
        self._begin()
        if self._persona is None:
            raise RefusedError(Failure.UNKNOWN_SCENARIO)
        return self._persona

    def look(self) -> World:
        """What the person can see now."""
        self._begin()
        return self._world()

    def do(self, deed: str, on: bool = True) -> World:
        """Sets a switch; of the guide's actions only ``unblock_senders`` changes anything here."""
        self._begin()
        if deed in self._switches:
            self._switches[deed] = on
        elif deed == "unblock_senders":
            self._switches[BLOCK] = not on
        elif deed not in guide_actions():
            raise RefusedError(Failure.BAD_REQUEST)
        return self._world()

    def move_clock(self, seconds: float) -> World:
        """Lets time pass."""
        self._begin()
        self._clock.advance(seconds=seconds)
        return self._world()

    def _settle(self, cause: HiddenCause) -> None:
        self._cause, self._count = cause, 0
        self._switches = {BLOCK: cause.blocks_texts, "flight_mode": False}
        self._texts: list[Text] = []
        self._calls: list[VoiceCall] = []
        self._mails: list[tuple[str, Mail]] = []

    def _begin(self) -> None:
        if self._failures:
            raise self._failures.pop(0)

    def _world(self) -> World:
        switches = tuple(Switch(name, on) for name, on in self._switches.items())
        folders = tuple(Folder(name, self._mails_in(name)) for name in ("inbox", "junk"))
        mailbox = Mailbox("post", ADDRESS, is_open=self.is_open, folders=folders, switches=())
        return World(self._clock(), (Phone(NUMBER, tuple(self._texts), switches, tuple(self._calls)),), (mailbox,))

    def _mails_in(self, folder: str) -> tuple[Mail, ...]:
        return tuple(mail for where, mail in self._mails if where == folder)
