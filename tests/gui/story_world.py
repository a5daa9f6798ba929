"""A service in memory that speaks as the real one does, and a practice world with every story that is shipped."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

from secinfo_desktop import resources
from secinfo_desktop.backend.delivery.message_words import MessageWords, ShownCode
from secinfo_desktop.domain import contacts
from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.practice import scenarios
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.recovery.ports import (
    AccountChoice,
    Folder,
    Mailbox,
    OwnContact,
    Persona,
    Story,
    Switch,
    World,
)
from secinfo_desktop.texts.catalogues import SOURCE
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import (
    MICROSOFT,
    ORGANISATION,
    PRACTICE,
    FakeAccount,
    FakeAccounts,
    FakeContact,
    codes_in_order,
    example_pack,
    tags_in_order,
)
from tests.helpers.fake_practice import ADDRESS, NUMBER, FakePractice, HiddenCause

CLOSED = "mail-second-account"
"""The story whose mailbox nobody is signed in to at first."""
BOTH = "stranger"
"""The story with a phone and a mailbox."""
BLOCKED, JUNK = "text-blocked", "mail-junk"
TRUST = "trust_sender"
SHIPPED = ("first-visit", BLOCKED, "text-no-signal", JUNK, CLOSED, BOTH, "needs-a-person")
CODES = ("481906", "275338", "609114")
TAGS = ("KR", "FH", "XM")


def scenario(story: str) -> Scenario:
    """A story as it is shipped."""
    return scenarios.parse(story, resources.text(f"scenarios/{story}.toml"))


def _cause(story: str) -> HiddenCause:
    its = scenario(story)
    folder = "junk" if story == JUNK else "inbox"
    return HiddenCause(Story(story, its.context, its.audience), blocks_texts=story == BLOCKED, folder=folder)


class StoryWorld(FakePractice):
    """The shipped stories' people with their own phones and mailboxes, and messages in the product's own words."""

    def __init__(self, clock: FrozenClock, on_start: Callable[[], None]) -> None:
        super().__init__(clock, [_cause(story) for story in SHIPPED], on_start)

    def letter(self, channel: Channel, code: str, tag: str) -> tuple[str, str]:
        """What the service writes into a message with a code."""
        pack = example_pack()
        written = MessageWords(pack, SOURCE).code(channel, ShownCode(code, tag, pack.code_life[channel]))
        return written.subject, written.text

    def receive(self, channel: Channel, to: str, code: str, tag: str) -> None:
        """What is sent to the story's person arrives where the fake keeps it."""
        if to in {contact.value for contact in self.own_contacts()}:
            super().receive(channel, ADDRESS if channel is Channel.EMAIL else NUMBER, code, tag)

    def start(self, story: str, seed: int = 0) -> Persona:
        """The story's own person."""
        super().start(story, seed)
        person = self.scenario.person
        known = tuple(OwnContact(contact.kind, contact.value) for contact in self.own_contacts())
        self._persona = Persona(story, person.name, person.account_name, known)
        return self._persona

    def own_contacts(self) -> tuple[FakeContact, ...]:
        """The person's contacts as the service knows them."""
        kinds = [(ContactKind(contact.kind), contact.value) for contact in self.scenario.person.contacts]
        return tuple(FakeContact(kind, kind, contacts.normalise(kind, value, "DE")) for kind, value in kinds)

    def do(self, deed: str, on: bool = True) -> World:
        """Signing in opens the mailbox; a trusted sender's mail does not lie in junk."""
        self.is_open = self.is_open or deed == "separate_private_sessions"
        if deed == TRUST:
            self.is_trusted = on
            return self._world()
        return super().do(deed, on)

    def _settle(self, cause: HiddenCause) -> None:
        self.scenario = scenario(cause.story.id)
        self.is_open, self.is_trusted = cause.story.id != CLOSED, False
        super()._settle(cause)

    def _world(self) -> World:
        """As many phones and mailboxes as the story has: one of each at most."""
        world, its = super()._world(), self.scenario
        phones = tuple(replace(as_kept, number=own.number) for own in its.phones for as_kept in world.phones)
        mailboxes = tuple(
            self._as_served(replace(as_kept, address=own.address))
            for own in its.mailboxes
            for as_kept in world.mailboxes
        )
        return replace(world, phones=phones, mailboxes=mailboxes)

    def _as_served(self, mailbox: Mailbox) -> Mailbox:
        folders = (*mailbox.folders, Folder("archive", ())) if mailbox.is_open else ()
        return replace(mailbox, folders=folders, switches=(Switch(TRUST, self.is_trusted),))


class StoryAccounts(FakeAccounts):
    """Codes and tags as they may come in earnest. ``connected`` False: no organisation has set up this app yet."""

    def __init__(self, *, connected: bool = True) -> None:
        super().__init__(FrozenClock())
        self._connected = connected
        self.world = self.stories = StoryWorld(self.clock, self._begin_story)
        for choice in (ORGANISATION, PRACTICE):
            _speak(self.account(choice.id), CODES, TAGS)
        self.account(ORGANISATION.id).has_helpdesk()

    def choices(self) -> tuple[AccountChoice, ...]:
        """What this app knows a way to."""
        return super().choices() if self._connected else (MICROSOFT, PRACTICE)

    def _begin_story(self) -> None:
        account = self.account(PRACTICE.id)
        account.name, account.contacts = self.stories.scenario.person.account_name, self.stories.own_contacts()
        account.start_afresh()


def _speak(account: FakeAccount, codes: Iterable[str], tags: Iterable[str]) -> None:
    account.next_code = chain(codes, codes_in_order())
    account.next_tag = chain(tags, tags_in_order())
