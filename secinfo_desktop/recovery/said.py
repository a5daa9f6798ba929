"""What a person can say on a page: the flow's inputs, as data. What belongs to one subject stands beside it."""

from dataclasses import dataclass, field

from secinfo_desktop.recovery.said_by_hand import AskedBefore as AskedBefore
from secinfo_desktop.recovery.said_by_hand import AskedThere as AskedThere
from secinfo_desktop.recovery.said_by_hand import CodeRefused as CodeRefused
from secinfo_desktop.recovery.said_by_hand import CodeWorked as CodeWorked
from secinfo_desktop.recovery.said_by_hand import InAlready as InAlready
from secinfo_desktop.recovery.said_by_hand import OpensPage as OpensPage
from secinfo_desktop.recovery.said_by_hand import Refusal as Refusal
from secinfo_desktop.recovery.said_by_hand import SawContact as SawContact
from secinfo_desktop.recovery.said_by_hand import SawError as SawError
from secinfo_desktop.recovery.said_by_hand import SeenContact as SeenContact
from secinfo_desktop.recovery.said_by_hand import SeenError as SeenError
from secinfo_desktop.recovery.said_by_hand import SeesError as SeesError
from secinfo_desktop.recovery.said_by_hand import SeesRefusal as SeesRefusal
from secinfo_desktop.recovery.said_by_hand import TimesAsked as TimesAsked
from secinfo_desktop.recovery.said_of_help import AnswersAgent as AnswersAgent
from secinfo_desktop.recovery.said_of_help import DidNotCall as DidNotCall
from secinfo_desktop.recovery.said_of_help import EndsHelp as EndsHelp
from secinfo_desktop.recovery.said_of_help import FollowsAgent as FollowsAgent
from secinfo_desktop.recovery.said_of_help import GivesReadNumber as GivesReadNumber
from secinfo_desktop.recovery.said_of_help import OfHelp as OfHelp
from secinfo_desktop.recovery.said_of_help import SeesReadNumber as SeesReadNumber
from secinfo_desktop.recovery.said_of_help import WantsHelp as WantsHelp
from secinfo_desktop.recovery.said_of_kept import ForgetsAll as ForgetsAll
from secinfo_desktop.recovery.said_of_kept import ForgetsCase as ForgetsCase
from secinfo_desktop.recovery.said_of_kept import ForgetsIt as ForgetsIt
from secinfo_desktop.recovery.said_of_kept import GoesOn as GoesOn
from secinfo_desktop.recovery.said_on_steps import Answered as Answered
from secinfo_desktop.recovery.said_on_steps import ChoseHowTo as ChoseHowTo
from secinfo_desktop.recovery.said_on_steps import ChoseStep as ChoseStep
from secinfo_desktop.recovery.said_on_steps import GaveSender as GaveSender
from secinfo_desktop.recovery.said_on_steps import HelpPage as HelpPage
from secinfo_desktop.recovery.said_on_steps import OpensHelp as OpensHelp
from secinfo_desktop.recovery.said_on_steps import Skipped as Skipped
from secinfo_desktop.recovery.said_on_steps import StepAnswer as StepAnswer
from secinfo_desktop.recovery.said_on_steps import WantsHowTo as WantsHowTo
from secinfo_desktop.recovery.said_on_steps import WantsOtherStep as WantsOtherStep
from secinfo_desktop.recovery.said_on_steps import WantsPerson as WantsPerson
from secinfo_desktop.recovery.said_on_steps import WantsSenderCheck as WantsSenderCheck
from secinfo_desktop.recovery.start import Began as Began
from secinfo_desktop.recovery.start import Start as Start
from secinfo_desktop.recovery.start import WantsPractice as WantsPractice


@dataclass(frozen=True)
class ChoseAccount:
    """Says whose account it is."""

    choice: str


@dataclass(frozen=True)
class ChoseStory:
    """Chooses the made-up person's story."""

    story: str
    seed: int = 0


@dataclass(frozen=True)
class GaveName:
    """Gives the account's name."""

    name: str = field(repr=False)


@dataclass(frozen=True)
class ChoseContact:
    """Says where the code shall go, and types that contact in full."""

    contact: str
    typed: str = field(repr=False)


@dataclass(frozen=True)
class ChecksName:
    """None of the contacts is theirs: the account's name may be wrong."""


@dataclass(frozen=True)
class NoneOfThese:
    """Has access to none of the contacts."""


@dataclass(frozen=True)
class AskedAgain:
    """Asks for another code to the same contact."""


@dataclass(frozen=True)
class Elsewhere:
    """Wants the code to go somewhere else, or to type the contact again."""


@dataclass(frozen=True)
class DidNotCome:
    """The code did not come: find out why."""


@dataclass(frozen=True)
class GaveCode:
    """Types or pastes a code, perhaps with words around it."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class GaveRecoveryCode:
    """Types or pastes the recovery code that they kept."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class NobodyAsked:
    """Did not ask for the code that came (B30)."""


@dataclass(frozen=True)
class GavePassword:
    """Types the new password."""

    password: str = field(repr=False)


@dataclass(frozen=True)
class ForgotName:
    """Does not know the account's name."""


@dataclass(frozen=True)
class FoundName:
    """Knows the account's name again."""


@dataclass(frozen=True)
class StopsForNow:
    """Wants to stop until tomorrow."""


@dataclass(frozen=True)
class WentBack:
    """Goes back one page; never sends anything."""


@dataclass(frozen=True)
class TriesAgain:
    """Tries again what failed for a reason outside."""


@dataclass(frozen=True)
class Finished:
    """Is through with the hand-over."""


@dataclass(frozen=True)
class StartsOver:
    """Wants to begin from the start page."""


Said = (
    OfHelp
    | Began
    | ChoseAccount
    | WantsPractice
    | ChoseStory
    | GaveName
    | ChoseContact
    | ChecksName
    | NoneOfThese
    | AskedAgain
    | Elsewhere
    | DidNotCome
    | GaveCode
    | GaveRecoveryCode
    | Answered
    | Skipped
    | WantsOtherStep
    | ChoseStep
    | WantsHowTo
    | ChoseHowTo
    | WantsPerson
    | OpensHelp
    | WantsSenderCheck
    | GaveSender
    | NobodyAsked
    | GavePassword
    | ForgotName
    | FoundName
    | OpensPage
    | SawContact
    | AskedBefore
    | AskedThere
    | CodeWorked
    | SeesRefusal
    | CodeRefused
    | SeesError
    | SawError
    | InAlready
    | StopsForNow
    | WentBack
    | TriesAgain
    | Finished
    | StartsOver
    | GoesOn
    | ForgetsIt
    | ForgetsCase
    | ForgetsAll
)
