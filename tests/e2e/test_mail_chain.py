"""A code goes by real mail: out of the backend process, through Postfix and SpamAssassin, into a Dovecot mailbox.

The simulated person reads that mailbox by IMAP. Where a rule marks the sender as spam, the code lies in Junk and only
the guide leads there; without that rule it lies in the inbox and no guide is needed.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import monotonic

import pytest
from imapclient import IMAPClient  # type: ignore[import-untyped]  # it comes without types

from secinfo_desktop.desktop import computer, folders
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.moves import Played, Says, Turn
from secinfo_desktop.player.person import Person
from secinfo_desktop.player.player import Player
from secinfo_desktop.player.senses import Message, Sight
from secinfo_desktop.player.stories import story
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.ports import AccountKind
from tests.e2e.mail_chain import HOST, MAIL_PASSWORD, MailChain, mail_chain

STORY = "mail-junk"
MAIL_DOMAIN = "example.com"
"""That of the person in the story."""
MARKS_OUR_SENDER = r"""
header SENDER_OF_CODES From:addr =~ /^account-security\@accounts\.example\.org$/i
score SENDER_OF_CODES 20
"""
WITHIN = 15.0
"""Seconds that a mail may take from the request to the mailbox."""
NEWS_WITHIN = 0.2
"""Seconds to wait for news of the inbox before the other folder is looked into."""
INBOX, JUNK = "INBOX", "Junk"
BOTH_FOLDERS = (INBOX, JUNK)
FOLDERS = {Sight.PLAIN: (INBOX,), Sight.JUNK: (JUNK,), Sight.EVERYWHERE: BOTH_FOLDERS}
ONE_CODE_AND_ONE_NOTICE = 2
StepPage = pages.StepPage

pytestmark = pytest.mark.real_part("postfix", "spamassassin", "dovecot")


class RealMailbox:
    """A mailbox behind IMAP."""

    def __init__(self, imap: IMAPClient) -> None:
        self._imap = imap

    def wait_for(self, mails: int) -> None:
        """Waits until so many mails have arrived, wherever that is."""
        ends = monotonic() + WITHIN
        while sum(map(self._count, BOTH_FOLDERS)) < mails:
            assert monotonic() < ends, "the mail did not arrive"
            self._imap.select_folder(INBOX)
            self._imap.idle()
            self._imap.idle_check(NEWS_WITHIN)
            self._imap.idle_done()

    def _count(self, folder: str) -> int:
        return int(self._imap.folder_status(folder, "MESSAGES")[b"MESSAGES"])

    def mails(self, folder: str) -> list[EmailMessage]:
        """What lies in a folder, oldest first."""
        self._imap.select_folder(folder, readonly=True)
        found = self._imap.fetch(self._imap.search(), "RFC822")
        return [message_from_bytes(found[number][b"RFC822"], policy=policy.default) for number in sorted(found)]


class MailboxSenses:
    """Eyes on a real mailbox; they open when every code that was asked for has arrived."""

    def __init__(self, mailbox: RealMailbox) -> None:
        self._mailbox = mailbox
        self._asked = 0

    def watch(self, turn: Turn) -> None:
        """Counts the codes that the person asks for."""
        match turn.move:
            case Says(said.ChoseContact() | said.AskedAgain()):
                self._asked += 1

    def look(self, sight: Sight) -> list[Message]:
        """The messages in the folders of a sight, oldest first."""
        self._mailbox.wait_for(self._asked)
        return [Message(_as_read(mail)) for folder in FOLDERS[sight] for mail in self._mailbox.mails(folder)]


def _as_read(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return f"{mail['subject']}\n{body.get_content() if body else ''}"


class RealWorld:
    """Nothing in it can be done by the program, and its time passes by itself."""

    def do(self, _deed: str, /) -> object:
        return None

    def move_clock(self, _seconds: float, /) -> object:
        return None


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder with a short path that other users of this computer can walk into."""
    with tempfile.TemporaryDirectory(prefix="mail-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def backend(folder: Path, chain: MailChain) -> Iterator[int]:
    """The service as a process that sends through the chain, with the story's person in it; gives its port."""
    command = (sys.executable, "-P", "-m", "secinfo_desktop", "backend")
    place = ("--data", str(folder / "service"))
    person = the_story().person
    line = {
        "name": person.account_name,
        "contacts": [{"kind": contact.kind.value, "value": contact.value} for contact in person.contacts],
    }
    subprocess.run([*command, "add-account", *place], input=json.dumps(line), text=True, check=True, timeout=WITHIN)
    relay = ("--smtp", f"127.0.0.1:{chain.smtp_port}")
    with subprocess.Popen([*command, "serve", *place, *relay], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(json.loads(process.stdout.readline())["port"])
        finally:
            process.terminate()
            process.wait(WITHIN)


def the_computer(folder: Path, port: int) -> Computer:
    """A computer on which an administrator has set the service up as an organisation."""
    (folder / "site").mkdir()
    (folder / "site" / "organisations.toml").write_text(
        f"""
[[organisation]]
id = "example"
name = "Example Organisation"
address = "http://127.0.0.1:{port}"
pack = "example-organisation"
"""
    )
    return computer.find({folders.HOME: str(folder)})


def the_story() -> Scenario:
    found = story(STORY)
    assert found is not None
    return found


@dataclass(frozen=True)
class Ending:
    """How a play ended, which steps the guide led to, and what lay in the mailbox."""

    played: Played
    steps: list[str]
    inbox: list[EmailMessage]
    junk: list[EmailMessage]


def play(folder: Path, chain: MailChain) -> Ending:
    """The simulated person at that computer, with their real mailbox."""
    person, turns = the_story().person, []
    with backend(folder, chain) as port, IMAPClient("127.0.0.1", chain.imap_port, ssl=False, timeout=WITHIN) as imap:
        imap.login(person.contacts[0].value, MAIL_PASSWORD)
        mailbox, its = RealMailbox(imap), the_computer(folder, port)
        senses = MailboxSenses(mailbox)

        def watch(turn: Turn) -> None:
            senses.watch(turn)
            turns.append(turn)

        simulated = Person(the_story(), senses, seed=1, behind=AccountKind.ORGANISATION)
        player = Player(the_story(), simulated, its.new_flow(), its.accounts, RealWorld(), its.accounts.clock, watch)
        played = player.play()
        mailbox.wait_for(ONE_CODE_AND_ONE_NOTICE)
        steps = [turn.frame.page.step for turn in turns if isinstance(turn.frame.page, StepPage)]
        return Ending(played, steps, mailbox.mails(INBOX), mailbox.mails(JUNK))


def test_a_code_in_the_junk_folder_is_found_by_the_guide(open_folder: Path) -> None:
    with mail_chain(open_folder, MAIL_DOMAIN, MARKS_OUR_SENDER) as chain:
        ending = play(open_folder, chain)
    assert ending.played.outcome is Outcome.GOT_IN
    assert ending.played.found_cause == "junk"
    assert ending.steps[-1] == "look_in_junk"
    assert ending.inbox == []
    assert len(ending.junk) == ONE_CODE_AND_ONE_NOTICE
    assert all(mail["X-Spam-Flag"] == "YES" and HOST in mail["Received"] for mail in ending.junk)


def test_without_the_spam_rule_the_code_is_in_the_inbox_and_no_guide_is_needed(open_folder: Path) -> None:
    with mail_chain(open_folder, MAIL_DOMAIN) as chain:
        ending = play(open_folder, chain)
    assert ending.played.outcome is Outcome.GOT_IN
    assert (ending.played.steps, ending.played.found_cause) == (0, None)
    assert ending.steps == []
    assert ending.junk == []
    assert len(ending.inbox) == ONE_CODE_AND_ONE_NOTICE
    assert all("X-Spam-Flag" not in mail and HOST in mail["Received"] for mail in ending.inbox)
