"""Tired people: one plain fault each, but every further step is done slower and with less care.

Some ask again and again and spoil their own codes, some leave questions out, some walk away from the screen for a
while. What is in the way is drawn from one list; what differs is how people go about it.
"""

from random import Random

from tests.populations.steps import SECONDS, hardness, yes_no

FAULTS = {
    "sms": {
        "filter": (16, "unblock_senders"),
        "gone": (13, "correct_contact"),
        "typo": (7, "correct_contact"),
        "stale": (16, "use_newest_code"),
        "late": (12, "wait_and_look_again"),
        "signal": (9, "restore_signal"),
        "carrier": (6, "ask_carrier"),
        "line": (4, "correct_contact"),
        "throttled": (8, "stop_and_cool_down"),
        "down": (2, "check_service_status"),
        "stranger": (3, "secure_account"),
        "nothing_helps": (5, "handoff"),
    },
    "email": {
        "junk": (26, "look_in_junk"),
        "rule": (7, "search_all_folders"),
        "mixed_up": (11, "separate_private_sessions"),
        "gone": (10, "correct_contact"),
        "typo": (6, "correct_contact"),
        "stale": (13, "use_newest_code"),
        "late": (11, "wait_and_look_again"),
        "full": (3, "free_mailbox_space"),
        "gateway": (5, "release_from_gateway"),
        "throttled": (5, "stop_and_cool_down"),
        "down": (2, "check_service_status"),
        "stranger": (3, "secure_account"),
        "nothing_helps": (5, "handoff"),
    },
}
ALSO_HELPS = {
    "call_instead": {"filter": 0.6, "carrier": 0.8, "line": 0.8},
    "search_all_folders": {"junk": 0.7},
    "stop_and_cool_down": {"late": 0.9, "down": 0.5},
    "replace_all_info": {"gone": 0.95, "typo": 0.95, "line": 0.9},
    "use_newest_code": {"late": 0.2},
}


class Tired:
    """One tired person."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.context = "sms" if self._happens(0.5) else "email"
        shares = {name: share for name, (share, _cure) in FAULTS[self.context].items()}
        self.fault = chance.choices(list(shares), list(shares.values()))[0]
        self.energy = chance.betavariate(5, 2)
        self.pace = chance.lognormvariate(0.0, 0.4)
        self.asks_again = self._happens(0.3)
        self.steps = 0
        self.spoiled = False
        self.other_contact = self._happens(0.5)
        self.signed_in = self._happens(0.2)
        self.evidence = self._evidence()

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _evidence(self) -> dict[str, str]:
        told = {"throttled": "throttled", "full": "bounced", "down": "failed", "late": "accepted", "signal": "accepted"}
        status = told.get(self.fault, "delivered" if self._happens(0.7) else "accepted")
        if self.fault in ("typo", "line", "carrier") and self._happens(0.5):
            status = "bounced"
        many = "many" if self.fault == "throttled" else "few" if self.asks_again else "one"
        known = {"delivery_status": status, "requests": many}
        known["info_age"] = "over_2y" if self._happens(0.9 if self.fault == "gone" else 0.45) else "recent"
        if self.context == "sms":
            return known | {"line_type": "fixed_or_voip" if self.fault == "line" else "mobile"}
        return known | {"same_provider": yes_no(self._happens(0.95 if self.fault == "mixed_up" else 0.25))}

    def answer(self, question: str) -> str:
        """The tired leave questions out, and press anything."""
        self.steps += 1
        if self._happens(0.02 * self.steps):
            return ""
        if self._happens(0.08 * (1 - self.energy) * self.steps):
            return self.chance.choice(["yes", "no"])
        if question == "code_refused":
            return "refused" if self.fault == "stale" and self._happens(0.85) else "none"
        if question == "which_mailbox":
            return "other" if self.fault == "mixed_up" and self._happens(0.8) else "as_mask"
        return yes_no(self._sees(question))

    def _sees(self, question: str) -> bool:
        fault = self.fault
        return {
            "asked_for_code": fault != "stranger",
            "signed_in_elsewhere": self.signed_in,
            "account_is_right": True,
            "mask_matches": fault not in ("gone", "typo") or self._happens(0.25),
            "can_open_contact": fault != "gone",
            "other_texts_arrive": fault not in ("signal", "line"),
            "service_texts_arrive": fault not in ("signal", "line", "carrier", "filter"),
            "filter_is_on": fault == "filter" or self._happens(0.2),
            "work_or_school_mailbox": fault == "gateway" or self._happens(0.12),
            "mail_rules_exist": fault == "rule" or self._happens(0.25),
        }.get(question, False)

    def act(self, step: str) -> bool:
        """Does it as well as one still can."""
        self.steps += 1
        done = self._happens(min(0.97, self.energy + 0.7 - hardness(step) - 0.04 * self.steps))
        if step == "use_newest_code" and done:
            self.spoiled = False
        mended = done and not self.spoiled and self._helps(step)
        if not mended and self.asks_again and self._happens(0.15):
            self.spoiled = True
        return mended

    def _helps(self, step: str) -> bool:
        if step == "use_other_contact":
            return self.other_contact and self.fault not in ("stranger", "throttled", "nothing_helps", "stale")
        if step == "use_signed_in_device":
            return self.signed_in and self.fault not in ("stranger", "nothing_helps") and self._happens(0.75)
        if step == FAULTS[self.context][self.fault][1]:
            return True
        return self._happens(ALSO_HELPS.get(step, {}).get(self.fault, 0.0))

    def seconds(self, step: str) -> float:
        """Slower with every step; now and then somebody walks away for a while."""
        if step == "handoff":
            return float(SECONDS[step])
        away = 300.0 if self._happens(0.01) else 0.0
        return SECONDS[step] * self.pace * (1 + 0.05 * self.steps) + away


def tired(number: int, seed: int) -> list[Tired]:
    """So many tired people."""
    return [Tired(Random(f"tired {seed} {index}")) for index in range(number)]
