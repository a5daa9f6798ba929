"""One file per kind of page: builds widgets from the page's data and hands back the person's answer."""

from secinfo_desktop.gui.pages.base import FlowPage, is_from_dock, page_notice
from secinfo_desktop.gui.pages.beginning import AccountNameView, StartView, StoriesView, WhoseAccountView
from secinfo_desktop.gui.pages.code import EnterCodeView, WaitingView
from secinfo_desktop.gui.pages.contact import ContactView
from secinfo_desktop.gui.pages.endings import DoneView, TroubleView
from secinfo_desktop.gui.pages.hand_over import HandOverPanel, HandOverView
from secinfo_desktop.gui.pages.howto import HowToChoiceView, HowToView
from secinfo_desktop.gui.pages.new_password import NewPasswordView
from secinfo_desktop.gui.pages.steps import InstructionView, OtherStepsView, QuestionView
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words

__all__ = ["DoneView", "FlowPage", "HandOverPanel", "is_from_dock", "page_notice", "view"]


def view(frame: Frame, words: Words) -> FlowPage:
    """The view of a frame's page."""
    match frame.page:
        case pages.QuestionPage() as page:
            return QuestionView(page, frame, words)
        case pages.InstructionPage() as page:
            return InstructionView(page, frame, words)
        case pages.OtherStepsPage() as page:
            return OtherStepsView(page, frame, words)
        case pages.HowToChoicePage() as page:
            return HowToChoiceView(page, words)
        case pages.HowToPage() as page:
            return HowToView(page, frame, words)
        case pages.NewPasswordPage() as page:
            return NewPasswordView(page, frame, words)
        case pages.HandOverPage() as page:
            return HandOverView(page, frame, words)
        case pages.DonePage() as page:
            return DoneView(page, frame, words)
        case pages.TroublePage() as page:
            return TroubleView(page, frame, words)
        case page:
            return _approach(page, frame, words)


_Approach = (
    pages.StartPage
    | pages.WhoseAccountPage
    | pages.StoriesPage
    | pages.AccountNamePage
    | pages.ContactPage
    | pages.WaitingPage
    | pages.EnterCodePage
)


def _approach(page: _Approach, frame: Frame, words: Words) -> FlowPage:
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
