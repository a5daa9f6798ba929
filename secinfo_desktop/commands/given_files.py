"""Files that somebody names on the command line: what is in them, or what is wrong with them."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from secinfo_desktop.commands.speech import say

Content = TypeVar("Content")


class Unusable(NamedTuple):
    """What is wrong with a file, for the person at the terminal."""

    problem: str


def read(file: Path, content: Callable[[str], Content], refused: type[ValueError]) -> Content | Unusable:
    """What ``content`` makes of the text; ``refused`` is how it says that the text holds none, and why."""
    try:
        return content(file.read_text("utf-8"))
    except OSError as error:
        return Unusable(error.strerror or type(error).__name__)
    except UnicodeDecodeError:  # a ValueError, too
        return Unusable(say("command.guide.not_text"))
    except refused as error:
        return Unusable(str(error))
