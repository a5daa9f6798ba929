"""What is learnt stays within its range, and never touches what is about strangers."""

from pathlib import Path

from secinfo_desktop import resources
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import Severity, parse
from secinfo_desktop.guide.closed_case import ClosedCase
from secinfo_desktop.guide.learning import learn
from secinfo_desktop.guide.numbers import numbers_of, with_numbers
from secinfo_desktop.simulation.closing import closed
from secinfo_desktop.simulation.play import play
from secinfo_desktop.simulation.policies import planner
from secinfo_desktop.simulation.population import load

CHECKLIST = parse(resources.text("checklists/code_not_received.toml"))


TIRED = load(f"{Path(__file__).parents[1] / 'populations' / 'tired'}.py:tired")


def cases(number: int) -> list[ClosedCase]:
    people = TIRED(number, 3)
    led = [play(CHECKLIST, person, planner(CHECKLIST), Disclosure.HELPDESK, lambda: 0.0) for person in people]
    return list(closed(CHECKLIST, people, led, 1))


def test_without_cases_the_expert_s_numbers_stand() -> None:
    learnt = learn(CHECKLIST, []).numbers
    expert = numbers_of(CHECKLIST)
    for key, share in expert.causes.items():
        assert abs(learnt.causes[key] - share) < 0.2 * share


def test_no_learnt_number_leaves_its_range() -> None:
    learnt, expert = learn(CHECKLIST, cases(40)).numbers, numbers_of(CHECKLIST)
    for key, seconds in expert.seconds.items():
        assert seconds / 3 - 1e-9 <= learnt.seconds[key] <= 3 * seconds + 1e-9
    for cure, works in expert.cures.items():
        assert works / 3 - 1e-9 <= learnt.cures[cure] <= min(3 * works, 1) + 1e-9


def test_strangers_are_left_to_the_expert() -> None:
    changed = with_numbers(CHECKLIST, learn(CHECKLIST, cases(40)).numbers)
    for cause in CHECKLIST.causes.values():
        if cause.severity is Severity.SECURITY:
            assert changed.causes[cause.id].prior == cause.prior
