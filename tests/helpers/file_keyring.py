"""A keyring of a test's own: one file, so that what a setup keeps is there for a window in another process."""

import json
from pathlib import Path


class FileKeyring:
    """Keeps secrets in plain sight, for people who are made up."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a secret."""
        self._write({**self._kept(), f"{service} {username}": password})

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, if there is one."""
        return self._kept().get(f"{service} {username}")

    def delete_password(self, service: str, username: str) -> None:
        """Lets it go."""
        self._write({name: its for name, its in self._kept().items() if name != f"{service} {username}"})

    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        return kept

    def _write(self, kept: dict[str, str]) -> None:
        self._file.write_text(json.dumps(kept), "utf-8")
