"""A Kannel in a folder of its own on loopback: bearerbox, smsbox, and a way to a message centre of the test's own.

The system's own settings are not touched, and nothing is kept on the disk but its log.
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.mail_chain import SEARCH_PATH, _free_port
from tests.helpers.smsc import Smsc

USER, PASSWORD = "secinfo", "made-up-for-the-test"
WITHIN = 20.0
"""Seconds that a program has to start."""
FAKESMSC = Path("/usr/lib/kannel/test/fakesmsc")
"""Kannel's own message centre for tests; its package puts it there."""
_READY = {"bearerbox": "MAIN: Start-up done, entering mainloop", "smsbox": "Set up send sms service"}
_SMPP = """
group = smsc
smsc = smpp
smsc-id = centre
host = 127.0.0.1
port = {port}
smsc-username = made-up
smsc-password = made-up
system-type = ""
transceiver-mode = true
reconnect-delay = 1
"""
_FAKE = """
group = smsc
smsc = fake
smsc-id = centre
port = {port}
connect-allow-ip = 127.0.0.1
"""
_BEARERBOX = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = {password}
smsbox-port = {smsbox}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
dlr-storage = internal
"""
_SMSBOX = """
group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {smsbox}
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = {user}
password = {password}
max-messages = 1
"""


@dataclass(frozen=True)
class Kannel:
    """Where it takes texts, and where its own kind of message centre may connect."""

    sendsms_port: int
    fake_port: int

    @property
    def url(self) -> str:
        """The address of ``sendsms``."""
        return f"http://127.0.0.1:{self.sendsms_port}/cgi-bin/sendsms"


@contextmanager
def kannel(folder: Path, centre: Smsc | None = None) -> Iterator[Kannel]:
    """A running Kannel; without a centre of ours it waits for a ``fakesmsc``. It is gone when the block has ended."""
    its = Kannel(_free_port(), _free_port())
    way = _FAKE.format(port=its.fake_port) if centre is None else _SMPP.format(port=centre.port)
    values = {"admin": _free_port(), "smsbox": _free_port(), "sendsms": its.sendsms_port}
    settings = (_BEARERBOX + way + _SMSBOX).format(user=USER, password=PASSWORD, **values)
    file = folder / "kannel.conf"
    file.write_text(settings)
    with _running("bearerbox", file):
        assert centre is None or centre.bound.wait(WITHIN)
        with _running("smsbox", file):
            yield its


@contextmanager
def _running(program: str, settings: Path) -> Iterator[None]:
    """One of Kannel's programs, from the line that says that it is ready."""
    found = shutil.which(program, path=SEARCH_PATH) or program
    with subprocess.Popen(
        [found, "-v", "1", str(settings)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=settings.parent,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            assert any(_READY[program] in line for line in process.stderr), "it ended before it was ready"
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield
        finally:
            process.kill()
            process.wait(WITHIN)
