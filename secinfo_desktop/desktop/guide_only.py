"""One provider's own pages and nothing else: no service stands behind them, and no practice world."""

from collections.abc import Callable
from datetime import datetime
from typing import Never

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, RefusedError


class NoBrowser:
    """Shows nothing: whoever uses the pages has opened them already."""

    def show(self, _url: str, /) -> bool:
        """No browser could be found."""
        return False


class GuideOnlyAccounts:
    """The one choice by hand, with the pack that it is led by; everything else is refused."""

    def __init__(self, pack: ProviderPack, clock: Callable[[], datetime]) -> None:
        self._choice, self._pack, self._clock = AccountChoice(pack.id, AccountKind.BY_HAND, pack.name), pack, clock

    def choices(self) -> tuple[AccountChoice, ...]:
        """The provider's own pages."""
        return (self._choice,)

    def clock(self) -> datetime:
        """The time of whoever works there, UTC."""
        return self._clock()

    def account(self, _choice: str, /) -> Never:
        """Nothing stands behind an account by hand."""
        raise RefusedError(Failure.UNKNOWN_ACCOUNT)

    def practice(self) -> Never:
        """There is no practice world here."""
        raise RefusedError(Failure.UNKNOWN_SCENARIO)

    def pack(self, _choice: str, /) -> ProviderPack:
        """The provider's pack."""
        return self._pack

    def browser(self) -> NoBrowser:
        """None."""
        return NoBrowser()
