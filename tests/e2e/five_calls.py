"""What the five calls stand on: a service, its staff and its caller, each before a screen of their own.

The agent has keys alone: what has no key of its own is found with Ctrl+K, as the sheet of keys says.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Final

from secinfo_desktop.client.computer_key import ComputerKey, new_private_key
from secinfo_desktop.desktop.own_secrets import KeyringKeys
from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.domain.known_computers import PRIVATE_KEY_BYTES
from tests.e2e.keyed_app import KEYRING
from tests.e2e.shared_call import SharedCall
from tests.e2e.two_windows import (
    MAIL,
    NAME,
    SENIOR,
    Hospital,
    Keyed,
    a_console,
    add_staff,
    open_window,
    served,
)
from tests.helpers.backend_process import PATIENCE, start
from tests.helpers.faked_clock import FakedClock
from tests.helpers.file_keyring import FileKeyring
from tests.helpers.screen import own_screen

_SECINFO: Final = (sys.executable, "-P", "-m", "secinfo_desktop")
SECOND_SENIOR: Final = ("tove", "Tove Berg")
PASSWORD: Final = "nine old boats in the reeds"
NEW_MAIL: Final = "mara.new@example.com"
CHOICE: Final = "north"
SCREEN: Final = "1440x1000x24"
CONSOLE, PERSON = (1280, 860), (640, 860)
DAYS_AGO: Final = 40
"""So long the account and its known computer have been there: more than the 30 days after which they are a proof."""


@dataclass
class House:
    """The organisation, and everybody who sits before a screen of it."""

    hospital: Hospital
    clock: FakedClock
    folder: Path
    keyring: Path
    _stack: ExitStack = field(repr=False)

    def console(self, who: str) -> Keyed:
        """Somebody of the staff has signed in."""
        home = self.hospital.organise(self.folder / who)
        its = self._stack.enter_context(a_console(home, who, self._screen()))
        its.does("size", *CONSOLE)
        return its

    def person(self, *, is_known: bool = True) -> Keyed:
        """The caller's own window; ``is_known``: at the computer that the account has known for long."""
        home = self.folder / ("person" if is_known else "stranger")
        home = home if home.exists() else self.hospital.organise(home)
        own = {KEYRING: str(self.keyring)} if is_known else {}
        its = open_window("window", home, {**self._screen(), **own})
        self._stack.callback(its.close)
        its.does("size", *PERSON)
        return its

    def _screen(self) -> Mapping[str, str]:
        """Everybody has a screen of their own, where no other window takes the keyboard."""
        return self._stack.enter_context(own_screen(SCREEN))

    def mails_until(self, words: str) -> list[str]:
        """What the mails say since the last look, once one of them says this."""
        mails = self.hospital.mails
        while True:
            mails.came.clear()
            told = [message_from_bytes(mail, policy=policy.default) for mail in list(mails.mails)]
            read = [f"{mail['Subject']}\n{mail.get_content()}" for mail in told]
            if any(words in mail for mail in read):
                mails.mails.clear()
                return read
            assert mails.came.wait(PATIENCE), f"no mail says {words!r}"

    def code_in_mail(self) -> str:
        """The code of the mail that comes now."""
        mail = next(each for each in self.mails_until("Your code from") if "Your code from" in each)
        (line,) = [line for line in mail.splitlines() if line.startswith("    ")]
        return line.strip()

    def has(self, *events: str) -> bool:
        """True if all of this is in the audit log."""
        return {*events} <= {one["event"] for one in self.audit("show")}

    def audit(self, what: str, *more: str) -> list[dict[str, Any]]:
        """What ``audit`` says of the log, a line each."""
        process = start(["audit", what, *more, "--data", str(self.folder / "data")], command=_SECINFO)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        return [json.loads(line) for line in out.splitlines()]


@dataclass
class Call(SharedCall):
    """Both windows of one call, the agent's led by keys alone."""

    house: House

    def joins(self) -> None:
        """The caller says their number, the agent types it; both have the same two words, and the caller allows it."""
        self.person.presses_until("Let the helpdesk look on", "Say this number on the phone")
        finds(self.console, "join by number")
        self.is_told_the_number()
        self.is_let_in()

    def is_verified_for(self, action: str) -> None:
        """The agent reads a number out for one action, and the caller types it beside the sentence about it."""
        finds(self.console, action)
        self.console.until("Verify the caller")
        self.console.keys("1")
        number = self.reads_number_out()
        types_until_gone(self.person, number, "Type the number that the helpdesk reads to you")
        self.console.until("Verified by number")
        self.console.still()

    def reads_number_out(self) -> str:
        """The number, as it is read to the caller whose window asks for it."""
        self.person.until("Type the number that the helpdesk reads to you")
        found = re.search(r"^(\d) (\d) (\d)$", self.console.until("Read this number out")["reads"], re.MULTILINE)
        assert found is not None
        return "".join(found.groups())

    def wraps_up(self, outcome: OutcomeCode | None = None) -> None:
        """The agent chooses with the arrows how it ended, or leaves what is proposed; a wait has its day."""
        self.console.keys("W")
        self.console.until("Call back on")
        chosen = [*["Down"] * tuple(OutcomeCode).index(outcome), "Space"] if outcome is not None else []
        self.console.keys(*chosen, "Tab", "Return")
        self.console.still()


def finds(console: Keyed, words: str) -> None:
    """Does what has these words, wherever it is: Ctrl+K."""
    console.still()
    console.keys("Ctrl+K")
    console.does("types", words)
    console.keys("Return")


def asks_for(console: Keyed, action: str, reason: str) -> None:
    """An action with its reason: it is done, or a second person is asked."""
    finds(console, action)
    console.until("Why")
    console.does("types", reason)
    console.keys("Return")
    console.still()


def approves(console: Keyed, what: str) -> None:
    """A second person says yes."""
    _decides(console, what, "Tab", "Return")


def refuses(console: Keyed, what: str) -> None:
    """A second person says no."""
    _decides(console, what, "Tab", "Tab", "Return")


def _decides(console: Keyed, what: str, *keys: str) -> None:
    console.until("Approvals 1")
    finds(console, "approvals")
    console.until(what)
    console.keys(*keys)
    console.still()


def enters_new_contact(person: Keyed, house: House) -> None:
    """The owner signs in after the waiting period, types the new contact where nobody else sees it, and proves it."""
    person.presses_until("Be prepared: my security info", "Whose account is it?")
    person.presses_until("North Hospital", "Sign in to see your security info")
    person.does("types", NAME)
    person.keys("Tab")
    person.does("types", PASSWORD)
    person.keys("Return")
    person.presses_until("Enter it now", "Enter your new e-mail or phone")
    person.does("press", "An e-mail address")
    person.keys("Tab")
    person.does("types", NEW_MAIL)
    person.does("press", "Enter it")
    person.presses_until("Send the code", "Look into your mailbox now")
    types_until_gone(person, house.code_in_mail(), "Look into your mailbox now")
    person.presses_until("Let the new info count", "Your new security info counts from now on.")


def types_until_gone(window: Keyed, text: str, question: str) -> None:
    """Types and presses Enter until the question is gone: a page that has just come up by itself takes nothing yet."""

    def is_gone(seen: dict[str, Any]) -> bool:
        if question not in seen["reads"]:
            return True
        window.does("types", text)
        window.keys("Return")
        return question not in window.still()["reads"]

    window.until_so(is_gone)


def waits_for_code(person: Keyed) -> None:
    """The caller has asked for a code, and none has come."""
    asks = ("types contact", "email", MAIL)
    for deed in (("Began", "no_code"), ("ChoseAccount", CHOICE), ("GaveName", NAME), asks, ("DidNotCome",)):
        person.does(*deed)
        person.still()


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    """The service runs until the block ends."""
    folder.mkdir(parents=True)
    data, keyring, clock = str(folder / "data"), folder / "keyring", FakedClock(folder)
    clock.set(f"-{DAYS_AGO}d")
    _add_account(data, {**os.environ, **clock.environment})
    add_staff(data, (SENIOR, SECOND_SENIOR))
    with ExitStack() as stack:
        hospital = stack.enter_context(served(folder, clock.environment))
        _know_computer(hospital, keyring)
        clock.set("+0")
        yield House(hospital, clock, folder, keyring, stack.enter_context(ExitStack()))


def _add_account(data: str, around: Mapping[str, str]) -> None:
    account = {"name": NAME, "contacts": [{"kind": "email", "value": MAIL}], "password": PASSWORD}
    process = start(["add-account", "--data", data], around)
    out, err = process.communicate(json.dumps(account) + "\n", timeout=PATIENCE)
    assert json.loads(out) == {"added": 1}, err


def _know_computer(before: Hospital, keyring: Path) -> None:
    """The owner has signed in and made their computer known."""
    signing_in = {"account_name": NAME, "password": PASSWORD, "device": "desk"}
    session = before.service.ok("POST", "/sign-in", signing_in)["session"]
    key = ComputerKey("new", new_private_key(os.urandom(PRIVATE_KEY_BYTES)))
    asked = {"device": "desk", "public_key": key.public_key()}
    status, told = before.service.call("POST", "/known-computers/added", asked, session=session)
    assert status == 200, told
    kept = ComputerKey(told["device_id"], key.private_key)
    KeyringKeys(lambda: FileKeyring(keyring), CHOICE).keep(kept)
    before.mails.wait_for_mail(PATIENCE)
    before.mails.mails.clear()
    before.mails.came.clear()
