"""A provider's rules for security info (B10, B11, B23, B24): the table ``[security_info]`` of its pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from secinfo_desktop.domain.pack_keys import PackKeys, is_count
from secinfo_desktop.domain.security_info import Area, SecurityPolicy

DAY = timedelta(days=1)
"""A day of 24 hours: times are UTC, so none is longer or shorter (no daylight saving)."""
MOST_CONTACTS = 6
"""What a face shows at once."""
LONGEST_WAITING_DAYS = 90
LONGEST_VERIFY_DAYS = 3 * 365
LONGEST_BLOCK_DAYS = 90
LONGEST_SKIP_HOURS = 7 * 24
NOTICE_DAYS = (1, 7, 21, 29)


class SecondStep(StrEnum):
    """Whether a code is asked for after the password."""

    NEVER = "never"
    CHOSEN = "chosen"
    """By each person for the own account."""
    ALWAYS = "always"


@dataclass(frozen=True)
class SecurityRules:
    """What a provider allows and asks for; the defaults are those of the source text (``behaviour``, B10-B13, B23)."""

    least_contacts: int = 1
    most_contacts: int = MOST_CONTACTS
    waiting: timedelta = 30 * DAY
    notices_after: tuple[timedelta, ...] = tuple(days * DAY for days in NOTICE_DAYS)
    """After the request; one is sent at once and one at the end as well."""
    verify_after: timedelta = 180 * DAY
    verify_block: timedelta = 7 * DAY
    """From the first notice "can you still receive a code?" until it can't be put off any more."""
    verify_skip: timedelta = timedelta(hours=24)
    frozen: frozenset[Area] = frozenset(Area)
    second_step: SecondStep = SecondStep.CHOSEN

    def asks_for_code(self, chosen: bool) -> bool:
        """True if a code is asked for after the password, for somebody who has chosen that, or not."""
        return self.second_step is SecondStep.ALWAYS or (self.second_step is SecondStep.CHOSEN and chosen)

    def told(self) -> SecurityPolicy:
        """What the person needs to know of it."""
        return SecurityPolicy(self.least_contacts, self.most_contacts, self.waiting // DAY)


def read_security_rules(keys: PackKeys | None) -> SecurityRules:
    """The rules of a pack's file; what is left out is as in the source text, what is wrong is gathered in the keys."""
    if keys is None:
        return SecurityRules()
    least = keys.whole("least_contacts", 1, MOST_CONTACTS)
    most = keys.whole("most_contacts", MOST_CONTACTS, MOST_CONTACTS)
    waiting = keys.whole("waiting_days", 30, LONGEST_WAITING_DAYS)
    rules = SecurityRules(
        least_contacts=least,
        most_contacts=most,
        waiting=waiting * DAY,
        notices_after=tuple(days * DAY for days in _notice_days(keys, waiting)),
        verify_after=keys.whole("verify_after_days", 180, LONGEST_VERIFY_DAYS) * DAY,
        verify_block=keys.whole("verify_block_days", 7, LONGEST_BLOCK_DAYS) * DAY,
        verify_skip=timedelta(hours=keys.whole("verify_skip_hours", 24, LONGEST_SKIP_HOURS)),
        frozen=frozenset(Area(word) for word in keys.rows("frozen", _is_area, f"one of {_AREAS}", list(Area))),
        second_step=SecondStep(keys.take("second_step", _is_second_step, f"one of {_STEPS}", SecondStep.CHOSEN)),
    )
    if most < least:
        keys.complain("most_contacts", "must not be less than least_contacts")
    keys.complain_of_unknown("not a rule of security info")
    return rules


def _notice_days(keys: PackKeys, waiting: int) -> Sequence[int]:
    """Days after the request, each later than the one before and within the waiting period."""
    wanted = "days after the request within the waiting period, each later than the one before"
    default = [day for day in NOTICE_DAYS if day < waiting]

    def fits(value: Any) -> bool:
        return (
            isinstance(value, list)
            and all(is_count(day) and day < waiting for day in value)
            and value == sorted(set(value))
        )

    return tuple(keys.take("notice_days", fits, wanted, default))


_AREAS = ", ".join(Area)
_STEPS = ", ".join(SecondStep)


def _is_area(value: Any) -> bool:
    return isinstance(value, str) and value in set(Area)


def _is_second_step(value: Any) -> bool:
    return isinstance(value, str) and value in set(SecondStep)
