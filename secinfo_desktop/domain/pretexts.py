"""What a caller may try, to get round the rules of the helpdesk: for training, and the words to refuse it. Pure."""

from enum import StrEnum


class Pretext(StrEnum):
    """One try. Genuine callers come with some of them as well: nobody is known by a pretext, all are refused alike."""

    KNOWS_PERSONAL_DATA = "knows_personal_data"
    """Offers a date of birth, a staff number, an address: none of it is proof (R31)."""
    SKIP_VERIFICATION = "skip_verification"
    SAYS_MANAGER = "says_manager"
    """A manager stands beside them, they say, and allows it."""
    READ_CODE_TO_ME = "read_code_to_me"
    TAKES_DICTATION = "takes_dictation"
    """Begins to read a code aloud: the agent is to type it in."""
    IN_A_HURRY = "in_a_hurry"
    REPLACE_CONTACT = "replace_contact"
    """The agent is to put in a new phone or address."""
    WHERE_IT_GOES = "where_it_goes"
    """Wants to hear to which phone or address the code goes."""
