"""Households: people share phones, tablets and mailboxes, and a code comes to a device that lies with somebody.

What goes wrong is where a code is shown and who looks: on the wrong phone, in a shared mailbox, on a tablet that is
still signed in. Helpers at home make some steps easy, and they answer for others.
"""

from random import Random

from tests.populations.steps import SECONDS, hardness, yes_no

WHERE = {
    "at_hand": 20,
    "partners_phone": 8,
    "old_number": 14,
    "desk_phone": 6,
    "drawer_without_signal": 10,
    "silenced_by_filter": 18,
    "roaming": 8,
}
WHERE_MAIL = {
    "at_hand": 8,
    "junk_folder": 24,
    "sorted_away": 9,
    "partners_mailbox": 13,
    "full_mailbox": 4,
    "school_mailbox": 9,
    "given_up_mailbox": 11,
    "typo_mailbox": 7,
}
BESIDES = {"code_went_stale": 0.09, "asked_too_often": 0.05, "message_still_on_its_way": 0.08, "service_is_down": 0.02}


class Member:
    """The member of a household who can't get in."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.is_stranger = self._happens(0.03)
        self.context = "sms" if self._happens(0.55) else "email"
        self._place()
        self.helper = self._happens(0.3)
        self.skill = chance.betavariate(3, 2) + 0.2 * self.helper
        self.pace = chance.lognormvariate(0.25 - 0.3 * self.helper, 0.35)
        self.tablet = self._happens(0.3)
        self.other_phone = self._happens(0.5)
        self.wrong_person = self._happens(0.04)
        self.evidence = self._evidence()

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _place(self) -> None:
        places = WHERE if self.context == "sms" else WHERE_MAIL
        while True:
            self.where = self.chance.choices(list(places), list(places.values()))[0]
            self.besides = {name for name, share in BESIDES.items() if self._happens(share)}
            if self.where != "at_hand" or self.besides or self.is_stranger:
                return

    def _evidence(self) -> dict[str, str]:
        bounced = self.where in ("full_mailbox", "typo_mailbox", "desk_phone") and self._happens(0.7)
        status = "bounced" if bounced else "delivered"
        if self.where in ("drawer_without_signal", "roaming") or "message_still_on_its_way" in self.besides:
            status = "accepted"
        if "asked_too_often" in self.besides:
            status = "throttled"
        many = "many" if "asked_too_often" in self.besides else "few" if self._happens(0.5) else "one"
        old = self.where in ("old_number", "given_up_mailbox") or self._happens(0.45)
        known = {"delivery_status": status, "requests": many, "info_age": "over_2y" if old else "recent"}
        if self.context == "sms":
            return known | {"line_type": "fixed_or_voip" if self.where == "desk_phone" else "mobile"}
        return known | {"same_provider": yes_no(self.where == "partners_mailbox" or self._happens(0.3))}

    def answer(self, question: str) -> str:
        """As far as they can see it from where they sit."""
        doubt = 0.06 if self.helper else 0.2
        if question in ("mask_matches", "which_mailbox", "filter_is_on", "mail_rules_exist") and self._happens(doubt):
            return "unsure"
        if question == "code_refused":
            return "refused" if "code_went_stale" in self.besides and self._happens(0.8) else "none"
        if question == "which_mailbox":
            return (
                "other" if self.where in ("partners_mailbox", "given_up_mailbox") and self._happens(0.8) else "as_mask"
            )
        return yes_no(self._sees(question))

    def _sees(self, question: str) -> bool:
        gone = self.where in ("old_number", "given_up_mailbox")
        silent = self.where in ("drawer_without_signal", "desk_phone", "roaming")
        return {
            "asked_for_code": not self.is_stranger,
            "signed_in_elsewhere": self.tablet,
            "account_is_right": not self.wrong_person,
            "account_is_locked": False,
            "mask_matches": not (gone or self.where in ("partners_phone", "typo_mailbox")) or self._happens(0.25),
            "can_open_contact": not gone and not (self.where == "partners_phone" and self._happens(0.6)),
            "other_texts_arrive": not silent or self._happens(0.1),
            "service_texts_arrive": not silent and not (self.where == "silenced_by_filter" and self._happens(0.6)),
            "filter_is_on": self.where == "silenced_by_filter" or self._happens(0.15),
            "work_or_school_mailbox": self.where == "school_mailbox" or self._happens(0.1),
            "mail_rules_exist": self.where == "sorted_away" or self._happens(0.2),
        }.get(question, False)

    def act(self, step: str) -> bool:
        """Somebody at home may do it for them."""
        if step == "secure_account":
            return self.is_stranger
        if self.is_stranger or self.chance.random() > self.skill + 0.6 - hardness(step):
            return False
        if step == "correct_account_name":
            self.wrong_person = False
            return not self.besides and self.where == "at_hand"
        if step == "use_signed_in_device":
            return self.tablet and self._happens(0.7)
        if step == "use_other_contact":
            return self.other_phone and not self.wrong_person and not self.besides & {"asked_too_often"}
        if step == "replace_all_info":
            return self.where in ("old_number", "given_up_mailbox", "typo_mailbox", "partners_phone", "desk_phone")
        return not self.wrong_person and self._mends(step)

    def _mends(self, step: str) -> bool:
        if step == "read_on_other_device" and self.where == "partners_mailbox" and self._happens(0.4):
            self.where = "at_hand"
        if step == "call_instead":
            return not self.besides and self.where in ("desk_phone", "silenced_by_filter", "roaming")
        if self.where in REACHED_BY.get(step, ()):
            self.where = "at_hand"
        self.besides -= {ENDED_BY[step]} if step in ENDED_BY else set()
        return self.where == "at_hand" and not self.besides

    def seconds(self, step: str) -> float:
        """Each household has a pace."""
        return float(SECONDS[step]) * (1.0 if step == "handoff" else self.pace)


REACHED_BY = {
    "unblock_senders": ("silenced_by_filter",),
    "restore_signal": ("drawer_without_signal", "roaming"),
    "ask_carrier": ("roaming",),
    "look_in_junk": ("junk_folder",),
    "search_all_folders": ("junk_folder", "sorted_away"),
    "separate_private_sessions": ("partners_mailbox",),
    "free_mailbox_space": ("full_mailbox",),
    "release_from_gateway": ("school_mailbox",),
    "correct_contact": ("old_number", "given_up_mailbox", "typo_mailbox", "partners_phone"),
}
ENDED_BY = {
    "use_newest_code": "code_went_stale",
    "stop_and_cool_down": "asked_too_often",
    "wait_and_look_again": "message_still_on_its_way",
    "check_service_status": "service_is_down",
}


def households(number: int, seed: int) -> list[Member]:
    """So many members of different households."""
    return [Member(Random(f"households {seed} {index}")) for index in range(number)]
