"""What every implementation of the ports ``Account`` and ``Practice`` promises; run against fake and service alike.

Everything is done through the ports: the code is read where a person would read it, in the practice world.
"""

import re
from dataclasses import dataclass
from datetime import UTC, timedelta

import pytest

from secinfo_desktop.domain import masks
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.domain.codes import MOST_GUESSES
from secinfo_desktop.domain.consequences import REMOVAL_HOLD
from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact, normalise
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import Account, Accounts, FlowAtService, Persona, Practice, Purpose, RefusedError

STORY = "first-visit"
CASE = "case-0001"
LATEST = 180.0
"""Seconds in which every message of the story has arrived."""
PASSWORD = "seven grey herons at noon"


@dataclass(frozen=True)
class Played:
    """A story that has begun: the made-up person, their account, and the world."""

    account: Account
    practice: Practice
    persona: Persona

    def own(self, contact: MaskedContact) -> str:
        """The contact in full, as the person knows it."""
        return next(own.value for own in self.persona.contacts if own.kind == contact.kind.value)

    def open_by_phone(self) -> MaskedContact:
        """Opens a flow; the phone."""
        contacts = self.account.open(self.persona.account_name, Purpose.RECOVER)
        return next(contact for contact in contacts if contact.kind is ContactKind.PHONE)

    def newest_text(self) -> str:
        """The code in the newest text message, once all have arrived."""
        world = self.practice.move_clock(LATEST)
        code = code_in(max(world.phones[0].messages, key=lambda text: text.at).text)
        assert code is not None
        return code

    def count_texts(self) -> int:
        """How many text messages have arrived."""
        return len(self.practice.move_clock(LATEST).phones[0].messages)


def start(accounts: Accounts) -> Played:
    """Begins the story."""
    practice = accounts.practice()
    persona = practice.start(STORY)
    return Played(accounts.account("practice"), practice, persona)


def code_heard(text: str) -> str:
    """The six digits that a voice says one by one."""
    found = re.search(r"\d(?:,? \d){5}(?![ ,]*\d)", text)
    assert found is not None
    return re.sub(r"\D", "", found[0])


def refused(error: pytest.ExceptionInfo[RefusedError]) -> Failure:
    """Why."""
    return error.value.failure


class AccountContract:
    """Subclasses give ``accounts``, and the account of another start of the app."""

    def after_a_restart(self, accounts: Accounts) -> Account:
        """The practice account, as another start of the app has it."""
        return accounts.account("practice")

    @pytest.fixture
    def played(self, accounts: Accounts) -> Played:
        return start(accounts)

    @pytest.fixture
    def phone(self, played: Played) -> MaskedContact:
        return played.open_by_phone()

    # --- opening ---

    def test_contacts_are_named_masked(self, played: Played) -> None:
        contacts = played.account.open(played.persona.account_name, Purpose.RECOVER)
        region = played.account.pack.region
        shown = {(contact.kind, contact.mask) for contact in contacts}
        own = ((ContactKind(own.kind), own.value) for own in played.persona.contacts)
        assert shown == {(kind, masks.mask(kind, normalise(kind, value, region))) for kind, value in own}

    def test_an_unknown_account_is_refused(self, played: Played) -> None:
        with pytest.raises(RefusedError) as error:
            played.account.open("nobody@nowhere.example", Purpose.RECOVER)
        assert refused(error) is Failure.UNKNOWN_ACCOUNT

    def test_a_flow_can_be_opened_to_secure_an_account(self, played: Played) -> None:
        assert played.account.open(played.persona.account_name, Purpose.SECURE)

    def test_the_account_name_is_read_as_people_write_it(self, played: Played) -> None:
        assert played.account.open(f" {played.persona.account_name.upper()} ", Purpose.RECOVER)

    def test_nothing_works_without_a_flow(self, played: Played) -> None:
        account = played.account
        calls = (account.standing, lambda: account.give_code("123456"), lambda: account.set_password(PASSWORD))
        for call in (*calls, lambda: account.send_code("phone", "1")):
            with pytest.raises(RefusedError) as error:
                call()
            assert refused(error) is Failure.FLOW_ENDED

    # --- codes ---

    def test_a_code_given_back_and_a_new_password_lead_in(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        played.account.give_code(played.newest_text())
        assert played.account.standing().proven
        done = played.account.set_password(PASSWORD)
        assert done.removal_held_until - done.at == REMOVAL_HOLD
        assert done.contacts_told == len(played.persona.contacts)

    def test_what_is_told_of_a_code(self, played: Played, phone: MaskedContact) -> None:
        sent = played.account.send_code(phone.id, played.own(phone))
        assert (sent.number, sent.channel, sent.left, sent.most) == (1, Channel.SMS, 3, 4)
        assert sent.ends_at - sent.asked_at == played.account.pack.code_life[Channel.SMS]
        assert sent.next_at - sent.asked_at == timedelta(seconds=60)
        assert {sent.asked_at.tzinfo, sent.ends_at.tzinfo, sent.next_at.tzinfo} == {UTC}
        assert len(sent.tag) == 2

    def test_a_wrong_contact_is_answered_alike_and_nothing_is_sent(self, played: Played, phone: MaskedContact) -> None:
        wrong = f"+49 171 44556{played.own(phone)[-2:]}"
        sent = played.account.send_code(phone.id, wrong)
        assert (sent.number, sent.channel, sent.left, sent.most) == (1, Channel.SMS, 3, 4)
        assert played.count_texts() == 0

    @pytest.mark.parametrize(
        ("typed", "failure"), [("12", Failure.NUMBER_INVALID), ("+49 171 3920099", Failure.CONTRADICTS_MASK)]
    )
    def test_a_contact_that_can_not_be_right_is_refused(
        self, played: Played, phone: MaskedContact, typed: str, failure: Failure
    ) -> None:
        with pytest.raises(RefusedError) as error:
            played.account.send_code(phone.id, typed)
        assert refused(error) is failure

    def test_a_code_can_be_asked_for_by_a_call(self, played: Played, phone: MaskedContact) -> None:
        assert "voice_call" in played.account.capabilities
        sent = played.account.send_code(phone.id, played.own(phone), Channel.CALL)
        assert (sent.channel, sent.ends_at - sent.asked_at) == (
            Channel.CALL,
            played.account.pack.code_life[sent.channel],
        )
        world = played.practice.move_clock(LATEST)
        (call,) = world.phones[0].calls
        assert world.phones[0].messages == ()
        played.account.give_code(code_heard(call.text))

    def test_a_call_says_the_code_that_a_text_said(self, played: Played, phone: MaskedContact) -> None:
        written = played.account.send_code(phone.id, played.own(phone))
        played.practice.move_clock(61)
        spoken = played.account.send_code(phone.id, None, Channel.CALL)
        assert (spoken.tag, spoken.ends_at) == (written.tag, written.ends_at)
        code = played.newest_text()
        assert code_heard(played.practice.look().phones[0].calls[0].text) == code

    def test_a_phone_takes_no_mail(self, played: Played) -> None:
        contacts = played.account.open(played.persona.account_name, Purpose.RECOVER)
        phone = next(contact for contact in contacts if contact.kind is ContactKind.PHONE)
        with pytest.raises(RefusedError) as error:
            played.account.send_code(phone.id, played.own(phone), Channel.EMAIL)
        assert refused(error) is Failure.BAD_REQUEST

    def test_a_flow_is_the_publics_where_nobody_said_that_the_computer_is_known(self, played: Played) -> None:
        played.open_by_phone()
        assert played.account.audience is Disclosure.PUBLIC

    def test_an_unknown_contact_is_refused(self, played: Played, phone: MaskedContact) -> None:
        with pytest.raises(RefusedError) as error:
            played.account.send_code("nobody", played.own(phone))
        assert refused(error) is Failure.UNKNOWN_CONTACT

    def test_a_code_is_not_repeated_to_a_contact_that_was_never_typed(
        self, played: Played, phone: MaskedContact
    ) -> None:
        with pytest.raises(RefusedError) as error:
            played.account.send_code(phone.id, None)
        assert refused(error) is Failure.BAD_REQUEST

    def test_asking_too_soon_is_refused_with_the_time(self, played: Played, phone: MaskedContact) -> None:
        sent = played.account.send_code(phone.id, played.own(phone))
        with pytest.raises(RefusedError) as error:
            played.account.send_code(phone.id, None)
        assert refused(error) is Failure.TOO_SOON
        assert error.value.retry_at is not None
        assert abs(error.value.retry_at - sent.next_at) < timedelta(seconds=2)

    def test_asking_again_repeats_the_code_until_half_of_its_life(self, played: Played, phone: MaskedContact) -> None:
        first = played.account.send_code(phone.id, played.own(phone))
        played.practice.move_clock(61)
        again = played.account.send_code(phone.id, None)
        assert (again.number, again.tag, again.ends_at) == (2, first.tag, first.ends_at)
        played.practice.move_clock(300)
        new = played.account.send_code(phone.id, None)
        assert new.number == 3
        assert new.tag != first.tag

    def test_each_way_a_code_can_be_refused_is_told_apart(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        first = played.newest_text()
        played.practice.move_clock(400)
        played.account.send_code(phone.id, None)
        second = played.newest_text()
        played.practice.move_clock(400)
        self._refuses(played.account, first, Failure.CODE_EXPIRED)
        played.account.send_code(phone.id, None)
        third = played.newest_text()
        self._refuses(played.account, first, Failure.CODE_SUPERSEDED)
        wrong = next(code for code in ("000000", "111111", "222222", "333333") if code not in (first, second, third))
        self._refuses(played.account, wrong, Failure.CODE_WRONG)
        played.account.give_code(third)
        self._refuses(played.account, third, Failure.CODE_USED)

    @staticmethod
    def _refuses(account: Account, code: str, failure: Failure) -> None:
        with pytest.raises(RefusedError) as error:
            account.give_code(code)
        assert refused(error) is failure

    def test_what_is_no_code_is_refused_and_not_counted(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        for _ in range(MOST_GUESSES + 1):
            self._refuses(played.account, "hello", Failure.NOT_A_CODE)
        played.account.give_code(played.newest_text())

    def test_guesses_are_counted(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        code = played.newest_text()
        wrong = "000000" if code != "000000" else "111111"
        for _ in range(MOST_GUESSES):
            self._refuses(played.account, wrong, Failure.CODE_WRONG)
        self._refuses(played.account, code, Failure.TOO_MANY_GUESSES)
        with pytest.raises(RefusedError) as error:
            played.account.send_code(phone.id, None)
        assert refused(error) is Failure.FLOW_ENDED

    def test_a_code_belongs_to_its_flow(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        code = played.newest_text()
        played.open_by_phone()
        self._refuses(played.account, code, Failure.CODE_WRONG)

    # --- standing, password, clock ---

    def test_standing_tells_the_limits_and_only_what_is_public(self, played: Played, phone: MaskedContact) -> None:
        sent = played.account.send_code(phone.id, played.own(phone))
        standing = played.account.standing()
        assert (standing.next_at, standing.left, standing.most) == (sent.next_at, sent.left, sent.most)
        assert not standing.proven
        assert {fact.disclosure for fact in standing.facts} <= {Disclosure.PUBLIC}

    def test_no_password_without_proof(self, played: Played, phone: MaskedContact) -> None:
        assert phone
        with pytest.raises(RefusedError) as error:
            played.account.set_password(PASSWORD)
        assert refused(error) is Failure.NOT_PROVEN

    def test_a_password_that_is_too_short_can_be_put_right(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        played.account.give_code(played.newest_text())
        with pytest.raises(RefusedError) as error:
            played.account.set_password("short")
        assert refused(error) is Failure.PASSWORD_SHORT
        played.account.set_password(PASSWORD)

    def test_the_flow_ends_with_the_password(self, played: Played, phone: MaskedContact) -> None:
        played.account.send_code(phone.id, played.own(phone))
        played.account.give_code(played.newest_text())
        played.account.set_password(PASSWORD)
        with pytest.raises(RefusedError) as error:
            played.account.standing()
        assert refused(error) is Failure.FLOW_ENDED

    # --- coming back

    def test_a_flow_is_gone_on_with_under_the_id_of_its_case(self, accounts: Accounts, played: Played) -> None:
        contacts = played.account.open(played.persona.account_name, Purpose.RECOVER, CASE)
        begun = self.after_a_restart(accounts).resume(CASE)
        assert begun == FlowAtService(contacts, None, None, proven=False)

    def test_the_code_on_its_way_is_told_once_more(self, accounts: Accounts, played: Played) -> None:
        contacts = played.account.open(played.persona.account_name, Purpose.RECOVER, CASE)
        phone = next(contact for contact in contacts if contact.kind is ContactKind.PHONE)
        sent = played.account.send_code(phone.id, played.own(phone))
        again = self.after_a_restart(accounts)
        assert again.resume(CASE) == FlowAtService(contacts, phone.id, sent, proven=False)
        again.give_code(played.newest_text())
        assert again.resume(CASE).proven
        again.set_password(PASSWORD)
        with pytest.raises(RefusedError) as error:
            again.resume(CASE)
        assert refused(error) is Failure.FLOW_ENDED

    def test_a_call_is_still_one_after_a_restart(self, accounts: Accounts, played: Played) -> None:
        contacts = played.account.open(played.persona.account_name, Purpose.RECOVER, CASE)
        phone = next(contact for contact in contacts if contact.kind is ContactKind.PHONE)
        sent = played.account.send_code(phone.id, played.own(phone), Channel.CALL)
        assert sent.channel is Channel.CALL
        assert self.after_a_restart(accounts).resume(CASE).sent == sent

    def test_without_a_flow_there_is_nothing_to_go_on_with(self, accounts: Accounts, played: Played) -> None:
        played.account.open(played.persona.account_name, Purpose.RECOVER, CASE)
        with pytest.raises(RefusedError) as error:
            self.after_a_restart(accounts).resume("case-0002")
        assert refused(error) is Failure.FLOW_ENDED

    def test_a_flow_without_a_case_ends_with_the_app(self, accounts: Accounts, played: Played) -> None:
        played.account.open(played.persona.account_name, Purpose.RECOVER)
        with pytest.raises(RefusedError) as error:
            self.after_a_restart(accounts).resume(CASE)
        assert refused(error) is Failure.FLOW_ENDED

    def test_whose_world_it_is_is_told_once_more(self, played: Played) -> None:
        assert played.practice.persona() == played.persona

    def test_the_clock_is_the_services(self, played: Played, phone: MaskedContact) -> None:
        sent = played.account.send_code(phone.id, played.own(phone))
        assert abs(played.account.now() - sent.asked_at) < timedelta(seconds=5)
        world = played.practice.move_clock(3600)
        assert abs(played.account.now() - world.now) < timedelta(seconds=5)
        assert played.account.now() - sent.asked_at >= timedelta(hours=1)

    # --- the practice world ---

    def test_the_story_is_among_the_stories(self, played: Played) -> None:
        assert STORY in {story.id for story in played.practice.stories()}

    def test_an_unknown_story_is_refused(self, played: Played) -> None:
        with pytest.raises(RefusedError) as error:
            played.practice.start("nothing")
        assert refused(error) is Failure.UNKNOWN_SCENARIO

    def test_a_switch_can_be_set_and_unset(self, played: Played) -> None:
        switch = played.practice.look().phones[0].switches[0]
        for on in (not switch.on, switch.on):
            set_to = {each.id: each.on for each in played.practice.do(switch.id, on).phones[0].switches}
            assert set_to[switch.id] is on

    def test_an_unknown_deed_is_refused(self, played: Played) -> None:
        with pytest.raises(RefusedError) as error:
            played.practice.do("fly")
        assert refused(error) is Failure.BAD_REQUEST

    def test_a_story_begun_anew_has_a_fresh_world(self, accounts: Accounts, played: Played) -> None:
        phone = played.open_by_phone()
        played.account.send_code(phone.id, played.own(phone))
        assert played.count_texts() == 1
        assert start(accounts).count_texts() == 0
