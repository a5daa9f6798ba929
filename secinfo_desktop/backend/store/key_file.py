"""Keys for codes, in a private file beside the database and never in it: a backup of the database has no key.

A key serves new codes for a day; then a new one is made and the old is kept as long as its codes can live.
"""

import hmac
import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec

from secinfo_desktop.backend.services.ports import StoreFull
from secinfo_desktop.backend.store.private_files import alone_with, private_folder, sync_folder
from secinfo_desktop.domain.codes import CLOCK_SLACK

KEY_BYTES = 32
SERVES = timedelta(days=1)
FILE = "keys.json"


class Key(msgspec.Struct, frozen=True):
    """One key; its bytes are not shown."""

    kid: str
    made_at: datetime
    secret: bytes

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Key(kid={self.kid!r})"


class _Keys(msgspec.Struct, frozen=True):
    """What the file holds: the key for digests of contacts, which never changes, and those for codes, oldest first."""

    digests: bytes
    codes: tuple[Key, ...]

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"_Keys(codes={self.codes!r})"


class KeyFile:
    """Keys from a file that is made at first use. Safe under threads and processes: all of them get the same keys."""

    def __init__(self, folder: Path, random: Random, longest_life: timedelta) -> None:
        self._file = private_folder(folder) / FILE
        self._random = random
        self._kept_for = SERVES + longest_life
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._keys = self._read() or self._make()

    def current(self, now: datetime) -> str:
        """The id of the key for new codes; it is safely on the disk before any code is made with it."""
        with self._lock:
            self._keys = self._read() or self._keys
            return (self._serving(now) or self._renew(now)).kid

    def _make(self) -> _Keys:
        with alone_with(self._file):
            return self._read() or self._write(_Keys(self._random.randbytes(KEY_BYTES), ()))

    def _serving(self, now: datetime) -> Key | None:
        """The newest key; one from the future, made while the clock was wrong, would serve until that comes true."""
        newest = self._keys.codes[-1] if self._keys.codes else None
        return newest if newest is not None and -CLOCK_SLACK <= now - newest.made_at < SERVES else None

    def _renew(self, now: datetime) -> Key:
        """A new key, unless another process has just made one."""
        with alone_with(self._file):
            self._keys = self._read() or self._keys
            serving = self._serving(now)
            if serving is not None:
                return serving
            newest = Key(self._random.randbytes(8).hex(), now, self._random.randbytes(KEY_BYTES))
            kept = tuple(key for key in self._keys.codes if now - key.made_at < self._kept_for)
            self._keys = self._write(_Keys(self._keys.digests, (*kept, newest)))
            return newest

    def mac(self, kid: str, message: bytes) -> bytes | None:
        """HMAC-SHA256 of a message under the key with that id; None if the key is gone."""
        key = self._key(kid)
        if key is None:
            with self._lock:
                self._keys = self._read() or self._keys
            key = self._key(kid)
        return hmac.digest(key.secret, message, "sha256") if key else None

    def digest(self, value: str) -> str:
        """A keyed digest that stands for a contact; it does not change with time."""
        return hmac.digest(self._keys.digests, value.encode(), "sha256").hex()

    def seal(self, message: bytes) -> str:
        """A MAC for the audit log, under a key derived for it alone; it does not change with time."""
        key = hmac.digest(self._keys.digests, b"audit log", "sha256")
        return hmac.digest(key, message, "sha256").hex()

    def _key(self, kid: str) -> Key | None:
        return next((key for key in self._keys.codes if key.kid == kid), None)

    def _read(self) -> _Keys | None:
        """What the file holds; it is read once for each file that was put there, and closed to others."""
        try:
            its = self._file.stat()
        except FileNotFoundError:
            return None
        seen = (its.st_ino, its.st_mtime_ns, its.st_size, its.st_mode)
        if seen != self._seen:
            self._file.chmod(0o600)
            self._keys = msgspec.json.decode(self._file.read_bytes(), type=_Keys)
            self._seen = seen
        return self._keys

    def _write(self, keys: _Keys) -> _Keys:
        """Replace the file as a whole, with rights for the owner alone from its first moment on. Raises StoreFull."""
        try:
            self._replace(keys)
        except OSError as error:
            raise StoreFull from error
        return keys

    def _replace(self, keys: _Keys) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(keys))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._file)
        sync_folder(self._file.parent)
