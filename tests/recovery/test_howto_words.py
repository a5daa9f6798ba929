"""What a how-to says."""

from dataclasses import replace
from datetime import UTC, date

from secinfo_desktop.recovery import howto_words, pages
from secinfo_desktop.recovery.howto import GENERAL, System, Topic
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.terminal.frames import PERSONA, frame, with_everything

WORDS = Words(FrozenClock(), zone=UTC)
GMAIL = pages.HowToPage(Topic.TRUSTED_SENDER, "gmail", System.WEB, date(2026, 11, 1))
ANY = pages.HowToPage(Topic.JUNK, GENERAL, None, date(2026, 11, 1))


def test_it_says_for_which_program_it_is_how_old_it_is_and_whose_that_is_not() -> None:
    assert howto_words.overline(GMAIL, WORDS) == "For Gmail, in a browser"
    dated, whose = howto_words.about(GMAIL, WORDS)
    assert dated == "Checked against help pages in November 2026. Names may differ in other versions."
    assert whose == "This app is not affiliated with the maker of Gmail."


def test_the_general_way_names_nobody() -> None:
    assert howto_words.overline(ANY, WORDS) == "The general way"
    assert howto_words.about(ANY, WORDS) == ("The names may be others on yours.",)


def test_the_genuine_address_stands_in_the_steps() -> None:
    around = with_everything(GMAIL)
    steps = howto_words.steps(GMAIL, step_words(around, WORDS))
    assert "Type account-security@accounts.example.org into “From”" in [line.text for line in steps]


def test_paper_says_the_same_and_says_when_it_is_practice() -> None:
    around = with_everything(GMAIL)
    said = step_words(around, WORDS)
    sheet = howto_words.sheet(GMAIL, around, said)
    assert sheet.title == "Trust this sender"
    assert sheet.sections[1].lines == howto_words.steps(GMAIL, said)
    assert sheet.sections[1].numbered
    assert "November 2026" in sheet.footer
    assert sheet.practice
    assert PERSONA.name not in repr(sheet)
    assert not howto_words.sheet(GMAIL, replace(around, persona=None), said).practice
    assert frame(GMAIL).persona is None
