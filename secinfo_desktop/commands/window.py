"""``secinfo-desktop window``: the recovery in a window; what starts where there is a screen."""

import argparse
import os
from typing import TYPE_CHECKING

from secinfo_desktop.texts import say

if TYPE_CHECKING:
    from secinfo_desktop.desktop.settings import Settings
    from secinfo_desktop.gui.preferences import Preferences


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    subparsers.add_parser("window", help=say("command.window.help"))


def run(_arguments: argparse.Namespace) -> int:
    """Shows the window until it is closed. What the first sight does not need is loaded and started after it."""
    from secinfo_desktop.desktop import computer, log
    from secinfo_desktop.gui.app import Outside
    from secinfo_desktop.gui.app import run as show
    from secinfo_desktop.texts.words import Words

    here = computer.find(os.environ)
    log.start_log(here.folders.log_file)
    settings = here.load_settings().settings
    outside = Outside(
        new_flow=here.new_flow,
        accounts=here.accounts,
        words=Words(here.accounts.clock),
        preferences=_preferences(settings),
        save_preferences=lambda chosen: here.save_settings(_settings(chosen, settings)),
        after_first_paint=here.backend.start,
    )
    try:
        return show((), outside)
    finally:
        here.backend.stop()


def _preferences(settings: "Settings") -> "Preferences":
    from secinfo_desktop.gui.preferences import Colours, Preferences

    return Preferences(Colours(settings.colours.value), settings.text_size / 100, settings.single_letters)


def _settings(chosen: "Preferences", before: "Settings") -> "Settings":
    from secinfo_desktop.desktop.settings import Colours, Settings

    return Settings(round(chosen.scale * 100), Colours(chosen.colours.value), before.language, chosen.letters)
