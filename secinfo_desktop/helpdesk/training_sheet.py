"""What came of a practice call, in sentences, for the trainee: to be read at the end, copied, printed."""

from collections.abc import Iterator

from secinfo_desktop.helpdesk.training_score import RIGHT, Score
from secinfo_desktop.recovery.line import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words


def as_sheet(score: Score, words: StepWords) -> Sheet:
    """The score on paper, marked as practice; ``words`` are those of ``call_words`` in the trainee's language."""
    say = words.words
    sections = (
        Section(tuple(_summary(score, words))),
        Section(
            tuple(Line(say.say(f"helpdesk_training.danger.{danger}")) for danger in score.dangers),
            say.say("helpdesk_training.dangers"),
        ),
        Section(_titles(score.needless, words), say.say("helpdesk_training.needless")),
        Section(_titles(score.misheard, words), say.say("helpdesk_training.misheard")),
        Section(_titles(score.steps, words), say.say("helpdesk_training.steps"), numbered=True),
        Section(_titles(score.guide.steps, words), say.say("helpdesk_training.guide"), numbered=True),
    )
    return Sheet(
        title=say.say(f"helpdesk_training.story.{score.story}.title"),
        sections=tuple(section for section in sections if section.lines),
        footer=say.say("next_time.never_ask"),
        practice=True,
    )


def _summary(score: Score, words: StepWords) -> Iterator[Line]:
    say = words.words
    yield Line(say.say("helpdesk_training.passed" if score.passed else "helpdesk_training.not_passed"))
    yield Line(say.say(f"helpdesk_training.end.{score.end}"))
    yield Line(say.say(f"helpdesk_training.story.{score.story}.told"))
    if score.is_impostor:
        yield Line(say.say("helpdesk_training.impostor"))
    else:
        yield Line(say.say("helpdesk_training.cause", cause=words.say(f"checklist.cause.{score.cause}")))
    if score.end in RIGHT and score.dangers:
        yield Line(say.say("helpdesk_training.right_but"))
    yield _time("helpdesk_training.time", score.seconds, say)
    yield _time("helpdesk_training.time.guide", score.guide.seconds, say)
    yield Line(say.say("helpdesk_training.needless.none" if not score.needless else "helpdesk_training.needless.some"))


def _time(text_id: str, seconds: float, words: Words) -> Line:
    whole = round(seconds)
    return Line(words.say(text_id, minutes=whole // 60, seconds=f"{whole % 60:02}"))


def _titles(steps: tuple[str, ...], words: StepWords) -> tuple[Line, ...]:
    return tuple(Line(words.title(step)) for step in steps)
