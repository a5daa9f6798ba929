"""Where separate browser sessions live on this computer."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.desktop import folders

if TYPE_CHECKING:
    from secinfo_desktop.browsers.opening import Desk


def desk(environment: Mapping[str, str]) -> "Desk":
    """The sessions' place for the person whose environment this is."""
    from secinfo_desktop.browsers.opening import Desk

    return Desk(folders.find(environment).cache, Path.home())
