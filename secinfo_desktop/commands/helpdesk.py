"""``secinfo-desktop helpdesk``: the console for those who take calls; and what is kept of a caller, told or erased."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.desktop.folders import Folders
    from secinfo_desktop.desktop.help_desk import HelpDesk

NOTHING_THERE = 1
NOT_DONE = NO_SCREEN = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("helpdesk", help=say("command.helpdesk.help"))
    deeds = parser.add_subparsers(dest="deed", metavar="{export,erase,train}")
    exporting = deeds.add_parser("export", help=say("command.helpdesk.export.help"))
    exporting.add_argument("text", metavar="TEXT", help=say("command.helpdesk.text.help"))
    exporting.add_argument("--output", metavar="FILE", help=say("command.helpdesk.export.output.help"))
    erasing = deeds.add_parser("erase", help=say("command.helpdesk.erase.help"))
    erasing.add_argument("number", metavar="NUMBER", help=say("command.helpdesk.erase.number.help"))
    training = deeds.add_parser("train", help=say("command.helpdesk.train.help"))
    training.add_argument("story", nargs="?", metavar="STORY", help=say("command.helpdesk.train.story.help"))
    training.add_argument("--auto", action="store_true", help=say("command.helpdesk.train.auto.help"))
    training.add_argument("--seed", type=int, default=1, metavar="S", help=say("command.helpdesk.train.seed.help"))


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, else show the console; 2 if it can't be done, 1 if no such case is there or nothing passed."""
    if arguments.deed == "train":
        from secinfo_desktop.commands.helpdesk_training import train

        return train(arguments.story, arguments.seed, auto=arguments.auto)
    from secinfo_desktop.desktop import folders

    its = folders.find(os.environ)
    if arguments.deed is None:
        return _show(its)
    from secinfo_desktop.recovery.ports import RefusedError

    try:
        if arguments.deed == "export":
            return _export(_helpdesk(its), arguments.text, arguments.output)
        return _erase(_helpdesk(its), arguments.number)
    except RefusedError as error:
        print(" ".join((say(f"failure.{error.failure}"), say(f"failure.{error.failure}.now"))), file=sys.stderr)
        return NOT_DONE


def _helpdesk(its: "Folders", name: str = "") -> "HelpDesk":
    from secinfo_desktop.desktop import clock, help_desk

    return help_desk.find(its, clock.now, name)


def _export(helpdesk: "HelpDesk", text: str, output: str | None) -> int:
    """Everything of all cases that are found by a text, as a JSON list."""
    from secinfo_desktop.desktop.files import keep_text
    from secinfo_desktop.domain.calls import CaseScope
    from secinfo_desktop.helpdesk.ports import Query

    lines = helpdesk.cases.find(Query(CaseScope.ALL, text)).lines
    if not lines:
        print(say("command.helpdesk.none"), file=sys.stderr)
        return NOTHING_THERE
    found = "[" + ",\n".join(helpdesk.cases.export(line.id) for line in lines) + "]"
    if output is None:
        print(found)
        return 0
    try:
        keep_text(output, found)
    except (OSError, ValueError) as error:
        print(say("command.cases.not_written", problem=getattr(error, "strerror", None) or ""), file=sys.stderr)
        return NOT_DONE
    print(say("command.helpdesk.export.done", n=len(lines), file=output))
    return 0


def _erase(helpdesk: "HelpDesk", number: str) -> int:
    """One case by its whole number: nothing is erased because it looks alike."""
    from secinfo_desktop.domain.calls import CaseScope
    from secinfo_desktop.helpdesk.ports import Query

    found = helpdesk.cases.find(Query(CaseScope.ALL, number)).lines
    case_id = next((line.id for line in found if line.number == number.upper()), None)
    if case_id is None:
        print(say("command.helpdesk.none"), file=sys.stderr)
        return NOTHING_THERE
    helpdesk.cases.erase(case_id)
    print(say("command.helpdesk.erase.done", number=number.upper()))
    return 0


def _show(its: "Folders") -> int:
    """The console's window, until it is closed; 2 without a screen."""
    from secinfo_desktop.desktop import log, screens

    if not screens.answers(sys.platform, os.environ):
        print(say("command.helpdesk.no_screen"), file=sys.stderr)
        return NO_SCREEN
    log.start_log(its.log_file)
    log.log_crashes()
    return _open_window(its)


def _open_window(its: "Folders") -> int:
    from secinfo_desktop.commands.practice_callers import Callers
    from secinfo_desktop.commands.window import preferences_of, settings_of
    from secinfo_desktop.desktop import clock, computer, languages, settings
    from secinfo_desktop.desktop.workplaces import DesktopWorkplaces
    from secinfo_desktop.gui.helpdesk import app
    from secinfo_desktop.gui.preferences import system_languages
    from secinfo_desktop.texts.words import Words

    chosen = settings.load_and_tell(its.settings_file).settings
    words = Words(clock.now, languages.spoken(chosen.language, os.environ, system_languages))
    name = chosen.agent_name or words.say("helpdesk.you")
    workplaces = DesktopWorkplaces(its, lambda: computer.find(os.environ), name, Callers())
    here = workplaces.here
    try:
        return app.show(
            console=here.console(words),
            ports=here.ports,
            words=words,
            preferences=preferences_of(chosen),
            workplaces=workplaces,
            save_preferences=lambda preferred: settings.save_if_possible(
                its.settings_file, settings_of(chosen, preferred)
            ),
            after_first_paint=here.cases.clean,
        )
    finally:
        workplaces.stop()
