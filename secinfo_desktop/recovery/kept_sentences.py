"""What a kept case is called on the first page: the trouble, the provider, and when. Nothing secret is known of it."""

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery.kept_lines import KeptLine, PutAside
from secinfo_desktop.recovery.line import Line
from secinfo_desktop.texts.words import Words


def kept_line(kept: KeptLine, words: Words) -> Line:
    """A kept case in two lines."""
    return Line(_title(kept, words), _detail(kept, words))


def _title(kept: KeptLine, words: Words) -> str:
    if kept.story is None:
        return words.say(f"page.kept.trouble.{kept.start}")
    return words.say_if_any(f"practice.scenario.{kept.story}.title") or words.say("page.kept.practice")


def _detail(kept: KeptLine, words: Words) -> str:
    at = words.moment(kept.at)
    if not kept.has_account:
        return words.say("page.kept.detail.no_account", time=at)
    name = _name(kept, words)
    match kept.outcome:
        case None:
            return words.say("page.kept.detail", name=name, time=at)
        case Outcome.STOPPED_UNTIL if kept.until is not None and words.clock() >= kept.until:
            return words.say("page.kept.detail.can_go_on", name=name)
        case Outcome.STOPPED_UNTIL if kept.until is not None:
            return words.say("page.kept.detail.stopped_until", name=name, time=words.moment(kept.until))
        case outcome:
            return words.say(f"page.kept.detail.{outcome}", name=name, time=at)


def _name(kept: KeptLine, words: Words) -> str:
    if kept.is_practice:
        return words.say("page.kept.practice")
    return kept.account or words.say("page.kept.account_gone")


def put_aside(files: tuple[PutAside, ...], words: Words) -> tuple[str, ...]:
    """What could not be read, and what became of it; one sentence for each file."""
    return tuple(
        words.say("page.kept.newer" if file.is_newer else "page.kept.unreadable", file=file.name) for file in files
    )
