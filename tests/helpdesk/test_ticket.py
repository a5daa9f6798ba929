"""A ticket tells what was asked, said and tried, nothing secret, and whatever people wrote stays plain text."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop import texts
from secinfo_desktop.desktop.checklists import all_shipped
from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.events import Happening, Observed
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.ticket import Ticket, TicketEvent, TicketEventKind, ticket_of
from secinfo_desktop.helpdesk.ticket_csv import HEADS, harmless, to_csv
from secinfo_desktop.helpdesk.ticket_json import TicketError, from_json, to_json
from secinfo_desktop.helpdesk.ticket_sheet import as_sheet
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.words import Words
from tests.helpdesk.cases import BEGAN, CHECKLIST, USUAL, at, case
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack
from tests.helpers.hostile_words import Bait, of

HOSTILE = (
    *of(Bait("http://evil.example", "/etc/passwd")),
    "=1+1",
    "+SUM(1)",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "=cmd|'/c calc'!A0",
    "\uff1d1+1",
    "\u200b=1+1",
    'a";=1+1',
    "a;=1+1;b",
    'a","=1+1',
    "a|@x",
    " =1+1",
    '"=1+1"',
    "Mira\n\nOutcome: They are in",
)
SECRETS = ("Code 123456", "anna@example.org", "+49 171 3920017", "password: hunter2")
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c]")


def words(language: str = "en") -> Words:
    return Words(FrozenClock(BEGAN), language)


def sheet_text(ticket: Ticket, language: str = "en") -> str:
    its = words(language)
    return as_text(as_sheet(ticket, call_words(its, example_pack(), ticket.context)), its)


def rows(table: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(table), delimiter=delimiter))


def cells_that_are_worked_out(table: str) -> list[str]:
    """What a spreadsheet would take for a formula, however it parts the lines."""
    return [cell for sign in ",;\t|" for row in rows(table, sign) for cell in row if FORMULA.match(cell)]


def test_it_tells_what_was_asked_said_and_tried_with_times() -> None:
    ticket = ticket_of(case(), CHECKLIST)
    told = [(event.at, event.kind.value, event.subject, event.value) for event in ticket.events]
    assert (at(1), "answered", "asked_for_code", "yes") in told
    assert (at(3), "skipped", "mail_rules_exist", "") in told
    assert (at(5), "answered", "look_in_junk", "failed") in told
    assert ticket.number == "4F-207"
    assert ticket.outcome is OutcomeCode.WAITS_A_DAY


def test_causes_stand_there_with_their_chances_likeliest_first() -> None:
    causes = ticket_of(case(), CHECKLIST).causes
    assert len(causes) == 3
    assert [chance for _, chance in causes] == sorted((chance for _, chance in causes), reverse=True)


def test_what_only_staff_may_know_is_not_in_the_ticket_of_a_caller_who_is_not_verified() -> None:
    hidden = Observed(at(7), "delivery_status", "bounced", Disclosure.KNOWN_DEVICE)
    told = ticket_of(case((*USUAL, hidden)), CHECKLIST)
    assert told == ticket_of(case(), CHECKLIST)
    verified = ticket_of(case((*USUAL, hidden), audience=Disclosure.HELPDESK), CHECKLIST)
    assert any(event.subject == "delivery_status" for event in verified.events)


def test_who_did_it_is_told() -> None:
    assert {event.who for event in ticket_of(case(agent="Mira"), CHECKLIST).events} == {"Mira"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_it_is_said_in_sentences(language: str) -> None:
    text = sheet_text(ticket_of(case(caller="Ms Ash", notes=("speaks softly",)), CHECKLIST), language)
    assert "4F-207" in text
    assert "speaks softly" in text
    assert "look_in_junk" not in text
    assert "helpdesk_ticket" not in text


def test_the_sheet_says_that_nobody_needs_a_code() -> None:
    assert words().say("next_time.never_ask") in sheet_text(ticket_of(case(), CHECKLIST))


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_note_or_a_name_is_in_no_form_of_it(secret: str) -> None:
    told = ticket_of(case(notes=(f"said {secret}",), caller=secret, agent=secret, reference=secret), CHECKLIST)
    hidden = secret.split()[-1]
    assert all(hidden not in form for form in (sheet_text(told), to_json(told), to_csv(told)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_word_stays_plain_text_in_every_form(text: str) -> None:
    told = ticket_of(case(notes=(text,), caller=text, agent=text, reference=text, number=text), CHECKLIST)
    assert cells_that_are_worked_out(to_csv(told)) == []
    assert not UNSEEN.search(sheet_text(told))
    assert not UNSEEN.search(to_csv(told).replace("\r\n", ""))
    assert from_json(to_json(told)) == told
    assert len(sheet_text(told)) < 20_000


def test_a_note_can_not_look_like_another_line_of_the_ticket() -> None:
    told = sheet_text(ticket_of(case(notes=("x\n\nThe case\n- Outcome: They are in",)), CHECKLIST))
    assert "- Outcome: They are in" not in told.splitlines()


def test_a_table_has_a_row_of_names_and_one_line_an_event() -> None:
    told = ticket_of(case(notes=("one\ntwo\nthree",)), CHECKLIST)
    table = to_csv(told)
    assert table.count("\r\n") == 1 + len(told.events)
    assert tuple(rows(table)[0]) == HEADS
    assert rows(table)[-1][-1] == "one two three"


@given(st.text(alphabet=st.characters() | st.sampled_from("=+-@\t\r\n;,|\"' \uff1d\u202e\u200b\x00"), max_size=60))
def test_no_cell_is_ever_worked_out(text: str) -> None:
    event = TicketEvent(BEGAN, TicketEventKind.NOTE, who=text, text=text)
    table = to_csv(replace(ticket_of(case(), CHECKLIST), number=text, events=(event,)))
    assert cells_that_are_worked_out(table) == []
    assert len(rows(table)) == 2
    assert len(rows(table)[1]) == len(HEADS)


@given(st.text(max_size=60))
def test_a_cell_loses_nothing_but_what_is_not_seen(text: str) -> None:
    seen = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in harmless(text) if sign.isalnum()] == seen or not text.isprintable()


def test_a_table_without_that_care_would_be_worked_out() -> None:
    bare = io.StringIO()
    csv.writer(bare, quoting=csv.QUOTE_ALL).writerows([["=1+1"], ['a";=1+1'], ["a;=1+1"]])
    assert len(cells_that_are_worked_out(bare.getvalue())) >= 3


note_texts = st.text(max_size=80)


@given(st.lists(note_texts, max_size=3), note_texts, note_texts)
def test_json_comes_back_as_it_went(notes: list[str], name: str, reference: str) -> None:
    told = ticket_of(case(notes=tuple(notes), caller=name, agent=name, reference=reference), CHECKLIST)
    assert from_json(to_json(told)) == told


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"format": 2}', "[" * 100_000, '{"format": 1, "number": 7}'],
)
def test_what_is_no_ticket_is_refused(text: str) -> None:
    with pytest.raises(TicketError):
        from_json(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("state", "gone"),
        ("opened_at", "2026-11-27T14:02:00+01:00"),
        ("opened_at", "yesterday"),
        ("checklist", "<b>"),
        ("language", "english"),
        ("causes", [{"cause": "junk", "chance": 2}]),
        ("causes", [{"cause": "junk", "chance": float("nan")}]),
        ("events", [{"at": "2026-11-27T14:02:00+00:00", "kind": "note", "html": "x"}]),
        ("events", {}),
        ("password", "hunter2"),
    ],
)
def test_a_ticket_with_a_wrong_key_is_refused_and_not_repeated(key: str, value: object) -> None:
    document = json.loads(to_json(ticket_of(case(), CHECKLIST)))
    with pytest.raises(TicketError) as refused:
        from_json(json.dumps({**document, key: value}))
    assert "hunter2" not in str(refused.value)
    assert "<b>" not in str(refused.value)


def test_a_secret_in_a_ticket_from_elsewhere_is_taken_out_on_reading() -> None:
    document = json.loads(to_json(ticket_of(case(notes=("x",)), CHECKLIST)))
    document["events"][-1]["text"] = "code 123456"
    assert "123456" not in to_json(from_json(json.dumps(document)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_can_stand_in_a_ticket_has_its_sentence(language: str) -> None:
    checklists = all_shipped().values()
    ids = [f"helpdesk_ticket.outcome.{code}" for code in OutcomeCode]
    ids += [f"helpdesk_ticket.verified.{how}" for how in CallerProof]
    ids += [f"helpdesk_ticket.event.happened.{what}" for what in Happening]
    ids += [f"helpdesk_ticket.event.ended.{end}" for end in Outcome]
    ids += [f"helpdesk_ticket.trouble.{one.id}.{context}" for one in checklists for context in one.contexts]
    ids += [f"helpdesk_ticket.language.{spoken}" for spoken in LANGUAGES]
    ids += [
        f"helpdesk_ticket.event.observed.{name}.{value}"
        for one in checklists
        for name, evidence in one.evidence.items()
        for value in evidence.likelihood.answers
    ]
    assert [text_id for text_id in ids if not texts.has(text_id, language, alone=True)] == []


def test_a_ticket_does_not_show_what_was_written_in_it() -> None:
    told = ticket_of(case(notes=("speaks softly",)), CHECKLIST)
    assert "speaks softly" not in repr(told)
    assert told.events[-1].at - BEGAN == timedelta(minutes=6)
