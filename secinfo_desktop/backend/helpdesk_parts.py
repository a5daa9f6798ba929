"""Puts together what the helpdesk's console speaks to."""

from secinfo_desktop.backend.http.helpdesk_handlers import HelpdeskServices
from secinfo_desktop.backend.services.case_handling import CaseHandling
from secinfo_desktop.backend.services.help_cases import HelpCases
from secinfo_desktop.backend.services.recovery import Surroundings
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.backend.services.staff_identity import PasswordIdentity, PracticeIdentity, StaffIdentity
from secinfo_desktop.backend.services.staff_sessions import StaffSessions
from secinfo_desktop.backend.services.telephony import Telephony, ways_to_prove
from secinfo_desktop.backend.store.sql_store import SqlStore


def helpdesk_services(
    its: Surroundings, store: SqlStore, tries: SignIn, *, practice: bool, telephony: Telephony | None = None
) -> HelpdeskServices:
    """The services over what a recovery works with as well; ``tries`` counts those at the passwords of staff."""
    by_password = PasswordIdentity(store.staff, tries, its.hasher)
    identity: StaffIdentity = PracticeIdentity(store.staff, its.clock, its.random) if practice else by_password
    return HelpdeskServices(
        sessions=StaffSessions(identity, store.staff, its.clock, its.random, its.audit, ways_to_prove(telephony)),
        cases=HelpCases(store.help_cases, its.accounts, its.clock, its.audit),
        handling=CaseHandling(store.help_cases, store.staff, its.clock, its.audit),
        organisation=its.pack.name,
    )
