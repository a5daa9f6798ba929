"""``secinfo-desktop window``: the window; what starts where there is a screen."""

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from secinfo_desktop.desktop.computer import Computer
    from secinfo_desktop.desktop.folders import Folders
    from secinfo_desktop.desktop.settings import Settings
    from secinfo_desktop.gui.app import Outside
    from secinfo_desktop.gui.behind import Behind
    from secinfo_desktop.gui.preferences import Preferences
    from secinfo_desktop.helpdesk.acts import Ports
    from secinfo_desktop.helpdesk.console import Console
    from secinfo_desktop.helpdesk.workplaces import Workplaces
    from secinfo_desktop.recovery.start import StartPage
    from secinfo_desktop.texts.words import Words

LIBRARY_MISSING = NO_SCREEN = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    from argparse import SUPPRESS

    from secinfo_desktop.commands.speech import say

    parser = subparsers.add_parser("window", help=say("command.window.help"))
    parser.add_argument("--probe", action="store_true", help=SUPPRESS)


def run(arguments: "argparse.Namespace") -> int:
    """Show the window until it is closed; without a screen lead in the terminal, and 2 if there is none either.

    ``--probe`` only finds out whether a window could be shown.
    """
    from secinfo_desktop.desktop import screens

    if arguments.probe:
        return _probe()
    if screens.answers(sys.platform, os.environ):
        return show()
    _tell_no_screen()
    from secinfo_desktop.commands import terminal

    return terminal.lead() if terminal.is_there() else NO_SCREEN


def _tell_no_screen() -> None:
    from secinfo_desktop.commands.speech import say

    print(say("command.no_screen"), file=sys.stderr, flush=True)


def _probe() -> int:
    """Ends like the window would: by Qt's own hand where it finds no screen."""
    from secinfo_desktop.gui import probe

    return probe.run()


def _go_to_terminal() -> None:
    """In place of Qt, which would end the process: this one becomes the terminal, or ends with a sentence."""
    from secinfo_desktop.commands import terminal
    from secinfo_desktop.desktop import program

    _tell_no_screen()
    if terminal.is_there():
        command = program.command("terminal")
        os.execv(command[0], command)  # noqa: S606 - this very program, with fixed arguments
    os._exit(NO_SCREEN)


def show() -> int:
    """Show the window until it is closed. The order counts: this is what comes before the first paint."""
    gc.disable()  # so much is made and nothing thrown away: looking for garbage would only take time
    from secinfo_desktop.desktop import folders, log

    its, rest = folders.find(os.environ), Rest(_find)
    log.start_log(its.log_file)
    log.log_crashes()
    try:
        from secinfo_desktop.gui import app
    except ImportError as error:
        from secinfo_desktop.commands.speech import say

        print(say("command.window.library_missing", problem=error), file=sys.stderr)
        return LIBRARY_MISSING
    try:
        return app.run((), outside(its, rest))
    finally:
        rest.stop()


def _find() -> "Computer":
    from secinfo_desktop.desktop import computer

    return computer.find(os.environ)


class Rest:
    """What the window stands on but for its first page: this computer, which is found once that page is painted."""

    def __init__(self, find: "Callable[[], Computer]") -> None:
        self._find = find
        self.here: Computer | None = None
        """None until it is found."""

    def now(self) -> "datetime":
        """The time of the service, as soon as there is one."""
        from secinfo_desktop.desktop import clock

        return self.here.accounts.clock() if self.here is not None else clock.now()

    def load(self, language: str) -> "Behind":
        """Takes a while; may be called on a thread."""
        from functools import partial

        from secinfo_desktop.desktop import browsing
        from secinfo_desktop.gui.behind import Behind

        here = self._find()
        here.backend.speaks(language)
        self.here = here
        tidy = partial(_read_ahead_and_tidy, here, language)
        desk = browsing.Browsing(os.environ)
        console = partial(_console, here)
        return Behind(here.new_flow(), here.accounts, here.cases, desk, tidy, here.accounts.signed_in, console)

    def start_ahead(self) -> None:
        """So that practice is ready when it is wanted. Whoever wants it is told if it could not be started."""
        from secinfo_desktop.gui.shell.leftovers import search_seldom
        from secinfo_desktop.recovery.ports import RefusedError

        search_seldom()
        if self.here is not None:
            with suppress(RefusedError):
                self.here.backend.start()

    def stop(self) -> None:
        """End what was started."""
        if self.here is not None:
            self.here.backend.stop()
            self.here.list_kept()


def _console(here: "Computer", words: "Words") -> "tuple[Console, Ports, Workplaces]":
    """The helpdesk's console of this computer, and where else one can work."""
    from secinfo_desktop.commands.practice_callers import Callers
    from secinfo_desktop.desktop.workplaces import DesktopWorkplaces

    name = here.load_settings().settings.agent_name or words.say("helpdesk.you")
    workplaces = DesktopWorkplaces(here.folders, lambda: here, name, Callers())
    return workplaces.here.console(words), workplaces.here.ports, workplaces


def _read_ahead_and_tidy(here: "Computer", language: str) -> None:
    """First what the person may need next."""
    from secinfo_desktop.desktop.read_ahead import read_ahead

    read_ahead(language)
    here.tidy()


def outside(its: "Folders", rest: Rest) -> "Outside":
    """What the window stands on."""
    from secinfo_desktop.desktop import languages, settings
    from secinfo_desktop.gui.app import Outside
    from secinfo_desktop.gui.preferences import system_languages
    from secinfo_desktop.texts.words import Words

    chosen = settings.load_and_tell(its.settings_file).settings
    language = languages.spoken(chosen.language, os.environ, system_languages)
    return Outside(
        words=Words(rest.now, language),
        window_lock=its.window_lock,
        preferences=preferences_of(chosen),
        save_preferences=lambda preferred: settings.save_if_possible(its.settings_file, settings_of(chosen, preferred)),
        load=lambda: rest.load(language),
        first_page=_first_page(its, rest),
        after_first_paint=rest.start_ahead,
        if_no_screen=_go_to_terminal,
    )


def _first_page(its: "Folders", rest: Rest) -> "StartPage | None":
    """With what is kept, as far as the list of it can be trusted; else None."""
    from secinfo_desktop.recovery.start import StartPage

    if not _holds_any(its.cases):
        return StartPage()
    from secinfo_desktop.desktop.kept_list import kept_list

    lines = kept_list(its).read(rest.now())
    if lines is None:
        return None
    return StartPage(kept=lines) if lines.cases else StartPage()


def _holds_any(folder: "Path") -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entries)
    except OSError:
        return False


def preferences_of(chosen: "Settings") -> "Preferences":
    """Settings as the window has them."""
    from secinfo_desktop.gui.preferences import Colours, Preferences
    from secinfo_desktop.texts import LANGUAGES

    language = chosen.language if chosen.language in LANGUAGES else None
    return Preferences(Colours(chosen.colours), chosen.text_size / 100, chosen.single_letters, language)


def settings_of(before: "Settings", preferred: "Preferences") -> "Settings":
    """Settings as they are kept; what the window knows nothing of stays as it was before."""
    from dataclasses import replace

    from secinfo_desktop.desktop.settings import Colours

    return replace(
        before,
        text_size=round(preferred.scale * 100),
        colours=Colours(preferred.colours),
        language=preferred.language or before.language,
        single_letters=preferred.letters,
    )
