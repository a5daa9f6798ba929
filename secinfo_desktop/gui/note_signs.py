"""Which sign stands beside what is known of a case."""

from typing import Final

from secinfo_desktop.gui.parts import State
from secinfo_desktop.guide.checklist import SOLVED

SIGNS: Final = {
    "code_refused_too_many": State.FAILED,
    "error_seen": State.FAILED,
    "code_accepted": State.DONE,
    "password_set": State.DONE,
    "code_asked": State.DONE,
    "code_missed": State.FAILED,
    "not_delivered": State.FAILED,
    "code_refused_wrong": State.FAILED,
    "code_refused_expired": State.FAILED,
    "code_refused_superseded": State.FAILED,
    "code_refused_used": State.FAILED,
    SOLVED: State.DONE,
}
"""By what happened or was answered; everything else is a note."""
