"""Plays every story on both ways and prints the table of them as Markdown: docs/scenarios.md.

python -m tools.scenarios_table > docs/scenarios.md
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import Final

from secinfo_desktop.commands.terminal import Play, player, status
from secinfo_desktop.desktop import computer, embedded, folders
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.player.moves import Played
from secinfo_desktop.player.stories import all_stories
from secinfo_desktop.practice.scenarios import Scenario

SEEDS: Final = (0, 1, 2)
WAYS: Final = {False: "with the service", True: "by hand"}
"""By whether the app has no way to the service."""
COLUMNS: Final = ("story", "cause", "way", "steps", "outcome", "cause found")
HEAD: Final = """# Every story, on both ways

`python -m tools.scenarios_table > docs/scenarios.md` plays each practice story three times (seeds 0, 1 and 2) on one
practice service and writes this table; the tests play the same (`tests/e2e/test_every_way.py`).

**With the service** the app asks for codes, takes them and sets the new password. **By hand** it has no way to the
service: the made-up person does all of that on the provider's own pages and tells the app, in fixed choices, what they
see there. *Steps* are the different ones that the guide showed. A way round the trouble shows no cause ("–"); of causes
with the same remedy the likeliest is named.
"""


def main() -> int:
    """Print the table; 1 if a story did not end as it may."""
    with tempfile.TemporaryDirectory(prefix="secinfo-table-") as home:
        its = computer.find({folders.HOME: home, embedded.PRACTICE_DATABASE: ""})
        try:
            print(HEAD)
            ends = [_tell(line) for line in _lines(its)]
            return 0 if all(ends) else 1
        finally:
            its.backend.stop()


def _tell(line: tuple[Sequence[str], bool]) -> bool:
    cells, is_right = line
    print(f"| {' | '.join(cells)} |", flush=True)
    return is_right


def _lines(its: Computer) -> Iterator[tuple[Sequence[str], bool]]:
    yield COLUMNS, True
    yield ["---"] * len(COLUMNS), True
    for scenario in all_stories():
        for by_hand, way in WAYS.items():
            plays = [player(its, scenario, Play(seed, by_hand)).play() for seed in SEEDS]
            is_right = all(status(played, scenario) == 0 for played in plays)
            yield row(scenario, way, plays), is_right


def row(scenario: Scenario, way: str, plays: Sequence[Played]) -> tuple[str, ...]:
    """One line of the table."""
    steps = sorted({played.steps for played in plays})
    counted = str(steps[0]) if len(steps) == 1 else f"{steps[0]}–{steps[-1]}"
    outcomes = ", ".join(sorted({played.outcome.value for played in plays}))
    found = ", ".join(sorted({played.found_cause or "–" for played in plays}))
    return scenario.id, scenario.cause, way, counted, outcomes, found


if __name__ == "__main__":
    sys.exit(main())
