"""Every page of My security info, for the eye and for the audit."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, SessionPurpose, SessionStage, VerificationNotice
from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.acts import EndSession, MakeRecoveryCode, RemoveContact, SendCode, SwitchOption
from secinfo_desktop.security_info.pages import Section, SectionPage, SecureStep
from secinfo_desktop.security_info.said import Does, Opens
from tests.gui.security_scene import SecurityScene, SecuritySight
from tests.helpers.clock import START
from tests.helpers.fake_signed_in import MAIL, PHONE, FakeSignedIn, in_waiting_period

DAY: Final = timedelta(days=1)


def whole() -> FakeSignedIn:
    """Everything is well."""
    return FakeSignedIn(code_made_at=START - 30 * DAY)


def one_phone() -> FakeSignedIn:
    """One old phone, tried long ago."""
    return FakeSignedIn(contacts=(replace(PHONE, proven_at=START - 300 * DAY),))


def nothing_there() -> FakeSignedIn:
    """No e-mail and no phone."""
    return FakeSignedIn(contacts=(), options=(), known=(), happened=(), can_enrol=False)


def unproven() -> FakeSignedIn:
    """One counts, one does not yet."""
    return FakeSignedIn(contacts=(PHONE, replace(MAIL, state=ContactState.UNPROVEN, proven_at=None)))


def noticed() -> FakeSignedIn:
    """Day six of the notice."""
    return FakeSignedIn(notice=VerificationNotice(START - 5 * DAY, START + 2 * DAY))


def must_verify() -> FakeSignedIn:
    """Seven days after the notice."""
    return FakeSignedIn(stage=SessionStage.VERIFY, signed_in=False)


def taken_over() -> FakeSignedIn:
    """Somebody has cancelled with the code of a notice."""
    return FakeSignedIn(stage=SessionStage.PASSWORD, signed_in=False)


def signed_out() -> FakeSignedIn:
    """Nobody is signed in."""
    return FakeSignedIn(signed_in=False)


def ready() -> FakeSignedIn:
    """The thirty days are over."""
    return in_waiting_period(31, typed=False)


def to_prove() -> FakeSignedIn:
    """The thirty days are over, and what was typed at their beginning has to be proven."""
    return in_waiting_period(31)


def two_steps() -> FakeSignedIn:
    """A code comes after the password."""
    return FakeSignedIn(second_step=True, code_made_at=START - 30 * DAY)


def fresh() -> FakeSignedIn:
    """Signed in a moment ago: no proof is asked for."""
    return FakeSignedIn(fresh_until=START + timedelta(minutes=5), code_made_at=START - 30 * DAY)


def all_young() -> FakeSignedIn:
    """After a replacement: nothing has been there for thirty days."""
    return FakeSignedIn(contacts=tuple(replace(its, is_old=False) for its in (PHONE, MAIL)))


def _at(section: Section) -> SectionPage:
    return SectionPage(section)


def _asks_removal(scene: SecurityScene) -> None:
    scene.presses(f"security_info.remove {PHONE.contact.mask}")


def _sends(scene: SecurityScene) -> None:
    scene.says(Does(SendCode(SessionPurpose.VERIFY, PHONE.contact)))


def _needs_proof(scene: SecurityScene) -> None:
    scene.says(Does(SwitchOption("o2", PHONE.contact.mask, on=False)))


def _removes(scene: SecurityScene) -> None:
    scene.says(Does(RemoveContact(PHONE.contact)))


def _switches(scene: SecurityScene) -> None:
    scene.says(Does(SwitchOption("o2", PHONE.contact.mask, on=False)))


def _makes_code(scene: SecurityScene) -> None:
    scene.says(Does(MakeRecoveryCode(replaces_one=False)))


def _ends_others(scene: SecurityScene) -> None:
    scene.presenter._ask(EndSession(None))


def _thinks(scene: SecurityScene) -> None:
    scene.says(Opens(pages.ConfirmReplacePage(("+49 1512 3456742",))))


def _fails(scene: SecurityScene) -> None:
    scene.account.failing.append(Failure.UNREACHABLE)
    scene.says(Does(EndSession(None)))


def out_of_reach() -> FakeSignedIn:
    """The service does not answer."""
    return FakeSignedIn(failing=[Failure.UNREACHABLE])


SECURITY_INFO: Final = (
    SecuritySight("security-out-of-reach", out_of_reach),
    SecuritySight("security-sign-in", signed_out),
    SecuritySight("security-overview", whole),
    SecuritySight("security-overview-waiting", in_waiting_period),
    SecuritySight("security-overview-ready", ready),
    SecuritySight("security-overview-to-prove", to_prove),
    SecuritySight("security-overview-one-phone", one_phone),
    SecuritySight("security-overview-empty", nothing_there),
    SecuritySight("security-overview-noticed", noticed),
    SecuritySight("security-overview-practice", in_waiting_period, practice=True),
    SecuritySight("security-contacts", unproven, _at(Section.CONTACTS)),
    SecuritySight("security-contacts-two-steps", two_steps, _at(Section.CONTACTS)),
    SecuritySight("security-contacts-waiting", in_waiting_period, _at(Section.CONTACTS)),
    SecuritySight("security-options", fresh, _at(Section.OPTIONS)),
    SecuritySight("security-options-switched", fresh, _at(Section.OPTIONS), _switches),
    SecuritySight("security-devices", whole, _at(Section.DEVICES)),
    SecuritySight("security-devices-ends", whole, _at(Section.DEVICES), _ends_others),
    SecuritySight("security-devices-unreachable", whole, _at(Section.DEVICES), _fails),
    SecuritySight("security-devices-no-keyring", nothing_there, _at(Section.DEVICES)),
    SecuritySight("security-activity", whole, _at(Section.ACTIVITY)),
    SecuritySight("security-activity-none", nothing_there, _at(Section.ACTIVITY)),
    SecuritySight("security-password", whole, _at(Section.PASSWORD)),
    SecuritySight("security-recovery-code", whole, _at(Section.RECOVERY_CODE)),
    SecuritySight("security-recovery-code-new", fresh, _at(Section.RECOVERY_CODE), _makes_code),
    SecuritySight("security-add", whole, pages.AddPage()),
    SecuritySight("security-change", whole, pages.AddPage(PHONE)),
    SecuritySight("security-code", whole, None, _sends),
    SecuritySight("security-prove", whole, _at(Section.OPTIONS), _needs_proof),
    SecuritySight("security-old-contact", whole, _at(Section.CONTACTS), _removes),
    SecuritySight("security-old-contact-none", all_young, _at(Section.CONTACTS), _removes),
    SecuritySight("security-replace", whole, pages.ReplacePage()),
    SecuritySight("security-new-info", whole, pages.NewInfoPage(at_the_end=False)),
    SecuritySight("security-new-info-end", ready, pages.NewInfoPage(at_the_end=True)),
    SecuritySight("security-replace-confirm", whole, pages.ReplacePage(), _thinks),
    SecuritySight("security-cancel", in_waiting_period, pages.CancelPage(signed_in=True)),
    SecuritySight("security-secure-password", whole, pages.SecurePage(SecureStep.PASSWORD)),
    SecuritySight("security-secure-sessions", whole, pages.SecurePage(SecureStep.SESSIONS)),
    SecuritySight("security-secure-contacts", whole, pages.SecurePage(SecureStep.CONTACTS)),
)
