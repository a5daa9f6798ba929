"""Stories of practice calls: who calls, genuine or not, and what they try. Nobody in them exists."""

import tomllib
from dataclasses import dataclass

from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.practice.reader import Reader
from secinfo_desktop.practice.scenarios import ScenarioError


@dataclass(frozen=True)
class Try:
    """What the caller tries once so many steps were gone through."""

    after: int
    pretext: Pretext


@dataclass(frozen=True)
class CallerStory:
    """One call. ``scenario`` is the story whose trouble the caller has, or claims to have.

    ``has_app``: a genuine caller can type a number into their own app, which an impostor never can.
    """

    id: str
    difficulty: int
    scenario: str
    impostor: bool
    has_app: bool
    tries: tuple[Try, ...]


def parse(story_id: str, text: str) -> CallerStory:
    """The story written in a TOML text.

    Raises:
        ScenarioError: a key is missing, unknown or has a value that can't be taken.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError((f"not a TOML file: {error}",)) from error
    top = Reader(document)
    story = CallerStory(
        id=story_id,
        difficulty=top.count("difficulty") or 1,
        scenario=top.text("scenario"),
        impostor=top.flag("impostor"),
        has_app=top.flag("has_app"),
        tries=tuple(Try(one.count("after"), one.choice("pretext", Pretext)) for one in top.tables("tries")),
    )
    problems = (*top.problems(), *_contradictions(story))
    if problems:
        raise ScenarioError(problems)
    return story


def _contradictions(story: CallerStory) -> tuple[str, ...]:
    if story.impostor and story.has_app:
        return ("has_app: an impostor does not have the owner's app",)
    if story.impostor and not story.tries:
        return ("tries: an impostor tries something",)
    return ()
