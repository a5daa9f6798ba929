"""What is written to people: the code, its tag and how long it works, and one text message at most."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from secinfo_desktop import resources
from secinfo_desktop.backend.delivery import message_words
from secinfo_desktop.backend.delivery.message_words import MessageWords, ShownCode, too_long
from secinfo_desktop.backend.delivery.transport import NotNow
from secinfo_desktop.backend.delivery.writing import Style, Writer
from secinfo_desktop.backend.services.records import Letter, MessageKind
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.segments import is_one_segment
from secinfo_desktop.texts import LANGUAGES
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, ServiceBench, example_pack

ORIGIN = "accounts.example.org"
_WITHOUT_HELP = {
    MessageKind.REPLACEMENT_STARTED,
    MessageKind.REPLACEMENT_WAITS,
    MessageKind.REPLACEMENT_READY,
    MessageKind.REPLACEMENT_CANCELLED,
    MessageKind.NEW_INFO_NAMED,
    MessageKind.NEW_INFO_READY,
}
"""Their text messages have no room for whom to ask: what to do is told with a code, or is nothing."""
SHOWN = ShownCode("048106", "KM", timedelta(minutes=10))


@pytest.fixture(params=LANGUAGES)
def letters(request: pytest.FixtureRequest, bench: ServiceBench) -> list[Letter]:
    """One letter of each kind on each channel, in one language."""
    style = Style(str(request.param))
    writer = Writer(bench.store.accounts, bench.store.flows, bench.store.replacements, bench.keys, bench.pack, style)
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
    assert all(is_one_segment(text) for text in texts)


@pytest.mark.parametrize("name", resources.names("providers", ".toml"))
def test_every_pack_that_comes_along_has_texts_of_one_segment(name: str) -> None:
    pack = providers.parse(resources.text(f"providers/{name}"))
    assert too_long(pack) == ()
    assert too_long(replace(pack, web_origin=ORIGIN)) == ()


def test_a_pack_whose_texts_would_be_two_segments_is_found_out() -> None:
    assert too_long(replace(example_pack(), brand="The Example Organisation of " + "very " * 12))
    no_help = {MessageKind.CODE, *_WITHOUT_HELP}
    assert too_long(replace(example_pack(), help_name="жители " * 3, translations={})) == tuple(
        f"{kind} ({language})" for language in LANGUAGES for kind in MessageKind if kind not in no_help
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_message_is_no_longer_than_the_english_one(language: str) -> None:
    """So that no pack that was good is refused for a language that its service does not speak."""

    def longest(language: str) -> tuple[int, int]:
        texts_of = message_words._longest_texts(MessageWords(example_pack(), language), example_pack())
        return len(texts_of.pop(MessageKind.CODE)), max(len(text) for text in texts_of.values())

    assert all(its <= english for its, english in zip(longest(language), longest("en"), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_names_who_helps_in_its_own_language(language: str) -> None:
    pack = example_pack()
    written = MessageWords(pack, language).notice(MessageKind.PASSWORD_CHANGED, Channel.SMS)
    assert pack.help_in(language).name in written.text


def test_a_code_is_bound_to_the_page_only_if_the_pack_names_one() -> None:
    bound = MessageWords(replace(example_pack(), web_origin=ORIGIN), "en").code(Channel.SMS, SHOWN).text
    assert bound.splitlines()[-1] == f"@{ORIGIN} #048106"
    assert code_in(bound) == "048106"
    assert "@" not in MessageWords(example_pack(), "en").code(Channel.SMS, SHOWN).text
    assert "@" not in MessageWords(replace(example_pack(), web_origin=ORIGIN), "en").code(Channel.EMAIL, SHOWN).text


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(minutes=10), "for 10 minutes."),
        (timedelta(minutes=9, seconds=59), "for 9 minutes."),
        (timedelta(minutes=1, seconds=59), "for 1 minute."),
        (timedelta(seconds=5), "for 1 minute."),
    ],
)
def test_a_message_says_how_long_its_code_works(left: timedelta, said: str) -> None:
    for channel in Channel:
        text = MessageWords(example_pack(), "en").code(channel, replace(SHOWN, left=left)).text
        assert f"It works {said}" in text


def test_a_message_that_leaves_late_promises_less(bench: ServiceBench) -> None:
    bench.way_out.failure = NotNow()
    bench.ask(bench.open_flow())
    bench.way_out.failure = None
    bench.clock.advance(minutes=4, seconds=30)
    bench.worker.deliver_due()
    assert "for 5 minutes" in bench.way_out.letters[-1].text


def test_no_message_says_a_clock_time(letters: list[Letter]) -> None:
    for letter in letters:
        assert not re.search(r"\d{1,2}:\d{2}|UTC", letter.text)


def test_the_packs_subjects_are_taken() -> None:
    pack = replace(example_pack(), code_subject="{brand} hello {tag}", notice_subject="{name} news")
    words = MessageWords(pack, "en")
    assert words.code(Channel.EMAIL, SHOWN).subject == "Example hello KM"
    assert words.notice(MessageKind.PASSWORD_CHANGED, Channel.EMAIL).subject == "Example Organisation news"


def test_a_code_comes_with_its_tag_and_a_warning(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    for place, typed in enumerate(("+49 171 3920041", MAIL)):
        asked = bench.ask(flow, typed, place)
        letter = bench.way_out.letters[-1]
        assert re.search(rf"[Tt]ag:? {asked.tag}\b", letter.text)
        assert re.search("Never give (it|this code) to anyone", letter.text)
        assert "ask for it" in letter.text


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
    notices = [letter for letter in letters if re.search("password|Passwort", letter.text)]
    assert len(notices) == 2
    for notice in notices:
        assert re.search("not you|Waren Sie das nicht", notice.text)
        assert re.search("(helpdesk of|Helpdesk von) Example Organisation", notice.text)


def test_a_letter_shows_neither_address_nor_text(letters: list[Letter]) -> None:
    for letter in letters:
        assert letter.destination not in repr(letter)
        assert letter.text not in repr(letter)
