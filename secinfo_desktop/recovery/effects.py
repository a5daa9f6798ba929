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
from secinfo_desktop.recovery import live_effects
from secinfo_desktop.recovery.live_effects import OfHelp, ResultOfHelp
from secinfo_desktop.recovery.no_cases import NO_CASES
from secinfo_desktop.recovery.ports import (
    Account,
    Accounts,
    Cases,
    CodeSent,
    Fact,
    FlowAtService,
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
    case_id: str = ""
    """The flow can be gone on with under this id after the app was closed."""
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
class GiveRecoveryCode:
    """Gives the recovery code that was kept."""

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


@dataclass(frozen=True)
class ReadPack:
    """Reads the pack of a choice: to lead the person by hand, or (``for_name``) to say who knows the account's name."""

    choice: str
    for_name: bool = False


@dataclass(frozen=True)
class OpenPage:
    """Shows a page of the provider's in the person's own browser, if its pack allows it."""

    choice: str
    url: str


@dataclass(frozen=True)
class ComeBack:
    """Goes on with a kept case: with its made-up person, and with its flow if one was open; by hand with its pack."""

    choice: str
    case_id: str
    story: str | None
    had_flow: bool
    by_hand: bool = False


@dataclass(frozen=True)
class ForgetCase:
    """Deletes what is kept of a case."""

    case_id: str


@dataclass(frozen=True)
class ForgetAll:
    """Deletes what is kept of every case."""


_AtAccounts = (
    FindStories
    | StartStory
    | OpenAccount
    | SendCode
    | GiveCode
    | GiveRecoveryCode
    | SetPassword
    | CheckStanding
    | ReadPack
    | OpenPage
)
Effect = _AtAccounts | ComeBack | ForgetCase | ForgetAll | OfHelp


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
    """The code was right; ``needs_another``: a second proof has to follow."""

    needs_another: bool = False


@dataclass(frozen=True)
class PasswordTaken:
    """The new password counts."""

    consequences: Consequences


@dataclass(frozen=True)
class StandingSeen:
    """How the flow stands."""

    standing: Standing


@dataclass(frozen=True)
class CameBack:
    """What is still there of a kept case. ``flow`` None: none was open, or it has ended meanwhile."""

    persona: Persona | None
    flow: FlowAtService | None
    pack: ProviderPack | None
    capabilities: frozenset[str]


@dataclass(frozen=True)
class Forgotten:
    """It is no longer kept."""


@dataclass(frozen=True)
class PackRead:
    """The pack of a choice."""

    pack: ProviderPack


@dataclass(frozen=True)
class PageOpened:
    """The browser was told to show the page."""


@dataclass(frozen=True)
class Refused:
    """It could not be done; nothing else has changed."""

    failure: Failure
    retry_at: datetime | None = None


Result = (
    StoriesFound
    | StoryStarted
    | AccountOpened
    | CodeOnItsWay
    | CodeTaken
    | PasswordTaken
    | StandingSeen
    | CameBack
    | Forgotten
    | PackRead
    | PageOpened
    | Refused
    | ResultOfHelp
)


def perform(effect: Effect, accounts: Accounts, cases: Cases = NO_CASES) -> Result:
    """Does an effect through the ports; may take as long as the ports' deadlines allow. Never raises for a refusal."""
    try:
        match effect:
            case ComeBack():
                return _come_back(effect, accounts)
            case ForgetCase(case_id):
                cases.forget(case_id)
                return Forgotten()
            case ForgetAll():
                cases.forget_all()
                return Forgotten()
            case _ if isinstance(effect, OfHelp):
                return live_effects.perform(effect, accounts)
            case _:
                return _perform(effect, accounts)
    except RefusedError as refusal:
        return Refused(refusal.failure, refusal.retry_at)


def _come_back(effect: ComeBack, accounts: Accounts) -> Result:
    """A world that is another person's now, or nobody's, can't be gone back to."""
    if effect.by_hand:
        pack = accounts.pack(effect.choice)
        return CameBack(None, None, pack, pack.by_hand.capabilities if pack.by_hand else frozenset())
    persona = None
    if effect.story is not None:
        try:
            persona = accounts.practice().persona()
        except RefusedError as refused:
            if refused.failure is not Failure.UNKNOWN_SCENARIO:
                raise
        if persona is None or persona.story != effect.story:
            return Refused(Failure.STORY_GONE)
    if not effect.had_flow:
        return CameBack(persona, None, accounts.pack(effect.choice), frozenset())
    account = accounts.account(effect.choice)
    try:
        flow = account.resume(effect.case_id)
    except RefusedError as refused:
        if refused.failure is not Failure.FLOW_ENDED:
            raise
        flow = None
    return CameBack(persona, flow, account.pack, account.capabilities)


def _perform(effect: _AtAccounts, accounts: Accounts) -> Result:
    match effect:
        case FindStories():
            return StoriesFound(tuple(accounts.practice().stories()))
        case StartStory(story, seed):
            return StoryStarted(accounts.practice().start(story, seed))
        case OpenAccount():
            return _open(accounts.account(effect.choice), effect)
        case SendCode():
            return _send_code(accounts.account(effect.choice), effect)
        case GiveCode() | GiveRecoveryCode():
            return _give(accounts.account(effect.choice), effect)
        case SetPassword(choice, password):
            return PasswordTaken(accounts.account(choice).set_password(password))
        case CheckStanding(choice):
            return StandingSeen(accounts.account(choice).standing())
        case ReadPack(choice):
            return PackRead(accounts.pack(choice))
        case OpenPage(choice, url):
            return _open_page(accounts, choice, url)


def _give(account: Account, given: GiveCode | GiveRecoveryCode) -> Result:
    if isinstance(given, GiveRecoveryCode):
        return CodeTaken(account.give_recovery_code(given.code))
    return CodeTaken(account.give_code(given.code))


def _open_page(accounts: Accounts, choice: str, url: str) -> Result:
    """Nothing but the provider's own pages is ever opened (security rule 2)."""
    if accounts.pack(choice).may_open(url) and accounts.browser().show(url):
        return PageOpened()
    return Refused(Failure.PAGE_NOT_OPENED)


def _open(account: Account, opening: OpenAccount) -> Result:
    """A name that looks mistyped is asked about once: with decoys, nobody would ever say that it is unknown."""
    domain = contacts.domain_of(opening.name) if "@" in opening.name else ""
    if not opening.sure and looks_mistyped(domain, account.pack.same_provider_domains):
        return Refused(Failure.DOMAIN_MISTYPED)
    found = account.open(opening.name, opening.purpose, opening.case_id)
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
