"""Where the key by which an account knows this computer is kept: a port, for the client keeps nothing itself."""

from typing import Protocol

from secinfo_desktop.client.computer_key import ComputerKey


class ComputerKeys(Protocol):
    """Keeps one account's key of this computer in a keyring that is to be trusted, or not at all; never raises."""

    @property
    def can_keep(self) -> bool:
        """True if this computer has such a keyring."""

    def key(self) -> ComputerKey | None:
        """The key; None if none is kept here."""

    def keep(self, key: ComputerKey) -> None:
        """Keeps a key in place of an earlier one."""

    def forget(self) -> None:
        """Lets the key go."""
