"""``secinfo-desktop sessions``: open two separate private sessions, or erase what earlier ones have left."""

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import language, say

if TYPE_CHECKING:
    from secinfo_desktop.browsers.browser import Browser
    from secinfo_desktop.browsers.opening import Desk
    from secinfo_desktop.browsers.profiles import Swept
    from secinfo_desktop.browsers.sessions import Sessions
    from secinfo_desktop.browsers.states import Judged, SessionChanged

NOT_SEPARATE = KEPT = 1
BAD_ARGUMENTS = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("sessions", help=say("command.sessions.help"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("command.metavar"))
    opening = actions.add_parser("open", help=say("command.sessions.open.help"))
    for which in ("first", "second"):
        opening.add_argument(f"--{which}", metavar="URL", help=say(f"command.sessions.{which}.help"))
    opening.add_argument("--browser", metavar="NAME", help=say("command.sessions.browser.help"))
    opening.add_argument("--headless", action="store_true", help=say("command.sessions.headless.help"))
    opening.add_argument("--insecure-loopback", action="store_true", help=say("command.sessions.insecure.help"))
    opening.add_argument("--continue", dest="go_on", action="store_true", help=say("command.sessions.continue.help"))
    opening.add_argument("--json", action="store_true", help=say("command.json.help"))
    actions.add_parser("sweep", help=say("command.sessions.sweep.help"))


def run(arguments: argparse.Namespace) -> int:
    """Open or sweep; 2 where nothing can be opened, 1 where the sessions were not separate or something is left."""
    from secinfo_desktop.browsers import detect

    browsers = detect.find_browsers()
    if arguments.action == "sweep":
        return tell_swept(_desk().sweep(browsers))
    return _open(arguments, detect.separable(browsers))


def tell_swept(swept: "Swept") -> int:
    """Says what is gone, what is open, and what could not be erased."""
    print(say("command.sessions.swept", n=len(swept.gone)))
    if swept.spared:
        print(say("command.sessions.spared", n=len(swept.spared)))
    for folder in swept.kept:
        print(say("command.sessions.kept", folder=str(folder)), file=sys.stderr)
    return KEPT if swept.kept else 0


def _desk() -> "Desk":
    from secinfo_desktop.desktop import browsing

    return browsing.desk(os.environ)


def _open(arguments: argparse.Namespace, browsers: "tuple[Browser, ...]") -> int:
    from secinfo_desktop.browsers import commands
    from secinfo_desktop.browsers.desk import Wanted
    from secinfo_desktop.browsers.marks import Which

    wanted = [Wanted(which, url) for which in Which if (url := getattr(arguments, which.value))]
    browser = _chosen(browsers, arguments.browser)
    if not wanted or browser is None:
        print(say("command.sessions.no_browser" if wanted else "command.sessions.no_address"), file=sys.stderr)
        return BAD_ARGUMENTS
    try:
        for one in wanted:
            commands.check_address(one.target, insecure_loopback=arguments.insecure_loopback)
    except commands.AddressRefusedError:
        print(say("command.sessions.refused"), file=sys.stderr)
        return BAD_ARGUMENTS
    desk = _desk()
    desk.sweep(browsers)
    sessions = desk.open(browser, wanted, language=language(), headless=arguments.headless, go_on=arguments.go_on)
    return _tell(sessions, as_json=arguments.json)


def _chosen(browsers: "tuple[Browser, ...]", name: str | None) -> "Browser | None":
    """The named one, else the first; a name is a family's."""
    return next((browser for browser in browsers if name is None or name.casefold() == browser.family), None)


def _tell(sessions: "Sessions", *, as_json: bool) -> int:
    """Prints every event as it comes. Ctrl-C, SIGTERM and a terminal that goes close and erase; that is still told."""
    import signal

    from secinfo_desktop.browsers.states import CanBeShown, Judged, Verdict

    endings = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup asks for
        endings.append(signal.SIGHUP)
    for ending in endings:
        signal.signal(ending, lambda _number, _frame: sessions.close())
    is_separate = True
    for event in sessions:
        if isinstance(event, CanBeShown):  # the command line has no button for it
            continue
        print(_as_json(event) if as_json else _in_words(event), flush=True)
        if isinstance(event, Judged):
            is_separate = event.verdict in {Verdict.SEPARATE, Verdict.NOT_PRIVATE}
    return 0 if is_separate else NOT_SEPARATE


def _as_json(event: "SessionChanged | Judged") -> str:
    from secinfo_desktop.browsers.states import Judged

    if isinstance(event, Judged):
        return json.dumps({"verdict": event.verdict})
    return json.dumps({"session": event.which, "state": event.state})


def _in_words(event: "SessionChanged | Judged") -> str:
    from secinfo_desktop.browsers.states import Judged

    if isinstance(event, Judged):
        return say(f"sessions.verdict.{event.verdict}")
    return say(
        "sessions.state", name=say(f"sessions.landing.{event.which}.name"), state=say(f"sessions.state.{event.state}")
    )
