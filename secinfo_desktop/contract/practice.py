"""What travels in practice only: the made-up person, their phone and mailboxes, and the clock of their world."""

from secinfo_desktop.contract.structs import Instant, Message


class Scenario(Message, frozen=True, kw_only=True):
    """One story to practise with; its cause stays hidden."""

    id: str
    context: str
    audience: str


class Scenarios(Message, frozen=True, kw_only=True):
    """All stories."""

    scenarios: tuple[Scenario, ...]
    good_days: tuple[Scenario, ...] = ()
    """Stories of people who know their password: they are about security info, and no code is missing."""


class StartPractice(Message, frozen=True, kw_only=True):
    """Puts the made-up person of a scenario into a fresh world."""

    scenario: str
    seed: int = 0


class PersonContact(Message, frozen=True, kw_only=True):
    """A contact as the made-up person knows it: whole, for there is nobody behind it."""

    kind: str
    value: str


class Person(Message, frozen=True, kw_only=True):
    """The made-up person to play; ``other_account`` is the name of an account of theirs besides the first one."""

    scenario: str
    name: str
    account_name: str
    other_account: str | None = None
    contacts: tuple[PersonContact, ...]
    device_token: str | None = None
    """In a story whose audience is ``known_device``: the token of the made-up person's computer."""
    password: str | None = None
    """In the story of a good day. It is no secret: there is nobody behind it."""
    now: Instant

    def __repr__(self) -> str:
        """Without token and password."""
        return f"Person(scenario={self.scenario!r})"


class TextMessage(Message, frozen=True, kw_only=True):
    """A message on the practice phone. It may hold a code, as on a real phone."""

    id: str
    at: Instant
    sender: str
    text: str

    def __repr__(self) -> str:
        """Without the text."""
        return f"TextMessage(id={self.id!r})"


class VoiceCall(Message, frozen=True, kw_only=True):
    """A call on the practice phone, and what the voice says. It may say a code, as on a real phone."""

    id: str
    at: Instant
    caller: str
    text: str
    ringing: bool

    def __repr__(self) -> str:
        """Without what is said."""
        return f"VoiceCall(id={self.id!r})"


class Switch(Message, frozen=True, kw_only=True):
    """Something that can be set on the practice phone or mailbox ("block_unknown_senders", "flight_mode")."""

    id: str
    on: bool


class Phone(Message, frozen=True, kw_only=True):
    """The practice phone."""

    number: str
    messages: tuple[TextMessage, ...]
    calls: tuple[VoiceCall, ...]
    switches: tuple[Switch, ...]


class Mail(Message, frozen=True, kw_only=True):
    """A message in a practice mailbox. It may hold a code."""

    id: str
    at: Instant
    sender_name: str
    sender: str
    subject: str
    text: str

    def __repr__(self) -> str:
        """Without the text."""
        return f"Mail(id={self.id!r})"


class Folder(Message, frozen=True, kw_only=True):
    """A folder of a mailbox: ``inbox``, ``junk`` or another."""

    id: str
    mails: tuple[Mail, ...]


class Mailbox(Message, frozen=True, kw_only=True):
    """A practice mailbox; ``open`` is False while nobody is signed in to it."""

    id: str
    address: str
    open: bool
    folders: tuple[Folder, ...]
    switches: tuple[Switch, ...]


class World(Message, frozen=True, kw_only=True):
    """All that the made-up person can see now."""

    now: Instant
    phones: tuple[Phone, ...]
    mailboxes: tuple[Mailbox, ...]


class Deed(Message, frozen=True, kw_only=True):
    """Something that the made-up person does in their world, by the id of a guide's action or of a switch."""

    deed: str
    on: bool = True


class MoveClock(Message, frozen=True, kw_only=True):
    """Moves the clock of the practice world forward."""

    seconds: float
