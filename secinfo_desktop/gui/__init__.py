"""The only room with PySide6: shell, theme, parts, pages, jobs. Knows no network and no SQL."""

from secinfo_desktop.gui.lean_qt import load_qt

load_qt()
