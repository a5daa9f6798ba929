"""How long steps take an ordinary person, and how hard they are to do well; guesses of their own."""

SECONDS = {
    "asked_for_code": 10,
    "signed_in_elsewhere": 18,
    "account_is_right": 20,
    "account_is_locked": 12,
    "mask_matches": 24,
    "can_open_contact": 16,
    "code_refused": 12,
    "other_texts_arrive": 30,
    "service_texts_arrive": 22,
    "filter_is_on": 55,
    "which_mailbox": 35,
    "work_or_school_mailbox": 9,
    "mail_rules_exist": 50,
    "secure_account": 220,
    "type_contact_again": 40,
    "use_signed_in_device": 170,
    "use_recovery_code": 35,
    "read_on_other_device": 50,
    "correct_account_name": 80,
    "unblock_senders": 140,
    "wait_and_look_again": 130,
    "use_newest_code": 70,
    "stop_and_cool_down": 500,
    "restore_signal": 120,
    "call_instead": 100,
    "use_other_contact": 115,
    "ask_carrier": 800,
    "correct_contact": 260,
    "replace_all_info": 620,
    "check_service_status": 60,
    "look_in_junk": 55,
    "search_all_folders": 130,
    "separate_private_sessions": 130,
    "free_mailbox_space": 150,
    "release_from_gateway": 420,
    "handoff": 900,
}
HARD = {
    "unblock_senders": 0.45,
    "ask_carrier": 0.4,
    "correct_contact": 0.4,
    "replace_all_info": 0.35,
    "separate_private_sessions": 0.5,
    "search_all_folders": 0.35,
    "release_from_gateway": 0.45,
    "free_mailbox_space": 0.35,
    "restore_signal": 0.3,
    "use_signed_in_device": 0.35,
}
EASY = 0.15


def hardness(step: str) -> float:
    """0: anybody does it; 1: hardly anybody does."""
    return HARD.get(step, EASY)


def yes_no(is_so: bool) -> str:
    """The answer to a plain question."""
    return "yes" if is_so else "no"
