"""Names for new cases."""

RANDOM_BYTES = 8


def new_case_id() -> str:
    """A name that no other case has and that nobody can guess."""
    import secrets  # its hashes take a while to load: not before the first case

    return secrets.token_hex(RANDOM_BYTES)
