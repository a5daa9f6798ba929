"""Effects: what the flow wants done outside, as data; and the one place that does it through the ports."""

from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.domain import contacts, masks
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, ContactError, ContactKind, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.lookalikes import looks_mistyped
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import (
    Account,
    Accounts,
    CodeSent,
    Fact,
    Persona,
    Purpose,
    RefusedError,
    Standing,
    Story,
)


@dataclass(frozen=True)
class FindStories:
    """Which stories can be practised?"""


@dataclass(frozen=True)
class StartStory:
    """Puts the made-up person of a story into a fresh world."""

    story: str
    seed: int = 0


@dataclass(frozen=True)
class OpenAccount:
    """Starts a flow for an account."""

    choice: str
    name: str = field(repr=False)
    purpose: Purpose = Purpose.RECOVER
    anew: bool = False
    """The service has closed the flow before; the case goes on."""
    sure: bool = False
    """The person has seen that the name looks mistyped, and keeps it."""


@dataclass(frozen=True)
class SendCode:
    """Sends a code to a contact; ``typed`` is None when it goes to the same contact again."""

    choice: str
    contact: MaskedContact
    typed: str | None = field(default=None, repr=False)
    sure: bool = False
    """The person has seen that the number looks mistyped, and keeps it."""
    channel: Channel | None = None
    """The way that was asked for; None is the contact's own."""


@dataclass(frozen=True)
class GiveCode:
    """Gives a code back."""

    choice: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class SetPassword:
    """Sets the new password."""

    choice: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class CheckStanding:
    """Asks how the flow stands."""

    choice: str


Effect = FindStories | StartStory | OpenAccount | SendCode | GiveCode | SetPassword | CheckStanding


@dataclass(frozen=True)
class StoriesFound:
    """The stories that can be practised."""

    stories: tuple[Story, ...]


@dataclass(frozen=True)
class StoryStarted:
    """The made-up person is there."""

    persona: Persona


@dataclass(frozen=True)
class AccountOpened:
    """A flow is open; a code can go to one of these contacts."""

    contacts: tuple[MaskedContact, ...]
    pack: ProviderPack
    capabilities: frozenset[str]
    audience: Disclosure = Disclosure.PUBLIC


@dataclass(frozen=True)
class CodeOnItsWay:
    """A code is on its way if the contact is right; with what is public about the contact."""

    sent: CodeSent
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class CodeTaken:
    """The code was right."""


@dataclass(frozen=True)
class PasswordTaken:
    """The new password counts."""

    consequences: Consequences


@dataclass(frozen=True)
class StandingSeen:
    """How the flow stands."""

    standing: Standing


@dataclass(frozen=True)
class Refused:
    """It could not be done; nothing else has changed."""

    failure: Failure
    retry_at: datetime | None = None


Result = StoriesFound | StoryStarted | AccountOpened | CodeOnItsWay | CodeTaken | PasswordTaken | StandingSeen | Refused


def perform(effect: Effect, accounts: Accounts) -> Result:
    """Does an effect through the ports; may take as long as the ports' deadlines allow. Never raises for a refusal."""
    try:
        return _perform(effect, accounts)
    except RefusedError as refusal:
        return Refused(refusal.failure, refusal.retry_at)


def _perform(effect: Effect, accounts: Accounts) -> Result:
    match effect:
        case FindStories():
            return StoriesFound(tuple(accounts.practice().stories()))
        case StartStory(story, seed):
            return StoryStarted(accounts.practice().start(story, seed))
        case OpenAccount():
            return _open(accounts.account(effect.choice), effect)
        case SendCode():
            return _send_code(accounts.account(effect.choice), effect)
        case GiveCode(choice, code):
            accounts.account(choice).give_code(code)
            return CodeTaken()
        case SetPassword(choice, password):
            return PasswordTaken(accounts.account(choice).set_password(password))
        case CheckStanding(choice):
            return StandingSeen(accounts.account(choice).standing())


def _open(account: Account, opening: OpenAccount) -> Result:
    """A name that looks mistyped is asked about once: with decoys, nobody would ever say that it is unknown."""
    domain = contacts.domain_of(opening.name) if "@" in opening.name else ""
    if not opening.sure and looks_mistyped(domain, account.pack.same_provider_domains):
        return Refused(Failure.DOMAIN_MISTYPED)
    found = account.open(opening.name, opening.purpose)
    return AccountOpened(found, account.pack, account.capabilities, account.audience)


def _send_code(account: Account, asked: SendCode) -> Result:
    """What contradicts public facts is said here, before anything is sent (security rule 4)."""
    contact, typed = asked.contact, asked.typed
    if typed is None:
        return CodeOnItsWay(account.send_code(contact.id, None, asked.channel), ())
    try:
        value = contacts.normalise(contact.kind, typed, account.pack.region)
    except ContactError as error:
        return Refused(error.failure)
    if masks.contradicts(contact.mask, contact.kind, value):
        return Refused(Failure.CONTRADICTS_MASK)
    if contact.kind is ContactKind.PHONE and not asked.sure and not contacts.is_in_use(value):
        return Refused(Failure.NUMBER_UNUSUAL)
    sent = account.send_code(contact.id, value, asked.channel)
    return CodeOnItsWay(sent, public_facts(contact.kind, value, account.pack))


def public_facts(kind: ContactKind, value: str, pack: ProviderPack) -> tuple[Fact, ...]:
    """What a typed contact tells everybody: the kind of number, or whether the mailbox is the provider's own (B20)."""
    if kind is ContactKind.PHONE:
        return (Fact("line_type", contacts.line_type(value).value),)
    own = contacts.domain_of(value) in pack.same_provider_domains
    return (Fact("same_provider", "yes" if own else "no"),)
