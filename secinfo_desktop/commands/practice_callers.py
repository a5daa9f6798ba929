"""The made-up callers for practice calls in the window: what ``player`` makes, for who may not know it."""

from random import SystemRandom

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller

_SEEDS = 2**31


class Callers:
    """Each call has another pace."""

    def stories(self) -> tuple[str, ...]:
        """All stories, the gentle ones first."""
        from secinfo_desktop.player.caller import all_callers

        return tuple(story.id for story in all_callers())

    def caller(self, story: str, checklist: Checklist) -> PracticeCaller | None:
        """Who calls; None if there is no such story."""
        from secinfo_desktop.player.caller import caller

        return caller(story, checklist, SystemRandom().randrange(_SEEDS))
