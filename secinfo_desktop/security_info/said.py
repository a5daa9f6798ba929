"""What a person can say on the pages of My security info."""

from dataclasses import dataclass, field

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.security_info.acts import Act, Typed
from secinfo_desktop.security_info.pages import Page


@dataclass(frozen=True)
class Opens:
    """Goes to a page."""

    page: Page


@dataclass(frozen=True)
class Does:
    """Wants something done; it has been asked about where nothing takes it back."""

    act: Act


@dataclass(frozen=True)
class WentBack:
    """Back to where the person came from."""


@dataclass(frozen=True)
class ThinksOver:
    """Typed the new info and wants to see once more what begins; nothing typed enters it at the end."""

    typed: Typed = field(repr=False)


@dataclass(frozen=True)
class Begins:
    """Begins the waiting period with what was typed."""


@dataclass(frozen=True)
class CancelsByCode:
    """Cancels with the code of a notice; the name is known where the person is signed in."""

    code: str = field(repr=False)
    account_name: str = ""


@dataclass(frozen=True)
class WorksAgain:
    """An e-mail or phone of before works: a code to it ends the waiting period."""

    contact: MaskedContact


@dataclass(frozen=True)
class GoesOn:
    """The next step of the guided way, without doing this one."""


Said = Opens | Does | WentBack | ThinksOver | Begins | CancelsByCode | WorksAgain | GoesOn
