"""What an agent can say at the console, as data."""

from dataclasses import dataclass, field
from datetime import date

from secinfo_desktop.domain.calls import CaseScope, CaseSort, ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.domain.staff import CallerProof, StaffAction


@dataclass(frozen=True)
class NewCall:
    """Somebody calls. The first question is shown at once; the caller counts as unverified."""


@dataclass(frozen=True)
class OpensCase:
    """Shows a case of the list."""

    case_id: str


@dataclass(frozen=True)
class Searches:
    """Changes what the list shows; None leaves something as it is."""

    scope: CaseScope | None = None
    text: str | None = None
    sort: CaseSort | None = None


@dataclass(frozen=True)
class Answered:
    """What the caller said, or what came of an action."""

    outcome: str


@dataclass(frozen=True)
class Undoes:
    """Takes the last answer back."""


@dataclass(frozen=True)
class Skips:
    """Leaves the step out for now."""


@dataclass(frozen=True)
class ChoosesStep:
    """Wants another step than the one that is shown."""

    step: str


@dataclass(frozen=True)
class ChoosesTrouble:
    """What the call is about: the checklist and the kind of contact (``email``, ``sms``)."""

    checklist: str
    context: str


@dataclass(frozen=True)
class CodeAskedFor:
    """The caller has asked for a code on the provider's page just now; the timers begin anew."""


@dataclass(frozen=True)
class Ticks:
    """Something that anybody may know turned out (``pages.Tick``)."""

    evidence: str
    value: str


@dataclass(frozen=True)
class SpeaksLanguage:
    """In which language the caller is spoken to."""

    language: str


@dataclass(frozen=True)
class ChoosesProvider:
    """Where the caller's account is: the id of one of the desk's providers."""

    provider: str


@dataclass(frozen=True)
class NamesCaller:
    """What the caller is called."""

    caller: str


@dataclass(frozen=True)
class Notes:
    """Writes something down."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Takes:
    """Leads the case that is shown."""


@dataclass(frozen=True)
class HandsOver:
    """Somebody else goes on."""

    to: HandedTo
    colleague: str | None = None


@dataclass(frozen=True)
class Closes:
    """The wrap-up."""

    outcome: OutcomeCode
    call_back_on: date | None = None
    ticket: str | None = None


@dataclass(frozen=True)
class Exports:
    """Wants everything that is kept of the case that is shown."""


@dataclass(frozen=True)
class Erases:
    """Forgets the case that is shown; why is a word, never a sentence about a person."""

    reason: ErasedFor


@dataclass(frozen=True)
class Joins:
    """Asks to join the caller's case."""

    number: str = field(repr=False)


@dataclass(frozen=True)
class StopsJoining:
    """Waits no longer for the caller to let the agent in."""


@dataclass(frozen=True)
class NamesAccount:
    """Which account the caller speaks of."""

    account_name: str = field(repr=False)


@dataclass(frozen=True)
class Verifies:
    """Begins to verify the caller."""

    how: CallerProof
    action: StaffAction | None = None


@dataclass(frozen=True)
class LeavesUnverified:
    """The caller is served as who they can't show to be: steps and scripts, no account fact, no action."""


@dataclass(frozen=True)
class AsksApproval:
    """Asks a second person; None: to answer for the caller."""

    action: StaffAction | None
    reason: str


@dataclass(frozen=True)
class Decides:
    """Answers a colleague's question."""

    approval_id: str
    approve: bool


@dataclass(frozen=True)
class Acts:
    """Does something to the account."""

    action: StaffAction
    reason: str
    approval_id: str | None = None


Said = (
    NewCall | OpensCase | Searches | Answered | Undoes | Skips | ChoosesStep | ChoosesTrouble | CodeAskedFor
    | Ticks | SpeaksLanguage | ChoosesProvider | NamesCaller | Notes | Takes | HandsOver | Closes | Exports | Erases
    | Joins | StopsJoining | NamesAccount | Verifies | LeavesUnverified | AsksApproval | Decides | Acts
)  # fmt: skip
