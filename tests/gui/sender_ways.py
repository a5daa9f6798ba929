"""The ways to the pages on which the sender of a message is compared."""

from secinfo_desktop.recovery import said
from tests.gui.ways import waits, waits_for_mail
from tests.helpers.walk import Walk


def checks_sender(walk: Walk) -> None:
    waits_for_mail(walk)
    walk.says(said.WantsSenderCheck())


def checks_sender_of_text(walk: Walk) -> None:
    waits(walk)
    walk.says(said.WantsSenderCheck())


def no_sender(walk: Walk) -> None:
    checks_sender(walk)
    walk.says(said.GaveSender("Example accounts"))


def right_sender(walk: Walk) -> None:
    checks_sender(walk)
    walk.says(said.GaveSender("Example accounts <account-security@accounts.example.org>"))


def tricky_sender(walk: Walk) -> None:
    """A letter of another alphabet, a zero-width space, and a longer name: all that can be said of one sender."""
    checks_sender(walk)
    walk.says(said.GaveSender("account-security@\u200bacc\u043eunts.example.org.mail.example"))


def other_sender(walk: Walk) -> None:
    checks_sender(walk)
    walk.says(said.GaveSender("news@shop.example"))


def right_sender_of_text(walk: Walk) -> None:
    checks_sender_of_text(walk)
    walk.says(said.GaveSender("Example"))
