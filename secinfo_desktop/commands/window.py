"""``secinfo-desktop window``: the window; what starts where there is a screen."""

import argparse
import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from secinfo_desktop.commands import terminal
from secinfo_desktop.commands.speech import say
from secinfo_desktop.texts import LANGUAGES

if TYPE_CHECKING:
    from secinfo_desktop.desktop.computer import Computer
    from secinfo_desktop.desktop.settings import Settings
    from secinfo_desktop.gui.app import Outside
    from secinfo_desktop.gui.preferences import Preferences

LIBRARY_MISSING = NO_SCREEN = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("window", help=say("command.window.help"))
    parser.add_argument("--probe", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Show the window until it is closed; without a screen lead in the terminal, and 2 if there is none either.

    ``--probe`` only finds out whether a window could be shown.
    """
    from secinfo_desktop.desktop import screens

    if arguments.probe:
        return _probe()
    if screens.answers(sys.platform, os.environ):
        return _show()
    print(say("command.no_screen"), file=sys.stderr)
    return terminal.lead() if terminal.is_there() else NO_SCREEN


def _probe() -> int:
    """Ends like the window would: by Qt's own hand where it finds no screen."""
    from secinfo_desktop.gui import probe

    return probe.run()


def _go_to_terminal() -> None:
    """In place of Qt, which would end the process: this one becomes the terminal, or ends with a sentence."""
    from secinfo_desktop.desktop import program

    print(say("command.no_screen"), file=sys.stderr, flush=True)
    if terminal.is_there():
        command = program.command("terminal")
        os.execv(command[0], command)  # noqa: S606 - this very program, with fixed arguments
    os._exit(NO_SCREEN)


def _show() -> int:
    from secinfo_desktop.desktop import computer, log

    here = computer.find(os.environ)
    log.start_log(here.folders.log_file)
    log.log_crashes()
    try:
        from secinfo_desktop.gui import app
    except ImportError as error:
        print(say("command.window.library_missing", problem=error), file=sys.stderr)
        return LIBRARY_MISSING
    try:
        return app.run((), outside(here))
    finally:
        here.backend.stop()


def outside(here: "Computer") -> "Outside":
    """What the window stands on."""
    from secinfo_desktop.desktop import browsing, languages
    from secinfo_desktop.gui.app import Outside
    from secinfo_desktop.gui.preferences import system_languages
    from secinfo_desktop.texts.words import Words

    chosen = here.load_settings().settings
    words = Words(here.accounts.clock, languages.spoken(chosen.language, os.environ, system_languages))
    here.backend.speaks(words.language)
    return Outside(
        new_flow=here.new_flow,
        accounts=here.accounts,
        cases=here.cases,
        words=words,
        window_lock=here.folders.window_lock,
        preferences=preferences_of(chosen),
        save_preferences=lambda preferred: here.save_settings(settings_of(chosen, preferred)),
        after_first_paint=lambda: _start_ahead(here),
        tidy=lambda: _read_ahead_and_tidy(here, words.language),
        desk=browsing.Browsing(os.environ),
        if_no_screen=_go_to_terminal,
    )


def _read_ahead_and_tidy(here: "Computer", language: str) -> None:
    """First what the person may need next."""
    from secinfo_desktop.desktop.read_ahead import read_ahead

    read_ahead(language)
    here.tidy()


def _start_ahead(here: "Computer") -> None:
    """So that practice is ready when it is wanted. Whoever wants it is told if it could not be started."""
    from secinfo_desktop.recovery.ports import RefusedError

    with suppress(RefusedError):
        here.backend.start()


def preferences_of(chosen: "Settings") -> "Preferences":
    """Settings as the window has them."""
    from secinfo_desktop.gui.preferences import Colours, Preferences

    language = chosen.language if chosen.language in LANGUAGES else None
    return Preferences(Colours(chosen.colours), chosen.text_size / 100, chosen.single_letters, language)


def settings_of(before: "Settings", preferred: "Preferences") -> "Settings":
    """Settings as they are kept; what the window knows nothing of stays as it was before."""
    from secinfo_desktop.desktop.settings import Colours

    return replace(
        before,
        text_size=round(preferred.scale * 100),
        colours=Colours(preferred.colours),
        language=preferred.language or before.language,
        single_letters=preferred.letters,
    )
