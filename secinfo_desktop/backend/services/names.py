"""Account names: written in many ways, kept in one."""

import unicodedata


def normalised_name(account_name: str) -> str:
    """The one spelling of an account's name: NFKC, no space around it, no capitals."""
    return unicodedata.normalize("NFKC", account_name).strip().casefold()
