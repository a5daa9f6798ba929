"""The window and what stands around every page. Knows parts, keys and looks; no case, no backend, no network."""

from secinfo_desktop.gui.shell.page_view import PageView, Template
from secinfo_desktop.gui.shell.surroundings import Dock, Surroundings, Way
from secinfo_desktop.gui.shell.window import Window

__all__ = ["Dock", "PageView", "Surroundings", "Template", "Way", "Window"]
