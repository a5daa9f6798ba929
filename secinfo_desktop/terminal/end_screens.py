"""The screens of the ways out: hand-over, the end, and trouble outside."""

from secinfo_desktop.recovery import help_pages, pages, said, sentences, summary
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.terminal.howto_screens import show_me
from secinfo_desktop.terminal.screens import Field, Leave, Option, SavesText, Screen
from secinfo_desktop.texts.words import Words


def hand_over(page: pages.HandOverPage, frame: Frame, words: Words) -> Screen:
    """What a person who takes over needs to know; nothing secret in it."""
    tried = sentences.tried(page, frame, words) or (Line(words.say("page.hand_over.tried.none")),)
    return Screen(
        title=words.say("page.hand_over.title"),
        paragraphs=(
            words.say("page.hand_over.lead"),
            *summary.who_helps(frame, words),
            summary.meanwhile(frame, words),
        ),
        items=(
            *summary.where_help_is(frame, words),
            *sentences.summary(page, frame, words),
            *sentences.answered(page, frame, words),
            *tried,
        ),
        options=(
            Option(words.say("page.hand_over.finish"), said.Finished()),
            *_save(page, frame, words),
            *_help(frame, words),
        ),
        notices=(words.say("page.hand_over.never_ask"), *([words.say("live_help.by_hand")] if frame.by_hand else [])),
    )


def _save(page: pages.HandOverPage, frame: Frame, words: Words) -> tuple[Option, ...]:
    """The way to take the summary along: a text file where the person wants it."""
    text = summary.as_text(page, frame, words)
    field = Field(
        words.say("terminal.save.label"), lambda path: SavesText(path, text), hint=words.say("terminal.save.hint")
    )
    return (Option(words.say("terminal.save"), field),)


def _help(frame: Frame, words: Words) -> tuple[Option, ...]:
    """The pages of whoever helps, to be opened."""
    return tuple(
        Option(words.say(f"page.hand_over.open.{page}"), said.OpensHelp(page)) for page in help_pages.offered(frame)
    )


def done(page: pages.DonePage, frame: Frame, steps: StepWords) -> Screen:
    """How it ended, what was the reason, what happened with it, and what to do so that it comes next time."""
    words = steps.words
    happened = sentences.consequences(page.consequences, words) if page.consequences else ()
    return Screen(
        title=words.say(f"page.done.{page.outcome}.title"),
        paragraphs=(sentences.done_lead(page, frame, words), *_reason(page, steps), *happened),
        items=(*_next_time(page, steps), *(summary.where_help_is(frame, words) if page.hand_over else ())),
        notices=(words.say("next_time.never_ask"),),
        options=(
            Option(words.say("page.done.start_over"), said.StartsOver()),
            Option(words.say("page.done.leave"), Leave()),
            *([Option(words.say("page.done.another_story"), said.WantsPractice())] if frame.persona else []),
            *show_me(frame.how_to, words),
            *((*_save(page.hand_over, frame, words), *_help(frame, words)) if page.hand_over else ()),
        ),
    )


def _reason(page: pages.DonePage, steps: StepWords) -> tuple[str, ...]:
    cause = sentences.proven_cause(page)
    return (steps.words.say("page.done.reason", cause=steps.say(f"checklist.cause.{cause}")),) if cause else ()


def _next_time(page: pages.DonePage, steps: StepWords) -> tuple[Line, ...]:
    """What to do so that it works next time; the first line says what the others are good for."""
    told = sentences.hints(page, steps)
    return (Line(sentences.hints_title(page, steps.words), "\n".join(told)),) if told else ()


def trouble(page: pages.TroublePage, frame: Frame, words: Words) -> Screen:
    """Something outside failed: what happened, what is safe, what to do now."""
    happened, *rest = words.failure(page.failure)
    return Screen(
        title=happened,
        paragraphs=(*rest, *_meanwhile(frame, words)),
        options=(
            *([Option(words.say("page.trouble.retry"), said.TriesAgain())] if page.can_retry else []),
            Option(words.say("page.trouble.back"), said.WentBack()),
        ),
    )


def _meanwhile(frame: Frame, words: Words) -> tuple[str, ...]:
    """What the person can do while the service is away: the code that was asked for lives on."""
    code = frame.code
    if code is None or words.clock() >= code.ends_at:
        return ()
    until = words.say("page.trouble.code_until", asked=words.time(code.asked_at), time=words.time(code.ends_at))
    return (until, words.say("page.trouble.meanwhile.body", tag=code.tag))
