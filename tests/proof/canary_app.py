"""The app in a process of its own: plays stories, meets failures, and ends with one that nobody catches.

Tells the real secrets of its run on standard output, which is the test's, then waits until it has been looked at.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from secinfo_desktop.desktop import computer, log
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.desktop.settings import Settings
from secinfo_desktop.player import telling
from secinfo_desktop.player.moves import Turn
from secinfo_desktop.player.person import NEW_WORDS, Person
from secinfo_desktop.player.player import Player
from secinfo_desktop.player.senses import PracticeSenses
from secinfo_desktop.player.stories import all_stories
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.texts.words import Words
from tests.proof.injected import Injector, raise_with_canaries
from tests.proof.loud import speak_up

STORIES = ("first-visit", "mail-junk")
"""One whose codes go to a phone and one by mail; what all have to say would not fit into the two files of the log."""
LOUD_BACKEND = (sys.executable, "-m", "tests.proof.loud")


def find() -> Computer:
    """This computer, with a backend that is loud."""
    its = computer.find(os.environ)
    backend = EmbeddedBackend(practice_settings(its.folders.practice), LOUD_BACKEND)
    return replace(its, backend=backend, accounts=DesktopAccounts((), backend.address, its.accounts._local_clock))


def play(its: Computer, story: Scenario, exports: Path) -> None:
    """One story to its end; what was told and the case's log are kept as somebody might export them."""
    words = Words(its.accounts.clock)
    flow, practice = its.new_flow(), its.accounts.practice()
    teller = telling.Teller(story.person.name, words)

    def tell(turn: Turn) -> None:
        with (exports / f"{story.id}.screen.txt").open("a") as file:
            along = flow.along()
            if along is not None:
                its.cases.keep(flow.case, along)
            file.writelines(f"{line}\n" for line in (telling.as_json(turn, words), *teller.lines(turn)))

    person = Person(story, PracticeSenses(practice), 0)
    Player(story, person, flow, its.accounts, practice, its.accounts.clock, tell).play()
    if flow.case is not None:
        (exports / f"{story.id}.json").write_text(flow.case.to_json())


def run() -> None:
    """The whole run."""
    its = find()
    log.start_log(its.folders.log_file)
    log.log_crashes()
    speak_up()
    exports = its.folders.data / "exports"
    exports.mkdir(parents=True)
    injector = Injector(its)
    contacts = set()
    for story in (story for story in all_stories() if story.id in STORIES):
        play(its, story, exports)
        injector.note()
        contacts |= {story.person.account_name, *(contact.value for contact in story.person.contacts)}
    injector.all_of_them()
    its.save_settings(Settings())
    met = {
        "codes": sorted(injector.codes),
        "tokens": sorted(injector.tokens),
        "passwords": [NEW_WORDS, *sorted(injector.keys)],
    }
    print(json.dumps({**met, "contacts": sorted(contacts), "failures": injector.failures}), flush=True)  # noqa: T201 - to the test
    sys.stdin.readline()
    raise_with_canaries()


if __name__ == "__main__":
    run()
