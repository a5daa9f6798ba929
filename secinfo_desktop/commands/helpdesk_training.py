"""``secinfo-desktop helpdesk train``: practice calls, genuine and not, in the terminal."""

import sys
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import language, say

if TYPE_CHECKING:
    from secinfo_desktop.terminal.console import Console

NOT_PASSED = 1
NO_STORY = 2


def train(story: str | None, seed: int, *, auto: bool, console: "Console | None" = None) -> int:
    """Lead a practice call, or have it shown; 1 if it was not passed, 2 without such a story. No story: list them."""
    from secinfo_desktop import resources
    from secinfo_desktop.desktop import checklists, clock
    from secinfo_desktop.domain import providers
    from secinfo_desktop.helpdesk.training_call import begin
    from secinfo_desktop.player.caller import caller
    from secinfo_desktop.terminal.console import StandardConsole
    from secinfo_desktop.terminal.training_face import TrainingFace
    from secinfo_desktop.texts.words import Words

    console = console or StandardConsole()
    if story is None:
        return _list(console)
    checklist = checklists.shipped()
    pack = providers.parse(resources.text(f"providers/{providers.PRACTICE_PACK}.toml"))
    who = caller(story, checklist, seed)
    if who is None:
        print(say("command.helpdesk.train.none"), file=sys.stderr)
        return NO_STORY
    capabilities = pack.by_hand.capabilities if pack.by_hand else frozenset()
    call = begin(who, checklist, capabilities, clock.now())
    face = TrainingFace(call, console, Words(clock.now, language()), pack, clock.now)
    return 0 if (face.demonstrate() if auto else face.play()).passed else NOT_PASSED


def _list(console: "Console") -> int:
    """The stories and their titles; who is genuine is not told."""
    from secinfo_desktop.player.caller import all_callers

    stories = all_callers()
    width = max(len(story.id) for story in stories)
    for story in stories:
        console.write(f"{story.id.ljust(width)}  {say(f'helpdesk_training.story.{story.id}.title')}")
    return 0
