"""Failures of every kind that a run of the app meets, each with canaries in it."""

import gc
import logging
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress

from secinfo_desktop.backend.store.sqlite import FILE
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.errors import ClientError
from secinfo_desktop.client.transport import Bounds, Transport
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.recovery.ports import Account, Purpose, RefusedError
from tests.helpers.hostile_server import Behaviour, hostile_server, reply, saying
from tests.proof.canaries import CODE, INJECTED, MAIL, PASSWORD, PHONE, RECOVERY_CODE, TOKEN

STORY, KNOWN = "mail-junk", "mail-known-computer"
WITHIN = Bounds(seconds=0.5)
_ECHO = " ".join(INJECTED).encode()
_log = logging.getLogger("secinfo_desktop.proof")


class Injector:
    """Makes things fail; ``failures`` counts those that did, ``codes``, ``tokens`` and ``keys`` are real ones."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer
        self._practice, self._account = computer.accounts.practice(), computer.accounts.account("practice")
        self.failures = 0
        self.codes: set[str] = set()
        self.tokens: set[str] = set()
        self.keys: set[str] = set()

    def all_of_them(self) -> None:
        """One after the other."""
        self._wrong_turns_of_a_recovery()
        self._at_a_known_computer()
        for behave in _HOSTILE:
            self._meet(behave)
        self._kill_the_backend()
        self._garble_the_database()
        self._raise_where_nobody_catches()
        self._tell_the_log()

    def fails(self, deed: Callable[[], object]) -> None:
        """Do what the service must refuse; what it raises goes to the log."""
        try:
            deed()
        except RefusedError:
            _log.debug("refused", exc_info=True)
            self.failures += 1

    def note(self) -> list[str]:
        """Remember the codes that lie in the world, which it returns, and the token of the backend that runs."""
        world = self._practice.look()
        texts = [text.text for phone in world.phones for text in phone.messages]
        mails = [mail.text for mailbox in world.mailboxes for folder in mailbox.folders for mail in folder.mails]
        codes = [code for code in map(code_in, texts + mails) if code]
        self.codes.update(codes)
        self.tokens |= {self._computer.backend.address().token or ""}
        return codes

    def _wrong_turns_of_a_recovery(self) -> None:
        persona, account = self._practice.start(STORY), self._account
        self.fails(lambda: account.open(MAIL, Purpose.RECOVER))
        self.fails(lambda: account.open(f"{PASSWORD} {CODE}", Purpose.RECOVER))
        contact = account.open(persona.account_name, Purpose.RECOVER)[0].id
        mine = persona.contacts[0].value
        self.fails(lambda: account.send_code(contact, None))
        self.fails(lambda: account.send_code(contact, MAIL))
        self.fails(lambda: account.send_code(contact, f"no address {CODE}"))
        self.fails(lambda: account.send_code(TOKEN, MAIL))
        account.send_code(contact, mine)
        self.fails(lambda: account.send_code(contact, mine))
        self._practice.move_clock(100)
        self._give_and_set(account, self.note()[-1])

    def _at_a_known_computer(self) -> None:
        """One that the account knows, and one that it knows no more."""
        persona, service = self._practice.start(KNOWN), self._account._service
        before = service.computer
        assert before is not None
        self._account.open(persona.account_name, Purpose.RECOVER)
        self._practice.start(KNOWN)
        self.keys |= {before.private_key, service.computer.private_key if service.computer else ""}
        service.computer = before
        self._account.open(persona.account_name, Purpose.RECOVER)

    def _give_and_set(self, account: Account, code: str) -> None:
        self.fails(lambda: account.give_code(f"not a code but {PASSWORD}"))
        self.fails(lambda: account.give_code(CODE))
        self.fails(lambda: account.set_password(PASSWORD))
        self.fails(lambda: account.give_recovery_code(RECOVERY_CODE))
        self.fails(lambda: account.give_recovery_code(f"{RECOVERY_CODE[:-1]} and {PASSWORD}"))
        account.give_code(code)
        self.fails(lambda: account.give_code(code))
        self.fails(lambda: account.set_password(PASSWORD[:5]))
        self.fails(lambda: account.set_password(PASSWORD * 40))
        account.set_password(PASSWORD)
        self.fails(lambda: account.set_password(PASSWORD))

    def _meet(self, behave: Behaviour) -> None:
        with hostile_server(behave) as server:
            transport = Transport(lambda: ServiceAddress(server.url, TOKEN), WITHIN)
            try:
                transport.call(endpoints.GIVE_CODE, structs.CodeAccepted, structs.GiveCode(code=CODE), TOKEN)
            except ClientError:
                _log.debug("the service failed", exc_info=True)
                self.failures += 1

    def _kill_the_backend(self) -> None:
        process = self._computer.backend._process
        assert process is not None
        os.kill(process._popen.pid, signal.SIGKILL)
        process._popen.wait()
        self.failures += 1
        self.note()

    def _garble_the_database(self) -> None:
        """The service meets what it can't read, with a contact in it, and breaks."""
        persona = self._practice.start(STORY)
        database = sqlite3.connect(self._computer.folders.practice / FILE, isolation_level=None)
        database.execute("UPDATE contact SET kind = ?", (MAIL,))
        database.close()
        self.fails(lambda: self._account.open(persona.account_name, Purpose.RECOVER))
        self._practice.start(STORY)

    def _raise_where_nobody_catches(self) -> None:
        thread = threading.Thread(target=raise_with_canaries)
        thread.start()
        thread.join()
        BreaksWhenForgotten()
        gc.collect()
        self.failures += 2

    def _tell_the_log(self) -> None:
        _log.warning("sent to %s and %s, code %s, header Bearer %s", MAIL, PHONE, CODE, TOKEN)
        with suppress(LookupError):
            try:
                raise_with_canaries()
            except ValueError as error:
                raise LookupError(_ECHO.decode()) from error
        try:
            raise_with_canaries()
        except ValueError:
            _log.exception("caught")
        self.failures += 2


class BreaksWhenForgotten:
    """Raises where nothing can be raised."""

    def __del__(self) -> None:
        raise_with_canaries()


def raise_with_canaries() -> None:
    """An exception whose words hold everything that must not be told."""
    raise ValueError(_ECHO.decode(), *INJECTED)


_HOSTILE = (
    saying(reply(_ECHO)[:-5]),
    saying(reply(_ECHO)),
    saying(reply(_ECHO, "500 Broken", "text/html")),
    saying(reply(_ECHO, "302 Found", "text/html", f"Location: http://127.0.0.1:9/{TOKEN}")),
    saying(b"HTTP/1.1 200 " + _ECHO + b"\r\n" + _ECHO + b"\r\n\r\n"),
    saying(reply(b'{"type":"x","title":"%s","status":409,"code":"%s"}' % (_ECHO, _ECHO), "409 Conflict")),
)
