"""The made-up helpdesk of practice: one person for each role. Nobody has a password there. Pure."""

from dataclasses import dataclass
from typing import Final

from secinfo_desktop.domain.staff import Role


@dataclass(frozen=True)
class MadeUpAgent:
    """Somebody who works at the helpdesk of practice; ``name`` is what they sign in with."""

    name: str
    shown_name: str
    role: Role


PRACTICE_STAFF: Final = (
    MadeUpAgent("rosa", "Rosa Lind", Role.AGENT),
    MadeUpAgent("sami", "Sami Koch", Role.SENIOR),
    MadeUpAgent("ada", "Ada Brandt", Role.ADMINISTRATOR),
)
