"""The client of a signed-in person over HTTP, with a practice service in a process of its own."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import (
    ActivityKind,
    ContactState,
    SecurityContact,
    SessionPurpose,
    SessionStage,
)
from secinfo_desktop.recovery.ports import Persona, Practice, RefusedError
from secinfo_desktop.security_info.ports import SignedInAccount, TypedContact

STORY = "one-outdated-phone"
NEW_ADDRESS = TypedContact(ContactKind.EMAIL, "oskar@mail.example")


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBackend]:
    running = EmbeddedBackend(practice_settings(tmp_path_factory.mktemp("practice")))
    yield running
    running.stop()


class Day:
    """A good day of a made-up person."""

    def __init__(self, accounts: DesktopAccounts, story: str = STORY) -> None:
        self.practice: Practice = accounts.practice()
        self.persona: Persona = self.practice.start(story)
        self.account: SignedInAccount = accounts.signed_in("practice")

    def sign_in(self) -> None:
        """With the password that the person knows."""
        standing = self.account.sign_in(self.persona.account_name, self.persona.password or "")
        assert standing.stage is SessionStage.OPEN

    def newest_mail(self) -> str:
        """The code in the newest mail, in whatever folder it lies."""
        world = self.practice.move_clock(120)
        mails = [mail for folder in world.mailboxes[0].folders for mail in folder.mails]
        codes = [code for mail in sorted(mails, key=lambda its: its.at) if (code := code_in(mail.text))]
        return codes[-1]


@pytest.fixture
def day(backend: EmbeddedBackend) -> Day:
    return Day(DesktopAccounts((), backend.address, clock.now))


def refused(day: Day) -> Failure:
    """Why the account is not shown."""
    with pytest.raises(RefusedError) as error:
        day.account.info()
    return error.value.failure


def removal(day: Day, contact: SecurityContact) -> Failure | None:
    """What becomes of removing a contact."""
    try:
        day.account.remove_contact(contact.contact.id)
    except RefusedError as refused:
        return refused.failure
    return None


def test_b5_who_is_not_signed_in_is_asked_to_sign_in_first(day: Day) -> None:
    assert not day.account.is_signed_in
    assert refused(day) is Failure.NOT_SIGNED_IN


def test_a_wrong_password_signs_nobody_in(day: Day) -> None:
    with pytest.raises(RefusedError) as error:
        day.account.sign_in(day.persona.account_name, "nothing like it at all")
    assert error.value.failure is Failure.SIGN_IN_WRONG
    assert not day.account.is_signed_in


def test_b6_a_signed_in_person_sees_contacts_masked(day: Day) -> None:
    day.sign_in()
    (phone,) = day.account.info().contacts
    assert phone.contact.mask.endswith("61")
    assert re.sub(r"\D", "", phone.contact.mask) == "61"
    assert phone.state is ContactState.PROVEN


def test_b7_a_new_contact_counts_once_its_code_was_given_back(day: Day) -> None:
    day.sign_in()
    added = day.account.add_contact(NEW_ADDRESS)
    assert added.state is ContactState.UNPROVEN
    day.account.send_code(SessionPurpose.VERIFY, added.contact.id)
    day.account.give_code(day.newest_mail())
    found = day.account.info().contact(added.contact.id)
    assert found is not None
    assert found.state is ContactState.PROVEN


def test_b9_b10_the_last_contact_goes_after_another_one_has_been_there_for_thirty_days(day: Day) -> None:
    day.sign_in()
    (old,) = day.account.info().contacts
    assert removal(day, old) is Failure.ADD_ONE_FIRST
    added = day.account.add_contact(NEW_ADDRESS)
    day.account.send_code(SessionPurpose.VERIFY, added.contact.id)
    day.account.give_code(day.newest_mail())
    assert [its.is_old for its in day.account.info().contacts] == [True, False]
    assert removal(day, old) is Failure.OLD_CONTACT_NEEDED
    day.practice.move_clock(31 * 24 * 3600)
    day.sign_in()
    assert removal(day, old) is Failure.OLD_CONTACT_NEEDED
    day.account.send_code(SessionPurpose.PROVE, added.contact.id)
    day.account.give_code(day.newest_mail())
    assert removal(day, old) is None
    assert [its.contact.id for its in day.account.info().contacts] == [added.contact.id]


def test_before_a_change_a_proof_is_asked_for_that_is_not_older_than_five_minutes(day: Day) -> None:
    day.sign_in()
    day.practice.move_clock(301)
    with pytest.raises(RefusedError) as error:
        day.account.add_contact(NEW_ADDRESS)
    assert error.value.failure is Failure.PROOF_NEEDED
    standing = day.account.prove_by_password(day.persona.password or "")
    assert standing.fresh_until is not None
    assert standing.fresh_until - day.account.now() > timedelta(minutes=4)
    day.account.add_contact(NEW_ADDRESS)


def test_who_signs_out_is_out_here_and_at_the_service(day: Day) -> None:
    day.sign_in()
    day.account.sign_out()
    assert not day.account.is_signed_in
    assert refused(day) is Failure.NOT_SIGNED_IN


def test_a_session_that_the_service_has_ended_is_forgotten_here(day: Day) -> None:
    day.sign_in()
    day.practice.move_clock(25 * 3600)
    assert refused(day) is Failure.NOT_SIGNED_IN
    assert not day.account.is_signed_in


def test_a_new_password_ends_the_other_sessions(backend: EmbeddedBackend, day: Day) -> None:
    other = DesktopAccounts((), backend.address, clock.now).signed_in("practice")
    day.sign_in()
    other.sign_in(day.persona.account_name, day.persona.password or "")
    assert len(day.account.sessions()) == 2
    assert day.account.change_password("three owls in a barn") == 1
    assert [session.is_this for session in day.account.sessions()] == [True]
    with pytest.raises(RefusedError):
        other.info()


def test_a_computer_is_known_once_the_person_asks_for_it_until_they_forget_it(day: Day) -> None:
    day.sign_in()
    assert (day.account.can_enrol, day.account.is_enrolled, day.account.computers()) == (True, False, ())
    day.account.enrol()
    (computer,) = day.account.computers()
    assert day.account.is_enrolled
    day.account.forget_computer(computer.id)
    assert (day.account.is_enrolled, day.account.computers()) == (False, ())


def test_the_days_of_a_known_computer_begin_anew_with_every_sign_in(day: Day) -> None:
    day.sign_in()
    day.account.enrol()
    before = day.account.computers()[0].ends_at
    day.practice.move_clock(10 * 86_400)
    day.sign_in()
    assert day.account.computers()[0].ends_at - before >= timedelta(days=10)


def test_b29_a_recovery_code_is_told_once_and_a_new_one_takes_its_place(day: Day) -> None:
    day.sign_in()
    first, second = day.account.make_recovery_code(), day.account.make_recovery_code()
    assert first != second
    assert day.account.info().recovery_code_made_at is not None


def test_b4_what_was_done_is_told_newest_first(day: Day) -> None:
    day.sign_in()
    day.account.make_recovery_code()
    events = day.account.activity()
    assert {ActivityKind.SIGN_IN, ActivityKind.CHANGE} <= {event.kind for event in events}
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
