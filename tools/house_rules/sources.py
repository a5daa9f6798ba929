"""The files that the rules read, and what a rule says about them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Source:
    """A text file of the project; its path is relative to the project's top."""

    path: PurePosixPath
    text: str

    @property
    def is_python(self) -> bool:
        """True for Python code."""
        return self.path.suffix == ".py"

    @property
    def is_licence(self) -> bool:
        """True for licence texts, which are other people's words."""
        return self.path.name.startswith(("LICENSE", "OFL"))

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of Python code.

        Raises:
            SyntaxError: it is none.
        """
        return ast.parse(self.text, str(self.path))

    def is_in(self, *folder: str) -> bool:
        """True if the file lies somewhere below a folder, given as its parts from the top."""
        return self.path.parts[: len(folder)] == folder

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers, from 1."""
        return enumerate(self.text.splitlines(), 1)


@dataclass(frozen=True, order=True)
class Finding:
    """One place that breaks a rule, with a sentence that says what to do."""

    path: PurePosixPath
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


def sources(top: Path) -> list[Source]:
    """Every text file that git knows or would take, without licence texts. Needs git and a checkout."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=top,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted({PurePosixPath(name) for name in listing.stdout.split("\0") if name})
    found = (Source(path, text) for path in paths if (text := _text(top / path)) is not None)
    return [source for source in found if not source.is_licence]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        return None
