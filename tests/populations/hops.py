"""Hops: a message is sent through a chain of machines, each of which passes it on late, holds it or loses it.

Nobody "has a cause" here. A step changes a machine or sends another message, and the case ends when a message has come
through to somebody who looks in the right place within their patience.
"""

from random import Random

from tests.populations.steps import SECONDS, yes_no

TEXT_CHAIN = ("service", "limit", "carrier", "line", "phone", "filter", "code")
MAIL_CHAIN = ("service", "limit", "gateway", "mailbox", "rule", "junk", "browser", "code")
BROKEN = {
    "service": 0.03,
    "limit": 0.05,
    "carrier": 0.07,
    "line": 0.04,
    "phone": 0.12,
    "filter": 0.17,
    "gateway": 0.06,
    "mailbox": 0.05,
    "rule": 0.09,
    "junk": 0.25,
    "browser": 0.14,
    "code": 0.09,
}
MENDED_BY = {
    "unblock_senders": "filter",
    "use_newest_code": "code",
    "stop_and_cool_down": "limit",
    "restore_signal": "phone",
    "ask_carrier": "carrier",
    "check_service_status": "service",
    "look_in_junk": "junk",
    "search_all_folders": "rule",
    "separate_private_sessions": "browser",
    "free_mailbox_space": "mailbox",
    "release_from_gateway": "gateway",
}
SENDS = {"unblock_senders", "wait_and_look_again", "stop_and_cool_down", "restore_signal", "ask_carrier"}


class Chain:
    """A message's way to one person."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.context = "sms" if self._happens(0.6) else "email"
        self.stops = TEXT_CHAIN if self.context == "sms" else MAIL_CHAIN
        self.is_stranger = self._happens(0.025)
        self.broken: set[str] = set()
        self.goes_to = "right"
        self.lag_s = 20.0
        self.clock_s = 0.0
        while self._arrives() and not self.is_stranger:
            self._set_up()
        self.pace = chance.lognormvariate(0.0, 0.35)
        self.care = chance.betavariate(6, 2)
        self.spare = self._happens(0.45)
        self.signed_in = self._happens(0.2)
        self.evidence = self._evidence()
        self.clock_s = 0.0

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _set_up(self) -> None:
        self.broken = {stop for stop in self.stops if self._happens(0.6 * BROKEN[stop])}
        self.goes_to = self.chance.choices(["right", "old", "wrong", "nobody"], [0.84, 0.09, 0.05, 0.02])[0]
        self.lag_s = self.chance.lognormvariate(2.5, 1.6)

    def _arrives(self, waited_s: float = 90.0) -> bool:
        return not self.broken and self.goes_to == "right" and self.lag_s <= waited_s

    def _evidence(self) -> dict[str, str]:
        first = next((stop for stop in self.stops if stop in self.broken), None)
        said = {"service": "failed", "limit": "throttled", "mailbox": "bounced", "phone": "accepted"}
        status = said.get(first or "", "delivered" if self._happens(0.7) else "accepted")
        if status == "delivered" and self.goes_to in ("wrong", "old") and self._happens(0.4):
            status = "bounced"
        if first is None and self.lag_s > 90:
            status = "accepted"
        asked = "many" if "limit" in self.broken else self.chance.choices(["one", "few", "many"], [5, 4, 1])[0]
        known = {"delivery_status": status, "requests": asked}
        if self._happens(0.9):
            known["info_age"] = "over_2y" if self.goes_to == "old" or self._happens(0.4) else "recent"
        if self.context == "sms":
            return known | {"line_type": "fixed_or_voip" if "line" in self.broken else "mobile"}
        return known | {"same_provider": yes_no("browser" in self.broken or self._happens(0.25))}

    def answer(self, question: str) -> str:
        """The careless press the first button."""
        first = {"code_refused": "none", "which_mailbox": "as_mask"}.get(question, "yes")
        if self._happens(0.25 * (1 - self.care)):
            return first
        return self._seen(question)

    def _seen(self, question: str) -> str:
        down = bool(self.broken & {"line", "phone"})
        seen = {
            "asked_for_code": not self.is_stranger,
            "signed_in_elsewhere": self.signed_in,
            "account_is_right": True,
            "account_is_locked": False,
            "mask_matches": self.goes_to == "right" or (self.goes_to == "wrong" and self._happens(0.4)),
            "can_open_contact": self.goes_to == "right" or (self.goes_to == "wrong" and self._happens(0.6)),
            "other_texts_arrive": not down,
            "service_texts_arrive": not down and not ("carrier" in self.broken and self._happens(0.8)),
            "filter_is_on": "filter" in self.broken or self._happens(0.2),
            "work_or_school_mailbox": "gateway" in self.broken or self._happens(0.15),
            "mail_rules_exist": "rule" in self.broken or self._happens(0.3),
        }
        if question == "code_refused":
            return "refused" if "code" in self.broken and self._happens(0.8) else "none"
        if question == "which_mailbox":
            return "other" if "browser" in self.broken and self._happens(0.75) else "as_mask"
        if question not in ("asked_for_code", "signed_in_elsewhere") and self._happens(0.06):
            return "unsure"
        return yes_no(seen[question])

    def act(self, step: str) -> bool:
        """Changes a machine and looks again; time goes by as well."""
        self.clock_s += self.seconds(step)
        if step == "secure_account":
            return self.is_stranger and self._happens(0.95)
        if self.is_stranger:
            return False
        if step in ("use_signed_in_device", "use_recovery_code"):
            return self._happens(0.7) if self.signed_in and step == "use_signed_in_device" else self._happens(0.03)
        if step == "use_other_contact":
            return self.spare and not self.broken & {"service", "limit"} and self._happens(0.9)
        if step == "replace_all_info":
            return self.goes_to != "right" and self._happens(0.9)
        if step == "call_instead":
            return self.goes_to == "right" and not self.broken - {"carrier", "filter", "line"} and self._happens(0.85)
        if step == "correct_contact" and self._happens(0.6):
            self.goes_to = "right"
        if step in MENDED_BY and self._happens(0.55 + 0.4 * self.care):
            self.broken.discard(MENDED_BY[step])
            self.broken -= {"junk"} if step == "search_all_folders" else set()
        if step in SENDS and self._happens(0.5):
            self.lag_s = min(self.lag_s, self.clock_s + self.chance.lognormvariate(2.5, 1.2))
        return self._arrives(90.0 + self.clock_s)

    def seconds(self, step: str) -> float:
        """Each person has a pace."""
        return float(SECONDS[step]) * (1.0 if step == "handoff" else self.pace)


def hops(number: int, seed: int) -> list[Chain]:
    """So many chains."""
    return [Chain(Random(f"hops {seed} {index}")) for index in range(number)]
