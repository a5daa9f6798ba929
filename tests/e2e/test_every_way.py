"""Every story on both ways: the simulated person, the real flow and client, the backend process and its delivery.

All of them in one process with one backend, which forgets the story before. Each way has its own seeds of pace; two of
the three are for ``make test-long``.
"""

import resource
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from secinfo_desktop.commands.terminal import Play, player, status
from secinfo_desktop.desktop import computer, embedded, folders
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.moves import Played, Says, Turn, TypesThere
from secinfo_desktop.player.person import NEW_WORDS
from secinfo_desktop.player.stories import all_stories
from secinfo_desktop.player.telling import Teller
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.recovery import said
from secinfo_desktop.texts.words import Words
from tools.scenarios_table import SEEDS, WAYS

A_PLAY_S = 3.0
ROUND_ABOUT = {
    "a-sheet-of-paper",
    "phone-on-the-table",
    "text-landline",
    "text-landline-call",
    "text-filtered",
}
"""Stories that end by a way round everything, like a call: it shows no cause."""
SAME_REMEDY = {"mail-old", "mail-wrong", "text-wrong", "text-old", "nothing-left"}
"""Stories whose remedy is the same for several causes, so that the likeliest of them is named."""
TYPED = said.GaveName | said.GaveCode | said.GavePassword | said.ChoseContact | said.GaveSender
EVERY_STORY = pytest.mark.parametrize("scenario", all_stories(), ids=lambda scenario: scenario.id)
EVERY_SEED = pytest.mark.parametrize(
    "seed", [SEEDS[0], *(pytest.param(one, marks=pytest.mark.long) for one in SEEDS[1:])]
)


@dataclass
class Table:
    """A computer of its own with one practice backend, and the work that the plays on it took."""

    its: Computer
    plays: int = 0
    work_s: float = 0.0
    turns: list[Turn] = field(default_factory=list)
    log: str = ""
    """Of the last play."""

    def play(self, scenario: Scenario, how: Play) -> Played:
        """Plays a story; the story before it is forgotten."""
        self.turns.clear()
        before = self._work_s()
        its = player(self.its, scenario, how, self.turns.append)
        played = its.play()
        self.work_s += self._work_s() - before
        self.plays += 1
        self.log = its.case.to_json() if its.case is not None else ""
        return played

    def _work_s(self) -> float:
        """Seconds of the processor, here and in the backend."""
        here = resource.getrusage(resource.RUSAGE_SELF)
        there = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
        return here.ru_utime + here.ru_stime + sum(times.user + times.system for times in there)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    its = computer.find({folders.HOME: str(tmp_path_factory.mktemp("plays")), embedded.PRACTICE_DATABASE: ""})
    yield Table(its)
    its.backend.stop()


def test_the_table_in_the_docs_has_every_story_on_both_ways_and_their_right_ends() -> None:
    lines = (Path(__file__).resolve().parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")][2:]
    ends = {(story, way): set(outcomes.split(", ")) for story, _cause, way, _steps, outcomes, _found in cells}
    assert ends.keys() == {(scenario.id, way) for scenario in all_stories() for way in WAYS.values()}
    assert [story.id for story in all_stories() for way in WAYS.values() if ends[story.id, way] - story.allowed] == []


@EVERY_SEED
@pytest.mark.parametrize("by_hand", WAYS, ids=WAYS.get)
@EVERY_STORY
def test_every_story_ends_as_it_may_and_its_cause_is_found(
    table: Table, scenario: Scenario, by_hand: bool, seed: int
) -> None:
    played = table.play(scenario, Play(seed, by_hand))
    assert status(played, scenario) == 0
    if played.outcome is Outcome.HANDED_OVER or scenario.id in ROUND_ABOUT:
        assert played.found_cause is None
    elif scenario.id not in SAME_REMEDY:
        assert played.found_cause == scenario.cause
    if by_hand:
        assert nothing_typed(table, scenario)
    assert told(table, scenario)


def told(table: Table, scenario: Scenario) -> list[str]:
    """The play in words; what was said must be one of the answers that the page offers."""
    teller = Teller(scenario.person.name, Words(table.its.accounts.clock))
    return [line for turn in table.turns for line in teller.lines(turn)]


def nothing_typed(table: Table, scenario: Scenario) -> bool:
    """True if neither what was said, nor what was shown, nor the log holds anything that somebody typed."""
    person, moves = scenario.person, [turn.move for turn in table.turns]
    known = (person.account_name, NEW_WORDS, *(value for own in scenario.all_contacts for value in own.known))
    codes = [move.code for move in moves if isinstance(move, TypesThere)]
    frames = [turn.frame for turn in table.turns]
    return (
        not any(isinstance(move, Says) and isinstance(move.what, TYPED) for move in moves)
        and not any(frame.code or frame.typed or frame.account_name or frame.contact for frame in frames)
        and not any(secret in table.log for secret in (*known, *codes))
    )


def test_a_story_is_little_work(table: Table) -> None:
    """So that all of them can be played often: some 0.6 s of the processor on a computer with nothing else to do."""
    if not table.plays:
        table.play(all_stories()[0], Play())
    assert table.work_s / table.plays < A_PLAY_S
