"""Lives: what stands in the way has come about over the years since the contact was given.

A life runs year by year: moving house, changing the number, a new SIM, a child who sets a filter, a mailbox that fills
up, a password forgotten, an account that is not the one they think of. Whatever is left over today is in the way.
"""

from random import Random

from tests.populations.steps import SECONDS, hardness, yes_no

ADDRESS = frozenset({"old", "mistaken"})


class Life:
    """One person and their years."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.now: dict[str, str] = {}
        self.trouble: set[str] = set()
        while not self.trouble:
            self._live()
        if self._happens(0.03):
            self.trouble = {"stranger"}
        self.context = "sms" if self.texts else "email"
        self.evidence = self._evidence()

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _live(self) -> None:
        self.trouble = set()
        self.texts = self._happens(0.5)
        self.years = self.chance.choice([0, 0, 1, 2, 3, 4, 6, 9])
        self.skill = self.chance.betavariate(4, 2)
        self.pace = self.chance.lognormvariate(0.1 + 0.3 * (0.6 - self.skill), 0.3)
        self.same = not self.texts and self._happens(0.35)
        self.work = not self.texts and self._happens(0.2)
        self.fixed_line = self.texts and self._happens(0.05)
        self.devices = self._happens(0.35) + self._happens(0.25)
        for _year in range(self.years):
            self._year()
        self._today()

    def _year(self) -> None:
        if self._happens(0.045):
            self.trouble.add("old")
        if self.texts and self._happens(0.03):
            self.trouble.add("filter")
        if not self.texts and self._happens(0.02):
            self.trouble.add("rule")
        if not self.texts and self._happens(0.015):
            self.trouble.add("full")

    def _today(self) -> None:
        shares = {"mistaken": 0.04, "late": 0.09, "outage": 0.02, "no_access": 0.03, "unknown": 0.03, "used_up": 0.08}
        shares |= {"wrong_name": 0.03, "locked": 0.03, "too_often": 0.04}
        if self.texts:
            shares |= {"no_signal": 0.09, "carrier": 0.05, "filter": 0.06, "line": 0.9 * self.fixed_line}
        else:
            shares |= {"junk": 0.22, "gateway": 0.25 * self.work, "mixed_up": 0.4 * self.same}
        self.trouble |= {name for name, share in shares.items() if self._happens(share)}

    def _evidence(self) -> dict[str, str]:
        status = "delivered" if self._happens(0.75) else "accepted"
        bounces = {"full": 0.9, "mistaken": 0.5, "old": 0.25, "line": 0.5, "carrier": 0.4}
        if any(name in self.trouble and self._happens(share) for name, share in bounces.items()):
            status = "bounced"
        elif "too_often" in self.trouble:
            status = "throttled"
        elif "outage" in self.trouble:
            status = "failed"
        elif self.trouble & {"late", "no_signal"}:
            status = "accepted"
        asked = "many" if self.trouble & {"too_often", "locked"} else self.chance.choice(["one", "few", "few"])
        known = {"delivery_status": status, "info_age": "over_2y" if self.years > 2 else "recent", "requests": asked}
        if self.texts:
            return known | {"line_type": "fixed_or_voip" if self.fixed_line else "mobile"}
        return known | {"same_provider": yes_no(self.same)}

    def answer(self, question: str) -> str:
        """The same answer each time; the less skilled are unsure more often."""
        if question not in self.now:
            self.now[question] = self._answer(question)
        return self.now[question]

    def _answer(self, question: str) -> str:
        can_be_unsure = question in {"mask_matches", "other_texts_arrive", "service_texts_arrive", "filter_is_on"}
        can_be_unsure |= question in {"which_mailbox", "mail_rules_exist", "account_is_right"}
        if can_be_unsure and self._happens(0.3 * (1 - self.skill)):
            return "unsure"
        return self._told(question, self.trouble)

    def _told(self, question: str, trouble: set[str]) -> str:
        away = bool(trouble & ADDRESS)
        no_texts = bool(trouble & {"no_signal", "line"})
        plain = {
            "asked_for_code": "stranger" not in trouble,
            "signed_in_elsewhere": self.devices > 0,
            "account_is_right": not ("wrong_name" in trouble and self._happens(0.7)),
            "account_is_locked": "locked" in trouble,
            "mask_matches": not (away and self._happens(0.8)),
            "can_open_contact": not ("no_access" in trouble or ("old" in trouble and self._happens(0.85))),
            "other_texts_arrive": not no_texts,
            "service_texts_arrive": not (
                no_texts or "carrier" in trouble or ("filter" in trouble and self._happens(0.5))
            ),
            "filter_is_on": "filter" in trouble or self._happens(0.15),
            "work_or_school_mailbox": self.work,
            "mail_rules_exist": "rule" in trouble or self._happens(0.25),
        }
        if question == "code_refused":
            return "refused" if trouble & {"used_up"} and self._happens(0.85) else "none"
        if question == "which_mailbox":
            return "other" if "mixed_up" in trouble and self._happens(0.8) else "as_mask"
        return yes_no(plain[question])

    def act(self, step: str) -> bool:
        """Does it, well or not so well; what it mends is gone."""
        if self.chance.random() > self.skill + 0.55 - hardness(step):
            return False
        if step == "use_signed_in_device":
            return self.devices > 0 and not self.trouble & {"stranger", "outage", "locked"} and self._happens(0.7)
        if step == "use_recovery_code":
            return self._happens(0.05) and not self.trouble & {"stranger", "wrong_name"}
        if step == "use_other_contact":
            return not self.trouble & {"stranger", "too_often", "no_access", "unknown", "wrong_name", "locked"} and (
                self._happens(0.45)
            )
        if step == "call_instead":
            return self.trouble <= {"line", "carrier", "filter"} and self._happens(0.8)
        if step == "replace_all_info":
            return bool(self.trouble & {*ADDRESS, "no_access", "line"}) and not self.trouble & {"unknown", "locked"}
        self.trouble -= MENDS.get(step, set()) if self._happens(0.9) else set()
        return not self.trouble

    def seconds(self, step: str) -> float:
        """The hand-over takes everybody the same."""
        return float(SECONDS[step]) * (1.0 if step == "handoff" else self.pace)


MENDS: dict[str, set[str]] = {
    "secure_account": {"stranger"},
    "unblock_senders": {"filter"},
    "wait_and_look_again": {"late"},
    "use_newest_code": {"used_up"},
    "stop_and_cool_down": {"too_often", "late", "locked"},
    "restore_signal": {"no_signal"},
    "ask_carrier": {"carrier"},
    "correct_contact": {"old", "mistaken"},
    "correct_account_name": {"wrong_name"},
    "check_service_status": {"outage"},
    "look_in_junk": {"junk"},
    "search_all_folders": {"junk", "rule"},
    "separate_private_sessions": {"mixed_up"},
    "read_on_other_device": {"no_access"},
    "free_mailbox_space": {"full"},
    "release_from_gateway": {"gateway"},
}


def lives(number: int, seed: int) -> list[Life]:
    """So many lives."""
    return [Life(Random(f"lives {seed} {index}")) for index in range(number)]
