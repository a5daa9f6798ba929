"""Whether a window could be shown: Qt is asked in a process of its own, which it ends where it finds no screen."""

from PySide6.QtGui import QGuiApplication

from secinfo_desktop.gui.app import NAME


def run() -> int:
    """Returns 0 if Qt has found a screen; returns not at all if it has not."""
    return 0 if QGuiApplication([NAME]).primaryScreen() is not None else 1
