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
from secinfo_desktop.practice.deeds import do
from secinfo_desktop.practice.scenarios import Scenario, ScenarioError
from secinfo_desktop.practice.world import Network, World
from tests.helpers.clock import START

NAMES = [name.removesuffix(".toml") for name in resources.names("scenarios", ".toml")]
NEVER_GIVEN = re.compile(r"\+49 ?(171 ?39200\d\d|30 ?23125 ?\d{3})")
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
    for contact, value in [
        (own, value) for own in scenario.all_contacts for value in (own.held, own.right, *own.known)
    ]:
        if contact.kind is ContactKind.PHONE:
            assert NEVER_GIVEN.fullmatch(value)
            is_landline = any(phone.landline for phone in scenario.phones if phone.number == value)
            kind = LineType.FIXED_OR_VOIP if is_landline else LineType.MOBILE
            assert contacts.line_type(contacts.normalise(contact.kind, value, "DE")) is kind
        else:
            assert contacts.domain_of(value) in {"example.org", "example.com", "example.net"}


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


def test_every_action_of_the_checklist_can_be_done_in_the_world(list_of_causes: Checklist) -> None:
    world = World("story", 0, (), (), Network())
    for action in list_of_causes.actions:
        do(world, action, START)


def test_every_cause_of_the_checklist_has_a_story(list_of_causes: Checklist) -> None:
    told = {scenarios.parse(name, resources.text(f"scenarios/{name}.toml")).cause for name in NAMES}
    assert told == set(list_of_causes.causes)


def test_what_a_person_can_do_is_there_to_be_done(scenario: Scenario) -> None:
    if "use_signed_in_device" in scenario.abilities:
        assert scenario.person.signed_in_on
    if "use_recovery_code" in scenario.abilities:
        assert scenario.person.recovery_code
    if "correct_account_name" in scenario.abilities:
        assert scenario.other_account is not None
    if "correct_contact" in scenario.abilities:
        assert any(contact.held != contact.right for contact in scenario.person.contacts)


def test_the_gentle_stories_come_first() -> None:
    listed = scenarios.gentle_first(
        scenarios.parse(name, resources.text(f"scenarios/{name}.toml")) for name in sorted(NAMES, reverse=True)
    )
    assert listed[0].id == "first-visit"
    assert [story.difficulty for story in listed] == sorted(story.difficulty for story in listed)


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
    assert (scenario.phones, scenario.mailboxes, scenario.stranger) == ((), (), None)
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
