"""A service in memory that speaks as the real one does, and a practice world with every story that is shipped."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from secinfo_desktop.backend.delivery.message_words import MessageWords, ShownCode
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.recovery.ports import AccountChoice, Folder, Mailbox, Persona, Story, Switch, World
from secinfo_desktop.texts.catalogues import SOURCE
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import PRACTICE, FakeAccount, FakeAccounts, codes_in_order, example_pack, tags_in_order
from tests.helpers.fake_practice import FakePractice, HiddenCause

CLOSED = "mail-second-account"
"""The story whose mailbox nobody is signed in to at first."""
BOTH = "stranger"
"""The story with a phone and a mailbox."""
TRUST = "trust_sender"
STORIES = (
    HiddenCause(Story("first-visit", Channel.SMS, Disclosure.PUBLIC)),
    HiddenCause(Story("text-blocked", Channel.SMS, Disclosure.PUBLIC), blocks_texts=True),
    HiddenCause(Story("text-no-signal", Channel.SMS, Disclosure.KNOWN_DEVICE)),
    HiddenCause(Story("mail-junk", Channel.EMAIL, Disclosure.PUBLIC), folder="junk"),
    HiddenCause(Story(CLOSED, Channel.EMAIL, Disclosure.PUBLIC)),
    HiddenCause(Story(BOTH, Channel.SMS, Disclosure.PUBLIC)),
    HiddenCause(Story("needs-a-person", Channel.SMS, Disclosure.PUBLIC)),
)
CODES = ("481906", "275338", "609114")
TAGS = ("KR", "FH", "XM")


class StoryWorld(FakePractice):
    """Messages in the product's own words, and for each story the phone or the mailbox that it is about."""

    def letter(self, channel: Channel, code: str, tag: str) -> tuple[str, str]:
        """What the service writes into a message with a code."""
        pack = example_pack()
        written = MessageWords(pack, SOURCE).code(channel, ShownCode(code, tag, pack.code_life[channel]))
        return written.subject, written.text

    def start(self, story: str, seed: int = 0) -> Persona:
        """The same person in every story, with the contacts that matter in it."""
        persona = super().start(story, seed)
        kind = "phone" if self._cause.story.channel is Channel.SMS else "email"
        contacts = tuple(contact for contact in persona.contacts if contact.kind == kind)
        return persona if story == BOTH else replace(persona, contacts=contacts)

    def do(self, deed: str, on: bool = True) -> World:
        """Signing in opens the mailbox; a trusted sender's mail does not lie in junk."""
        self.is_open = self.is_open or deed == "separate_private_sessions"
        if deed == TRUST:
            self.is_trusted = on
            return self._world()
        return super().do(deed, on)

    def _settle(self, cause: HiddenCause) -> None:
        self.is_open, self.is_trusted = cause.story.id != CLOSED, False
        super()._settle(cause)

    def _world(self) -> World:
        world, story = super()._world(), self._cause.story
        if story.channel is Channel.SMS and story.id != BOTH:
            return replace(world, mailboxes=())
        mailboxes = tuple(self._as_served(mailbox) for mailbox in world.mailboxes)
        return replace(world, phones=world.phones if story.id == BOTH else (), mailboxes=mailboxes)

    def _as_served(self, mailbox: Mailbox) -> Mailbox:
        folders = (*mailbox.folders, Folder("archive", ())) if mailbox.is_open else ()
        return replace(mailbox, folders=folders, switches=(Switch(TRUST, self.is_trusted),))


class StoryAccounts(FakeAccounts):
    """Codes and tags as they may come in earnest. ``connected`` False: no organisation has set up this app yet."""

    def __init__(self, *, connected: bool = True) -> None:
        super().__init__(FrozenClock())
        self._connected = connected
        self.world = StoryWorld(self.clock, STORIES, self._account(PRACTICE).start_afresh)
        for choice in super().choices():
            _speak(self._account(choice), CODES, TAGS)

    def choices(self) -> tuple[AccountChoice, ...]:
        """What this app knows a way to."""
        return super().choices() if self._connected else (PRACTICE,)

    def _account(self, choice: AccountChoice) -> FakeAccount:
        return self.account(choice.id)


def _speak(account: FakeAccount, codes: Iterable[str], tags: Iterable[str]) -> None:
    account.next_code = chain(codes, codes_in_order())
    account.next_tag = chain(tags, tags_in_order())
