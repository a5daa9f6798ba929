"""What an agent can choose for a call, and take from it: the caller's provider, everything that is kept."""

from dataclasses import replace

import pytest

from secinfo_desktop.desktop.checklists import all_shipped
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.phrases import Known
from secinfo_desktop.helpdesk.standing import Desk, Provider
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.texts.words import Words
from tests.helpdesk.test_console import YES, called
from tests.helpers.console_bench import CAPABILITIES, PACK, ConsoleBench
from tests.helpers.fake_accounts import example_pack


@pytest.fixture
def bench() -> ConsoleBench:
    return ConsoleBench()


@pytest.fixture
def two_providers() -> ConsoleBench:
    """Callers of a public provider, and of an organisation with a number."""
    here = replace(example_pack(), by_hand=None)
    providers = Provider("microsoft", "Microsoft account", PACK), Provider("north", "North Hospital", here)
    return ConsoleBench(desk=Desk(all_shipped(), PACK, CAPABILITIES, providers=(*providers, Provider("other"))))


def test_the_provider_can_be_chosen_and_scripts_and_the_number_to_dial_follow_it(two_providers: ConsoleBench) -> None:
    bench = called(two_providers)
    assert [name for _, name in bench.frame.providers] == [
        "Microsoft account",
        "North Hospital",
        "A provider that is not listed",
    ]
    assert bench.call.known == Known("Mira")
    bench.say(said.ChoosesProvider("north"))
    assert bench.call.known == Known("Mira", number=bench.call.line.number, phone="+49 30 23125100")
    assert bench.book.cases[bench.call.line.id].line.provider == "north"
    assert "+49 30 23125100" in steps_of(bench)
    bench.say(said.ChoosesProvider("other"))
    assert bench.call.known == Known("Mira", number=bench.call.line.number)
    assert "+49 30 23125100" not in steps_of(bench)


def steps_of(bench: ConsoleBench) -> str:
    """What is sent to the caller."""
    papers = bench.console.papers()
    assert papers is not None
    return as_text(papers.steps, Words(bench.clock))


def test_another_trouble_of_the_same_caller_is_at_the_same_provider(two_providers: ConsoleBench) -> None:
    bench = called(two_providers, said.ChoosesProvider("north"), YES)
    bench.say(said.ChoosesTrouble("phone_number_gone", "sms"))
    assert bench.call.line.provider == "north"


def test_everything_that_is_kept_of_a_case_is_told_and_forgotten_with_the_next_word(bench: ConsoleBench) -> None:
    called(bench, said.Exports())
    assert bench.frame.exported == bench.kept.to_json()
    bench.say(YES)
    assert bench.frame.exported is None


def test_a_case_is_exported_with_all_that_was_said_before(bench: ConsoleBench) -> None:
    called(bench, YES)
    bench.say(said.Exports())
    assert bench.frame.exported is not None
    assert '"asked_for_code"' in bench.frame.exported
    assert bench.frame.exported not in repr(bench.frame)
