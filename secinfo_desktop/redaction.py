"""Takes out of a text what could be a secret: the last line of defence of the app's log and of the service's.

Nothing secret is to be logged at all; these rules are for what slips through. Pure.
"""

import re

_LONG_WORD = r"(?=[\w\-]*\d)[A-Za-z0-9_\-]{22,}|(?=[\w\-]*[a-z])(?=[\w\-]*[A-Z])[A-Za-z0-9_\-]{32,}"
_NAME = r"\w*(?:token|secret|password|passwd|flow|code)"
_VALUE = r"'[^']*'|\"[^\"]*\"|\S+"
_AROUND = r"\s@\"<>(),;:"
_RULES = (
    (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), r"\1 <token>"),
    (re.compile(rf"(?i)\b({_NAME})(['\"]?\s*[=:]\s*)(?:{_VALUE})"), r"\1\2<secret>"),
    (re.compile(rf"(?<![^{_AROUND}])[^{_AROUND}]+@[^{_AROUND}']+"), "<address>"),
    (re.compile(rf"(?<![\w\-])(?:{_LONG_WORD})(?![\w\-])"), "<token>"),
    (re.compile(r"\+?\d(?:[\s()./\-\u00a0\u202f]{0,3}\d){5,}"), "<number>"),
)
"""Each begins where a word begins, so that even a very long line takes no time."""


_PLAIN_WORD = re.compile(r"[A-Za-z_]{1,21}")
"""No rule is for such a word, and most of what is logged is one."""


def redacted(text: str) -> str:
    """The text without e-mail addresses, long random words, named secrets, and numbers of six digits or more.

    Rather too much goes than too little: a duration of six digits is taken for a code.
    """
    if _PLAIN_WORD.fullmatch(text):
        return text
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
