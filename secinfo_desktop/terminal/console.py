"""The console: where lines come from and go to."""

import getpass
import shutil
import sys
from typing import Protocol, TextIO

WIDTH_ELSEWHERE = 80
"""Columns where the output is no terminal."""


class Console(Protocol):
    """Lines in, lines out."""

    @property
    def width(self) -> int:
        """Columns of a line."""

    def write(self, line: str) -> None:
        """Writes one line."""

    def read(self, prompt: str) -> str | None:
        """The next line without its end; None at the end of the input."""

    def read_secret(self, prompt: str) -> str | None:
        """The next line, which is shown nowhere."""


class StandardConsole:
    """The console of this process. Where the input is no terminal (a pipe), secrets are read like any line."""

    def __init__(self, source: TextIO | None = None, sink: TextIO | None = None) -> None:
        self._source, self._sink = source or sys.stdin, sink or sys.stdout

    @property
    def width(self) -> int:
        """Columns of a line: those of the terminal, else 80."""
        return shutil.get_terminal_size().columns if self._sink.isatty() else WIDTH_ELSEWHERE

    def write(self, line: str) -> None:
        """Writes one line; what the output's encoding lacks becomes a question mark."""
        print(self._writable(line), file=self._sink, flush=True)

    def read(self, prompt: str) -> str | None:
        """The next line; None at the end of the input."""
        print(self._writable(prompt), end="", file=self._sink, flush=True)
        line = self._source.readline()
        return line.rstrip("\r\n") if line else None

    def read_secret(self, prompt: str) -> str | None:
        """The next line without echo."""
        if not self._source.isatty():
            return self.read(prompt)
        try:
            return getpass.getpass(self._writable(prompt))
        except EOFError:
            return None

    def _writable(self, text: str) -> str:
        encoding = self._sink.encoding or "utf-8"
        return text.encode(encoding, "replace").decode(encoding)
