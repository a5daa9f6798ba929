"""Sixty hostile texts in every text that a service says of an account: none does harm on any page that shows it."""

from dataclasses import replace

import pytest

from secinfo_desktop.gui.security_info.contacts import ContactsView
from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.acts import RemoveContact
from secinfo_desktop.security_info.pages import Section, SectionPage, SecureStep
from tests.gui.hostile import harm
from tests.gui.security_info.conftest import Open
from tests.helpers.fake_signed_in import ACTIVITY, COMPUTERS, MAIL, OPTIONS, PHONE, SESSIONS, FakeSignedIn
from tests.helpers.hostile_words import Bait, of

WORDS = of(Bait("http://127.0.0.1:9", "/nowhere/bait.png"))
PAGES: tuple[pages.Page, ...] = (
    *(SectionPage(section) for section in Section),
    pages.AddPage(PHONE),
    pages.SecurePage(SecureStep.CONTACTS),
)


def hostile(first: int) -> FakeSignedIn:
    """An account of which everything is called by hostile texts, another one each."""
    turned = iter((*WORDS[first:], *WORDS[:first]))
    account = FakeSignedIn()
    account.contacts = tuple(
        replace(its, contact=replace(its.contact, mask=next(turned))) for its in (PHONE, MAIL, replace(PHONE))
    )
    account.options = tuple(replace(option, mask=next(turned)) for option in OPTIONS)
    account.devices = tuple(replace(device, device=next(turned)) for device in SESSIONS)
    account.known = tuple(replace(computer, device=next(turned)) for computer in COMPUTERS)
    account.happened = tuple(replace(one, device=next(turned), event=next(turned)) for one in ACTIVITY)
    return account


@pytest.mark.parametrize("page", PAGES, ids=[f"{type(page).__name__}-{place}" for place, page in enumerate(PAGES)])
@pytest.mark.parametrize("first", range(0, len(WORDS), 12))
def test_no_text_of_a_service_does_harm(enter: Open, page: pages.Page, first: int) -> None:
    scene = enter(hostile(first), page)
    assert harm(scene.window) == []


def test_no_text_of_a_service_does_harm_in_a_question(enter: Open) -> None:
    for first in range(0, len(WORDS), 6):
        scene = enter(hostile(first), SectionPage(Section.CONTACTS))
        page = scene.window.page
        assert isinstance(page, ContactsView)
        page.asked.emit(RemoveContact(scene.account.contacts[0].contact))
        assert harm(scene.subject) == []
