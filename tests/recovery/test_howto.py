"""How-tos: what a file must hold, what the shipped ones hold, and reading one over a page."""

import re
from datetime import date

import pytest

from secinfo_desktop import resources, texts
from secinfo_desktop.desktop.flows import how_tos
from secinfo_desktop.recovery import howto, pages, said
from secinfo_desktop.recovery.howto import GENERAL, HowTo, HowToError, HowTos, Source, System, Topic, parse
from secinfo_desktop.recovery.said import StepAnswer
from tests.helpers.walk import Walk, checklist

GOOD = """
id = "post"
system = "web"

[junk]
steps = 3
checked = "2026-11"
sources = [{ title = "Help", address = "https://post.example/junk", copy = "2025-03" }]
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(HowToError) as caught:
        parse(text)
    return caught.value.problems


def test_a_whole_file_is_read() -> None:
    source = Source("Help", "https://post.example/junk", "2025-03")
    assert parse(GOOD) == (HowTo("post", Topic.JUNK, System.WEB, 3, date(2026, 11, 1), (source,)),)


def test_the_general_way_has_neither_system_nor_source() -> None:
    text = 'id = "general"\n[junk]\nsteps = 2\nchecked = "2026-11"\n'
    assert parse(text) == (HowTo(GENERAL, Topic.JUNK, None, 2, date(2026, 11, 1)),)


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ('id = "post"', 'id = "Post!"', "line 2: id: must be an id of small letters, digits and underscores"),
        ('id = "post"\n', "", "line 1: id: is missing"),
        ('"web"', '"mars"', "line 3: system: must be one of ios, android, web, computer"),
        ("[junk]", "[juice]", "line 5: juice: not a topic, which are blocked_senders, junk, rules"),
        ("steps = 3", "steps = 0", "line 6: junk.steps: must be a whole number from 1"),
        ("steps = 3", "steps = true", "line 6: junk.steps: must be a whole number from 1"),
        ("steps = 3\n", "", "line 5: junk.steps: is missing"),
        ("2026-11", "November", 'line 7: junk.checked: must be a month as "2026-11"'),
        ("2026-11", "2026-11-03", 'line 7: junk.checked: must be a month as "2026-11"'),
        ("sources", "source", "line 8: junk.source: not a key of a how-to"),
        ("https://post.example/junk", "post.example", "line 8: junk.sources: must be a list of"),
        ("title", "name", "line 8: junk.sources: must be a list of"),
        ("2025-03", "long ago", "line 8: junk.sources: must be a list of"),
    ],
)
def test_a_fault_is_named_with_its_line_and_key(good: str, bad: str, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(GOOD.replace(good, bad)))


def test_every_fault_is_named_at_once() -> None:
    assert len(problems('id = ""\nsystem = "web"\n[junk]\n[rules]\nsteps = "3"\n')) == 7


def test_what_is_no_toml_file_is_said() -> None:
    assert problems("id = ")[0].startswith("line 1: id: not TOML: ")


# -- the shipped ones


@pytest.fixture(scope="module")
def shipped() -> HowTos:
    return how_tos()


def test_every_shipped_one_has_a_date_and_where_it_names_menus_a_source(shipped: HowTos) -> None:
    assert shipped.known
    for one in shipped.known:
        assert one.checked >= date(2026, 11, 1)
        assert bool(one.sources) is (one.program != GENERAL), one


def test_a_file_is_called_as_its_program() -> None:
    for name in resources.names("howto", ".toml"):
        (program,) = {one.program for one in parse(resources.text(f"howto/{name}"))}
        assert name == f"{program}.toml"


def test_every_step_has_a_text_and_no_text_is_left_over(shipped: HowTos) -> None:
    wanted = {
        f"howto.{one.program}.{one.topic}.step.{number}" for one in shipped.known for number in range(1, one.steps + 1)
    }
    ids = set(re.findall(r'^msgid "(howto\..*\.step\.\d+)"$', resources.text("i18n/en/howto.po"), re.MULTILINE))
    assert ids == wanted


def test_every_program_and_topic_has_a_name(shipped: HowTos) -> None:
    for one in shipped.known:
        assert texts.has(f"howto.program.{one.program}")
        assert texts.has(f"howto.topic.{one.topic}")
        assert texts.has(f"howto.link.{one.topic}")


def test_every_topic_has_the_general_way_and_it_is_the_last(shipped: HowTos) -> None:
    for topic in Topic:
        assert shipped.of(topic)[-1].program == GENERAL


def test_every_topic_belongs_to_an_action_of_the_guide_or_to_the_end() -> None:
    of_the_end = {"trust_sender"}
    assert howto._TOPICS.keys() - of_the_end <= checklist().actions.keys()
    assert set(howto._TOPICS.values()) == set(Topic)


def test_a_step_is_short_and_plain() -> None:
    sentences = re.findall(r'^msgstr "(.+)"$', resources.text("i18n/en/howto.po"), re.MULTILINE)[2:]
    parts = [part for sentence in sentences for part in re.split(r"[.?:]\s", sentence)]
    assert [part for part in parts if len(part.split()) > 15] == []


def test_no_how_to_is_longer_than_a_tense_person_reads(shipped: HowTos) -> None:
    for one in shipped.known:
        ids = [f"howto.{one.program}.{one.topic}.step.{number}" for number in range(1, one.steps + 1)]
        said = [texts.say(i, sender="Post", address="a@post.example") for i in ids]
        said += [
            texts.say(f"{i}.detail", sender="Post", address="a@post.example") for i in ids if texts.has(f"{i}.detail")
        ]
        assert sum(len(sentence.split()) for sentence in said) <= 60, one


# -- reading one


@pytest.fixture
def walk() -> Walk:
    """Somebody who is to look into the junk folder."""
    walk = Walk()
    walk.waits_for_code("email", "rowan.hale@post.example")
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"))
    assert isinstance(walk.page, pages.InstructionPage)
    return walk


def test_an_instruction_with_how_tos_says_so(walk: Walk) -> None:
    assert walk.frame.how_to is Topic.JUNK


def test_one_without_does_not(walk: Walk) -> None:
    walk.says(said.ChoseStep("wait_and_look_again"))
    assert walk.frame.how_to is None


def test_the_program_is_asked_for_and_then_its_steps_are_shown(walk: Walk) -> None:
    asked = walk.says(said.WantsHowTo(Topic.JUNK))
    assert isinstance(asked, pages.HowToChoicePage)
    assert asked.programs[-1] == GENERAL
    shown = walk.says(said.ChoseHowTo("gmail"))
    assert shown == pages.HowToPage(Topic.JUNK, "gmail", System.WEB, date(2026, 11, 1))


@pytest.mark.parametrize("words", [(), (said.ChoseHowTo("gmail"),)], ids=["from the choice", "from the steps"])
def test_back_leads_to_the_step_and_nothing_has_happened(walk: Walk, words: tuple[said.Said, ...]) -> None:
    before, log, calls = walk.frame, walk.flow.case, list(walk.account.calls)
    walk.says(said.WantsHowTo(Topic.JUNK), *words)
    assert walk.frame.can_go_back
    walk.says(said.WentBack())
    assert walk.frame == before
    assert walk.flow.case == log
    assert walk.account.calls == calls


def test_the_choice_is_remembered_and_can_be_changed(walk: Walk) -> None:
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo("gmail"), said.WentBack())
    assert isinstance(walk.says(said.WantsHowTo(Topic.JUNK)), pages.HowToPage)
    assert isinstance(walk.says(said.WantsHowTo(Topic.JUNK)), pages.HowToChoicePage)
    walk.says(said.ChoseHowTo("gmx"), said.WentBack(), said.ChoseStep("free_mailbox_space"))
    page = walk.says(said.WantsHowTo(Topic.STORAGE))
    assert isinstance(page, pages.HowToPage)
    assert page.program == "gmx"


def test_a_program_that_is_not_known_for_this_is_asked_for_again(walk: Walk) -> None:
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo("yahoo"), said.WentBack())
    walk.says(said.ChoseStep("free_mailbox_space"))
    assert isinstance(walk.says(said.WantsHowTo(Topic.STORAGE)), pages.HowToChoicePage)


def test_not_to_know_the_program_is_no_choice_to_remember(walk: Walk) -> None:
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo(GENERAL), said.WentBack())
    assert isinstance(walk.says(said.WantsHowTo(Topic.JUNK)), pages.HowToChoicePage)


def test_what_does_not_fit_is_left_aside(walk: Walk) -> None:
    before = walk.page
    assert walk.says(said.ChoseHowTo("gmail")) == before
    asked = walk.says(said.WantsHowTo(Topic.JUNK))
    assert walk.says(said.ChoseHowTo("pigeon_post")) == asked


def test_a_code_can_be_given_back_while_one_is_read(walk: Walk) -> None:
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo("gmail"))
    assert walk.frame.code is not None
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_a_code_that_is_refused_leaves_it_open(walk: Walk) -> None:
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo("gmail"), said.GaveCode("999999"))
    assert isinstance(walk.page, pages.HowToPage)
    assert walk.frame.problem is not None


def test_it_does_not_come_up_again_over_a_later_page(walk: Walk) -> None:
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo("gmail"), said.Skipped())
    assert not isinstance(walk.page, pages.HowToPage)
    walk.says(said.WentBack())
    assert isinstance(walk.page, pages.InstructionPage)


def test_it_can_be_read_at_the_end(walk: Walk) -> None:
    walk.says(said.Answered(StepAnswer.DONE), said.GaveCode(walk.accounts.newest_code()))
    walk.says(said.GavePassword("four red boats at noon"))
    end = walk.page
    assert isinstance(end, pages.DonePage)
    assert isinstance(walk.says(said.WantsHowTo(Topic.TRUSTED_SENDER), said.ChoseHowTo("gmail")), pages.HowToPage)
    assert walk.frame.can_go_back
    assert walk.says(said.WentBack()) == end
