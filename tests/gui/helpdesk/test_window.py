"""The console's window with frames as a service would give them: keys, list, palette, sheets, what is said aloud."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from secinfo_desktop.domain.calls import CaseScope, HandedTo
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.gui.helpdesk.desk import CALLER, LIST, STEP
from secinfo_desktop.gui.helpdesk.palette import Palette
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.parts import Text
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Caller, CaseList
from secinfo_desktop.helpdesk.ports import Query
from secinfo_desktop.helpdesk.records import Note
from tests.gui.awaiting import until
from tests.gui.console_scene import ConsoleScene, Open, press, texts
from tests.helpers import console_frames as frames
from tests.helpers.audit import spoken_name
from tests.helpers.clock import START
from tests.helpers.hostile_words import Bait, of

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "what"),
    [
        (Qt.Key.Key_N, said.NewCall()),
        (Qt.Key.Key_1, said.Answered("yes")),
        (Qt.Key.Key_3, said.Answered("unsure")),
        (Qt.Key.Key_Z, said.Undoes()),
        (Qt.Key.Key_S, said.Skips()),
        (Qt.Key.Key_U, said.LeavesUnverified()),
        (Qt.Key.Key_R, said.CodeAskedFor()),
        (Qt.Key.Key_J, said.OpensCase("case-4F-204")),
        (Qt.Key.Key_X, said.Exports()),
    ],
)
def test_a_key_says_what_its_button_says(open_scene: Open, key: Qt.Key, what: object) -> None:
    scene = open_scene(frames.a_local_frame())
    press(scene, key)
    assert scene.said == [what]


@pytest.mark.parametrize(
    ("key", "title"),
    [
        (Qt.Key.Key_T, "Write a note"),
        (Qt.Key.Key_H, "Hand over"),
        (Qt.Key.Key_G, "Choose another step"),
        (Qt.Key.Key_W, "Wrap up"),
        (Qt.Key.Key_C, "Name the caller"),
        (Qt.Key.Key_B, "What is the call about?"),
        (Qt.Key.Key_E, "What does the caller know?"),
        (Qt.Key.Key_M, "More to say"),
        (Qt.Key.Key_A, "Where is the caller’s account?"),
        (Qt.Key.Key_F1, "Keys"),
    ],
)
def test_a_key_opens_its_sheet_and_escape_closes_it(open_scene: Open, key: Qt.Key, title: str) -> None:
    scene = open_scene(frames.a_local_frame())
    press(scene, key)
    sheet = scene.subject
    assert sheet.windowTitle() == title
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert scene.subject is scene.window
    assert scene.said == []


def test_letters_and_digits_are_only_typed_in_the_search(open_scene: Open) -> None:
    scene = open_scene(frames.a_local_frame())
    press(scene, Qt.Key.Key_F, CTRL)
    assert scene.window.desk.list.search.hasFocus()
    QTest.keyClicks(scene.window.desk.list.search, "n1z")
    assert scene.window.desk.list.search.text() == "n1z"
    until(lambda: bool(scene.said))
    assert scene.said == [said.Searches(text="n1z")]


def test_single_keys_can_be_switched_off_and_are_heard_with_alt(open_scene: Open) -> None:
    scene = open_scene(frames.a_local_frame())
    scene.window.prefer(Preferences(Colours.LIGHT, letters=False))
    press(scene, Qt.Key.Key_N)
    press(scene, Qt.Key.Key_1)
    assert scene.said == []
    press(scene, Qt.Key.Key_N, ALT)
    press(scene, Qt.Key.Key_1, ALT)
    assert scene.said == [said.NewCall(), said.Answered("yes")]


def test_f6_goes_through_the_parts_and_back(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    seen = [scene.window.desk.part_with_focus()]
    for _ in range(3):
        press(scene, Qt.Key.Key_F6)
        seen.append(scene.window.desk.part_with_focus())
    press(scene, Qt.Key.Key_F6, SHIFT)
    assert [*seen, scene.window.desk.part_with_focus()] == [STEP, CALLER, LIST, STEP, LIST]


def test_arrows_and_enter_open_a_case_of_the_list(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.desk.show_part(LIST)
    press(scene, Qt.Key.Key_Down)
    assert scene.said == []
    press(scene, Qt.Key.Key_Return)
    assert scene.said == [said.OpensCase("case-4F-204")]


def test_ten_thousand_cases_are_sections_of_which_each_row_has_a_name(open_scene: Open) -> None:
    lines = frames.many_lines(10_000)
    scene = open_scene(frames.a_frame(cases=CaseList(Query(CaseScope.ALL), lines, frames.COUNTS, lines[0].id)))
    cases = scene.window.desk.list.cases
    assert cases.rowCount() == 10_001
    assert cases.data(cases.index(20)) == "Waiting, longest first"
    assert "case 4F-04979" in str(cases.data(cases.index(5_000)))
    scene.window.desk.list.view.scrollToBottom()
    until(lambda: "Waiting, longest first" in texts(scene.window.desk.list))


def test_a_new_step_has_the_keyboard_and_is_announced(open_scene: Open, aloud: list[str]) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.show_frame(frames.a_frame(call=frames.a_call(step=replace(frames.STEP, step="next", title="Next"))))
    assert QApplication.focusWidget() is scene.window.desk.step.answers[0]
    assert aloud[-1].startswith("Next. Some phones hide")


def test_news_about_the_caller_leaves_the_keyboard_where_it_is(open_scene: Open, aloud: list[str]) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.desk.step.answers[1].setFocus()
    later = frames.a_call(timeline=frames.TIMELINE[:3])
    scene.window.show_frame(frames.a_frame(call=later))
    assert QApplication.focusWidget() is scene.window.desk.step.answers[1]
    assert aloud == []


def test_who_types_a_search_keeps_the_keyboard(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.search()
    scene.window.show_frame(frames.a_frame(call=frames.a_call(step=replace(frames.STEP, step="next"))))
    assert QApplication.focusWidget() is scene.window.desk.list.search


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("come through", said.Answered("no")),
        ("restart", said.ChoosesStep("restart")),
        ("language deutsch", said.SpeaksLanguage("de")),
        ("bea", said.HandsOver(HandedTo.COLLEAGUE, "a2")),
        ("4F-206", said.OpensCase("case-4F-206")),
        ("new call", said.NewCall()),
        ("waiting 5", said.Searches(scope=CaseScope.WAITING)),
    ],
)
def test_the_palette_finds_everything(open_scene: Open, typed: str, what: object) -> None:
    scene = open_scene(frames.a_frame())
    press(scene, Qt.Key.Key_K, CTRL)
    palette = scene.subject
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.field, typed)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert scene.said == [what]
    assert not palette.isVisible()


def test_arrows_move_through_the_palette_and_nothing_found_does_nothing(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.wishes.open(Wish.EVERYTHING)
    palette = scene.subject
    assert isinstance(palette, Palette)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.view.currentIndex().row() == 1
    QTest.keyClicks(palette.field, "no such thing at all")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert scene.said == []


def test_an_action_is_done_with_its_reason_alone(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.wishes.open(StaffAction.RESEND)
    sheet = scene.subject
    field = sheet.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert scene.said == []
    assert "Write a reason." in texts(sheet)
    QTest.keyClicks(field, "asked twice")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert scene.said == [said.Acts(StaffAction.RESEND, "asked twice")]


def test_what_takes_two_is_asked_for_and_done_once_it_is_approved(open_scene: Open) -> None:
    asks = said.AsksApproval(StaffAction.CANCEL_REPLACEMENT, "travels")
    assert _reason(open_scene(frames.a_frame()), StaffAction.CANCEL_REPLACEMENT) == [asks]
    approved = replace(frames.ACTIONS[1], missing=None, approval=frames.an_approval(state="approved"))
    scene = open_scene(frames.a_frame(call=frames.a_call(actions=(approved,))))
    acts = said.Acts(StaffAction.CANCEL_REPLACEMENT, "travels", "p1")
    assert _reason(scene, StaffAction.CANCEL_REPLACEMENT) == [acts]


def _reason(scene: ConsoleScene, action: StaffAction) -> list[object]:
    scene.window.wishes.open(action)
    field = scene.subject.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "travels")
    QTest.keyClick(field, Qt.Key.Key_Return)
    return scene.said


def test_a_colleagues_question_is_decided(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame(approvals=(frames.an_approval(),)))
    scene.window.wishes.open(Wish.APPROVALS)
    wanted = "Approve: Cancel a waiting period, case 4F-190"
    button = next(one for one in scene.subject.findChildren(QWidget) if spoken_name(one) == wanted)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert scene.said == [said.Decides("p1", approve=True)]


def test_a_caller_is_verified_in_a_way_that_is_possible(open_scene: Open) -> None:
    caller = Caller(None, (CallerProof.NUMBER, CallerProof.APPROVAL), None)
    scene = open_scene(frames.a_frame(call=frames.a_call(caller=caller, facts=None)))
    press(scene, Qt.Key.Key_V)
    QTest.keyClick(scene.subject, Qt.Key.Key_1)
    assert scene.said == [said.Verifies(CallerProof.NUMBER)]


def test_the_case_of_a_colleague_is_taken_before_it_is_answered(open_scene: Open) -> None:
    scene = open_scene(frames.a_colleagues_frame())
    press(scene, Qt.Key.Key_1)
    press(scene, Qt.Key.Key_W)
    assert scene.said == []
    press(scene, Qt.Key.Key_Y)
    assert scene.said == [said.Takes()]


def test_a_question_that_an_answer_leads_to_has_one_mark_at_its_end(open_scene: Open) -> None:
    answers = (replace(frames.STEP.answers[0], leads_to="Does the mask match?"), frames.STEP.answers[1])
    scene = open_scene(frames.a_frame(call=frames.a_call(step=replace(frames.STEP, answers=answers))))
    heard = [answer.accessibleDescription() for answer in scene.window.desk.step.answers]
    assert heard == [
        "Leads to: Does the mask match? Expected in 58\N{NO-BREAK SPACE}%.",
        "Leads to: Ask about reception and restart. Expected in 27\N{NO-BREAK SPACE}%.",
    ]


def test_the_labels_of_sections_are_headings_to_a_screen_reader(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    labels = [label for label in scene.window.findChildren(QLabel) if label.isVisible()]
    spoken = {label.text() for label in labels if _role(label) is QAccessible.Role.Heading}
    titles = {frames.STEP.title, "Say", "Why this step", "Caller", "Notes", "This case"}
    assert titles <= spoken
    assert frames.SCRIPT.listen_for not in spoken


def _role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_a_failure_is_said_in_words_and_aloud(open_scene: Open, aloud: list[str]) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.show_frame(frames.a_frame(problem=Failure.NOT_YOUR_CASE))
    said_aloud = scene.window.words.failure(Failure.NOT_YOUR_CASE)
    assert said_aloud[0] in texts(scene.window)
    assert aloud[-1] == " ".join(said_aloud)


LONG = "\u2066••••••@an-organisation-with-a-long-name.example.com, and then some more of it\u2069"


@pytest.mark.parametrize("language", ["en", "de"])
def test_lines_lie_below_each_other_as_soon_as_a_frame_is_shown(open_scene: Open, language: str) -> None:
    scene = open_scene(frames.a_frame(call=frames.a_call(facts=None)))
    scene.window.prefer(Preferences(Colours.LIGHT, language=language))
    contact = replace(frames.FACTS.contacts[0], mask=LONG, proves=False)
    facts = replace(frames.FACTS, contacts=(contact,), notice_since=START)
    lines = (replace(frames.KARIN, caller="A caller with a name that is long"), *frames.LINES[1:])
    cases = CaseList(Query(CaseScope.WAITING), lines, frames.COUNTS, frames.KARIN.id)
    scene.window.show_frame(frames.a_frame(call=frames.a_call(facts=facts), cases=cases, organisation="Another one"))
    QApplication.sendPostedEvents()
    shown = [text for text in scene.window.desk.findChildren(Text) if text.isVisible()]
    assert any(text.height() > 2 * text.fontMetrics().ascent() for text in shown)
    for text in shown:
        assert text.height() == text.heightForWidth(text.width()), text.text()
        around = text.parentWidget()
        assert around is not None
        assert around.rect().contains(text.geometry()), text.text()


def test_hostile_names_and_notes_are_plain_text(open_scene: Open) -> None:
    hostile = of(Bait("http://127.0.0.1:9", "/etc/hostname"))
    for words in hostile:
        line = replace(frames.KARIN, caller=words)
        call = frames.a_call(line=line, notes=(Note("n", START, words, words),))
        scene = open_scene(frames.a_frame(call=call, cases=CaseList(Query(), (line,), frames.COUNTS, line.id)))
        labels = scene.window.findChildren(QLabel)
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
        scene.window.grab()


def test_another_language_and_size_keep_the_search_and_the_case(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.desk.list.search.setText("kar")
    scene.window.prefer(Preferences(Colours.DARK, 2.0, language="de"))
    assert scene.window.desk.list.search.text() == "kar"
    assert scene.window.desk.tabs is not None
    assert "Sagen" in texts(scene.window.desk.step)
