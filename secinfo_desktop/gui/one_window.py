"""One window for each person: a second start brings the first window to the front (R35).

The lock goes with the process, however that ends, and never for being old: a window that hangs still holds it.
"""

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QSysInfo, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWERS_WITHIN_MS: Final = 1_000
_ANSWER: Final = b"shown"
_LOG = logging.getLogger(__name__)


class OneWindow(QObject):
    """Holds the lock, and listens for a second start."""

    wanted = Signal()
    """The app was started once more: show the window that is there."""

    def __init__(self, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = lock
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """False if another window of this person is open. Where no lock can be made, every window is the first."""
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is QLockFile.LockError.LockFailedError and not self._holder_is_gone():
            return False
        _LOG.warning("no lock could be made: %s", self._lock.error().name)
        return True

    def _holder_is_gone(self) -> bool:
        """True if what a window left behind could not be removed: the disk is full, or closed to writing."""
        import psutil

        number, computer, _ = self._lock.getLockInfo()
        return computer == QSysInfo.machineHostName() and not psutil.pid_exists(number)

    @Slot()
    def listen(self) -> None:
        """Hear of further starts; after the first paint, for the library takes a while to load."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # one that was killed has left its name behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(self._name):
            _LOG.warning("further starts are not heard: %s", self._server.errorString())

    def show_first(self) -> bool:
        """Ask the first window to come to the front; False if it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(ANSWERS_WITHIN_MS) and socket.waitForReadyRead(ANSWERS_WITHIN_MS)
        return answered and socket.readAll().data() == _ANSWER

    @property
    def _name(self) -> str:
        from PySide6.QtCore import QCryptographicHash

        digest = QCryptographicHash.hash(str(self._path).encode(), QCryptographicHash.Algorithm.Sha256)
        return f"secinfo-desktop-{digest.data().hex()[:16]}"

    @Slot()
    def _answer(self) -> None:
        socket = self._server.nextPendingConnection() if self._server is not None else None
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_ANSWER)
            socket.flush()
            socket.disconnectFromServer()
            self.wanted.emit()
