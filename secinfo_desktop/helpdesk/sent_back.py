"""What somebody wrote and was refused: it goes back to who wrote it, under its own case. Pure."""

from dataclasses import dataclass, field
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.helpdesk import acts, said
from secinfo_desktop.helpdesk.acts import Act

Kind = StaffAction | CallerProof | None
"""The action whose reason it is; ``APPROVAL`` for why somebody answers for the caller; None for a note."""
Writes = said.Notes | said.Acts | said.AsksApproval
"""What has words that somebody typed."""
ANSWER_FOR: Final = CallerProof.APPROVAL


@dataclass(frozen=True, eq=False)
class SentBack:
    """One refusal: another one is another value, however alike."""

    case_id: str
    kind: Kind
    failure: Failure
    text: str = field(repr=False)


def kind_of(what: Writes) -> Kind:
    """Whose words they are."""
    match what:
        case said.Notes():
            return None
        case said.Acts(action):
            return action
        case said.AsksApproval(action):
            return action or ANSWER_FOR


def sent_back(act: Act, failure: Failure) -> tuple[SentBack, ...]:
    """What goes back of an act that was refused."""
    match act:
        case acts.AddNote(case_id, text):
            return (SentBack(case_id, None, failure, text),)
        case acts.ActOnAccount(case_id, action, reason):
            return (SentBack(case_id, action, failure, reason),)
        case acts.AskApproval(case_id, action, reason):
            return (SentBack(case_id, action or ANSWER_FOR, failure, reason),)
    return ()
