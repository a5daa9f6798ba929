"""What is said once something was done, and what is asked before something is done that nothing takes back."""

from dataclasses import dataclass

from secinfo_desktop.domain.security_info import SessionPurpose
from secinfo_desktop.security_info import acts
from secinfo_desktop.security_info.acts import Act, Outcome
from secinfo_desktop.security_info.pages import Told

_BASE = "security_info.told"


def told_of(act: Act, outcome: Outcome) -> Told | None:
    """The sentence about an act that went well; what can be undone says how."""
    match act:
        case acts.GiveCode(purpose):
            return Told(f"{_BASE}.code.{purpose}") if purpose is not SessionPurpose.PROVE else None
        case acts.RemoveContact(contact):
            return Told(f"{_BASE}.removed", (("mask", contact.mask),))
        case acts.UseContact(contact):
            return Told(f"{_BASE}.uses", (("mask", contact.mask),), undo=act.undone())
        case acts.SwitchOption(_, name, on):
            return Told(f"{_BASE}.option.{'on' if on else 'off'}", (("name", name),), undo=act.undone())
        case acts.ChooseSecondStep(on):
            return Told(f"{_BASE}.second_step.{'on' if on else 'off'}", undo=act.undone())
        case acts.ChangePassword():
            return _counted(f"{_BASE}.password", outcome)
        case acts.EndSession(None):
            return _counted(f"{_BASE}.sessions", outcome)
        case _:
            return _told_simply(act)


def _told_simply(act: Act) -> Told | None:
    match act:
        case acts.EndSession(_, device):
            return Told(f"{_BASE}.session", (("device", device),))
        case acts.ForgetComputer(_, device):
            return Told(f"{_BASE}.forgot", (("device", device),))
        case acts.StartReplacement():
            return Told(f"{_BASE}.replacement_started")
        case acts.FinishReplacement(typed):
            return Told(f"{_BASE}.replacement_{'entered' if typed else 'finished'}")
        case acts.CancelReplacement():
            return Told(f"{_BASE}.code.{SessionPurpose.CANCEL}")
        case acts.Enrol():
            return Told(f"{_BASE}.enrolled")
    return None


def _counted(text_id: str, outcome: Outcome) -> Told:
    """How many other sessions ended, in words that fit none as well."""
    n = outcome if isinstance(outcome, int) else 0
    return Told(text_id, n=n) if n else Told(f"{text_id}.none")


@dataclass(frozen=True)
class Question:
    """What is asked first: the ids ``…``, ``….body``, ``….yes`` and ``….no`` with these values."""

    text_id: str
    values: tuple[tuple[str, object], ...] = ()


def question_before(act: Act) -> Question | None:
    """The question before an act that can't be undone; None where it can, or where the page has asked already."""
    base = "security_info.ask"
    match act:
        case acts.RemoveContact(contact):
            return Question(f"{base}.remove", (("mask", contact.mask),))
        case acts.EndSession(None):
            return Question(f"{base}.end_others")
        case acts.EndSession(_, device):
            return Question(f"{base}.end_session", (("device", device),))
        case acts.MakeRecoveryCode(True):
            return Question(f"{base}.new_code")
        case acts.ForgetComputer(_, device):
            return Question(f"{base}.forget", (("device", device),))
    return None
