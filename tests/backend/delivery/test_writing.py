"""What is written to people: the code, its tag and end, and never more than a phone takes in one message."""

import re
from datetime import timedelta, timezone

import pytest

from secinfo_desktop.backend.delivery.writing import Style, Writer
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.texts import LANGUAGES
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, ServiceBench

GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
ONE_SEGMENT = 160
FAR_ZONE = timezone(timedelta(hours=13, minutes=45), "+1345")


@pytest.fixture(params=LANGUAGES)
def letters(request: pytest.FixtureRequest, bench: ServiceBench) -> list[Letter]:
    """One letter of each kind on each channel, in one language and the longest zone."""
    style = Style(str(request.param), FAR_ZONE)
    writer = Writer(bench.store.accounts, bench.store.flows, bench.keys, bench.pack, style)
    bench.worker._write = writer.write
    flow = bench.open_flow()
    bench.ask(flow, MAIL, 1)
    bench.ask(flow)
    bench.give(flow, bench.newest_code())
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    return bench.way_out.letters


def test_a_text_message_is_one_segment(letters: list[Letter]) -> None:
    texts = [letter.text for letter in letters if letter.channel is Channel.SMS]
    assert len(texts) == 2
    for text in texts:
        assert len(text) <= ONE_SEGMENT
        assert set(text) <= set(GSM)


def test_a_code_comes_with_its_tag_its_end_and_a_warning(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    for place, typed in enumerate(("+49 171 3920041", MAIL)):
        asked = bench.ask(flow, typed, place)
        letter = bench.way_out.letters[-1]
        assert re.search(rf"[Tt]ag:? {asked.tag}\b", letter.text)
        assert asked.ends_at.astimezone().strftime("%H:%M") in letter.text
        assert "Never give this code to anyone" in letter.text
        assert "will ask for it" in letter.text


def test_no_code_stands_in_a_subject(letters: list[Letter]) -> None:
    for letter in letters:
        assert not any(sign.isdigit() for sign in letter.subject)


def test_the_subject_of_a_code_has_its_tag(bench: ServiceBench) -> None:
    asked = bench.ask(bench.open_flow(), MAIL, 1)
    assert asked.tag in bench.way_out.letters[-1].subject


def test_senders_come_from_the_pack(bench: ServiceBench, letters: list[Letter]) -> None:
    senders = {(letter.channel, letter.sender) for letter in letters}
    assert senders == {(Channel.SMS, bench.pack.text_sender), (Channel.EMAIL, bench.pack.sender_address)}


def test_a_notice_says_what_to_do_if_it_was_not_you(letters: list[Letter]) -> None:
    notices = [letter for letter in letters if "password" in letter.text]
    assert len(notices) == 2
    for notice in notices:
        assert "not you" in notice.text
        assert "helpdesk of Example Organisation" in notice.text


def test_a_letter_shows_neither_address_nor_text(letters: list[Letter]) -> None:
    for letter in letters:
        assert letter.destination not in repr(letter)
        assert letter.text not in repr(letter)
