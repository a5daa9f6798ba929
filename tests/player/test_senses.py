"""What the simulated person sees, and which code they take."""

from dataclasses import replace
from datetime import timedelta

from secinfo_desktop.backend.delivery.message_words import MessageWords, ShownCode
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.player.senses import Message, PracticeSenses, Sight, code_with_tag
from secinfo_desktop.recovery.ports import World
from secinfo_desktop.texts.catalogues import SOURCE
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack
from tests.helpers.fake_practice import ADDRESS, NUMBER, FakePractice

RIGHT = Message("481 906 is your Example code (tag KR). It works for 10 minutes.")
STRANGERS = Message("999 999 is your Example code (tag ZZ). It works for 10 minutes.")


def test_the_code_of_the_message_with_the_tag_is_taken() -> None:
    assert code_with_tag((RIGHT, STRANGERS), "KR") == "481906"


def test_a_strangers_code_is_left_alone() -> None:
    assert code_with_tag((STRANGERS,), "KR") is None


def test_two_letters_inside_a_word_are_no_tag() -> None:
    assert code_with_tag((Message("481 906 from DARKROOM"),), "KR") is None


def test_the_newest_message_with_the_tag_counts() -> None:
    assert code_with_tag((RIGHT, Message("111 222 (tag KR)")), "KR") == "111222"


def test_a_message_without_a_code_gives_none() -> None:
    assert code_with_tag((Message("tag KR"),), "KR") is None


def test_a_message_shows_nothing_of_itself() -> None:
    assert "481" not in repr(RIGHT)


def full_world() -> FakePractice:
    practice = FakePractice(FrozenClock())
    practice.receive(Channel.SMS, NUMBER, "111111", "AA")
    practice.receive(Channel.EMAIL, ADDRESS, "222222", "BB")
    practice.start("junk-folder")
    practice.receive(Channel.SMS, NUMBER, "111111", "AA")
    practice.receive(Channel.EMAIL, ADDRESS, "333333", "CC")
    return practice


def found(sight: Sight) -> list[bool]:
    messages = PracticeSenses(full_world()).look(sight)
    return [code_with_tag(messages, tag) is not None for tag in ("AA", "CC")]


def test_junk_is_not_in_plain_sight() -> None:
    assert found(Sight.PLAIN) == [True, False]
    assert found(Sight.JUNK) == [False, True]
    assert found(Sight.EVERYWHERE) == [True, True]


def test_what_a_voice_says_sign_by_sign_is_written_down_together() -> None:
    practice = FakePractice(FrozenClock())
    practice.receive(Channel.CALL, NUMBER, "481906", "KR")
    messages = PracticeSenses(practice).look(Sight.PLAIN)
    assert code_with_tag(messages, "KR") == "481906"
    assert code_with_tag(messages, "RK") is None


def test_the_words_of_the_service_are_understood_in_a_call() -> None:
    practice = SpeakingPractice(FrozenClock())
    practice.receive(Channel.CALL, NUMBER, "048106", "KM")
    assert code_with_tag(PracticeSenses(practice).look(Sight.PLAIN), "KM") == "048106"


class SpeakingPractice(FakePractice):
    """A world in which the service's own words arrive."""

    def letter(self, channel: Channel, code: str, tag: str) -> tuple[str, str]:
        """What the service says."""
        written = MessageWords(example_pack(), SOURCE).code(channel, ShownCode(code, tag, timedelta(minutes=10)))
        return written.subject, written.text


class ClosedPractice(FakePractice):
    """Nobody is signed in to any mailbox."""

    def look(self) -> World:
        world = super().look()
        return replace(world, mailboxes=tuple(replace(mailbox, is_open=False) for mailbox in world.mailboxes))


def test_a_closed_mailbox_is_not_read() -> None:
    practice = ClosedPractice(FrozenClock())
    practice.receive(Channel.EMAIL, ADDRESS, "222222", "BB")
    assert list(PracticeSenses(practice).look(Sight.EVERYWHERE)) == []
