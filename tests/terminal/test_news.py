"""News is told once, when it has come."""

from dataclasses import replace
from datetime import UTC

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.ports import World
from secinfo_desktop.terminal.news import News
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_practice import ADDRESS, NUMBER, FakePractice
from tests.terminal.frames import SENT, frame

PAGE = frame(pages.StartPage())
PHONE_NEWS = "There is a new message on the phone. Type phone to read it."
MAIL_NEWS = "There is a new message in the inbox. Type mail to read it."


def told(news: News, world: World | None) -> list[str]:
    return news.since_last_time(PAGE, world)


def test_a_message_is_told_once() -> None:
    clock = FrozenClock()
    practice, news = FakePractice(clock), News(Words(clock, zone=UTC))
    practice.receive(Channel.SMS, NUMBER, "481906", "KR")
    assert told(news, practice.look()) == [PHONE_NEWS]
    assert told(news, practice.look()) == []


def test_a_call_is_told_once() -> None:
    clock = FrozenClock()
    practice, news = FakePractice(clock), News(Words(clock, zone=UTC))
    practice.receive(Channel.CALL, NUMBER, "481906", "KR")
    assert told(news, practice.look()) == ["The phone rings. Type phone to hear what the voice says."]
    assert told(news, practice.look()) == []


def test_the_next_message_is_news_again() -> None:
    clock = FrozenClock()
    practice, news = FakePractice(clock), News(Words(clock, zone=UTC))
    practice.receive(Channel.EMAIL, ADDRESS, "481906", "KR")
    assert told(news, practice.look()) == [MAIL_NEWS]
    practice.receive(Channel.EMAIL, ADDRESS, "481907", "KS")
    assert told(news, practice.look()) == [MAIL_NEWS]


def test_what_lies_in_junk_or_in_a_closed_mailbox_is_no_news() -> None:
    clock = FrozenClock()
    practice, news = FakePractice(clock), News(Words(clock, zone=UTC))
    practice.start("junk-folder")
    practice.receive(Channel.EMAIL, ADDRESS, "481906", "KR")
    assert told(news, practice.look()) == []
    practice.start("first-visit")
    practice.receive(Channel.EMAIL, ADDRESS, "481907", "KS")
    world = practice.look()
    closed = replace(world, mailboxes=tuple(replace(mailbox, is_open=False) for mailbox in world.mailboxes))
    assert told(news, closed) == []


def test_the_end_of_the_wait_is_told_once_it_has_come() -> None:
    clock = FrozenClock()
    news, waiting = News(Words(clock, zone=UTC)), replace(PAGE, code=SENT)
    assert news.since_last_time(waiting, None) == []
    clock.advance(minutes=1)
    assert news.since_last_time(waiting, None) == ["You can ask for another code now"]
    assert news.since_last_time(waiting, None) == []


def test_a_wait_that_was_over_before_the_page_came_is_no_news() -> None:
    clock = FrozenClock()
    clock.advance(minutes=5)
    assert News(Words(clock, zone=UTC)).since_last_time(replace(PAGE, code=SENT), None) == []
