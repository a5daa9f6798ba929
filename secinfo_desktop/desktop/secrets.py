"""Handles of flows between two starts of the app: in this computer's keyring, or in a private file where it has none.

A handle opens one flow for an hour at most, and no account. The file is readable by its owner alone (0600) and not
encrypted: ``place`` says so to ``doctor``. The library is loaded with the first handle, never before the first paint.
"""

import logging
import re
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from secinfo_desktop.desktop.files import write_private

SERVICE = "secinfo-desktop"
"""Under this name a keyring shows what is ours."""
KEPT_FOR = timedelta(days=1)
"""In a file. The service that comes with the app ends a flow after an hour; another one may give it longer."""

_CASE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_OF_LINUX = "keyring.backends.SecretService"
_TRUSTED = (_OF_LINUX, "keyring.backends.kwallet", "keyring.backends.libsecret",
            "keyring.backends.macOS", "keyring.backends.Windows")  # fmt: skip
"""Those that ask the system's own keyring. Others can be configured that keep everything in plain sight."""
_log = logging.getLogger(__name__)


class Keyring(Protocol):
    """What is needed of a keyring."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keeps a secret."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The secret, if there is one."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Lets it go."""


class PlaceKind(StrEnum):
    """Where handles are kept."""

    KEYRING = "keyring"
    FILE = "file"


@dataclass(frozen=True)
class Place:
    """Where handles are kept: the keyring's name, or the folder of the files."""

    kind: PlaceKind
    name: str


class FileHandles:
    """A private file for each handle."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, case_id: str, handle: str) -> None:
        """Keeps the handle of a case; without one, the person asks for a new code."""
        try:
            write_private(self._file(case_id), handle)
        except OSError as error:
            _log.warning("a handle could not be kept: %s", type(error).__name__)

    def handle(self, case_id: str) -> str | None:
        """The handle of a case."""
        try:
            return self._file(case_id).read_text(encoding="ascii")
        except (OSError, ValueError):
            return None

    def forget(self, case_id: str) -> None:
        """Lets the handle of a case go."""
        with suppress(OSError):
            self._file(case_id).unlink(missing_ok=True)

    def clean(self, now: datetime) -> None:
        """Deletes the handles that no service takes any more."""
        with suppress(OSError):
            for file in self._folder.iterdir():
                if now - datetime.fromtimestamp(file.stat().st_mtime, UTC) > KEPT_FOR:
                    file.unlink(missing_ok=True)

    def place(self) -> Place:
        """The folder."""
        return Place(PlaceKind.FILE, str(self._folder))

    def _file(self, case_id: str) -> Path:
        if not _CASE_ID.fullmatch(case_id):
            raise ValueError("no id of a case")
        return self._folder / case_id


class Handles:
    """The keyring first, a private file where the keyring does not take it. What goes wrong is never raised.

    After ``forget_case`` nothing is kept under that id: a request that is still under way could bring a handle late.
    """

    def __init__(self, files: FileHandles, find_keyring: Callable[[], Keyring | None] = lambda: None) -> None:
        self._files, self.find_keyring = files, find_keyring
        self._lock = threading.Lock()
        self._gone: set[str] = set()

    def keep(self, case_id: str, handle: str) -> None:
        """Keeps the handle of a case in place of an earlier one."""
        with self._lock:
            if case_id in self._gone:
                return
            keyring = self._keyring()
            if keyring is not None and tried(lambda: keyring.set_password(SERVICE, case_id, handle)):
                self._files.forget(case_id)
            else:
                self._files.keep(case_id, handle)

    def handle(self, case_id: str) -> str | None:
        """The handle of a case; None if none is kept, or none can be read."""
        with self._lock:
            found: list[str | None] = []
            keyring = self._keyring()
            if keyring is not None:
                tried(lambda: found.append(keyring.get_password(SERVICE, case_id)))
            return next((handle for handle in found if handle), None) or self._files.handle(case_id)

    def forget(self, case_id: str) -> None:
        """Lets the handle of a case go."""
        with self._lock:
            self._files.forget(case_id)
            keyring = self._keyring()
            found: list[str | None] = []
            if keyring is not None and tried(lambda: found.append(keyring.get_password(SERVICE, case_id))) and found[0]:
                tried(lambda: keyring.delete_password(SERVICE, case_id))

    def forget_case(self, case_id: str) -> None:
        """Lets it go for good."""
        self._gone.add(case_id)
        self.forget(case_id)

    def clean(self, now: datetime) -> None:
        """Deletes the files of handles that no service takes any more."""
        self._files.clean(now)

    def place(self) -> Place:
        """Where the next handle is kept."""
        keyring = self._keyring()
        return self._files.place() if keyring is None else Place(PlaceKind.KEYRING, str(getattr(keyring, "name", "")))

    def _keyring(self) -> Keyring | None:
        found: list[Keyring | None] = []
        tried(lambda: found.append(self.find_keyring()))
        return found[0] if found else None


def tried(ask: Callable[[], object]) -> bool:
    """True if it was done. Keyrings raise errors of their own, of the bus and of the system; none may stop anybody."""
    try:
        ask()
    except Exception as error:  # noqa: BLE001 - the file is there instead, and the log names the kind of error
        _log.warning("the keyring does not answer: %s", type(error).__name__)
        return False
    return True


def system_keyring() -> Keyring | None:
    """This computer's keyring; None where it has none that is to be trusted, or it would ask for its password first."""
    import keyring  # 60 ms and more: with the first handle only

    found = keyring.get_keyring()
    parts: list[Any] = list(getattr(found, "backends", ())) or [found]
    trusted = [part for part in parts if type(part).__module__ in _TRUSTED]
    return trusted[0] if trusted and not _would_ask(trusted[0]) else None


def _would_ask(keyring: Keyring) -> bool:
    """Who is locked out needs no second question for a password in the middle of it."""
    if type(keyring).__module__ != _OF_LINUX:
        return False
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        return bool(secretstorage.get_default_collection(bus).is_locked())
