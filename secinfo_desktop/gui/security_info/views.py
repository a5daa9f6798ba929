"""Which view shows which page."""

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.security_info import ContactState
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import START, Button, Kind, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.activity import ActivityView
from secinfo_desktop.gui.security_info.add import AddView
from secinfo_desktop.gui.security_info.base import SectionView, SecurityView
from secinfo_desktop.gui.security_info.cancel import CancelledView, CancelView
from secinfo_desktop.gui.security_info.code import CodeView
from secinfo_desktop.gui.security_info.contacts import ContactsView
from secinfo_desktop.gui.security_info.devices import DevicesView
from secinfo_desktop.gui.security_info.old_contact import OldContactView
from secinfo_desktop.gui.security_info.options import OptionsView
from secinfo_desktop.gui.security_info.overview import OverviewView
from secinfo_desktop.gui.security_info.password import NewPasswordFirstView, PasswordView
from secinfo_desktop.gui.security_info.recovery_code import NewCodeView, RecoveryCodeView
from secinfo_desktop.gui.security_info.replace import ConfirmReplaceView, NewInfoView, ReplaceView
from secinfo_desktop.gui.security_info.secure import SecureView
from secinfo_desktop.gui.security_info.sign_in import ProveView, SignInView, StageView
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info import pages
from secinfo_desktop.security_info.acts import Seen
from secinfo_desktop.security_info.pages import Frame, Section
from secinfo_desktop.security_info.said import Opens
from secinfo_desktop.texts.words import Words


def view(frame: Frame, words: Words, *, practice: bool = False) -> SecurityView:
    """The view of a frame's page."""
    match frame.page:
        case pages.SignInPage():
            return SignInView(frame, words)
        case pages.StagePage() as page:
            return StageView(page, words)
        case pages.NewPasswordFirstPage():
            return NewPasswordFirstView(frame, words)
        case pages.CodePage() as page:
            return CodeView(page, frame, words)
        case pages.ProvePage(only_password):
            return ProveView([] if only_password else _proving(frame), frame, words)
        case pages.OldContactPage():
            return OldContactView(frame, words)
        case pages.CancelPage() as page:
            return CancelView(page, frame, words)
        case pages.CancelledPage():
            return CancelledView(words)
        case pages.NewCodePage(code):
            return NewCodeView(code, words, practice=practice)
        case page:
            return _of_account(page, frame, words)


_OfAccount = (
    pages.SectionPage
    | pages.AddPage
    | pages.ReplacePage
    | pages.NewInfoPage
    | pages.ConfirmReplacePage
    | pages.SecurePage
)


def _of_account(page: _OfAccount, frame: Frame, words: Words) -> SecurityView:
    if frame.seen is None:
        return _loading(frame, words)
    match page:
        case pages.SectionPage(section):
            return _section(section, frame, frame.seen, words)
        case pages.AddPage():
            return AddView(page, frame, words)
        case pages.ReplacePage():
            return ReplaceView(frame.seen.info, words)
        case pages.NewInfoPage():
            return NewInfoView(page, frame, words)
        case pages.ConfirmReplacePage():
            return ConfirmReplaceView(page, frame.seen.info, words)
        case pages.SecurePage():
            return SecureView(page, frame, words)


def _section(section: Section, frame: Frame, seen: Seen, words: Words) -> SecurityView:
    match section:
        case Section.OVERVIEW:
            return OverviewView(frame, seen.info, words)
        case Section.CONTACTS:
            return ContactsView(frame, seen.info, words)
        case Section.OPTIONS:
            return OptionsView(seen.info, words)
        case Section.DEVICES:
            return DevicesView(seen.devices, seen.info, words) if seen.devices is not None else _loading(frame, words)
        case Section.ACTIVITY:
            return ActivityView(seen.activity, words) if seen.activity is not None else _loading(frame, words)
        case Section.PASSWORD:
            return PasswordView(frame, words)
        case Section.RECOVERY_CODE:
            return RecoveryCodeView(seen.info, words)


def _proving(frame: Frame) -> list[MaskedContact]:
    """Where a code for fresh proof can go: what counts today."""
    contacts = frame.seen.info.contacts if frame.seen is not None else ()
    return [its.contact for its in contacts if its.state is ContactState.PROVEN]


def _loading(frame: Frame, words: Words) -> SecurityView:
    """Before anything was seen; where that is refused, it can be tried again, and a place keeps its navigation."""
    section = frame.page.section if isinstance(frame.page, pages.SectionPage) else None
    title = words.say("security_info.title" if section is None else f"security_info.section.{section}")
    again = Button(words.say("page.trouble.retry"), Kind.PRIMARY, icon=Glyph.RETRY)
    again.setVisible(frame.problem is not None)
    lead = Text(words.say("security_info.looking"), Type.BODY, Color.INK2)
    lead.setVisible(frame.problem is None)
    content = column(Text(title, Type.TITLE), 6, lead, 16, (again, START), None)
    view = SecurityView(title, content) if section is None else SectionView(title, section, content, words)
    view.says(again, Opens(frame.page))
    return view
