"""The only room with PySide6: shell, theme, parts, pages, jobs. Knows no network and no SQL."""

import builtins


def _load_qt() -> None:
    """Load PySide6 and keep Python's own import.

    PySide6 puts another one in its place, for ``from __feature__ import snake_case``, which nobody here writes. From
    then on it reads the source of every module that is imported, to find the word PySide6 in it, and keeps it in memory
    (docs/decisions/0015-first-paint.md has the figures).
    """
    before = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what it does when it is loaded

    builtins.__import__ = before


_load_qt()
