"""What a person says about being helped by the helpdesk over the phone."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class WantsHelp:
    """Wants the helpdesk to look on; ``language`` is the person's."""

    language: str = "en"


@dataclass(frozen=True)
class AnswersAgent:
    """Lets in who asks, or does not."""

    allow: bool


@dataclass(frozen=True)
class GivesReadNumber:
    """Types the number that the helpdesk has read out."""

    number: str = field(repr=False)


@dataclass(frozen=True)
class DidNotCall:
    """Did not ask for what the helpdesk wants to do: ends everything."""


@dataclass(frozen=True)
class EndsHelp:
    """Wants to be alone again."""


@dataclass(frozen=True)
class FollowsAgent:
    """Goes to the step to which the helpdesk has gone on."""


@dataclass(frozen=True)
class SeesReadNumber:
    """Wants to type the number that the helpdesk reads out."""


OfHelp = WantsHelp | AnswersAgent | GivesReadNumber | DidNotCall | EndsHelp | FollowsAgent | SeesReadNumber
