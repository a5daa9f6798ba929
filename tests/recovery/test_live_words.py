"""What is said about a shared case: every action and every end has its sentences, and no name gets in the way."""

from dataclasses import replace

import pytest

from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.recovery import live_words, said
from secinfo_desktop.recovery.live_pages import AgentAsksPage, Company, HelpNews, ReadNumberPage
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import START, FrozenClock
from tests.helpers.walk import Walk

LANGUAGES = ("en", "de")


def words(language: str = "en") -> Words:
    return Words(FrozenClock(), language)


def test_a_number_is_said_in_groups_and_read_digit_by_digit() -> None:
    assert live_words.grouped("48190627") == "4819\u00a00627"
    assert live_words.spelled("48190627", words()).endswith("4, 8, 1, 9, 0, 6, 2, 7")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", [None, *StaffAction])
def test_every_action_is_named_in_what_is_allowed(language: str, action: StaffAction | None) -> None:
    title = live_words.give_title(ReadNumberPage("Rosa", action, START), words(language))
    assert live_words.action_words(action, words(language)) in title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("news", HelpNews)
def test_everything_that_becomes_of_it_is_said(language: str, news: HelpNews) -> None:
    assert live_words.news(news, words(language)).text


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "\n\n"])
def test_who_has_no_name_is_somebody_at_the_helpdesk(name: str) -> None:
    title = live_words.asks_title(AgentAsksPage(name, ""), words())
    assert title == "Somebody at the helpdesk wants to join. Did you call?"


def test_a_name_is_one_line_and_has_an_end() -> None:
    name = live_words.name_of("Rosa\nLind" + "x" * 500, words())
    assert "\n" not in name
    assert len(name) <= live_words.LONGEST_NAME


def test_without_a_known_phone_nobody_is_sent_to_one() -> None:
    walk = Walk()
    walk.says(said.Began(said.Start.NO_CODE))
    assert "that you know" in live_words.hang_up(walk.frame, words())[1]


def test_with_a_pack_the_number_of_the_pack_is_dialled() -> None:
    walk = Walk()
    walk.waits_for_code()
    pack = walk.frame.pack
    assert pack is not None
    assert pack.help_phone
    assert pack.help_phone in live_words.hang_up(walk.frame, words())[1]
    bare = replace(walk.frame, pack=replace(pack, help_phone=None))
    assert pack.help_phone not in live_words.hang_up(bare, words())[1]


def test_who_was_verified_an_hour_ago_is_verified_no_more() -> None:
    its = Company("Rosa", "Example", verified_until=START)
    assert len(live_words.company(its, words())) == 1
