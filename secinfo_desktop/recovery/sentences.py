"""What a frame says, in sentences: everything that window and terminal would otherwise put into words twice."""

from collections.abc import Iterator
from datetime import datetime

from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Scope
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import apart, pages
from secinfo_desktop.recovery.line import Line as Line
from secinfo_desktop.recovery.live_words import name_of
from secinfo_desktop.recovery.next_time import BACK_IN, Hint
from secinfo_desktop.recovery.pages import Frame, Note, Page, StepPage
from secinfo_desktop.recovery.ports import CodeSent, Purpose, Story
from secinfo_desktop.recovery.said import ChoseStep, Elsewhere, Said, Start, StepAnswer, WantsPerson
from secinfo_desktop.recovery.step_words import StepWords, step_words
from secinfo_desktop.texts.words import Words

CodePage = pages.WaitingPage | pages.EnterCodePage


def step_base(page: StepPage) -> str:
    """Where the sentences of a step's page begin in the catalogue."""
    if isinstance(page, pages.SessionsPage):
        is_one = page.stage is pages.Stage.WINDOWS and page.only_second
        return "apart.window" if is_one else f"apart.{page.stage}"
    kind = "question" if isinstance(page, pages.QuestionPage) else "action"
    return f"checklist.{kind}.{page.step}"


def overline(page: StepPage, words: Words) -> str:
    """What kind of stretch this is, and a rough rest; never a percentage, for the number of steps is not fixed.

    A step that is no part of finding out why has a line of its own.
    """
    own = words.say_if_any(f"page.step.overline.{page.step}")
    if own is not None:
        return own
    kind = "question" if isinstance(page, pages.QuestionPage) else "instruction"
    base = f"page.step.overline.{kind}"
    if page.about_left < 1:
        return words.say(f"{base}.last", number=page.number)
    return words.say(base, n=page.about_left, number=page.number)


def doubt(page: Page, words: StepWords) -> Line | None:
    """Why a question is asked again; None where it is not."""
    if not isinstance(page, pages.QuestionPage) or page.doubt is None:
        return None
    its = page.doubt
    given = words.answer(page.step, its.given)
    title = words.words.say("page.step.doubt")
    if its.against is None or its.against_answer is None:
        return Line(title, words.words.say("page.step.doubt.alone", given=given))
    question, other = words.title(its.against), words.answer(its.against, its.against_answer)
    return Line(title, words.words.say("page.step.doubt.against", given=given, question=question, other=other))


def answers(page: StepPage, words: StepWords) -> tuple[tuple[str, Line], ...]:
    """What a step can be answered with, and how each answer is said."""
    base = step_base(page)
    if isinstance(page, pages.QuestionPage):
        of_question = ((answer, f"{base}.answer.{answer}") for answer in page.answers)
        return tuple((answer, _line(text_id, words)) for answer, text_id in of_question)
    if isinstance(page, pages.RecoveryCodePage):
        return ((StepAnswer.FAILED.value, _line(f"{base}.{StepAnswer.FAILED}", words)),)
    if isinstance(page, pages.SessionsPage):
        return tuple((answer, _line(f"apart.answer.{answer}", words)) for answer in apart.answers(page))
    offered = [StepAnswer.DONE, StepAnswer.FAILED, *([StepAnswer.CANNOT] if page.cannot else [])]
    return tuple((answer.value, _line(f"{base}.{answer}", words)) for answer in offered)


def _line(text_id: str, words: StepWords) -> Line:
    return Line(words.say(text_id), words.say_if_any(f"{text_id}.detail") or "")


def numbered_steps(base: str, words: StepWords) -> tuple[Line, ...]:
    """The parts of an instruction, in their order."""
    return tuple(Line(text, detail) for text, detail in words.numbered(base))


def second_proof_lead(page: pages.SecondProofPage, words: Words) -> tuple[str, ...]:
    """Why one proof is not enough, and where there is no other one, what to do then."""
    lead = words.say("page.second_proof.lead", first=words.say(f"page.second_proof.first.{page.first}"))
    has_way = bool(page.contacts) or page.by_recovery_code
    return (lead,) if has_way else (lead, words.say("page.second_proof.no_way"))


def second_proofs(page: pages.SecondProofPage, words: Words) -> tuple[tuple[Said, Line], ...]:
    """The ways to another proof; the last one leads to a person."""
    kinds = dict.fromkeys(contact.kind for contact in page.contacts)
    ways: list[tuple[Said, str]] = [(Elsewhere(), f"page.second_proof.{kind}") for kind in list(kinds)[:1]]
    ways += [(ChoseStep(pages.RECOVERY_CODE), "page.second_proof.recovery_code")] if page.by_recovery_code else []
    ways += [(WantsPerson(), "page.second_proof.person")]
    return tuple((what, Line(words.say(text), words.say(f"{text}.detail"))) for what, text in ways)


def story_way(story: Story, words: Words) -> str:
    """How a story's code travels, and whether its person sits at a computer that the account knows."""
    is_known = story.audience is Disclosure.KNOWN_DEVICE
    return words.say(f"{'page.stories.known_device' if is_known else 'page.stories'}.{story.channel}")


def waiting_way(page: pages.WaitingPage) -> str:
    """The way that the words of a waiting page are about: that of the code, or of one that may be asked for later."""
    if (page.sent.channel is Channel.CALL) == page.by_call:
        return page.sent.channel
    return "call_soon" if page.by_call else page.contact.channel


def code_words(text_id: str, page: CodePage, words: Words) -> str:
    """A sentence about the code of a page, with words of its own where a voice says the code."""
    by_call = page.by_call if text_id == "page.code.again" else page.sent.channel is Channel.CALL
    return words.say(f"{text_id}.call" if by_call else text_id, tag=page.sent.tag)


def note(what: Note, frame: Frame, words: Words) -> Line:
    """One line of "What we know so far", with its time."""
    if what.step is None or what.answer is None:
        own = words.say_if_any(f"page.notes.{what.what}.{what.detail}") if what.detail else None
        return Line(own or words.say(f"page.notes.{what.what}"), words.time(what.at))
    said = step_words(frame, words)
    step, answer = said.title(what.step), said.answer(what.step, what.answer)
    if what.who:
        answer = words.say("live_help.said", name=name_of(what.who, words), answer=answer)
    return Line(step, words.say("page.notes.answered", answer=answer, time=words.time(what.at)))


def summary(page: pages.HandOverPage, frame: Frame, words: Words) -> tuple[Line, ...]:
    """The facts of a hand-over: label and value."""
    rows = [
        ("page.hand_over.account", frame.pack.name if frame.by_hand and frame.pack else frame.account_name),
        ("page.hand_over.started", _day_and_time(page.started_at, words) if page.started_at else None),
        ("page.hand_over.trouble", words.say(f"page.hand_over.trouble.{frame.start}")),
        ("page.hand_over.codes", _times_of_asking(frame, words)),
        ("page.hand_over.cause", _likely_cause(page, frame, words)),
    ]
    return tuple(Line(words.say(label), value) for label, value in rows if value)


def _likely_cause(page: pages.HandOverPage, frame: Frame, words: Words) -> str | None:
    """Why the code does not come; where nobody asked for one there is nothing to say about that."""
    asked = frame.start in (Start.NO_CODE, Start.NO_CONTACT, Start.NUMBER_GONE) or _times_of_asking(frame, words)
    if frame.purpose is Purpose.SECURE or not asked:
        return None
    if page.cause is None:
        return words.say("page.hand_over.cause.unknown")
    return words.say("checklist.likely_cause", cause=step_words(frame, words).say(f"checklist.cause.{page.cause}"))


def _times_of_asking(frame: Frame, words: Words) -> str:
    return ", ".join(words.time(note.at) for note in frame.notes if note.what == Happening.CODE_ASKED)


def _day_and_time(at: datetime, words: Words) -> str:
    return words.say("page.hand_over.started.at", day=words.day(at), time=words.time(at))


def answered(page: pages.HandOverPage, frame: Frame, words: Words) -> tuple[Line, ...]:
    """What the person said: the question, and the answer."""
    return tuple(line for line, is_question in _came_of(page, frame, words) if is_question)


def tried(page: pages.HandOverPage, frame: Frame, words: Words) -> tuple[Line, ...]:
    """What was tried: the instruction, and what came of it."""
    return tuple(line for line, is_question in _came_of(page, frame, words) if not is_question)


def _came_of(page: pages.HandOverPage, frame: Frame, words: Words) -> Iterator[tuple[Line, bool]]:
    said = step_words(frame, words)
    for step, answer in page.tried:
        yield Line(said.title(step), said.answer(step, answer)), said.is_question(step)


def done_lead(page: pages.DonePage, frame: Frame, words: Words) -> str:
    """The first sentence of the end."""
    base = f"page.done.{page.outcome}.lead"
    match page.outcome:
        case Outcome.STOPPED_UNTIL if page.until is not None:
            return words.say(base, time=words.moment(page.until))
        case Outcome.HANDED_OVER if frame.pack is not None:
            there = frame.pack.help_in(words.language)
            return words.say(base, name=there.name, hours=there.hours)
        case Outcome.STOPPED_UNTIL | Outcome.HANDED_OVER:
            return words.say(f"{base}.unknown")
        case Outcome.GOT_IN | Outcome.SECURED if page.consequences is None:
            return words.say(f"{base}.elsewhere")
    return words.say(base)


def proven_cause(page: pages.DonePage) -> str | None:
    """The cause to name at the end: only where the person is in again, for no other end has shown what it was."""
    return page.cause if page.outcome in BACK_IN else None


def hints(page: pages.DonePage, words: StepWords) -> tuple[str, ...]:
    """What to do so that it works next time, the most useful first; a cause without advice of its own has none."""
    of_cause = words.say_if_any(f"checklist.cause.{page.cause}.next")
    told = (of_cause if hint is Hint.CAUSE else words.words.say(f"next_time.{hint}") for hint in page.hints)
    return tuple(sentence for sentence in told if sentence)


def hints_title(page: pages.DonePage, words: Words) -> str:
    """What the hints are good for."""
    return words.say("next_time.title.secured" if page.outcome is Outcome.SECURED else "next_time.title")


def whose_limit(sent: CodeSent, words: Words) -> str | None:
    """Why asking again takes so long, where it is not the ordinary limit of one contact that decides."""
    if sent.limit is Scope.DESTINATION or words.clock() >= sent.next_at:
        return None
    return words.say(f"page.code.limit.{sent.limit}")


def consequences(what: Consequences, words: Words) -> tuple[str, ...]:
    """What happened together with the new password (security rule 7)."""
    signed_out = words.say("page.done.signed_out", n=what.sessions_ended) if what.sessions_ended else None
    told = words.say("page.done.told", n=what.contacts_told) if what.contacts_told else None
    held = words.say("page.done.held", date=words.day(what.removal_held_until))
    return tuple(sentence for sentence in (signed_out, told, held) if sentence)
