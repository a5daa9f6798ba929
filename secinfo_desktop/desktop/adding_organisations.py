"""Sets organisations up for everybody on this computer: an administrator's file becomes a part of the site's own."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from secinfo_desktop.desktop import organisations, site_files
from secinfo_desktop.desktop.organisations import Entry, Found, Organisation

PACKS = "packs"
_LOCK = ".organisations.lock"
"""Two administrators at the same time wait for each other."""
READABLE = 0o644
"""Everybody who uses the computer reads these files; they hold no secret."""


class CanNotAddError(ValueError):
    """The file can't be taken as it is, and nothing was changed; ``problems`` has a line for each thing."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class _Taken:
    entry: Entry
    organisation: Organisation


def add(file: Path, site_file: Path) -> tuple[Organisation, ...]:
    """Add the organisations of a file to the site's, with the packs that lie beside it; returns what was added.

    Raises:
        CanNotAddError: an entry can't be used, an id is there already, or the site's own file is broken.
        OSError: this person may not write there.
    """
    site_file.parent.mkdir(parents=True, exist_ok=True)
    (site_file.parent / PACKS).mkdir(exist_ok=True)
    with FileLock(site_file.parent / _LOCK):
        return _add(file, site_file)


def _add(file: Path, site_file: Path) -> tuple[Organisation, ...]:
    known = _whole(organisations.read(site_file), site_file)
    new = _whole(organisations.read(file, site_files.read), file)
    if not new.organisations:
        raise CanNotAddError((f"{file.name}: holds no organisation",))
    taken = {organisation.choice.id for organisation in known.organisations}
    again = [its.choice.id for its in new.organisations if its.choice.id in taken]
    if again:
        raise CanNotAddError(tuple(f"{its_id}: there is an organisation with this id" for its_id in again))
    _write(site_file, file.parent, [_Taken(*both) for both in zip(new.entries, new.organisations, strict=True)])
    return new.organisations


def _whole(found: Found, file: Path) -> Found:
    if found.problems:
        raise CanNotAddError(tuple(f"{file}: {problem}" for problem in found.problems))
    return found


def _write(site_file: Path, beside: Path, taken: list[_Taken]) -> None:
    """The packs first: an entry never names a pack that is not there."""
    parts = [site_file.read_text("utf-8")] if site_file.exists() else []
    for each in taken:
        pack = {"pack": each.entry["pack"]} if "pack" in each.entry else {"pack_file": _file_name(each)}
        if "pack_file" in each.entry:
            _replace(site_file.parent / pack["pack_file"], site_files.read(beside / each.entry["pack_file"]))
        parts.append(_as_toml({key: each.entry[key] for key in ("id", "name", "address")} | pack))
    _replace(site_file, "\n".join(parts))


def _file_name(each: _Taken) -> str:
    """In a folder of their own, so that no pack takes the place of another file."""
    return f"{PACKS}/{each.organisation.choice.id}.toml"


def _as_toml(entry: dict[str, str]) -> str:
    """JSON's way to write a text is also TOML's, for everything that can be printed."""
    return "[[organisation]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in entry.items())


def _replace(path: Path, text: str) -> None:
    """Whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.chmod(READABLE)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
