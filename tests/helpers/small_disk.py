"""A disk that is full when a test wants it, or closed to writing: a small one of its own, in a mount namespace."""

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MEGABYTES: Final = 8
AT: Final = Path("/mnt")
_WITHIN: Final = 20.0
_FILL: Final = "filling"
_KEEP: Final = f"mount -t tmpfs -o size={MEGABYTES}m,mode=700 none {AT} && echo ready && read -r _"


@dataclass(frozen=True)
class SmallDisk:
    """The disk, by the process that keeps it.

    Its files are reached from everywhere through ``folder``; a program that works ``inside`` finds them at ``AT``
    (SQLite follows links, and the way through ``folder`` would lead it astray).
    """

    keeper: int

    @property
    def folder(self) -> Path:
        """Where it lies, for every process."""
        return Path(f"/proc/{self.keeper}/root{AT}")

    def inside(self, *command: str) -> list[str]:
        """The command line that runs a command where the disk is, in this process's folder."""
        enter = ["nsenter", f"--target={self.keeper}", "--mount", "sh", "-c", 'cd "$0" && exec "$@"']
        return [*enter, str(Path.cwd()), *command]

    def fill(self, leave: int = 0) -> None:
        """So many bytes are left, not one more."""
        with (self.folder / _FILL).open("ab", buffering=0) as file:
            for size in (65536, 4096, 1):
                _write_until_full(file.fileno(), bytes(size))
            file.truncate(file.tell() - leave)

    def make_room(self) -> None:
        """What filled it goes."""
        (self.folder / _FILL).unlink(missing_ok=True)

    def close_to_writing(self) -> None:
        """From now on it only reads."""
        self._mount("ro")

    def open_to_writing(self) -> None:
        """As it was."""
        self._mount("rw")

    def _mount(self, how: str) -> None:
        command = ["nsenter", f"--target={self.keeper}", "--mount", "mount", "-o", f"remount,{how}", str(AT)]
        subprocess.run(command, check=True, capture_output=True, timeout=_WITHIN)


def _write_until_full(descriptor: int, block: bytes) -> None:
    try:
        while os.write(descriptor, block):
            continue
    except OSError:
        return


@contextmanager
def small_disk() -> Iterator[SmallDisk]:
    """A fresh one; gone with the block. Needs root."""
    command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", _KEEP]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        try:
            assert select.select([keeper.stdout], [], [], _WITHIN)[0]
            assert keeper.stdout.readline() == "ready\n"
            yield SmallDisk(keeper.pid)
        finally:
            keeper.stdin.close()
