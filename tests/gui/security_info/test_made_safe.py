"""Recent activity, and the way to a safe account after "this was not me" (B4)."""

from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.pages import Section, SectionPage, SecureStep
from tests.gui.security_info.conftest import Open
from tests.gui.security_scene import reads, types
from tests.gui.security_sights import fresh
from tests.helpers.fake_signed_in import CANCEL_CODE, in_waiting_period


def test_b4_activity_is_filtered_searched_and_leads_to_securing_the_account(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.ACTIVITY))
    scene.presses("filter-sign_in")
    assert "2 entries" in reads(scene)
    types(scene, "chrome")
    assert "1 entry" in reads(scene)
    scene.presses("not-me-a2")
    assert scene.frame.page == pages.SecurePage(SecureStep.PASSWORD)
    types(scene, "four red boats at noon")
    scene.presses("Set the new password")
    scene.presses("End all others")
    scene.presses("End them")
    assert "Are these all yours?" in reads(scene)
    scene.presses("They are all mine")
    assert "Your account is in your hands." in reads(scene)


def test_b4_who_makes_the_account_safe_stops_a_strangers_replacement_on_the_way(enter: Open) -> None:
    scene = enter(in_waiting_period(2), pages.SecurePage(SecureStep.CONTACTS))
    assert "This was asked for on" in reads(scene)
    scene.presses("cancel-replacement")
    types(scene, CANCEL_CODE)
    scene.presses("Stop it")
    assert "Are these all yours?" in reads(scene)
    assert "Day 2 of 30" not in reads(scene)
    scene.presses("They are all mine")
    assert scene.frame.page == SectionPage()


def test_b4_where_nobody_else_was_signed_in_it_is_said_in_words(enter: Open) -> None:
    account = fresh()
    account.devices = account.devices[:1]
    scene = enter(account, pages.SecurePage(SecureStep.SESSIONS))
    scene.presses("End all others")
    scene.presses("End them")
    assert "Nobody else was signed in." in reads(scene)
