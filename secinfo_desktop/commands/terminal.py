"""``secinfo-desktop terminal``: the recovery line by line; with ``--auto`` a simulated person plays a story."""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from secinfo_desktop.commands.speech import language, say
from secinfo_desktop.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from secinfo_desktop.desktop.computer import Computer
    from secinfo_desktop.guide.case import Case
    from secinfo_desktop.player.moves import Played, Turn
    from secinfo_desktop.player.player import Player
    from secinfo_desktop.practice.scenarios import Scenario

NOT_RIGHT = 1
"""Exit status of a play that did not end as its story may end."""
BAD_ARGUMENTS = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("terminal", help=say("command.terminal.help"))
    parser.add_argument("--practice", metavar="SCENARIO", help=say("command.terminal.practice.help"))
    parser.add_argument("--auto", action="store_true", help=say("command.terminal.auto.help"))
    parser.add_argument("--guide-only", action="store_true", help=say("command.terminal.guide_only.help"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=say("command.terminal.seed.help"))
    parser.add_argument("--language", choices=LANGUAGES, help=say("command.terminal.language.help"))
    parser.add_argument("--closed-case", metavar="FILE", help=say("command.terminal.closed_case.help"))
    parser.add_argument("--json", action="store_true", help=say("command.json.help"))


def run(arguments: argparse.Namespace) -> int:
    """Lead the person at this terminal, or play a story; 2 if the story is not known."""
    from secinfo_desktop.player.stories import story

    scenario = story(arguments.practice) if arguments.practice else None
    if arguments.practice and scenario is None:
        print(say("command.terminal.unknown", scenario=arguments.practice), file=sys.stderr)
        return BAD_ARGUMENTS
    if not arguments.auto and not arguments.guide_only and not arguments.closed_case:
        return lead(scenario, arguments.seed, arguments.language)
    if scenario is None or not arguments.auto:
        print(say("command.terminal.auto.needs_story"), file=sys.stderr)
        return BAD_ARGUMENTS
    closed = Path(arguments.closed_case) if arguments.closed_case else None
    return _play(scenario, Play(arguments.seed, arguments.guide_only, arguments.json, arguments.language, closed))


def is_there() -> bool:
    """True if somebody sits at a terminal. Windows programs without a console have no streams at all."""
    streams: tuple[TextIO | None, ...] = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams)


def lead(scenario: "Scenario | None" = None, seed: int = 0, chosen: str | None = None) -> int:
    """The person at this terminal goes the way themselves, in the language that they chose."""
    from secinfo_desktop.desktop import browsing, computer, log
    from secinfo_desktop.recovery.said import ChoseStory
    from secinfo_desktop.terminal.console import StandardConsole
    from secinfo_desktop.terminal.face import Face
    from secinfo_desktop.texts.words import Words

    here = computer.find(os.environ)
    log.start_log(here.folders.log_file)
    log.log_crashes()
    story = ChoseStory(scenario.id, seed) if scenario else None
    try:
        here.tidy()
        words = Words(here.accounts.clock, language(chosen or here.load_settings().settings.language))
        here.backend.speaks(words.language)
        desk = browsing.Browsing(os.environ)
        Face(here.new_flow(), here.accounts, words, StandardConsole(), story, here.cases, desk=desk).run()
    finally:
        here.backend.stop()
    return 0


@dataclass(frozen=True)
class Play:
    """How a story is played; ``guide_only``: by hand, on the provider's own pages."""

    seed: int = 0
    guide_only: bool = False
    as_json: bool = False
    chosen: str | None = None
    """The language; None is the environment's."""
    closed: Path | None = None
    """Where the closed case is added, as one to learn from."""


def _play(scenario: "Scenario", how: Play) -> int:
    """A simulated person goes the way, on a computer of their own that is gone afterwards."""
    import tempfile

    from secinfo_desktop.desktop import computer, embedded, folders, log

    with tempfile.TemporaryDirectory(prefix="secinfo-play-") as home:
        database = os.environ.get(embedded.PRACTICE_DATABASE, "")
        its = computer.find({folders.HOME: home, embedded.PRACTICE_DATABASE: database})
        log.start_log(its.folders.log_file)
        try:
            return _play_on(its, scenario, how)
        finally:
            its.backend.stop()


def _play_on(its: "Computer", scenario: "Scenario", how: Play) -> int:
    from secinfo_desktop.player import telling
    from secinfo_desktop.player.moves import PlayError
    from secinfo_desktop.texts.words import Words

    words = Words(its.accounts.clock, language(how.chosen))
    its.backend.speaks(words.language)
    teller = telling.Teller(scenario.person.name, words)

    def tell(turn: "Turn") -> None:
        for line in [telling.as_json(turn, words)] if how.as_json else teller.lines(turn):
            print(line, flush=True)

    playing = player(its, scenario, how, tell)
    try:
        played = playing.play()
        _add_closed(playing.case, how)
    except PlayError:
        print(say("command.terminal.auto.stuck"), file=sys.stderr)
        return NOT_RIGHT
    except OSError as error:
        print(say("command.cases.not_written", problem=error.strerror), file=sys.stderr)
        return BAD_ARGUMENTS
    print(telling.summary(played), flush=True)
    return status(played, scenario)


def _add_closed(case: "Case | None", how: Play) -> None:
    """Adds the closed case of a play to a file of such cases. Raises OSError."""
    if how.closed is None or case is None:
        return
    from secinfo_desktop.desktop.checklists import shipped
    from secinfo_desktop.guide.closed_case import Source, closed_case, dump

    source = Source.SELF if how.guide_only else Source.STAFF
    with how.closed.open("a", encoding="utf-8") as file:
        file.write(f"{dump(closed_case(shipped(case.opened.checklist), case, source))}\n")


def player(
    its: "Computer", scenario: "Scenario", how: Play, watch: "Callable[[Turn], None]" = lambda _turn: None
) -> "Player":
    """The simulated person before a flow.

    By hand the flow gets no way to any service: only the person has one, as if it were the provider's own pages.
    """
    from secinfo_desktop.player.person import Person
    from secinfo_desktop.player.player import Player
    from secinfo_desktop.player.senses import PracticeSenses

    practice, clock = its.accounts.practice(), its.accounts.clock
    if how.guide_only:
        return _player_by_hand(its, scenario, how.seed, watch)
    person = Person(scenario, PracticeSenses(practice), how.seed)
    return Player(scenario, person, its.new_flow(), its.accounts, practice, clock, watch)


def _player_by_hand(its: "Computer", scenario: "Scenario", seed: int, watch: "Callable[[Turn], None]") -> "Player":
    from secinfo_desktop.desktop import flows
    from secinfo_desktop.desktop.accounts import PRACTICE
    from secinfo_desktop.desktop.guide_only import GuideOnlyAccounts
    from secinfo_desktop.player.by_hand import PersonByHand
    from secinfo_desktop.player.player import Player
    from secinfo_desktop.player.provider_pages import ProviderPages
    from secinfo_desktop.player.senses import PracticeSenses

    practice, clock = its.accounts.practice(), its.accounts.clock
    practice.start(scenario.id, seed)
    there = ProviderPages(its.accounts.account(PRACTICE.id))
    person = PersonByHand(scenario, PracticeSenses(practice), seed, there)
    accounts = GuideOnlyAccounts(its.accounts.pack(PRACTICE.id), clock)
    return Player(scenario, person, flows.new_flow(accounts), accounts, practice, clock, watch, there)


def status(played: "Played", scenario: "Scenario") -> int:
    """The exit status of a play: 0 exactly if its story may end so."""
    return 0 if played.outcome in scenario.allowed else NOT_RIGHT
