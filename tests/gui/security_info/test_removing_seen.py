"""Removing an e-mail or phone as a person sees it: the question, and a code to one that has long been there (B9)."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.pages import Section, SectionPage
from tests.gui.security_info.conftest import Open
from tests.gui.security_scene import reads, types
from tests.gui.security_sights import all_young, fresh
from tests.helpers.fake_signed_in import CODE, MAIL, PHONE, FakeSignedIn


def test_b9_removing_asks_in_plain_words_and_then_for_a_code_to_an_old_one(enter: Open) -> None:
    scene = enter(FakeSignedIn(), SectionPage(Section.CONTACTS))
    scene.presses(f"Remove, {PHONE.contact.mask}")
    assert "A code can no longer go there." in "".join(one.text() for one in scene.subject.findChildren(QLabel))
    scene.presses("Remove it")
    assert scene.frame.page == pages.OldContactPage()
    scene.presses(f"Send a code to {PHONE.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.account.contacts == (MAIL,)
    assert "is removed" in reads(scene)


def test_b9_no_code_is_offered_to_one_that_is_not_old(enter: Open) -> None:
    scene = enter(replace(fresh(), contacts=(PHONE, replace(MAIL, is_old=False))), SectionPage(Section.CONTACTS))
    scene.presses(f"Remove, {PHONE.contact.mask}")
    scene.presses("Remove it")
    offered = "".join(f"{one.text()} {one.accessibleName()}" for one in scene.buttons())
    assert PHONE.contact.mask[-2:] in offered
    assert MAIL.contact.mask[-6:] not in offered


def test_b9_who_has_no_old_one_is_told_so_and_led_to_replace_them_all(enter: Open) -> None:
    scene = enter(all_young(), SectionPage(Section.CONTACTS))
    scene.presses(f"Remove, {PHONE.contact.mask}")
    scene.presses("Remove it")
    assert "has been there for 30 days yet" in reads(scene)
    scene.presses("lost-all")
    assert scene.frame.page == pages.ReplacePage()


def test_a_code_after_the_password_is_asked_for_by_a_code_to_an_old_one(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.OPTIONS))
    scene.presses("A code after the password: Off")
    assert scene.frame.page == pages.OldContactPage()
    assert "Before this change we need a code." in reads(scene)
    scene.presses(f"Send a code to {PHONE.contact.mask}")
    types(scene, CODE)
    scene.presses("Use this code")
    assert scene.account.second_step
