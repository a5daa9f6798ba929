"""How many pieces a phone network cuts a text message into (3GPP TS 23.038). Pure."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Each takes two places of the basic alphabet."""
GSM_PLACES = 160
"""Places of one segment in the GSM alphabet."""
UCS2_PLACES = 70
"""Places of one segment in any other alphabet, in 16-bit units."""


def is_basic(text: str) -> bool:
    """True if the alphabet that every phone has (GSM) is enough for the text."""
    return all(sign in _BASIC or sign in _EXTENDED for sign in text)


def is_one_segment(text: str) -> bool:
    """True if the text travels as one message, whichever alphabet it needs."""
    if is_basic(text):
        return len(text) + sum(sign in _EXTENDED for sign in text) <= GSM_PLACES
    return len(text.encode("utf-16-be")) // 2 <= UCS2_PLACES
