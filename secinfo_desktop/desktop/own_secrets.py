"""What this computer keeps for an account that somebody is signed in to: session and claim, and the computer's own key.

Session and claim go into the keyring, or into a private file where it has none. A key goes into a keyring or nowhere.
"""

import hashlib
import platform
from collections.abc import Callable

from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.desktop.secrets import SERVICE, Handles, Keyring, tried

KEY = "computer-key"


def scope_of(choice: str) -> str:
    """A word for an account's way: 16 hexadecimal digits, for ids of secrets hold no names."""
    return hashlib.sha256(choice.encode()).hexdigest()[:16]


def name_of_computer() -> str:
    """What this computer is called where the account's sessions are listed: its own name and its system."""
    return f"{platform.node() or 'computer'} ({platform.system()})"


class SecretsOf:
    """The secrets of one way to an account: the client's ``HandleKeeper``, by what each secret is."""

    def __init__(self, handles: Handles, choice: str) -> None:
        self._handles, self._scope = handles, scope_of(choice)

    def keep(self, what: str, secret: str) -> None:
        """Keeps a secret in place of an earlier one; never raises."""
        self._handles.keep(self._id(what), secret)

    def handle(self, what: str) -> str | None:
        """The secret; None if none is kept, or none can be read."""
        return self._handles.handle(self._id(what))

    def forget(self, what: str) -> None:
        """Lets it go; never raises."""
        self._handles.forget(self._id(what))

    def _id(self, what: str) -> str:
        return f"{what}-{self._scope}"


class InMemory:
    """Secrets of the made-up person: they end with the app."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def keep(self, what: str, secret: str) -> None:
        """Keeps a secret in place of an earlier one."""
        self._kept[what] = secret

    def handle(self, what: str) -> str | None:
        """The secret, if there is one."""
        return self._kept.get(what)

    def forget(self, what: str) -> None:
        """Lets it go."""
        self._kept.pop(what, None)


class MemoryKeyring:
    """A keyring of the practice world."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a secret."""
        self._kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, if there is one."""
        return self._kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        """Lets it go."""
        self._kept.pop((service, username), None)


class KeyringKeys:
    """The client's ``ComputerKeys`` in this computer's keyring. Keyrings fail in many ways: none is ever raised."""

    def __init__(self, find_keyring: Callable[[], Keyring | None], choice: str) -> None:
        self._find_keyring, self._name = find_keyring, f"{KEY}-{scope_of(choice)}"

    @property
    def can_keep(self) -> bool:
        """True if this computer has a keyring that is to be trusted."""
        return self._keyring() is not None

    def key(self) -> ComputerKey | None:
        """The key; None if none is kept here, or what lies there under our name is none."""
        keyring, found = self._keyring(), list[str | None]()
        if keyring is not None:
            tried(lambda: found.append(keyring.get_password(SERVICE, self._name)))
        computer_id, _, private_key = (found[0] or "").partition(" ") if found else ("", "", "")
        key = ComputerKey(computer_id, private_key)
        return key if key.is_one() else None

    def keep(self, key: ComputerKey) -> None:
        """Keeps a key in place of an earlier one; where that fails the computer stays unknown, which is safe."""
        if (keyring := self._keyring()) is not None:
            tried(lambda: keyring.set_password(SERVICE, self._name, f"{key.device_id} {key.private_key}"))

    def forget(self) -> None:
        """Lets the key go."""
        if (keyring := self._keyring()) is not None:
            tried(lambda: keyring.delete_password(SERVICE, self._name))

    def _keyring(self) -> Keyring | None:
        found: list[Keyring | None] = []
        tried(lambda: found.append(self._find_keyring()))
        return found[0] if found else None
