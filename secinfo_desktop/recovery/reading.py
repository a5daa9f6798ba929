"""The how-to that a person reads over a page. It changes nothing: leaving it leads to the page as it was."""

from collections.abc import Callable

from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.howto import GENERAL, HowTo, HowTos, Topic
from secinfo_desktop.recovery.pages import Page

HowToPages = pages.HowToChoicePage | pages.HowToPage


class Reading:
    """Lies over one page, and is gone as soon as another page stands there. What was chosen once is shown at once."""

    def __init__(self, how_tos: Callable[[], HowTos]) -> None:
        self._how_tos = how_tos
        self._chosen: list[str] = []
        self._shown: HowToPages | None = None
        self._under: Page | None = None

    def topic_for(self, page: Page) -> Topic | None:
        """What there is to show for a page."""
        return self._how_tos().topic_of(page.step) if isinstance(page, pages.InstructionPage) else None

    def over(self, page: Page) -> HowToPages | None:
        """What lies over the page, if anything does."""
        return self._shown if self._under == page else None

    def take(self, what: said.WantsHowTo | said.ChoseHowTo, page: Page) -> None:
        """Opens a how-to over the page; wanting it once more leads to the choice of another program."""
        match what:
            case said.WantsHowTo(topic) if self._how_tos().of(topic):
                again = isinstance(self.over(page), pages.HowToPage)
                before = None if again else self._chosen_before(topic)
                self._shown = _shown(before) if before else self._choice(topic)
                self._under = page
            case said.ChoseHowTo(program) if isinstance(self._shown, pages.HowToChoicePage):
                self._choose(program, self._shown.topic)

    def close(self) -> None:
        """Leads back to the page."""
        self._shown = self._under = None

    def close_unless_over(self, page: Page) -> None:
        """What lay over another page is not kept for the day when that one comes back."""
        if self._under != page:
            self.close()

    def _choose(self, program: str, topic: Topic) -> None:
        found = self._how_tos().find(topic, program)
        if found is not None:
            self._chosen.append(program)
            self._shown = _shown(found)

    def _chosen_before(self, topic: Topic) -> HowTo | None:
        """The latest choice that fits; "I don't know" is asked again."""
        fitting = (self._how_tos().find(topic, program) for program in reversed(self._chosen) if program != GENERAL)
        return next((one for one in fitting if one is not None), None)

    def _choice(self, topic: Topic) -> pages.HowToChoicePage:
        return pages.HowToChoicePage(topic, tuple(one.program for one in self._how_tos().of(topic)))


def _shown(found: HowTo) -> pages.HowToPage:
    return pages.HowToPage(found.topic, found.program, found.system, found.checked)
