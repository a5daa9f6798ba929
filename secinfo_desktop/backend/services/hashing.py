"""Hashes new passwords with argon2id (R32). Slow and hungry on purpose, so only a few at once."""

import threading

AT_ONCE = 2
"""Each takes 64 MiB and some 0.2 s (argon2-cffi's default, RFC 9106's second recommended setting)."""
_OF_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$0JzlQSRgZ9+gfvhmg/NwcQ$Ji+6NOHZmzXCl7BGkWfJ16LKvgUQ8XAtPtxqMZsLpGg"
"""A hash of a random value that was thrown away; compared with where there is no account, so that both take as long."""


class Argon2Hasher:
    """Hashes passwords for storing, and compares with what is stored."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """A salted argon2id hash with its parameters in front."""
        import argon2  # not needed before the first new password

        with self._turns:
            return argon2.PasswordHasher().hash(password)

    def is_right(self, password: str, hashed: str | None) -> bool:
        """True if the hash is of this password. Without a hash it takes the same time and is never right."""
        import argon2

        with self._turns:
            try:
                argon2.PasswordHasher().verify(hashed or _OF_NOBODY, password)
            except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
                return False
        return hashed is not None
