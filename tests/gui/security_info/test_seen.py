"""The behaviours of the security info as a person sees them in the window."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, ContactUse, VerificationNotice
from secinfo_desktop.gui.security_info.calendar_button import CalendarButton
from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.pages import Section, SectionPage
from tests.gui.security_info.conftest import Open
from tests.gui.security_scene import SecurityScene, button, reads, types
from tests.gui.security_sights import (
    fresh,
    must_verify,
    nothing_there,
    noticed,
    one_phone,
    ready,
    signed_out,
    taken_over,
)
from tests.helpers.clock import START
from tests.helpers.fake_signed_in import (
    CANCEL_CODE,
    CODE,
    MAIL,
    NAME,
    PASSWORD,
    PHONE,
    RECOVERY_CODE,
    FakeSignedIn,
    in_waiting_period,
)

DAY = timedelta(days=1)


def states(scene: SecurityScene) -> list[ContactState]:
    """How far each contact counts."""
    return [its.state for its in scene.account.contacts]


def test_b2_where_an_e_mail_or_phone_is_asked_for_it_is_said_what_for(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.CONTACTS))
    assert "They are used for nothing else." in reads(scene)
    scene.presses("add-contact")
    scene.presses("What is it used for?")
    assert scene.window.words.say("security_info.add.why.body") in scene.texts()


def test_b5_who_is_not_signed_in_signs_in_first(enter: Open) -> None:
    scene = enter(signed_out())
    types(scene, NAME, PASSWORD)
    scene.presses("Sign in")
    assert "Could you get back in today?" in reads(scene)
    assert f"Account {NAME}" in reads(scene)


def test_b5_a_wrong_password_is_said_above_the_field_and_the_name_stays(enter: Open) -> None:
    scene = enter(signed_out())
    types(scene, NAME, "wrong")
    scene.presses("Sign in")
    assert "The account name or the password is not right." in reads(scene)
    assert scene.account.signed_in is False


def test_b6_contacts_are_shown_masked_and_nothing_else_of_them(enter: Open) -> None:
    text = reads(enter(FakeSignedIn(), SectionPage(Section.CONTACTS)))
    assert PHONE.contact.mask in text
    assert MAIL.contact.mask in text


def test_b7_a_new_phone_counts_after_its_code(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.CONTACTS))
    scene.presses("add-contact")
    types(scene, "+49 1512 3456742")
    scene.presses("Send the code")
    assert states(scene)[-1] is ContactState.UNPROVEN
    types(scene, CODE)
    scene.presses("Use this code")
    assert "It works: a code reached you there." in reads(scene)
    assert states(scene)[-1] is ContactState.PROVEN


def test_b7_half_a_number_is_said_at_once_and_nothing_is_sent(enter: Open) -> None:
    scene = enter(fresh(), pages.AddPage())
    types(scene, "12")
    scene.presses("Send the code")
    assert "This is not a whole phone number yet." in reads(scene)
    assert scene.account.typed == []


def test_what_the_service_refuses_stays_typed_with_its_kind(enter: Open) -> None:
    scene = enter(fresh(), pages.AddPage())
    scene.presses("An e-mail address")
    types(scene, "karin@mail.example")
    scene.account.failing.append(Failure.CONTACT_THERE)
    scene.presses("Send the code")
    assert scene.window.words.failure(Failure.CONTACT_THERE)[0] in reads(scene)
    assert scene.window.page is not None
    shown = [field.text() for field in scene.window.page.findChildren(QLineEdit) if field.isVisible()]
    assert shown == ["karin@mail.example"]


def test_a_slip_in_a_code_is_said_above_the_field_and_the_code_can_be_typed_again(enter: Open) -> None:
    scene = enter(fresh())
    scene.presses(f"Try it now, {PHONE.contact.mask}")
    types(scene, "000000")
    scene.presses("Use this code")
    assert "This code does not match the one that we sent." in reads(scene)
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.frame.page == SectionPage()


def test_b8_a_sign_in_option_is_turned_off_and_on_again_by_undo_and_the_last_one_stays(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.OPTIONS))
    scene.presses("option-o2")
    assert "Nobody can sign in with •••••••• 42 any more." in reads(scene)
    assert not button(scene, "option-o1").isEnabled()
    scene.presses("undo")
    assert all(option.is_on for option in scene.account.options)


def test_b9_who_keeps_it_has_changed_nothing(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.CONTACTS))
    scene.presses(f"Remove, {PHONE.contact.mask}")
    scene.presses("Keep it")
    assert scene.account.contacts == (PHONE, MAIL)


def test_b10_the_last_one_can_t_be_removed_and_it_is_said_why(enter: Open) -> None:
    scene = enter(replace(fresh(), contacts=(PHONE,)), SectionPage(Section.CONTACTS))
    scene.presses(f"Remove, {PHONE.contact.mask}")
    scene.presses("Remove it")
    assert scene.account.contacts == (PHONE,)
    happened, *_ = scene.window.words.failure(Failure.ADD_ONE_FIRST)
    assert happened in reads(scene)


def test_b11_who_has_none_of_these_is_led_through_the_thirty_days(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.CONTACTS))
    scene.presses("lost-all")
    assert "30 days" in reads(scene)
    scene.presses("Start with the new info")
    types(scene, "+49 1512 3456742")
    scene.presses("Go on")
    assert "+49 1512 3456742" in reads(scene)
    assert scene.account.info().replacement is None
    scene.presses("begin-replacement")
    assert scene.account.waiting is not None
    assert "Day 1 of 30" in reads(scene)
    assert "Only with your recovery code" in reads(scene)


def test_b11_who_goes_back_from_the_last_word_finds_what_was_typed(enter: Open) -> None:
    scene = enter(fresh(), pages.NewInfoPage(at_the_end=False))
    scene.presses("An e-mail address")
    types(scene, "karin@mail.example")
    scene.presses("Go on")
    scene.presses("Not yet: go back")
    assert scene.window.page is not None
    shown = [field.text() for field in scene.window.page.findChildren(QLineEdit) if field.isVisible()]
    assert shown == ["karin@mail.example"]


def test_b11_during_the_thirty_days_what_is_frozen_can_t_be_pressed_and_says_until_when(enter: Open) -> None:
    scene = enter(in_waiting_period(), SectionPage(Section.CONTACTS))
    assert not button(scene, "add-contact").isEnabled()
    assert "Not before 10 December" in reads(scene)
    scene.presses("section-options")
    assert not button(scene, "option-o1").isEnabled()
    assert "Not before 10 December" in reads(scene)
    scene.presses("section-recovery_code")
    assert not button(scene, "Make a recovery code").isEnabled()


def test_b12_password_and_sessions_can_be_changed_meanwhile(enter: Open) -> None:
    scene = enter(in_waiting_period(), SectionPage(Section.DEVICES))
    scene.presses("End all others")
    scene.presses("End them")
    assert [device.is_this for device in scene.account.devices] == [True]
    assert "Mail, calls and files work as usual." in reads(enter(in_waiting_period()))


def test_b13_the_line_of_days_shows_and_says_where_the_waiting_period_stands(enter: Open) -> None:
    scene = enter(in_waiting_period())
    bar = scene.window.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (12, 30)
    assert bar.accessibleName() == "Day 12 of 30, 18 days left"


def test_b13_the_dates_go_into_a_file_for_the_calendar(enter: Open, tmp_path: Path) -> None:
    scene = enter(in_waiting_period())
    calendar = scene.window.findChild(CalendarButton)
    assert isinstance(calendar, CalendarButton)
    calendar.save(str(tmp_path / "dates.ics"))
    assert "BEGIN:VCALENDAR" in (tmp_path / "dates.ics").read_text()
    assert "your calendar takes the dates" in reads(scene)
    calendar.save(str(tmp_path / "nowhere" / "dates.ics"))
    assert "It can’t be saved there." in reads(scene)


def test_b13_an_old_phone_that_works_again_ends_it(enter: Open) -> None:
    scene = enter(in_waiting_period())
    scene.presses(f"It works again, {MAIL.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.account.waiting is None
    assert "It is stopped. Everything stays as it was." in reads(scene)


def test_b13_this_was_not_me_without_a_password(enter: Open) -> None:
    account = in_waiting_period()
    account.signed_in = False
    scene = enter(account)
    scene.presses("cancel-without-password")
    types(scene, NAME, CANCEL_CODE)
    scene.presses("Stop it")
    assert account.waiting is None
    assert "Somebody may know your password" in reads(scene)


def test_b13_a_wrong_cancel_code_is_said_above_the_field(enter: Open) -> None:
    scene = enter(in_waiting_period())
    scene.presses("cancel-replacement")
    types(scene, "nonsense")
    scene.presses("Stop it")
    assert scene.window.words.failure(Failure.CANCEL_CODE_WRONG)[0] in reads(scene)
    assert scene.account.waiting is not None


def test_b13_after_thirty_days_the_new_info_is_entered_proven_and_then_counts(enter: Open) -> None:
    scene = enter(replace(ready(), fresh_until=START + timedelta(minutes=5)))
    scene.presses("Enter it now")
    types(scene, "+49 1512 3456742")
    scene.presses("Enter it")
    assert "Now show that your new info works" in reads(scene)
    scene.presses("Send the code")
    types(scene, CODE)
    scene.presses("Use this code")
    scene.presses("Let the new info count")
    assert "Your new security info counts from now on." in reads(scene)
    assert states(scene) == [ContactState.PROVEN]


def test_b23_the_notice_can_be_put_off_for_a_day(enter: Open) -> None:
    scene = enter(noticed())
    scene.presses("skip-notice")
    assert scene.account.notice is not None
    assert scene.account.notice.skipped_until == START + DAY
    assert "You have put it off." in reads(scene)


def test_b23_on_the_last_day_it_can_be_put_off_to_the_last_moment_and_no_farther(enter: Open) -> None:
    due = START + timedelta(hours=3)
    scene = enter(FakeSignedIn(notice=VerificationNotice(START - 7 * DAY, due)))
    assert f"the last moment is at {scene.window.words.time(due)}" in reads(scene)
    scene.presses("skip-notice")
    assert scene.account.info().notice == VerificationNotice(START - 7 * DAY, due, due)


def test_b23_verifying_one_settles_it(enter: Open) -> None:
    scene = enter(noticed())
    scene.presses("Check now")
    scene.presses(f"Try it now, {MAIL.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.account.notice is None
    assert "Can you still receive a code?" not in reads(scene)


def test_b23_after_seven_days_it_comes_before_the_account(enter: Open) -> None:
    scene = enter(must_verify())
    types(scene, NAME, PASSWORD)
    scene.presses("Sign in")
    assert "First make sure that a code reaches you" in reads(scene)
    scene.presses(f"Send a code to {PHONE.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.frame.page == SectionPage()


def test_after_a_takeover_a_code_and_then_a_new_password_lead_in(enter: Open) -> None:
    scene = enter(taken_over())
    types(scene, NAME, PASSWORD)
    scene.presses("Sign in")
    assert "First a code" in reads(scene)
    scene.presses(f"Send a code to {PHONE.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert "First choose a new password" in reads(scene)
    types(scene, "six quiet lanterns by the sea")
    scene.presses("Set the new password")
    assert scene.frame.page == SectionPage()


def test_after_a_takeover_whoever_has_nothing_old_hears_of_the_other_way_in(enter: Open) -> None:
    account = taken_over()
    account.contacts = tuple(replace(its, is_old=False) for its in account.contacts)
    scene = enter(account)
    types(scene, NAME, PASSWORD)
    scene.presses("Sign in")
    assert "I forgot my password" in reads(scene)


def test_b25_advice_add_first_and_remove_only_what_is_a_risk(enter: Open) -> None:
    text = reads(enter(FakeSignedIn(), SectionPage(Section.CONTACTS)))
    assert "Add something new first, then remove" in text
    assert "only if it is a risk" in text


def test_b25_advice_leads_to_what_it_advises(enter: Open) -> None:
    scene = enter(one_phone())
    scene.presses("advice-add_second")
    assert scene.frame.page == pages.AddPage()


def test_b29_the_recovery_code_is_seen_once_and_copied_for_a_minute(enter: Open) -> None:
    from PySide6.QtGui import QGuiApplication

    scene = enter(fresh(), SectionPage(Section.RECOVERY_CODE))
    scene.presses("Make a new one")
    assert "The one on your paper is worth nothing from then on." in "".join(
        one.text() for one in scene.subject.findChildren(QLabel)
    )
    scene.presses("Make a new one")
    assert RECOVERY_CODE in reads(scene)
    scene.presses("Copy it for a minute")
    assert QGuiApplication.clipboard().text() == RECOVERY_CODE
    scene.presses("I have it on paper")
    assert RECOVERY_CODE not in reads(scene)
    QGuiApplication.clipboard().clear()


def test_uses_can_be_chosen_and_undone_where_there_is_a_second_step(enter: Open) -> None:
    scene = enter(replace(fresh(), second_step=True), SectionPage(Section.CONTACTS))
    scene.presses(f"Code after the password, {PHONE.contact.mask}: On")
    scene.presses(f"Send a code to {PHONE.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.account.contacts[0].uses == {ContactUse.RECOVERY}
    scene.presses("undo")
    assert scene.account.contacts[0].uses == frozenset(ContactUse)


def test_this_computer_is_made_known_only_on_demand_and_only_with_a_safe_place(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.DEVICES))
    scene.presses("Make this computer known")
    assert scene.account.is_enrolled
    assert "no safe place" in reads(enter(nothing_there(), SectionPage(Section.DEVICES)))
