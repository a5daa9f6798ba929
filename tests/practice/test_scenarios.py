"""Scenarios: each file is whole, agrees with the checklist, and can harm nobody."""

import re

import pytest

from secinfo_desktop import resources, texts
from secinfo_desktop.domain import contacts
from secinfo_desktop.domain.contacts import Channel, ContactKind, LineType
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide import checklist
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.practice import scenarios
from secinfo_desktop.practice.deeds import WITHOUT_TRACE
from secinfo_desktop.practice.scenarios import Scenario, ScenarioError

NAMES = [name.removesuffix(".toml") for name in resources.names("scenarios", ".toml")]
NEVER_GIVEN = re.compile(r"\+49 ?(171 ?39200\d\d|30 ?23125\d{3})")
"""Numbers that the German regulator keeps for stories (mobile, Berlin)."""
WORDS_OF_CAUSES = (
    "block",
    "junk",
    "spam",
    "signal",
    "flight",
    "filter",
    "signed in",
    "second account",
    "delay",
    "late",
)


@pytest.fixture(params=NAMES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    name = str(request.param)
    return scenarios.parse(name, resources.text(f"scenarios/{name}.toml"))


@pytest.fixture(scope="module")
def list_of_causes() -> Checklist:
    return checklist.parse(resources.text("checklists/code_not_received.toml"))


def test_the_stories_of_the_first_release_are_there() -> None:
    assert {"first-visit", "text-blocked", "text-no-signal", "mail-junk", "mail-second-account"} <= set(NAMES)
    assert {"stranger", "needs-a-person"} <= set(NAMES)


def test_everybody_in_it_can_not_exist(scenario: Scenario) -> None:
    assert scenario.person.account_name.endswith("@example.org")
    for contact in scenario.person.contacts:
        if contact.kind is ContactKind.PHONE:
            assert NEVER_GIVEN.fullmatch(contact.value)
            is_landline = any(phone.landline for phone in scenario.phones if phone.number == contact.value)
            kind = LineType.FIXED_OR_VOIP if is_landline else LineType.MOBILE
            assert contacts.line_type(contacts.normalise(contact.kind, contact.value, "DE")) is kind
        else:
            assert contacts.domain_of(contact.value) in {"example.org", "example.com", "example.net"}


def test_the_account_has_a_contact_for_the_story(scenario: Scenario) -> None:
    channel = {ContactKind.PHONE: Channel.SMS, ContactKind.EMAIL: Channel.EMAIL}
    assert scenario.context in {channel[contact.kind] for contact in scenario.person.contacts}


def test_it_has_a_title_and_a_story_in_words(scenario: Scenario) -> None:
    for part in ("title", "story"):
        assert texts.has(f"practice.scenario.{scenario.id}.{part}")


def test_its_story_does_not_give_the_cause_away(scenario: Scenario) -> None:
    story = texts.say(f"practice.scenario.{scenario.id}.story").lower()
    assert not [word for word in WORDS_OF_CAUSES if word in story]


def test_its_person_answers_every_question_of_the_checklist(scenario: Scenario, list_of_causes: Checklist) -> None:
    for name, question in list_of_causes.questions.items():
        assert scenario.answers.get(name) in question.answers


def test_its_cause_and_abilities_are_the_checklists(scenario: Scenario, list_of_causes: Checklist) -> None:
    assert scenario.cause in list_of_causes.causes
    assert scenario.abilities <= set(list_of_causes.actions) | {"trust_sender"}


def test_no_action_of_the_checklist_is_unknown_in_the_world(list_of_causes: Checklist) -> None:
    changing = {"unblock_senders", "restore_signal", "separate_private_sessions", "free_mailbox_space"}
    assert set(list_of_causes.actions) <= WITHOUT_TRACE | changing


MINIMAL = """
cause = "delay"
context = "sms"
audience = "public"
allowed = ["got_in"]
[person]
name = "Mara"
account_name = "mara@example.org"
contacts = [{ kind = "phone", value = "+49 171 3920041" }]
[answers]
asked_for_code = "yes"
"""


def test_a_small_file_is_enough() -> None:
    scenario = scenarios.parse("small", MINIMAL)
    assert (scenario.id, scenario.cause, scenario.context) == ("small", "delay", Channel.SMS)
    assert (scenario.audience, scenario.allowed) == (Disclosure.PUBLIC, frozenset({Outcome.GOT_IN}))
    assert (scenario.phones, scenario.mailboxes, scenario.stranger_asked) == ((), (), None)
    assert scenario.answers == {"asked_for_code": "yes"}


@pytest.mark.parametrize(
    ("find", "put", "problem"),
    [
        ('cause = "delay"\n', "", "cause: is missing: a text"),
        ('"sms"', '"letter"', "context: must be one of sms, email"),
        ('["got_in"]', "[]", "allowed: must be one or more"),
        ('["got_in"]', '["lost"]', "allowed: must be one of got_in"),
        ('name = "Mara"', 'name = ""', "person.name: must be a text"),
        ('"phone"', '"fax"', "person.contacts[0].kind: must be one of email, phone"),
        ('[{ kind = "phone", value = "+49 171 3920041" }]', "[]", "person.contacts: must be a list of tables"),
        ("[person]", "[people]", "people: is not a key here"),
        ("[answers]", "[[phones]]\nnumber = 5\n[answers]", "phones[0].number: must be a text"),
        ("[answers]", "[network]\ndelay_seconds = -1\n[answers]", "network.delay_seconds: must be a whole number"),
        ("[answers]", "[network]\ncarrier_filter = 1\n[answers]", "network.carrier_filter: must be true or false"),
        ("[person]", "[person", "not a TOML file"),
    ],
)
def test_what_does_not_fit_is_named(find: str, put: str, problem: str) -> None:
    with pytest.raises(ScenarioError) as error:
        scenarios.parse("wrong", MINIMAL.replace(find, put))
    assert any(problem in each for each in error.value.problems), error.value.problems


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as error:
        scenarios.parse("empty", "")
    assert len(error.value.problems) >= 5
