"""What is to be done outside for what an agent said about a case. Pure."""

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF
from secinfo_desktop.helpdesk import acts, said
from secinfo_desktop.helpdesk.acts import Act
from secinfo_desktop.helpdesk.leading import Leading


def act_of(case_id: str, what: said.Said) -> Act | None:
    """The act; None for what is no deed about a case."""
    match what:
        case said.NamesCaller(caller):
            return acts.NameCaller(case_id, caller)
        case said.ChoosesProvider(provider):
            return acts.ChooseProvider(case_id, provider)
        case said.Notes(text):
            return acts.AddNote(case_id, text)
        case said.HandsOver(to, colleague):
            return acts.HandOver(case_id, to, colleague)
        case said.Closes(outcome, call_back_on, ticket):
            return acts.Close(case_id, outcome, call_back_on, ticket)
        case said.NamesAccount(account_name):
            return acts.NameAccount(case_id, account_name)
        case said.Verifies() | said.AsksApproval() | said.Acts():
            return _about_account(case_id, what)
    return None


def _about_account(case_id: str, what: said.Verifies | said.AsksApproval | said.Acts) -> Act:
    match what:
        case said.Verifies(how, action):
            return acts.Verify(case_id, how, action)
        case said.AsksApproval(wanted, reason):
            return acts.AskApproval(case_id, wanted, reason)
        case said.Acts(done, reason, approval_id):
            return acts.ActOnAccount(case_id, done, reason, approval_id)


def to_explain(leading: Leading, view: Case) -> acts.Explain | None:
    """What has to be worked out about the shown step; None where no answer leads anywhere."""
    step = leading.shown(view)
    if step is None or step == HANDOFF:
        return None
    return acts.Explain(leading.checklist, view, leading.capabilities, step)
