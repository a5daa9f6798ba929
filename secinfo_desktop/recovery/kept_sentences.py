"""What a kept case is called on the first page: the trouble, the provider, and when. Nothing secret is known of it."""

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery.kept import KeptCase, PutAside
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.texts.words import Words


def kept_line(kept: KeptCase, accounts: tuple[AccountChoice, ...], words: Words) -> Line:
    """A kept case in two lines."""
    return Line(_title(kept, words), _detail(kept, accounts, words))


def _title(kept: KeptCase, words: Words) -> str:
    story = kept.along.story
    if story is None:
        return words.say(f"page.kept.trouble.{kept.along.start}")
    return words.say_if_any(f"practice.scenario.{story}.title") or words.say("page.kept.practice")


def _detail(kept: KeptCase, accounts: tuple[AccountChoice, ...], words: Words) -> str:
    name, at = _name(kept, accounts, words), words.moment(kept.at)
    if name is None:
        return words.say("page.kept.detail.no_account", time=at)
    match kept.outcome:
        case None:
            return words.say("page.kept.detail", name=name, time=at)
        case Outcome.STOPPED_UNTIL if kept.can_go_on(words.clock()):
            return words.say("page.kept.detail.can_go_on", name=name)
        case Outcome.STOPPED_UNTIL if kept.along.until is not None:
            return words.say("page.kept.detail.stopped_until", name=name, time=words.moment(kept.along.until))
        case outcome:
            return words.say(f"page.kept.detail.{outcome}", name=name, time=at)


def _name(kept: KeptCase, accounts: tuple[AccountChoice, ...], words: Words) -> str | None:
    if kept.along.choice is None:
        return None
    if kept.along.kind is AccountKind.PRACTICE:
        return words.say("page.kept.practice")
    names = (choice.name for choice in accounts if choice.id == kept.along.choice)
    return next(names, None) or words.say("page.kept.account_gone")


def put_aside(files: tuple[PutAside, ...], words: Words) -> tuple[str, ...]:
    """What could not be read, and what became of it; one sentence for each file."""
    return tuple(
        words.say("page.kept.newer" if file.is_newer else "page.kept.unreadable", file=file.name) for file in files
    )
