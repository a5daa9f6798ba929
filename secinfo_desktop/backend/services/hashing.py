"""Hashes new passwords with argon2id (R32). Slow and hungry on purpose, so only a few at once."""

import threading

AT_ONCE = 2
"""Each takes 64 MiB and some 0.2 s (argon2-cffi's default, RFC 9106's second recommended setting)."""


class Argon2Hasher:
    """Hashes passwords for storing."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """A salted argon2id hash with its parameters in front."""
        import argon2  # not needed before the first new password

        with self._turns:
            return argon2.PasswordHasher().hash(password)
