"""The shipped checklist is sound, and a wrong file is refused with every fault named."""

from contextlib import suppress

import pytest

from secinfo_desktop.guide.checklist import (
    HANDOFF,
    Checklist,
    ChecklistError,
    Condition,
    Scope,
    Severity,
    StepKind,
    Then,
    parse,
)
from tests.guide.cases import HELPDESK, KNOWN_DEVICE, PUBLIC

SMALL = """
format = 1
id = "small"
revision = "1"
contexts = ["sms"]
[handoff]
cost_s = 900
[belief]
slip = 0.02
pair_weight = 0.4
[security]
question = "asked"
safe_answer = "yes"
step = "secure"
[causes]
blocked = { prior = { sms = 0.7 } }
stranger = { prior = { sms = 0.1 }, severity = "security" }
other = { prior = { sms = 0.2 } }
[evidence.requests]
disclosure = "public"
answers = ["one", "many"]
p.default = [0.5, 0.5]
[questions.asked]
cost_s = 10
answers = ["yes", "no"]
p.default = [0.9, 0.1]
p.stranger = [0.2, 0.8]
[actions.secure]
cost_s = 100
uses_code = false
then = "secure"
fixes = { stranger = 0.9 }
[actions.unblock]
cost_s = 60
then = "send_code"
cannot = { question = "asked", answer = "no" }
fixes = { blocked = 0.8 }
"""


def faults(text: str) -> list[str]:
    with pytest.raises(ChecklistError) as caught:
        parse(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_small_checklist_is_sound() -> None:
    assert parse(SMALL).id == "small"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("format = 1", "format = 2", "format: must be 1"),
        ('revision = "1"', "", "revision: is missing; it must be a text"),
        (
            'revision = "1"',
            'revision = "first one"',
            "revision: must be 1 to 32 digits, small letters, dots and hyphens",
        ),
        ('id = "small"', f'id = "{"x" * 61}"', "id: must be an id of at most 60 small letters and underscores"),
        ('id = "small"', 'id = "Small 1"', "id: must be an id of at most 60 small letters and underscores"),
        ('contexts = ["sms"]', 'contexts = ["sms", "sms"]', "contexts: names the same id twice"),
        ("slip = 0.02", "slip = 0.9", "[belief] slip: must be a number from 0 to 0.5"),
        ("pair_weight = 0.4", 'pair_weight = "much"', "[belief] pair_weight: must be a number from 0 to 5"),
        ("slip = 0.02", 'slip = 0.02\nalone = ["nobody"]', "[belief] alone: nobody is no cause"),
        (
            "slip = 0.02",
            'slip = 0.02\nexclusive = [["blocked", "nobody"]]',
            "[belief] exclusive: nobody is no cause",
        ),
        ("slip = 0.02", "slip = 0.02\nexclusive = 1", "[belief] exclusive: must be a list of lists"),
        ("cost_s = 900", "cost_s = 0", "[handoff] cost_s: must be a number of seconds above 0"),
        ("[handoff]\ncost_s = 900", "", "handoff: is missing; it must be a table"),
        ("cost_s = 60", "cost_s = true", "[actions.unblock] cost_s: must be a number of seconds above 0"),
        ("cost_s = 60", "cost_s = 60\nscore = 1", "[actions.unblock] score: is not known here"),
        ("cost_s = 60", "cost_s = 60\nuses_code = 1", "[actions.unblock] uses_code: must be true or false"),
        ("cost_s = 60", 'cost_s = 60\nneeds = "x"', "[actions.unblock] needs: must be a list of ids"),
        (
            "cost_s = 60",
            'cost_s = 60\nneeds = ["A b"]',
            "[actions.unblock] needs: must hold nothing but ids of at most 60 small letters and underscores",
        ),
        (
            'then = "send_code"',
            'then = "dance"',
            "[actions.unblock] then: must be one of "
            "send_code, look, type_again, other_contact, secure, stop, replace, hand_over",
        ),
        (
            "blocked = 0.8",
            "blocked = 1.0",
            "[actions.unblock.fixes] blocked: must be above 0 and below 1: nothing is impossible and nothing is sure",
        ),
        ("blocked = 0.8", "nobody = 0.8", "[actions.unblock] fixes: nobody is no cause"),
        ("{ blocked = 0.8 }", "{}", "[actions.unblock] fixes: names no cause"),
        ('question = "asked", answer', 'question = "what", answer', "[actions.unblock] cannot: what is no question"),
        ('answer = "no"', 'answer = "maybe"', "[actions.unblock] cannot: maybe is no answer"),
        ("sms = 0.7", "sms = 0.1", "[causes] prior.sms: the shares add up to 0.400, not to about 1"),
        ("sms = 0.7", "fax = 0.7", "[causes.blocked] prior: fax is no context"),
        ("{ sms = 0.7 }", "{}", "[causes.blocked] prior: names no context"),
        (
            "blocked = 0.8",
            "blocked = 0.8, other = 0.1",
            "[causes] prior.sms: there must be a cause that only a person can solve",
        ),
        (
            'severity = "security"',
            'severity = "grave"',
            "[causes.stranger] severity: must be one of normal, security",
        ),
        ("p.default = [0.9, 0.1]", "", "[questions.asked.p] default: is missing; it must be a list of numbers"),
        ("p.stranger", "p.nobody", "[questions.asked.p]: nobody is no cause"),
        ("[0.2, 0.8]", "[0.2, 0.7]", "[questions.asked.p] stranger: the numbers add up to 0.9000, not to 1"),
        ("[0.2, 0.8]", "[0.2, 0.3, 0.5]", "[questions.asked.p] stranger: has 3 numbers for 2 answers"),
        ("[0.2, 0.8]", '[0.2, "x"]', "[questions.asked.p] stranger: must be a list of numbers"),
        (
            "[0.2, 0.8]",
            "[0.0, 1.0]",
            "[questions.asked.p] stranger: every number must be 0.002 at least: no answer is impossible",
        ),
        ("[evidence.requests]", "[evidence.asked]", "[evidence.asked]: this id is taken already"),
        ('disclosure = "public"', "", "[evidence.requests] disclosure: is missing; it must be one of public,"),
        ('safe_answer = "yes"', 'safe_answer = "maybe"', "[security] safe_answer: is no answer of asked"),
        (
            'question = "asked"\nsafe',
            'question = "what"\nsafe',
            "[security] question: must be a question that is asked in every context",
        ),
        (
            'step = "secure"',
            'step = "unblock"',
            "[security] step: must be an action for every context that needs nothing and uses no code",
        ),
        ("fixes = { stranger", "fixes = { blocked", "[security] step: stranger is no cause cured by this step"),
        ("[causes]", "[causes", "the file: is not TOML"),
    ],
)
def test_every_fault_is_named_with_table_and_key(old: str, new: str, fault: str) -> None:
    assert old in SMALL
    assert any(found.startswith(fault) for found in faults(SMALL.replace(old, new, 1))), faults(
        SMALL.replace(old, new, 1)
    )


def test_all_faults_are_told_at_once() -> None:
    text = SMALL.replace("cost_s = 60", "cost_s = -1").replace('then = "secure"', 'then = "dance"')
    assert len(faults(text)) == 2


def test_a_checklist_about_codes_needs_the_security_question() -> None:
    start, end = SMALL.index("[security]"), SMALL.index("[causes]")
    assert faults(SMALL[:start] + SMALL[end:]) == [
        "[security]: is missing, but steps use a code or a cause is about security"
    ]


def test_a_context_without_actions_is_a_fault() -> None:
    text = SMALL.replace('contexts = ["sms"]', 'contexts = ["sms", "email"]')
    text = text.replace("[actions.secure]", '[actions.secure]\ncontexts = ["sms"]')
    text = text.replace("[actions.unblock]", '[actions.unblock]\ncontexts = ["sms"]')
    assert "[actions]: there is no action for email" in faults(text)


def test_the_step_kinds_and_outcomes_are_those_of_the_tables(checklist: Checklist) -> None:
    assert checklist.kind("mask_matches") is StepKind.QUESTION
    assert checklist.kind("look_in_junk") is StepKind.ACTION
    assert checklist.kind(HANDOFF) is StepKind.HANDOFF
    assert checklist.outcomes("mask_matches") == ("yes", "no", "unsure")
    assert checklist.outcomes("look_in_junk") == ("solved", "failed")
    assert checklist.outcomes("no_such_step") == ()
    with pytest.raises(KeyError):
        checklist.kind("no_such_step")


def test_the_shipped_checklist_has_the_fixed_vocabulary(checklist: Checklist) -> None:
    assert len(checklist.causes) == 23
    assert len(checklist.questions) == 13
    assert len(checklist.actions) == 22
    assert checklist.causes["unsolicited"].severity is Severity.SECURITY
    assert checklist.handoff.then is Then.HAND_OVER


def test_the_shipped_evidence_is_seen_by_whom_it_may_be(checklist: Checklist) -> None:
    assert {name: evidence.disclosure for name, evidence in checklist.evidence.items()} == {
        "delivery_status": KNOWN_DEVICE,
        "same_provider": PUBLIC,
        "line_type": PUBLIC,
        "info_age": HELPDESK,
        "requests": PUBLIC,
        "asked_ago": PUBLIC,
    }


@pytest.mark.parametrize(
    ("step", "then"),
    [
        ("unblock_senders", Then.SEND_CODE),
        ("wait_and_look_again", Then.SEND_CODE),
        ("look_in_junk", Then.LOOK),
        ("use_newest_code", Then.LOOK),
        ("separate_private_sessions", Then.LOOK),
        ("use_other_contact", Then.OTHER_CONTACT),
        ("secure_account", Then.SECURE),
        ("stop_and_cool_down", Then.STOP),
        ("replace_all_info", Then.REPLACE),
        ("use_signed_in_device", Then.GOT_IN),
        ("use_recovery_code", Then.GOT_IN),
        ("read_on_other_device", Then.LOOK),
        ("correct_account_name", Then.OTHER_NAME),
        ("correct_contact", Then.OPEN_AGAIN),
    ],
)
def test_the_shipped_actions_say_what_follows(checklist: Checklist, step: str, then: Then) -> None:
    assert checklist.actions[step].then is then


def test_only_securing_the_account_may_come_before_the_security_question(checklist: Checklist) -> None:
    assert [name for name, action in checklist.actions.items() if not action.uses_code] == ["secure_account"]


def test_steps_in_a_mailbox_can_be_left_by_who_cannot_open_it(checklist: Checklist) -> None:
    for step in ("look_in_junk", "search_all_folders", "separate_private_sessions", "unblock_senders"):
        assert checklist.actions[step].cannot == Condition("can_open_contact", "no")


@pytest.mark.parametrize(
    ("step", "capability"),
    [
        ("correct_contact", "change_info"),
        ("replace_all_info", "replace_info"),
        ("call_instead", "voice_call"),
        ("use_other_contact", "other_contact"),
        ("use_recovery_code", "recovery_code"),
    ],
)
def test_steps_name_what_they_need(checklist: Checklist, step: str, capability: str) -> None:
    assert checklist.actions[step].needs == {capability}


@pytest.mark.parametrize("step", ["use_signed_in_device", "correct_contact"])
def test_who_is_signed_in_nowhere_is_not_sent_there(checklist: Checklist, step: str) -> None:
    assert checklist.actions[step].only_if == Condition("signed_in_elsewhere", "yes")


def test_b28_a_full_mailbox_a_slow_network_and_a_service_that_is_down_are_thought_of(checklist: Checklist) -> None:
    for cause, cure in (
        ("mailbox_full", "free_mailbox_space"),
        ("delay", "wait_and_look_again"),
        ("outage", "check_service_status"),
    ):
        assert cause in checklist.causes
        assert checklist.actions[cure].fixes[cause] >= 0.5


@pytest.mark.parametrize("key", ["cannot", "only_if"])
def test_a_condition_must_be_an_answer_of_a_question(key: str) -> None:
    action = '[actions.more]\ncost_s = 9\nthen = "look"\nfixes = { blocked = 0.5 }\n'
    wrong = f'{SMALL}{action}{key} = {{ question = "weather", answer = "sun" }}\n'
    assert faults(wrong) == [f"[actions.more] {key}: weather is no question"]


def test_what_is_about_the_account_outlives_a_contact(checklist: Checklist) -> None:
    assert checklist.questions["asked_for_code"].scope is Scope.ACCOUNT
    assert checklist.questions["mask_matches"].scope is Scope.CONTACT


@pytest.mark.parametrize("broken", ["= 5", "= []", '= "Wrong!"', "= {}"])
def test_a_wrong_shape_anywhere_is_a_fault_and_never_another_error(checklist_text: str, broken: str) -> None:
    lines = checklist_text.splitlines()
    for number in [number for number, line in enumerate(lines) if "=" in line and not line.startswith("#")][::7]:
        with suppress(ChecklistError):
            parse("\n".join([*lines[:number], lines[number].split("=")[0] + broken, *lines[number + 1 :]]))
