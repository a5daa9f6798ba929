"""A shared call over the wire, both sides: the clients with a service process of practice, and with a hostile one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

import pytest

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.helpdesk import BackendHelpdesk
from secinfo_desktop.client.live_case import LARGEST_BATCH, BackendLiveHelp, batches
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.staff import STAFF_SESSION, StaffSession
from secinfo_desktop.client.transport import Bounds, Transport
from secinfo_desktop.contract.helpdesk import MOST_EVENTS
from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.accounts import PRACTICE, DesktopAccounts
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.desktop.helpdesk_service import DesktopDoor, doors
from secinfo_desktop.desktop.own_secrets import InMemory
from secinfo_desktop.domain.calls import CaseScope, CaseState, HandedTo, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord, SharedState, Side
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered, Event, Observed, Opened, Skipped
from secinfo_desktop.helpdesk.ports import HelpdeskService, NewCall, Query
from secinfo_desktop.recovery.live_help import LiveHelp, Said
from secinfo_desktop.recovery.ports import Purpose, RefusedError
from tests.client.calls import TOKEN
from tests.helpers.hostile_server import HostileServer, reply, saying
from tests.helpers.shared_case import SharedCase

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
CHECKLIST = "code_not_received"
NUMBERS = count(1)


def new_id() -> str:
    return f"test-{next(NUMBERS):020d}"


def skipped(step: str = "check_junk") -> Skipped:
    return Skipped(AT, step)


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBackend]:
    running = EmbeddedBackend(practice_settings(tmp_path_factory.mktemp("practice")))
    yield running
    running.stop()


@pytest.fixture
def accounts(backend: EmbeddedBackend) -> DesktopAccounts:
    return DesktopAccounts((), backend.address, clock.now)


def door_of(accounts: DesktopAccounts) -> DesktopDoor:
    [door] = doors(accounts, lambda _: "1")
    return door


@dataclass
class Call:
    """Both sides of a call, in practice, at a computer that the account knows."""

    accounts: DesktopAccounts
    desk: HelpdeskService
    help: LiveHelp
    shared: SharedCase
    case_id: str = ""

    def join(self) -> str:
        self.case_id = self.desk.join(self.shared.open("en").number).case_id
        return self.case_id

    def allow(self) -> str:
        self.join()
        self.help.answer(allow=True)
        return self.case_id

    def verify(self, action: StaffAction | None = None) -> None:
        number = self.desk.verify(self.case_id, CallerProof.NUMBER, action).number
        assert number is not None
        self.help.give_number(number)


@pytest.fixture
def call(accounts: DesktopAccounts) -> Call:
    practice = accounts.practice()
    stories = [story.id for story in practice.stories() if story.audience is Disclosure.KNOWN_DEVICE]
    persona = practice.start(stories[0])
    account = accounts.account(PRACTICE.id)
    assert account.live_help() is None
    account.open(persona.account_name, Purpose.RECOVER)
    live_help = account.live_help()
    assert live_help is not None
    assert account.live_help() is live_help
    opened = Opened(AT, "case-0001", CHECKLIST, "1", "sms", account.audience)
    case = Case(opened, (skipped(), Observed(AT, "line_type", "voip", Disclosure.KNOWN_DEVICE)))
    return Call(accounts, door_of(accounts).enter("rosa", ""), live_help, SharedCase(live_help, case, new_id))


def refusal(error: pytest.ExceptionInfo[RefusedError]) -> Failure:
    return error.value.failure


# --- joining ---


def test_nothing_is_read_before_the_caller_allows_it(call: Call) -> None:
    case = call.desk.read(call.join())
    assert (case.line.state, case.line.owner, case.log.later) == (CaseState.WAITING, None, ())
    standing = call.help.standing()
    assert (standing.state, standing.agent) == (SharedState.ASKED, "Rosa Lind")
    assert call.help.answer(allow=True).state is SharedState.LIVE
    read = call.desk.read(call.case_id)
    assert read.word_pair == standing.word_pair
    assert read.log.later == (skipped(),)
    assert read.sides == (Side.CALLER,)


def test_who_is_not_let_in_is_told_so(call: Call) -> None:
    news = call.desk.follow(call.join(), 0)
    call.help.answer(allow=False)
    with pytest.raises(RefusedError) as caught:
        next(news)
    assert refusal(caught) is Failure.NOT_LIVE
    with pytest.raises(RefusedError) as caught:
        call.desk.read(call.case_id)
    assert refusal(caught) is Failure.UNKNOWN_CASE


def test_a_wrong_number_and_another_at_once_are_refused(call: Call) -> None:
    for number in ("12345678", "1" * 200):
        with pytest.raises(RefusedError) as caught:
            call.desk.join(number)
        assert refusal(caught) is Failure.JOIN_NUMBER_WRONG
    call.shared.open("en")
    with pytest.raises(RefusedError) as caught:
        call.shared.open("en")
    assert refusal(caught) is Failure.TOO_SOON
    assert caught.value.retry_at is not None


def test_without_a_flow_nothing_is_shared(call: Call) -> None:
    with pytest.raises(RefusedError) as caught:
        call.help.standing()
    assert refusal(caught) is Failure.NOT_LIVE
    nobody = BackendLiveHelp(call.accounts.service(PRACTICE.id), "no-such-flow", lambda _: None)
    with pytest.raises(RefusedError) as caught:
        nobody.open(call.shared.log.case, (), "en")
    assert refusal(caught) is Failure.FLOW_ENDED


# --- a call ---


def test_what_either_side_says_is_heard_at_the_other_and_the_end_by_both(call: Call) -> None:
    news = call.desk.follow(call.allow(), 0)
    assert len(next(news).log.later) == 1
    heard = iter(call.shared.follow())
    call.desk.add(call.case_id, [Answered(AT, "a_question", "yes", 3.0)])
    while len(call.shared.log.case.later) < 2:
        next(heard)
    assert call.shared.log.lines[-1].who == "Rosa Lind"
    call.shared.say(skipped("another_step"))
    call.shared.send()
    while len((case := next(news)).log.later) < 3:
        pass
    assert case.log.later == call.shared.log.case.later
    assert case.who == ("", "Rosa Lind", "")
    call.desk.hand_over(call.case_id, HandedTo.CALLER)
    assert [its.live for its in list(heard)[-1].known][-1] is LiveWord.HANDED_OVER
    assert call.help.standing().state is SharedState.ENDED
    assert [case.line.is_live for case in news][-1] is False


def test_facts_and_actions_open_with_the_number(call: Call) -> None:
    call.allow()
    with pytest.raises(RefusedError) as caught:
        call.desk.facts(call.case_id)
    assert refusal(caught) is Failure.CALLER_NOT_VERIFIED
    asked = call.desk.verify(call.case_id, CallerProof.NUMBER, StaffAction.END_SESSIONS)
    standing = call.help.standing()
    assert standing.number_asked is not None
    assert standing.number_asked.action is StaffAction.END_SESSIONS
    for wrong in ("000" if asked.number != "000" else "001", "9" * 50):
        with pytest.raises(RefusedError) as caught:
            call.help.give_number(wrong)
        assert refusal(caught) is Failure.NUMBER_WRONG
    assert call.help.give_number(asked.number or "").verified_until is not None
    verified = call.desk.read(call.case_id).verified
    assert verified is not None
    assert (verified.how, verified.allows) == (CallerProof.NUMBER, StaffAction.END_SESSIONS)
    assert all("•" in contact.mask for contact in call.desk.facts(call.case_id).contacts)
    call.desk.act(call.case_id, StaffAction.END_SESSIONS, "the caller asked for it")
    with pytest.raises(RefusedError):
        call.desk.act(call.case_id, StaffAction.START_REPLACEMENT, "the caller asked for it")


def test_a_second_person_answers_for_a_caller(call: Call) -> None:
    call.allow()
    assert call.desk.verify(call.case_id, CallerProof.APPROVAL, None).number is None
    [question] = call.desk.approvals()
    with pytest.raises(RefusedError):
        call.desk.decide(question.id, approve=True)
    senior = door_of(call.accounts).enter("sami", "")
    assert senior.decide(question.id, approve=True).state in {"approved", "used"}
    verified = senior.read(call.case_id).verified
    assert verified is not None
    assert verified.how is CallerProof.APPROVAL


# --- the agent's own cases ---


def test_a_call_without_a_shared_case_is_kept_noted_found_handed_over_and_closed(call: Call) -> None:
    case_id = f"call-{new_id()[-8:]}"
    new = NewCall(case_id, "de", CHECKLIST, "sms", "Frau L.")
    assert call.desk.open(new).line == call.desk.open(new).line
    assert call.desk.add(case_id, [skipped()]).log.later == (skipped(),)
    assert [note.text for note in call.desk.note(case_id, "calls from a noisy place").notes] == [
        "calls from a noisy place"
    ]
    with pytest.raises(RefusedError) as caught:
        call.desk.note(case_id, "the code is 123456")
    assert refusal(caught) is Failure.NOTE_HAS_SECRET
    call.desk.name_account(case_id, "nobody@example.org")
    assert call.desk.name_caller(case_id, "Frau Lang").line.caller == "Frau Lang"
    found = call.desk.find(Query(CaseScope.MINE, "lang"))
    assert [line.id for line in found.lines] == [case_id]
    assert found.counts[CaseScope.MINE] == 1
    assert call.desk.hand_over(case_id, HandedTo.SECOND_LINE).line.owner is None
    assert call.desk.take(case_id).line.owner == call.desk.me()
    day = date(2026, 12, 27)
    assert call.desk.close(case_id, OutcomeCode.WAITS_THIRTY_DAYS, day, "T-1").line.call_back_on == day


def test_a_long_list_and_a_long_log_come_whole(call: Call) -> None:
    for number in range(3):
        call.desk.open(NewCall(f"listed-{number:04d}", "en", CHECKLIST, "sms"))
    many: list[Event] = [Skipped(AT, f"step_{'abcdefghij'[place % 10]}") for place in range(650)]
    kept = call.desk.add("listed-0000", many)
    assert kept.log.later == tuple(many)
    other = door_of(call.accounts).enter("sami", "")
    assert other.read("listed-0000").log.later == tuple(many)
    assert len(other.find(Query(CaseScope.ALL)).lines) == 3


def test_what_a_role_may_do_is_told_and_kept_to(call: Call) -> None:
    call.desk.open(NewCall("erased-0001", "en", CHECKLIST, "sms"))
    with pytest.raises(RefusedError) as caught:
        call.desk.export("erased-0001")
    assert refusal(caught) is Failure.ROLE_TOO_LOW
    administrator = door_of(call.accounts).enter("ada", "")
    assert "erased-0001" in administrator.export("erased-0001")
    assert StaffAction.START_REPLACEMENT in administrator.actions
    administrator.erase("erased-0001", "mistake")
    with pytest.raises(RefusedError) as caught:
        administrator.read("erased-0001")
    assert refusal(caught) is Failure.UNKNOWN_CASE


def test_who_signs_out_is_nobody(accounts: DesktopAccounts) -> None:
    door = door_of(accounts)
    assert (door.is_open, [agent.name for agent in door.made_up]) == (False, ["rosa", "sami", "ada"])
    with pytest.raises(RefusedError) as caught:
        door.enter("nobody", "x")
    assert refusal(caught) is Failure.SIGN_IN_WRONG
    desk = door.enter("rosa", "")
    before = door.is_open
    door.leave()
    assert (before, door.is_open) == (True, False)
    for ask in (door.service, desk.me):
        with pytest.raises(RefusedError) as caught:
            ask()
        assert refusal(caught) is Failure.NOT_STAFF


# --- a service that is hostile ---


def hostile(server: HostileServer) -> tuple[StaffSession, InMemory]:
    secrets = InMemory()
    secrets.keep(STAFF_SESSION, "canary-staff-Lp52")
    service = Service(
        Transport(lambda: ServiceAddress(server.url, TOKEN), Bounds(1.0)), ServiceClock(clock.now), lambda _: 0.01
    )
    return StaffSession(service, secrets), secrets


def test_a_session_that_is_over_is_forgotten(server: HostileServer) -> None:
    body = b'{"type":"about:blank","title":"x","status":403,"code":"not_staff"}'
    server.behave = saying(reply(body, "403 Forbidden", "application/problem+json"))
    staff, secrets = hostile(server)
    before = staff.is_signed_in
    with pytest.raises(RefusedError) as caught:
        BackendHelpdesk(staff, lambda _: "1", new_id).me()
    assert refusal(caught) is Failure.NOT_STAFF
    assert (before, staff.is_signed_in) == (True, False)
    assert secrets.handle(STAFF_SESSION) is None
    assert b"Staff-Session: canary-staff-Lp52" in server.visits[0].request
    assert "canary" not in f"{staff!r} {caught.value!r}"


def test_what_cant_be_confirmed_is_handed_over_again_under_the_same_ids(server: HostileServer) -> None:
    server.behave = lambda visit: visit.reset()
    desk = BackendHelpdesk(hostile(server)[0], lambda _: "1", new_id)
    for events in ([skipped()], [skipped()], [skipped(), skipped("another_step")]):
        with pytest.raises(RefusedError):
            desk.add("case-0001", events)
    for _ in range(2):
        with pytest.raises(RefusedError):
            desk.note("case-0001", "a note")
    first = {ids_in(visit.request)[0] for visit in server.visits if b"cases/events" in visit.request}
    notes = {ids_in(visit.request)[0] for visit in server.visits if b"cases/notes" in visit.request}
    assert (len(first), len(notes)) == (1, 1)


def ids_in(request: bytes) -> list[bytes]:
    return [part.split(b'"')[0] for part in request.split(b'"id":"')[1:]]


def test_a_log_is_sent_in_pieces_that_the_service_reads() -> None:
    said = [Said(new_id(), Answered(AT, "s" * 60, "v" * 40, 12345.5)) for _ in range(500)]
    pieces = list(batches(said))
    assert [event.id for piece in pieces for event in piece] == [its.id for its in said]
    assert all(len(piece) <= MOST_EVENTS for piece in pieces)
    assert max(sum(len(repr(event)) for event in piece) for piece in pieces) < 3 * LARGEST_BATCH
    assert list(batches([])) == []


def test_a_claim_goes_to_its_keeper_and_is_not_told(server: HostileServer) -> None:
    opened = b'{"live_case":"h","join_number":"1","ends_at":"2026-11-27T09:00:00Z","now":"2026-11-27T09:00:00Z"}'
    standing = b'{"state":"live","ends_at":"2026-11-27T09:00:00Z","now":"2026-11-27T09:00:00Z","claim":"canary-claim"}'
    kept: list[str] = []
    live_help = BackendLiveHelp(hostile(server)[0].service, "flow", kept.append)
    server.behave = saying(reply(opened))
    case = Case(Opened(AT, "case-0001", CHECKLIST, "1", "sms", Disclosure.PUBLIC))
    assert "1" not in f"{live_help.open(case, (), 'en')!r}".replace("2026", "").partition("until")[0]
    server.behave = saying(reply(standing))
    told = live_help.standing()
    assert (told.has_claim, kept) == (True, ["canary-claim"])
    assert "canary" not in repr(told)


@pytest.mark.parametrize("standing", [b'{"state":"odd"}', b'{"state":"live","ends_at":"2026-11-27T09:00:00"}', b"[]"])
def test_a_standing_that_nobody_knows_is_not_understood(server: HostileServer, standing: bytes) -> None:
    opened = b'{"live_case":"h","join_number":"1","ends_at":"2026-11-27T09:00:00Z","now":"2026-11-27T09:00:00Z"}'
    live_help = BackendLiveHelp(hostile(server)[0].service, "flow", lambda _: None)
    server.behave = saying(reply(opened))
    live_help.open(Case(Opened(AT, "case-0001", CHECKLIST, "1", "sms", Disclosure.PUBLIC)), (), "en")
    server.behave = saying(reply(standing))
    with pytest.raises(RefusedError) as caught:
        live_help.standing()
    assert refusal(caught) is Failure.NOT_UNDERSTOOD
