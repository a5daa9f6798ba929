"""Comparing the sender of a message on the way (B17): never an effect, kept in memory only, never called genuine."""

import re

import pytest

from secinfo_desktop import texts
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.senders import Match, Sign
from secinfo_desktop.guide import case_json
from secinfo_desktop.recovery import pages, said, sender_words
from secinfo_desktop.recovery.said import SeenContact, Start, TimesAsked
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION
from tests.helpers.walk import Walk
from tests.texts.test_sentences import sentences

RIGHT = "account-security@accounts.example.org"
TRICK = RIGHT.replace("example", "examp1e")


def waits_for_mail() -> Walk:
    walk = Walk()
    walk.waits_for_code("email", "rowan.hale@post.example")
    return walk


def compares(walk: Walk, sender: str) -> pages.SenderPage:
    walk.says(said.WantsSenderCheck(), said.GaveSender(sender))
    assert isinstance(walk.page, pages.SenderPage)
    return walk.page


def told(walk: Walk, sender: str) -> sender_words.Told:
    found = sender_words.told(compares(walk, sender), walk.frame, Words(walk.accounts.clock))
    assert found is not None
    return found


def test_the_sender_of_a_mail_is_compared_while_it_is_waited_for() -> None:
    page = compares(waits_for_mail(), f"Example accounts <{RIGHT}>")
    assert page.check is not None
    assert (page.channel, page.check.match) == (Channel.EMAIL, Match.EXACT)


def test_nothing_is_asked_of_the_service_for_it() -> None:
    walk = waits_for_mail()
    calls = list(walk.account.calls)
    assert walk.flow.take(said.WantsSenderCheck()) is None
    assert walk.flow.take(said.GaveSender(TRICK)) is None
    assert walk.account.calls == calls


def test_what_was_typed_is_neither_in_the_case_nor_in_what_a_log_would_show() -> None:
    walk = waits_for_mail()
    compares(walk, "secret.name@post.example")
    assert "secret" not in repr(walk.frame) + repr(said.GaveSender("secret.name@post.example"))
    assert walk.flow.case is not None
    assert "secret" not in case_json.dump_events(walk.flow.case.later)


def test_back_leads_to_the_page_before_and_forgets_what_was_typed() -> None:
    walk = waits_for_mail()
    compares(walk, TRICK)
    assert isinstance(walk.says(said.WentBack()), pages.WaitingPage)
    page = walk.says(said.WantsSenderCheck())
    assert isinstance(page, pages.SenderPage)
    assert page.check is None


def test_another_sender_can_be_compared_at_once() -> None:
    walk = waits_for_mail()
    compares(walk, TRICK)
    walk.says(said.WantsSenderCheck(), said.GaveSender(RIGHT))
    assert isinstance(walk.page, pages.SenderPage)
    assert walk.page.check is not None
    assert walk.page.check.match is Match.EXACT
    assert isinstance(walk.says(said.WentBack()), pages.WaitingPage)


def test_it_is_offered_where_a_mail_is_searched_and_the_step_stands_as_before() -> None:
    walk = waits_for_mail()
    before = walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"))
    compares(walk, TRICK)
    assert walk.says(said.WentBack()) == before


@pytest.mark.parametrize("way", [said.Began(Start.NO_CODE), said.WantsPractice()])
def test_it_is_not_there_before_it_is_known_whose_account_it_is(way: said.Said) -> None:
    walk = Walk()
    before = walk.says(way)
    assert walk.says(said.WantsSenderCheck()) == before


def test_a_code_that_nobody_asked_for_leads_to_securing_the_account() -> None:
    walk = waits_for_mail()
    compares(walk, TRICK)
    page = walk.says(said.NobodyAsked())
    assert isinstance(page, pages.InstructionPage)
    assert page.step == "secure_account"


def test_who_has_said_that_nobody_asked_is_not_asked_again() -> None:
    walk = Walk()
    walk.says(said.Began(Start.UNASKED_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    assert not compares(walk, TRICK).may_be_unasked


def test_by_hand_the_sender_is_compared_too_and_nothing_else_is_typed() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NO_CODE), said.ChoseAccount(MICROSOFT.id), said.SawContact(SeenContact.OTHER_MAIL))
    before = walk.says(said.AskedBefore(TimesAsked.NOT_YET), said.AskedThere())
    assert isinstance(before, pages.CodeTherePage)
    page = compares(walk, "account-security-noreply@accountprotection.microsoft.com.evil.example")
    assert page.check is not None
    assert (page.channel, page.check.signs) == (Channel.EMAIL, (Sign.LONGER_NAME,))
    assert walk.says(said.WentBack()) == before


def test_a_code_is_taken_on_this_page_too() -> None:
    walk = waits_for_mail()
    compares(walk, RIGHT)
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_the_name_over_a_text_message_is_compared_where_a_text_is_awaited() -> None:
    walk = Walk()
    walk.waits_for_code()
    assert told(walk, "Example").title == "The name matches"
    walk.says(said.WantsSenderCheck(), said.GaveSender("news@shop.example"))
    assert isinstance(walk.page, pages.SenderPage)
    assert walk.page.check is not None
    assert walk.page.check.channel is Channel.EMAIL


def test_no_address_is_a_problem_of_the_field() -> None:
    walk = waits_for_mail()
    page = compares(walk, "Example accounts")
    words = Words(walk.accounts.clock)
    assert sender_words.told(page, walk.frame, words) is None
    assert sender_words.question(page, walk.frame, words).problem.startswith("This is no full e-mail address.")


def test_a_match_says_that_it_proves_nothing_alone() -> None:
    found = told(waits_for_mail(), RIGHT)
    assert found.title == "The address matches"
    assert found.meaning.startswith("That alone does not prove")
    assert "Use its code only if you asked for one just now." in found.to_do


def test_a_trick_is_explained_and_the_right_address_stands_beside_it() -> None:
    found = told(waits_for_mail(), TRICK)
    assert [line.detail for line in found.senders] == [TRICK, RIGHT]
    assert found.signs == ("Some letters are swapped for others that look alike, as rn for m.",)
    assert found.to_do[:2] == ("Open no link in the message.", "Use no code from it.")


def test_every_verdict_and_every_sign_has_its_sentences() -> None:
    verdicts = [match for match in Match if match is not Match.NO_ADDRESS]
    of_verdicts = [f"sender.{match}.{kind}" for match in verdicts for kind in ("email", "sms")]
    wanted = [*of_verdicts, *(f"{base}.title" for base in of_verdicts), *(f"sender.sign.{sign}" for sign in Sign)]
    assert [text_id for text_id in wanted if not texts.has(text_id)] == []


def test_no_sentence_calls_a_message_safe_or_genuine() -> None:
    assert [found for found in sentences("sender") if re.search(r"\b(safe|genuine|secure|trust)", found[1], re.I)] == []
