"""Every step, answer, button and cause has its sentences, in words that a tense person can read."""

import io
import re
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po

from secinfo_desktop import resources
from secinfo_desktop.desktop.checklists import all_shipped, names, shipped
from secinfo_desktop.domain.provider_pages import ProviderButton
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.recovery.checklist_sentences import missing, sentence_ids
from secinfo_desktop.texts import LANGUAGES

MOST_WORDS_IN_A_SENTENCE = 15
MOST_WORDS_IN_A_STEP = 60
MOST_WORDS_ON_A_BUTTON = 7
PLACES = {"mask", "provider", "sender", "address", "domain", "time", *ProviderButton}
NEVER = ("otp", "token", "credential", "authenticat", "verify your identity", "session", "please", "oops", "!")


@pytest.fixture(scope="module")
def sentences() -> dict[str, str]:
    catalogue = read_po(io.BytesIO(resources.data("i18n/en/checklist.po")), locale="en")
    return {str(message.id): str(message.string) for message in catalogue if message.id}


@pytest.fixture(scope="module", params=names())
def checklist(request: pytest.FixtureRequest) -> Checklist:
    return shipped(request.param)


def expected_ids(checklist: Checklist) -> set[str]:
    return {*sentence_ids(checklist), "checklist.likely_cause"}


def without_numbered(ids: set[str]) -> set[str]:
    plain = {one.removesuffix(".by_hand") for one in ids}
    return {one for one in plain if not re.search(r"\.step\.\d+(\.detail)?$", one)}


def test_every_step_answer_button_and_cause_has_its_sentence(checklist: Checklist, sentences: dict[str, str]) -> None:
    assert expected_ids(checklist) - set(sentences) == set()


def test_no_sentence_is_left_over(sentences: dict[str, str]) -> None:
    expected = set().union(*(expected_ids(one) for one in all_shipped().values()))
    assert without_numbered(set(sentences)) - expected == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_sentence(checklist: Checklist, language: str) -> None:
    assert missing(checklist, language) == ()


def test_a_sentence_that_is_missing_is_found(checklist: Checklist) -> None:
    strange = replace(checklist.questions[next(iter(checklist.questions))], id="strange")
    assert "checklist.question.strange.title" in missing(replace(checklist, questions={"strange": strange}), "en")


def test_instructions_are_numbered_without_a_gap(checklist: Checklist, sentences: dict[str, str]) -> None:
    for name in checklist.actions:
        found = [one for one in sentences if re.fullmatch(rf"checklist\.action\.{name}\.step\.\d+", one)]
        assert found == [f"checklist.action.{name}.step.{number}" for number in range(1, len(found) + 1)]
        details = [one for one in sentences if re.fullmatch(rf"checklist\.action\.{name}\.step\.\d+\.detail", one)]
        assert {detail.removesuffix(".detail") for detail in details} <= set(found)


def test_no_sentence_is_empty(sentences: dict[str, str]) -> None:
    assert [one for one, sentence in sentences.items() if not sentence.strip()] == []


def test_only_known_places_are_filled(sentences: dict[str, str]) -> None:
    for one, sentence in sentences.items():
        allowed = {"cause"} if one == "checklist.likely_cause" else PLACES
        assert set(re.findall(r"{(\w*)}", sentence)) <= allowed, one


def test_a_sentence_has_fifteen_words_at_most(sentences: dict[str, str]) -> None:
    long = [
        part
        for text in sentences.values()
        for part in re.split(r"[.?:]\s", text)
        if words(part) > MOST_WORDS_IN_A_SENTENCE
    ]
    assert long == []


def test_a_button_is_short(sentences: dict[str, str]) -> None:
    buttons = {one: text for one, text in sentences.items() if one.endswith((".done", ".failed", ".cannot"))}
    assert {one: text for one, text in buttons.items() if words(text) > MOST_WORDS_ON_A_BUTTON} == {}


@pytest.mark.parametrize("by_hand", [False, True], ids=["with a service", "by hand"])
def test_a_step_has_sixty_words_at_most(checklist: Checklist, sentences: dict[str, str], by_hand: bool) -> None:
    said = as_said_by_hand(sentences) if by_hand else without_by_hand(sentences)
    for step in (*checklist.questions, *checklist.actions):
        kind = "question" if step in checklist.questions else "action"
        texts = [text for one, text in said.items() if one.startswith(f"checklist.{kind}.{step}.")]
        shown = texts if kind == "question" else [text for text in texts if not is_button(said, step, text)]
        assert sum(map(words, shown)) <= MOST_WORDS_IN_A_STEP, (step, sum(map(words, shown)))


def test_no_sentence_uses_words_of_the_trade(sentences: dict[str, str]) -> None:
    assert [text for text in sentences.values() for word in NEVER if word in text.lower()] == []


BY_HAND = ".by_hand"


def without_by_hand(sentences: dict[str, str]) -> dict[str, str]:
    return {one: text for one, text in sentences.items() if not one.endswith(BY_HAND)}


def as_said_by_hand(sentences: dict[str, str]) -> dict[str, str]:
    """What a person reads by hand: its own sentences in place of the others; of numbered steps all or none."""
    own = {one.removesuffix(BY_HAND): text for one, text in sentences.items() if one.endswith(BY_HAND)}
    with_own_steps = {one.removesuffix("step.1") for one in own if one.endswith(".step.1")}
    kept = {
        one: text
        for one, text in without_by_hand(sentences).items()
        if not any(one.startswith(f"{base}step.") for base in with_own_steps)
    }
    return {**kept, **own}


def test_by_hand_a_step_never_says_that_we_send_or_take_a_code(sentences: dict[str, str]) -> None:
    said = as_said_by_hand(sentences)
    ours = re.compile(r"send another code|send you a code|type the code here|code here", re.IGNORECASE)
    assert [one for one, text in said.items() if ours.search(text)] == []


def words(text: str) -> int:
    return len(text.split())


def is_button(sentences: dict[str, str], step: str, text: str) -> bool:
    return text in (sentences.get(f"checklist.action.{step}.{button}") for button in ("done", "failed", "cannot"))
