"""``secinfo-desktop doctor``: what works on this computer, line by line, and what to do about the rest."""

import argparse
import json
import logging
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.desktop.doctor import Finding

BROKEN = 1
RELAY, GATEWAY, DATA = "SECINFO_SMTP", "SECINFO_SMS", "SECINFO_DATA"
"""Environment variables of the hosted service: without one of them nothing is looked at of what it names."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("doctor", help=say("command.doctor.help"))
    parser.add_argument("--json", action="store_true", help=say("command.json.help"))


def run(arguments: argparse.Namespace) -> int:
    """Look at everything; 1 if something does not work."""
    from secinfo_desktop.desktop import doctor, examination

    logging.getLogger("secinfo_desktop").addHandler(logging.NullHandler())  # what was found is told below
    found = []
    for finding in (*doctor.examine(examination.here(os.environ)), *hosted(os.environ)):
        found.append(finding)
        if not arguments.json:
            print(line(finding), flush=True)
    if arguments.json:
        print(json.dumps(as_json(found), indent=2))
    return BROKEN if doctor.worst(found) is doctor.State.BROKEN else 0


def line(finding: "Finding") -> str:
    """State, check and sentence."""
    return f"{say(f'doctor.state.{finding.state}'):14}{say(f'doctor.check.{finding.check}'):16}{sentence(finding)}"


def sentence(finding: "Finding") -> str:
    """What was found and what to do."""
    return say(finding.text_id, n=None, **finding.values)


def as_json(found: "list[Finding]") -> dict[str, object]:
    """The same for programs. The keys, the names of checks and states, and ``what`` stay as they are."""
    from secinfo_desktop.desktop import doctor

    checks = [
        {"check": its.check, "state": its.state, "what": its.what, "values": dict(its.values), "text": sentence(its)}
        for its in found
    ]
    return {"worst": doctor.worst(found), "checks": checks}


def hosted(environment: Mapping[str, str]) -> "Iterator[Finding]":
    """What can be seen of a hosted service, as far as the environment configures one."""
    yield from mail(environment)
    yield from text(environment)
    yield from outbox(environment)


def mail(environment: Mapping[str, str]) -> "Iterator[Finding]":
    """Whether the hosted service's relay takes mail, where one is configured in the environment."""
    if not environment.get(RELAY):
        return
    from secinfo_desktop.backend import mail_check
    from secinfo_desktop.desktop.doctor import Finding, State

    problem = mail_check.problem(environment)
    yield (
        Finding("mail", State.GOOD, "good")
        if problem is None
        else Finding("mail", State.BROKEN, "silent", {"problem": problem})
    )


def text(environment: Mapping[str, str]) -> "Iterator[Finding]":
    """Whether the hosted service's text gateway lets it in, where one is configured in the environment."""
    if not environment.get(GATEWAY):
        return
    from secinfo_desktop.backend import text_check
    from secinfo_desktop.desktop.doctor import Finding, State

    problem = text_check.problem(environment)
    yield (
        Finding("text", State.GOOD, "good")
        if problem is None
        else Finding("text", State.BROKEN, "silent", {"problem": problem})
    )


def outbox(environment: Mapping[str, str]) -> "Iterator[Finding]":
    """Whether the hosted service has set messages aside, where its data are named in the environment."""
    if not environment.get(DATA):
        return
    from secinfo_desktop.backend import outbox_lines, settings
    from secinfo_desktop.desktop.doctor import Finding, State

    try:
        found = settings.from_environment(environment)
        its = {name: value for name, value in found.items() if name in ("data", "database")}
        count = outbox_lines.set_aside(settings.read(its, sends=False))
    except settings.SettingsError as error:
        yield Finding("outbox", State.BROKEN, "closed", {"problem": "; ".join(error.problems)})
        return
    if count is not None:
        what = Finding("outbox", State.LOOK, "set_aside", {"messages": count}) if count else None
        yield what or Finding("outbox", State.GOOD, "good")
