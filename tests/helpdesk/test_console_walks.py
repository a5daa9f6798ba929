"""Whatever is said at the console, in whatever order: it never breaks, keeps no secret, and a step back is one."""

from dataclasses import replace
from random import Random

import pytest

from secinfo_desktop.domain.calls import CaseScope, ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Call
from tests.helpers.clock import FrozenClock
from tests.helpers.console_bench import ConsoleBench
from tests.helpers.fake_helpdesk import FakeBook, FakeService

CODE, ADDRESS, FREE = "481906", "ann@example.org", "whatever somebody says"
RARE = 0.05


STRANGE: list[said.Said] = [
    said.Answered(CODE),
    said.Answered(FREE),
    said.ChoosesStep(FREE),
    said.ChoosesTrouble(FREE, "sms"),
    said.Ticks("line_type", CODE),
    said.Ticks(FREE, "yes"),
    said.Notes(f"{FREE} {CODE}"),
    said.NamesCaller(ADDRESS),
    said.NamesAccount(ADDRESS),
    said.OpensCase("case-999999"),
    said.Joins("000000"),
    said.SpeaksLanguage("xx"),
    said.Searches(CaseScope.ALL, FREE),
    said.Verifies(CallerProof.NUMBER),
    said.LeavesUnverified(),
    said.AsksApproval(StaffAction.CANCEL_REPLACEMENT, FREE),
    said.Acts(StaffAction.RESEND, FREE),
    said.Takes(),
    said.Closes(OutcomeCode.GAVE_UP),
    said.HandsOver(HandedTo.SECOND_LINE),
    said.Erases(ErasedFor.MISTAKE),
]


def word(chance: Random, bench: ConsoleBench) -> said.Said:
    """Something that fits the page mostly, and sometimes not at all."""
    call = bench.frame.call
    if call is None or chance.random() < RARE:
        return said.NewCall()
    return chance.choice(STRANGE if chance.random() < RARE * 3 else usual(chance, call))


def usual(chance: Random, call: Call) -> list[said.Said]:
    """What the page offers."""
    step = call.step
    answers = [answer.value for answer in step.answers] if step is not None else []
    others = [other.step for other in step.others] if step is not None else []
    return [
        said.Undoes(),
        said.Skips(),
        said.CodeAskedFor(),
        said.SpeaksLanguage(chance.choice(["en", "de"])),
        said.ChoosesTrouble(*chance.choice(call.troubles)[:2]),
        *(said.Answered(answer) for answer in answers * 4),
        *(said.ChoosesStep(other) for other in others[:3]),
        *(said.Ticks(tick.evidence, chance.choice(tick.values)[0]) for tick in call.ticks),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_said_nothing_breaks_and_no_log_holds_a_secret_or_free_text(seed: int) -> None:
    chance, clock = Random(seed), FrozenClock()
    bench = ConsoleBench((FakeBook, FakeService)[seed % 2](clock))
    for _ in range(40):
        bench.say(word(chance, bench))
        clock.advance(seconds=chance.randrange(1, 90))
    for case in bench.book.cases.values():
        text = case.log.to_json()
        assert all(secret not in text for secret in (CODE, ADDRESS, FREE))
        assert Case.from_json(text) == case.log
        assert len(case.who) == len(case.log.later)


def seen(call: Call) -> Call:
    """What is seen but for the row in the list, which says when something was kept."""
    return replace(call, line=replace(call.line, changed_at=call.line.opened_at, number=""))


@pytest.mark.parametrize("seed", range(6))
def test_taking_back_gives_the_frame_from_before_again(seed: int) -> None:
    chance, bench = Random(seed), ConsoleBench()
    bench.say(said.NewCall(), said.ChoosesTrouble(*chance.choice(troubles(bench))), said.CodeAskedFor())
    frames: list[Call] = []
    for _ in range(8):
        step = bench.call.step
        if step is None or not step.answers:
            break
        frames.append(seen(bench.call))
        bench.say(said.Skips() if chance.random() < 0.2 else said.Answered(chance.choice(step.answers).value))
    while frames:
        bench.say(said.Undoes())
        assert seen(bench.call) == frames.pop()
    assert not bench.call.can_undo


def troubles(bench: ConsoleBench) -> list[tuple[str, str]]:
    bench.say(said.NewCall())
    return [trouble[:2] for trouble in bench.call.troubles]


@pytest.mark.parametrize("seed", range(6))
def test_skipping_moves_no_chance_of_any_cause(seed: int) -> None:
    chance, bench = Random(seed), ConsoleBench()
    bench.say(said.NewCall(), said.Answered("yes"))
    for _ in range(10):
        step = bench.call.step
        if step is None or not step.answers:
            break
        before = step.why.causes
        bench.say(said.Skips())
        after = bench.step
        assert after.why.causes == before
        if after.answers and chance.random() < 0.5:
            bench.say(said.Answered(after.answers[-1].value))


@pytest.mark.parametrize("seed", range(6))
def test_another_console_shows_the_same_frame_for_the_same_log(seed: int) -> None:
    chance, clock = Random(seed), FrozenClock()
    bench = ConsoleBench(FakeBook(clock))
    bench.say(said.NewCall(), said.Answered("yes"))
    for _ in range(10):
        bench.say(word(chance, bench))
        if bench.frame.call is None or bench.call.line.id not in bench.book.cases:
            continue
        other = ConsoleBench(bench.book)
        other.say(said.OpensCase(bench.call.line.id))
        other.console.take(said.SpeaksLanguage(bench.call.line.language))
        here = replace(bench.call.caller, is_public=False)  # what the agent said at the other console alone
        assert other.call == replace(bench.call, caller=here)
