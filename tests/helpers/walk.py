"""Walks a flow as a face does, without one: says things, performs effects, looks at pages."""

from collections.abc import Callable
from itertools import count

from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.flows import how_tos
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.howto import HowTos
from secinfo_desktop.recovery.pages import Frame, Page
from secinfo_desktop.recovery.ports import Cases
from tests.helpers.fake_accounts import ORGANISATION, FakeAccount, FakeAccounts
from tests.helpers.fake_cases import FakeCases


def checklist() -> Checklist:
    """The shipped checklist."""
    return shipped()


class Walk:
    """A person before a flow, with a service in memory behind it."""

    def __init__(
        self,
        accounts: FakeAccounts | None = None,
        shown: Callable[[], HowTos] = how_tos,
        cases: Cases | None = None,
    ) -> None:
        self.accounts = accounts or FakeAccounts()
        self.cases = cases or FakeCases(self.accounts.clock)
        numbers = count(len(self.cases.all().cases) + 1)
        given = (self.accounts.choices(), self.accounts.clock, lambda: f"case-{next(numbers):04d}")
        self.flow = Flow(checklist(), *given, shown, kept=self.cases.all, pick=lambda name, _: shipped(name))

    def says(self, *words: said.Said) -> Page:
        """Says one thing after the other, waits for what follows each, and returns the page at the end."""
        for word in words:
            effect = self.flow.take(word)
            while effect is not None:
                effect = self.flow.observe(effect, perform(effect, self.accounts, self.cases))
        return self.page

    def starts_again(self) -> "Walk":
        """The program has ended, however, after its last answer was kept; and here it is again."""
        along = self.flow.along()
        if along is not None:
            self.cases.keep(self.flow.case, along)
        return Walk(self.accounts, cases=self.cases)

    def comes_back(self) -> "Walk":
        """The same, and the person goes on with this case."""
        again = self.starts_again()
        again.says(said.GoesOn(self.flow.case_id))
        return again

    @property
    def page(self) -> Page:
        """The page shown now."""
        return self.flow.frame().page

    @property
    def frame(self) -> Frame:
        """The page with what stands around it."""
        return self.flow.frame()

    @property
    def account(self) -> FakeAccount:
        """The organisation's account in memory."""
        return self.accounts.account(ORGANISATION.id)

    def waits_for_code(self, contact: str = "phone", typed: str = "+49 1512 3456742") -> Page:
        """Goes the straight way up to the waiting page."""
        return self.says(
            said.Began(said.Start.NO_CODE),
            said.ChoseAccount(ORGANISATION.id),
            said.GaveName(self.account.name),
            said.ChoseContact(contact, typed),
        )
