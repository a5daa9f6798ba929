"""What goes wrong outside, and what stays on a page of the security info."""

from dataclasses import replace

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area
from secinfo_desktop.gui.parts import CodeField, Field
from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.pages import Section, SectionPage
from tests.gui.security_info.conftest import Open
from tests.gui.security_reading import button, reads, types
from tests.gui.security_sights import fresh, out_of_reach
from tests.helpers.fake_signed_in import PHONE, in_waiting_period


def test_trouble_outside_is_said_and_the_page_stays(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.DEVICES))
    scene.account.failing.append(Failure.UNREACHABLE)
    scene.presses("End all others")
    scene.presses("End them")
    assert "We can’t reach the account service." in reads(scene)
    assert len(scene.account.devices) == 3


def test_an_account_that_can_t_be_seen_at_first_can_be_tried_again(enter: Open) -> None:
    scene = enter(out_of_reach())
    assert "We can’t reach the account service." in reads(scene)
    scene.presses("Try again now")
    assert "Could you get back in today?" in reads(scene)


@pytest.mark.parametrize("page", [pages.AddPage(), pages.CancelPage(signed_in=True)])
def test_what_was_typed_stays_in_another_look(enter: Open, page: pages.Page) -> None:
    scene = enter(in_waiting_period() if isinstance(page, pages.CancelPage) else fresh(), page)
    types(scene, "something typed")
    scene.window.prefer(replace(scene.window.preferences, scale=1.5))
    assert scene.window.page is not None
    assert "something typed" in [field.text() for field in scene.window.page.findChildren(Field)]


def test_the_code_field_takes_a_code_from_anywhere_on_the_page(enter: Open) -> None:
    scene = enter(fresh())
    scene.presses(f"Try it now, {PHONE.contact.mask}")
    assert scene.window.page is not None
    assert isinstance(scene.window.page.code_field(), CodeField)


def test_every_area_that_can_be_frozen_says_so(enter: Open) -> None:
    account = in_waiting_period()
    assert set(account.info().frozen) == set(Area) - {Area.BILLING}
    scene = enter(account, SectionPage(Section.DEVICES))
    assert not button(scene, "Make this computer known").isEnabled()
