"""Which view shows which page."""

from secinfo_desktop.gui.apart import Now
from secinfo_desktop.gui.pages import by_hand
from secinfo_desktop.gui.pages.apart import WindowsView
from secinfo_desktop.gui.pages.apart_by_hand import WrittenView
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.beginning import AccountNameView, StoriesView, WhoseAccountView
from secinfo_desktop.gui.pages.code import EnterCodeView, WaitingView
from secinfo_desktop.gui.pages.contact import ContactView
from secinfo_desktop.gui.pages.endings import DoneView, TroubleView
from secinfo_desktop.gui.pages.hand_over import HandOverView
from secinfo_desktop.gui.pages.howto import HowToChoiceView, HowToView
from secinfo_desktop.gui.pages.live import AgentAsksView, JoinNumberView, ReadNumberView
from secinfo_desktop.gui.pages.new_password import NewPasswordView
from secinfo_desktop.gui.pages.recovery_code import RecoveryCodeView
from secinfo_desktop.gui.pages.second_proof import SecondProofView
from secinfo_desktop.gui.pages.sender import SenderView
from secinfo_desktop.gui.pages.start import StartView
from secinfo_desktop.gui.pages.steps import InstructionView, OtherStepsView, QuestionView
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.apart import ASKS
from secinfo_desktop.recovery.live_pages import AgentAsksPage, JoinNumberPage, LivePage, ReadNumberPage
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words


def view(frame: Frame, words: Words, windows: Now | None = None) -> FlowPage:
    """The view of a frame's page; ``windows`` is how the separate browser windows stand."""
    if isinstance(frame.page, LivePage):
        return _helped(frame.page, frame, words)
    match frame.page:
        case pages.QuestionPage() as page:
            return QuestionView(page, frame, words)
        case pages.SessionsPage() as page:
            return _apart(page, frame, words, windows or Now())
        case pages.InstructionPage() as page:
            return InstructionView(page, frame, words)
        case pages.RecoveryCodePage() | pages.SecondProofPage() | pages.NewPasswordPage() as page:
            return _proof(page, frame, words)
        case pages.OtherStepsPage() as page:
            return OtherStepsView(page, frame, words)
        case pages.SenderPage() as page:
            return SenderView(page, frame, words)
        case pages.HowToChoicePage() | pages.HowToPage() as page:
            return _how_to(page, frame, words)
        case pages.HandOverPage() | pages.DonePage() | pages.TroublePage() as page:
            return _ending(page, frame, words)
        case page:
            return _approach(page, frame, words)


def _how_to(page: pages.HowToChoicePage | pages.HowToPage, frame: Frame, words: Words) -> FlowPage:
    if isinstance(page, pages.HowToChoicePage):
        return HowToChoiceView(page, words)
    return HowToView(page, frame, words)


def _helped(page: LivePage, frame: Frame, words: Words) -> FlowPage:
    match page:
        case JoinNumberPage():
            return JoinNumberView(page, words)
        case AgentAsksPage():
            return AgentAsksView(page, frame, words)
        case ReadNumberPage():
            return ReadNumberView(page, frame, words)


def _proof(
    page: pages.RecoveryCodePage | pages.SecondProofPage | pages.NewPasswordPage, frame: Frame, words: Words
) -> FlowPage:
    match page:
        case pages.RecoveryCodePage():
            return RecoveryCodeView(page, frame, words)
        case pages.SecondProofPage():
            return SecondProofView(page, words)
        case pages.NewPasswordPage():
            return NewPasswordView(page, frame, words)


def _apart(page: pages.SessionsPage, frame: Frame, words: Words, now: Now) -> FlowPage:
    if page.stage in ASKS:
        return QuestionView(page, frame, words)
    if page.stage is pages.Stage.WINDOWS:
        return WindowsView(page, frame, words, now)
    return WrittenView(page, frame, words, now)


def _ending(page: pages.HandOverPage | pages.DonePage | pages.TroublePage, frame: Frame, words: Words) -> FlowPage:
    match page:
        case pages.HandOverPage():
            return HandOverView(page, frame, words)
        case pages.DonePage():
            return DoneView(page, frame, words)
        case pages.TroublePage():
            return TroubleView(page, frame, words)


def _by_hand(page: pages.FindNamePage | pages.ByHandPage, frame: Frame, words: Words) -> FlowPage:
    match page:
        case pages.FindNamePage():
            return by_hand.FindNameView(frame, words)
        case pages.SeePage():
            return by_hand.SeeView(page, frame, words)
        case pages.AskedBeforePage():
            return by_hand.asked_before_view(words)
        case pages.AskTherePage():
            return by_hand.AskThereView(page, frame, words)
        case pages.CodeTherePage():
            return by_hand.CodeThereView(page, frame, words)
        case pages.RefusedTherePage():
            return by_hand.refused_view(words)
        case pages.ErrorTherePage():
            return by_hand.ErrorView(words)


_Approach = (
    pages.StartPage
    | pages.FindNamePage
    | pages.ByHandPage
    | pages.WhoseAccountPage
    | pages.StoriesPage
    | pages.AccountNamePage
    | pages.ContactPage
    | pages.WaitingPage
    | pages.EnterCodePage
)


def _approach(page: _Approach, frame: Frame, words: Words) -> FlowPage:
    if isinstance(page, pages.FindNamePage | pages.ByHandPage):
        return _by_hand(page, frame, words)
    match page:
        case pages.StartPage():
            return StartView(page, words)
        case pages.WhoseAccountPage():
            return WhoseAccountView(page, words)
        case pages.StoriesPage():
            return StoriesView(page, words)
        case pages.AccountNamePage():
            return AccountNameView(page, frame, words)
        case pages.ContactPage():
            return ContactView(page, frame, words)
        case pages.WaitingPage():
            return WaitingView(page, frame, words)
        case pages.EnterCodePage():
            return EnterCodeView(page, frame, words)
