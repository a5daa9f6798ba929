"""How the way to another server is protected."""

from enum import StrEnum


class Security(StrEnum):
    """What is asked for is had, or nothing is sent: never less."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"
