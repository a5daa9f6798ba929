"""The registry of this Windows. Not run here."""

import sys
from pathlib import Path

if sys.platform == "win32":
    import winreg

    class SystemRegistry:
        """Reads the registry; what is not there or not allowed is not there."""

        def value(self, root: str, key: str, name: str) -> str | int | None:
            """A value; None if there is none."""
            try:
                with winreg.OpenKey(getattr(winreg, root), key) as opened:
                    found, _kind = winreg.QueryValueEx(opened, name)
            except OSError:
                return None
            return found if isinstance(found, str | int) else None

        def subkeys(self, root: str, key: str) -> tuple[str, ...]:
            """The names of the keys below a key."""
            try:
                with winreg.OpenKey(getattr(winreg, root), key) as opened:
                    return tuple(winreg.EnumKey(opened, index) for index in range(winreg.QueryInfoKey(opened)[0]))
            except OSError:
                return ()


class SystemFiles:
    """Asks this computer about files."""

    def is_file(self, path: str) -> bool:
        """True if the file is there."""
        try:
            return Path(path).is_file()
        except OSError:
            return False
