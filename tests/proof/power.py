"""A disk whose power can be cut: what was not synced is gone, all of it or a part that nobody can foretell.

A file system for SQLite (APSW) that writes through to real files and remembers, for each of them, what it held at its
last sync and what was written since. It is a model: it knows no sector that is half written, and no disk that says it
has synced when it has not.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import apsw

NAME = "power-cut"


@dataclass
class DurableFile:
    """What is safely on the disk of one file, and what was written since: place and bytes, None for a new length."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Everything written so far is safe."""
        for place, data in self.since:
            _apply(self.synced, place, data)
        self.since.clear()

    def after_power_cut(self, keeps: Random | None) -> bytes:
        """The file's bytes after the cut; ``keeps`` decides for each unsynced write whether it had arrived."""
        content = bytearray(self.synced)
        for place, data in self.since:
            if keeps is not None and keeps.random() < 0.5:
                _apply(content, place, data)
        return bytes(content)


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        return
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data


class Disk(apsw.VFS):
    """A file system with a plug. ``steps`` counts writes, syncs and the like; the one numbered ``cut_at`` is not done.

    From then on ``is_out`` is True, and nothing that is still tried has an effect: the computer does not run any more.
    """

    def __init__(self, cut_at: int | None = None) -> None:
        self.files: dict[str, DurableFile] = {}
        self.steps = 0
        self.is_out = False
        self._cut_at = cut_at
        super().__init__(NAME, "")

    def has_power(self) -> bool:
        """Whether one more thing that needs power is done."""
        self.steps += 1
        self.is_out = self.is_out or self.steps == self._cut_at
        return not self.is_out

    def xOpen(self, name: "str | apsw.URIFilename | None", flags: list[int]) -> "DiskFile":  # noqa: N802 - SQLite's name
        """Open a file; it is new if nothing of it is safe yet."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        return DiskFile(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - SQLite's name
        """Delete a file."""
        if self.has_power():
            super().xDelete(filename, syncdir)
            self.files.pop(filename, None)

    def cut(self, found: Path, keeps: Random | None) -> None:
        """Pull the plug, and put into a folder what a computer would find when it starts again."""
        for name, file in self.files.items():
            (found / Path(name).name).write_bytes(file.after_power_cut(keeps))


class DiskFile(apsw.VFSFile):
    """One open file of the disk. A nameless one (SQLite's own scratch) is gone with the power anyway."""

    def __init__(self, disk: Disk, path: str | None, name: "str | apsw.URIFilename | None", flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._durable = disk.files.setdefault(path, DurableFile()) if path else DurableFile()

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        """Write, not safely."""
        if self._disk.has_power():
            super().xWrite(data, offset)
            self._durable.since.append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's name
        """Shorten, not safely."""
        if self._disk.has_power():
            super().xTruncate(newsize)
            self._durable.since.append((newsize, None))

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        """Make safe. The real disk is not asked: this one's word is what counts."""
        del flags
        if self._disk.has_power():
            self._durable.sync()
