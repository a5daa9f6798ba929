"""Where somebody wants to go in My security info, and what leads there; light, for it is loaded with the window."""

from collections.abc import Callable
from typing import NamedTuple

from secinfo_desktop.recovery.ports import AccountChoice, Accounts, Persona
from secinfo_desktop.security_info.pages import Page
from secinfo_desktop.security_info.ports import SignedInAccount


class Goal(NamedTuple):
    """Who comes in: to which account, for which page, and in practice as which made-up person."""

    choice: AccountChoice
    page: Page | None = None
    account_name: str = ""
    persona: Persona | None = None


class Way(NamedTuple):
    """What the door leads to: the accounts that this app knows, and how one of them is signed in to.

    ``signed_in`` may start what stands behind the account, so it may take a while and raise ``RefusedError``.
    """

    accounts: Accounts
    signed_in: Callable[[str], SignedInAccount]
