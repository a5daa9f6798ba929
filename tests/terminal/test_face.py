"""Whole sessions at a terminal, with a service in memory."""

from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.terminal.face import Face
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import FakeAccounts
from tests.helpers.fake_cases import FakeCases
from tests.helpers.fake_practice import ADDRESS, NUMBER
from tests.helpers.walk import Walk

PASSPHRASE = "seven lanterns over the quiet harbour"
TO_THE_WAITING_PAGE = ["1", "2", "rowan.hale@example.org", "1", NUMBER]


Line = str | Callable[[FakeAccounts], str]
"""A line to type, or what finds out at that moment which one."""


def newest_code(accounts: FakeAccounts) -> str:
    return accounts.newest_code()


class ScriptedConsole:
    """Types the lines of a script and keeps what was written."""

    def __init__(self, script: Sequence[Line], accounts: FakeAccounts) -> None:
        self._script, self._accounts = list(script), accounts
        self.written: list[str] = []
        self.secrets = 0

    width = 80

    def write(self, line: str) -> None:
        self.written.append(line)

    def read(self, prompt: str) -> str | None:
        self.written.append(prompt)
        if not self._script:
            return None
        line = self._script.pop(0)
        return line if isinstance(line, str) else line(self._accounts)

    def read_secret(self, prompt: str) -> str | None:
        self.secrets += 1
        return self.read(prompt)

    @property
    def text(self) -> str:
        return "\n".join(self.written)


def session(
    script: Sequence[Line], story: said.ChoseStory | None = None, before: Walk | None = None
) -> tuple[ScriptedConsole, Outcome | None, Walk]:
    walk = Walk(before.accounts, cases=before.cases) if before is not None else Walk(FakeAccounts())
    console = ScriptedConsole(script, walk.accounts)
    face = Face(walk.flow, walk.accounts, Words(walk.accounts.clock, zone=UTC), console, story, walk.cases)
    return console, face.run(), walk


def test_a_person_types_the_code_and_gets_in() -> None:
    console, outcome, _ = session([*TO_THE_WAITING_PAGE, newest_code, PASSPHRASE, "2"])
    assert outcome is Outcome.GOT_IN
    assert console.secrets == 1
    assert "You are back in" in console.text


def test_neither_code_nor_password_is_written() -> None:
    console, _, walk = session([*TO_THE_WAITING_PAGE, newest_code, PASSPHRASE, "2"])
    assert walk.accounts.newest_code() not in console.text
    assert PASSPHRASE not in console.text


def test_a_code_is_taken_while_the_guide_asks() -> None:
    _, outcome, _ = session([*TO_THE_WAITING_PAGE, "1", newest_code, PASSPHRASE, "2"])
    assert outcome is Outcome.GOT_IN


def test_the_reason_of_a_step_is_told_when_asked_for() -> None:
    console, _, walk = session([*TO_THE_WAITING_PAGE, "1", "?"])
    page = walk.page
    assert isinstance(page, pages.StepPage)
    assert step_words(walk.frame, Words(walk.accounts.clock, zone=UTC)).say(page.why) in " ".join(console.written)


def test_a_number_that_does_not_fit_is_told_before_anything_is_sent() -> None:
    console, _, walk = session([*TO_THE_WAITING_PAGE[:-1], "+49 1512 3456799"])
    assert "!! What you typed does not match what is on the account." in console.text
    assert walk.accounts.deliveries == []


def test_an_empty_line_leads_back_to_the_contacts() -> None:
    console, _, walk = session([*TO_THE_WAITING_PAGE[:-1], "", "2", ADDRESS])
    assert "Look into your mailbox now" in console.text
    assert len(walk.accounts.deliveries) == 1


def test_back_and_skip_and_other_steps_are_letters() -> None:
    console, _, _ = session([*TO_THE_WAITING_PAGE, "1", "s", "o", "b", "b", "b"])
    assert "Which step do you want to take?" in console.text


def test_the_summary_is_saved_where_the_person_wants_it(tmp_path: Path) -> None:
    file = tmp_path / "summary.txt"
    console, outcome, _ = session([*TO_THE_WAITING_PAGE, "1", "h", "2", str(file), "1", "2"])
    assert outcome is Outcome.HANDED_OVER
    assert "It is saved." in console.text
    assert file.read_text(encoding="utf-8").startswith("Summary\n")
    assert NUMBER not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_a_summary_never_takes_the_place_of_another_file(tmp_path: Path) -> None:
    file = tmp_path / "summary.txt"
    file.write_text("mine", encoding="utf-8")
    console, _, _ = session([*TO_THE_WAITING_PAGE, "1", "h", "2", str(file)])
    assert "There is a file of this name already." in console.text
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("path", ["/missing folder/summary.txt", "\0", "~nobody-here/summary.txt"])
def test_a_file_that_cannot_be_written_is_told(path: str) -> None:
    console, _, _ = session([*TO_THE_WAITING_PAGE, "1", "h", "2", path])
    assert "It can’t be saved there. Choose another folder." in " ".join(console.written)


def test_the_summary_can_still_be_saved_after_the_end(tmp_path: Path) -> None:
    file = tmp_path / "summary.txt"
    session([*TO_THE_WAITING_PAGE, "1", "h", "1", "3", str(file), "2"])
    assert "To whom you can turn" in file.read_text(encoding="utf-8")


def test_a_person_can_take_over_at_any_step() -> None:
    console, outcome, _ = session([*TO_THE_WAITING_PAGE, "1", "h", "1", "2"])
    assert outcome is Outcome.HANDED_OVER
    assert "The next step needs a person" in console.text


def test_leaving_in_the_middle_is_asked_about() -> None:
    console, outcome, _ = session([*TO_THE_WAITING_PAGE, "q", "", "q", "q", "never read"])
    assert outcome is None
    assert console.text.count("Keep this for later?") == 2


def test_the_start_page_is_left_at_once() -> None:
    console, _, _ = session(["q", "never read"])
    assert "Keep this for later?" not in console.text


def test_the_session_is_kept_after_every_answer_and_gone_on_with_the_next_time() -> None:
    _, _, before = session([*TO_THE_WAITING_PAGE, "1"])
    console, outcome, _ = session(["1", newest_code, PASSPHRASE, "2"], before=before)
    assert "Go on: A code did not come" in console.text
    assert outcome is Outcome.GOT_IN
    assert before.cases.all().cases == ()


def test_leaving_asks_whether_to_keep_or_to_forget() -> None:
    _, _, kept = session([*TO_THE_WAITING_PAGE, "q", "k", "never read"])
    assert len(kept.cases.all().cases) == 1
    _, _, forgotten = session([*TO_THE_WAITING_PAGE, "q", "f", "never read"])
    assert forgotten.cases.all().cases == ()


def test_what_is_not_worth_keeping_goes_with_the_session() -> None:
    _, _, walk = session(["1", "q", "never read"])
    assert walk.cases.all().cases == ()


def test_it_can_be_forgotten_on_every_page_and_is_asked_about_once() -> None:
    console, _, walk = session([*TO_THE_WAITING_PAGE, "f", "", "1", "f", "f"])
    assert console.text.count("Forget this?") == 2
    assert walk.cases.all().cases == ()
    assert isinstance(walk.page, pages.StartPage)


def test_it_can_be_forgotten_where_the_password_is_typed() -> None:
    _, _, walk = session([*TO_THE_WAITING_PAGE, newest_code, "f", "f"])
    assert isinstance(walk.page, pages.StartPage)


def test_a_kept_case_can_be_deleted_from_the_start_page() -> None:
    _, _, before = session([*TO_THE_WAITING_PAGE, "1"])
    console, _, walk = session(["9", "", "9", "f"], before=before)
    assert "Delete: A code did not come, Example Organisation · at 14:00" in console.text
    assert walk.cases.all().cases == ()
    assert "Go on:" not in console.text[console.text.rindex("What is the trouble?") :]


def test_everything_can_be_forgotten_and_where_it_lies_is_told() -> None:
    _, _, before = session([*TO_THE_WAITING_PAGE, "1"])
    console, _, walk = session(["10", "f"], before=before)
    assert "secinfo-desktop/cases" in console.text
    assert walk.cases.all().cases == ()


def test_what_could_not_be_kept_is_told_before_leaving() -> None:
    walk = Walk(FakeAccounts())
    assert isinstance(walk.cases, FakeCases)
    for _ in range(9):
        walk.cases.fail_next("keep", Failure.NOT_KEPT)
    console, _, _ = session([*TO_THE_WAITING_PAGE, "q", "q", "never read"], before=walk)
    assert "could not be saved" in console.text


def test_what_could_not_be_kept_is_told_at_once_and_not_again_on_every_page() -> None:
    walk = Walk(FakeAccounts())
    assert isinstance(walk.cases, FakeCases)
    for _ in range(9):
        walk.cases.fail_next("keep", Failure.NOT_KEPT)
    console, _, _ = session(TO_THE_WAITING_PAGE, before=walk)
    assert console.text.count("could not be saved") == 1


def test_the_end_of_the_input_ends_the_session() -> None:
    assert session([])[1] is None


def test_what_is_not_understood_is_answered() -> None:
    console, _, _ = session(["what"])
    assert "Type one of the numbers or letters above." in console.text


def test_trouble_is_told_and_can_be_tried_again() -> None:
    walk = Walk(FakeAccounts())
    walk.account.fail_next("open", Failure.UNREACHABLE)
    console = ScriptedConsole(["1", "2", walk.account.name, "1"], walk.accounts)
    Face(walk.flow, walk.accounts, Words(walk.accounts.clock, zone=UTC), console).run()
    assert "We can’t reach the account service." in console.text
    assert "Where shall the code go?" in console.text


PRACTISE = ["7", "1", "1"]


def test_in_practice_the_phone_can_be_read_and_time_moved() -> None:
    script = [*PRACTISE, "1", NUMBER, "wait 60", "phone"]
    console, _, walk = session(script)
    assert "What Rowan Hale knows" in console.text
    assert "There is a new message on the phone. Type phone to read it." in console.text
    assert "In this story it is 14:01" in console.text
    assert f"AA: your code is {walk.accounts.newest_code()}" in console.text


def test_in_practice_the_junk_folder_is_shown_with_the_mailbox() -> None:
    console, _, _ = session(["7", "3", "1", "2", ADDRESS, "mail"])
    assert "Junk, 14:00: Your code" in console.text
    assert "new message in the inbox" not in console.text


def test_in_practice_switches_can_be_set() -> None:
    console, _, walk = session(["7", "2", "set block_unknown_senders off", "phone"])
    assert "Block messages from unknown senders: Off" in console.text
    assert all(not switch.on for switch in walk.accounts.practice().look().phones[0].switches)


def test_the_deed_of_the_page_needs_no_name() -> None:
    script = [*PRACTISE, "1", NUMBER, "1", "o", "1", "do"]
    assert "In this story it is" in session(script)[0].text


def test_trouble_in_the_practice_world_is_told() -> None:
    def phone_out_of_reach(accounts: FakeAccounts) -> str:
        accounts.world.fail_next(Failure.UNREACHABLE)
        return "phone"

    console, _, _ = session([*PRACTISE, phone_out_of_reach])
    assert "We can’t reach the account service." in console.text


def test_a_story_named_beforehand_begins_once_the_trouble_is_said() -> None:
    console, _, walk = session(["5"], said.ChoseStory("junk-folder", 7))
    assert walk.accounts.world.seed == 7
    assert walk.frame.persona is not None
    assert walk.frame.persona.story == "junk-folder"
    assert "Which story do you want to try?" not in console.text


@pytest.mark.parametrize("way", [["1"], ["7"]])
def test_the_named_story_is_played_whichever_way_leads_to_practice(way: list[str]) -> None:
    _, _, walk = session(way, said.ChoseStory("first-visit"))
    assert isinstance(walk.page, pages.AccountNamePage)
    assert walk.frame.persona is not None


def test_by_hand_a_person_is_led_over_the_providers_pages_and_gets_in() -> None:
    console, outcome, walk = session(["2", "1", "1", "1", "481906", "w", "2"])
    assert outcome is Outcome.GOT_IN
    assert "Type the code on the provider’s page, not here." in console.text
    assert "If the page asks for a new password, choose it there." in console.text
    assert walk.accounts.deliveries == []


def test_by_hand_the_page_is_opened_from_the_terminal_or_its_address_is_told() -> None:
    console, _, walk = session(["2", "1", "7"])
    assert walk.accounts.web.shown == ["https://account.live.com/password/reset"]
    assert "https://account.live.com/password/reset" in console.text


def test_who_is_in_already_says_so_with_a_letter() -> None:
    assert session(["1", "1", "i", "2"])[1] is Outcome.GOT_IN


def test_who_wants_to_stop_is_told_until_when() -> None:
    console, outcome, _ = session(["1", "1", "t", "2"])
    assert outcome is Outcome.STOPPED_UNTIL
    assert "Go on tomorrow at 14:00. Ask for no more codes before that" in " ".join(console.text.split())
