"""A ticket and the caller's steps on paper: what people wrote stands there as plain text and loads nothing."""

from pathlib import Path

import pytest

from secinfo_desktop.gui import paper
from secinfo_desktop.helpdesk import steps_for_caller, ticket_sheet
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.ticket import ticket_of
from tests.gui.test_paper import read_back
from tests.helpdesk.cases import BEGAN, CAPABILITIES, CHECKLIST, case
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack
from tests.helpers.hostile_words import Bait, of
from tests.helpers.pseudo_words import plain_words

WORDS = plain_words(FrozenClock(BEGAN))
HOSTILE = of(Bait("http://127.0.0.1:9", "/etc/hostname"))


@pytest.mark.real_part("poppler")
def test_hostile_notes_and_names_are_plain_text_on_paper(tmp_path: Path) -> None:
    its = case(notes=(*HOSTILE, "<b>last</b> note"), caller="<h1>Ms Ash</h1>", agent="<i>Mira</i>")
    sheet = ticket_sheet.as_sheet(ticket_of(its, CHECKLIST), call_words(WORDS, example_pack(), "email"))
    content = paper.pdf(sheet, WORDS)
    text = " ".join(" ".join(read_back(content, tmp_path)).split())
    assert "<b>last</b> note" in text
    assert "<h1>Ms Ash</h1>" in text
    assert "<i>Mira</i>" in text
    assert "\x1b" not in text
    assert b"/URI" not in content


@pytest.mark.real_part("poppler")
def test_the_steps_for_a_caller_can_be_printed(tmp_path: Path) -> None:
    sheet = steps_for_caller.as_sheet(case(), CHECKLIST, CAPABILITIES, example_pack(), WORDS)
    text = " ".join(" ".join(read_back(paper.pdf(sheet, WORDS), tmp_path)).split())
    assert "We never ask for a code or a password." in text
    assert "+49 30 23125100" in text
