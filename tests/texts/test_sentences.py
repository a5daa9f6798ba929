"""Everything that a person can meet has its sentences, and the sentences keep to the rules of wording."""

import io
import re

import pytest
from babel.messages.pofile import read_po

from hatch_build import RESOURCES, ROOT
from secinfo_desktop import texts
from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.domain.delivery import Reason
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.checklist_parts import FAILED, SOLVED
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery.ports import AccountKind
from secinfo_desktop.recovery.said import Start

MOST_WORDS = 15
OF_THE_SERVICE = ("page", "failure", "terminal", "sender", "next_time", "helpdesk_script")
NOT_OUR_WORDS = ("otp", "token", "credential", "authenticate", "session", "verify your identity", "oops", "please")
WHOLE_PAGES = (
    "start",
    "whose_account",
    "stories",
    "account_name",
    "contact",
    "other_steps",
    "new_password",
    "hand_over",
)


def sentences(domain: str) -> list[tuple[str, str]]:
    """Every sentence of a catalogue with its id; one that ends without a full stop is one, too."""
    source = (ROOT / RESOURCES / "i18n" / "en" / f"{domain}.po").read_bytes()
    forms = [
        (str(message.id[0] if isinstance(message.id, tuple) else message.id), form)
        for message in read_po(io.BytesIO(source), locale="en")
        if message.id
        for form in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    return [(text_id, sentence) for text_id, form in forms for sentence in re.split(r"(?<=[.?])\s+", str(form))]


def missing(ids: list[str]) -> list[str]:
    return [text_id for text_id in ids if not texts.has(text_id)]


def test_every_failure_says_what_happened_and_what_to_do_now() -> None:
    assert not missing([f"failure.{failure}{part}" for failure in Failure for part in ("", ".now")])


OF_A_FIELD = frozenset(
    {
        Failure.UNKNOWN_ACCOUNT,
        Failure.NUMBER_INVALID,
        Failure.ADDRESS_INVALID,
        Failure.NAME_EMPTY,
        Failure.DOMAIN_MISTYPED,
        Failure.NUMBER_UNUSUAL,
        Failure.NOT_A_CODE,
        Failure.NOT_A_RECOVERY_CODE,
        Failure.PASSWORD_SHORT,
        Failure.PASSWORD_LONG,
        Failure.PASSWORD_COMMON,
        Failure.PASSWORD_HAS_NAME,
        Failure.PASSWORD_SAME,
        Failure.UNKNOWN_SCENARIO,
    }
)


@pytest.mark.parametrize("failure", sorted(set(Failure) - OF_A_FIELD))
def test_every_failure_that_may_frighten_says_what_is_safe(failure: Failure) -> None:
    assert texts.has(f"failure.{failure}.safe")


def test_every_start_every_page_and_every_end_has_its_sentences() -> None:
    starts = [f"page.start.{start}{part}" for start in Start for part in ("", ".detail")]
    pages = [f"page.{page}.{part}" for page in WHOLE_PAGES for part in ("title", "lead")]
    waiting = [f"page.waiting.{part}.{channel}" for channel in Channel for part in ("title", "lead")]
    codes = [f"page.enter_code.lead.{channel}" for channel in Channel]
    ends = [f"page.done.{outcome}.{part}" for outcome in Outcome for part in ("title", "lead")]
    kept = [f"page.kept.trouble.{start}" for start in Start] + [f"page.kept.detail.{outcome}" for outcome in Outcome]
    assert not missing([*starts, *pages, *waiting, *codes, *ends, *kept])


def test_every_kind_of_account_and_contact_has_its_sentences() -> None:
    accounts = [f"page.whose_account.{kind}{part}" for kind in AccountKind for part in ("", ".detail")]
    contacts = [f"page.contact.{kind}{part}" for kind in ContactKind for part in ("", ".label", ".hint")]
    assert not missing([*accounts, *contacts, *(f"page.stories.{channel}" for channel in Channel)])


def test_every_happening_and_every_end_of_an_action_has_its_note() -> None:
    assert not missing([f"page.notes.{what}" for what in (*Happening, SOLVED, FAILED)])
    assert not missing([f"page.notes.{Happening.NOT_DELIVERED}.{reason}" for reason in Reason])


@pytest.mark.parametrize("domain", OF_THE_SERVICE)
def test_a_sentence_has_fifteen_words_at_most(domain: str) -> None:
    long = [f"{text_id}: {sentence}" for text_id, sentence in sentences(domain) if len(sentence.split()) > MOST_WORDS]
    assert long == []


@pytest.mark.parametrize("domain", OF_THE_SERVICE)
def test_no_sentence_has_a_word_that_only_we_use(domain: str) -> None:
    found = [
        (text_id, word)
        for text_id, sentence in sentences(domain)
        for word in NOT_OUR_WORDS
        if re.search(rf"\b{word}", sentence, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("domain", OF_THE_SERVICE)
def test_nothing_is_exclaimed(domain: str) -> None:
    assert [text_id for text_id, sentence in sentences(domain) if "!" in sentence] == []
