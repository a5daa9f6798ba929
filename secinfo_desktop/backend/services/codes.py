"""Codes of flows: made from a key and an id, never stored (security rule 5)."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.services.ports import CodeKeys
from secinfo_desktop.backend.services.records import Flow, Guess, SentCode
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain.codes import DIGITS, TAG_LETTERS, CodeState, IssuedCode, state, to_repeat
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure

ID_BYTES = 16
"""128 random bits: an id can't be guessed or met twice."""
_REFUSED = {
    CodeState.USED: Failure.CODE_USED,
    CodeState.EXPIRED: Failure.CODE_EXPIRED,
    CodeState.SUPERSEDED: Failure.CODE_SUPERSEDED,
}


class KeyGone(LookupError):  # noqa: N818 - named for what is the case
    """A code's key is no longer kept; its codes ended long ago, or the keys' file was lost."""


def code_of(code: SentCode, keys: CodeKeys) -> str:
    """The six digits of a code: HMAC-SHA256(key[kid], id ‖ flow ‖ contact ‖ purpose), 64 bits modulo 10^6.

    Raises:
        KeyGone: the key is no longer there.
    """
    parts = (code.issued.id, code.flow_id, code.contact_id, code.purpose)
    mac = keys.mac(code.issued.kid, b"".join(_framed(part) for part in parts))
    if mac is None:
        raise KeyGone(code.issued.kid)
    return f"{int.from_bytes(mac[:8]) % 10**DIGITS:0{DIGITS}d}"


def _framed(part: str) -> bytes:
    """Length first, so that no two lists of parts give the same bytes."""
    data = part.encode()
    return len(data).to_bytes(4) + data


def is_code(code: SentCode, given: str, keys: CodeKeys) -> bool:
    """True if what was given is this code; takes the same time either way."""
    try:
        return hmac.compare_digest(code_of(code, keys), given)
    except KeyGone:
        return False


def states(codes: Iterable[SentCode], now: datetime) -> list[tuple[SentCode, CodeState]]:
    """The codes of a flow, newest first, each with its state."""
    newest_first = list(codes)
    return [(code, state(code.issued, newer, now)) for newer, code in enumerate(newest_first)]


def meant(guess: Guess, given: str, now: datetime, keys: CodeKeys) -> SentCode:
    """The code of the flow that was given, the newest first; whether it is used is decided when it is used.

    Raises:
        Refused: CODE_WRONG, CODE_EXPIRED, CODE_SUPERSEDED, CODE_USED.
    """
    for code, its in states(guess.codes, now):
        if is_code(code, given, keys) and code.was_sent and code.contact_id in guess.counted_contacts:
            if its is not CodeState.LIVE:
                raise Refused(_REFUSED[its])
            return code
    raise Refused(Failure.CODE_WRONG)


@dataclass(frozen=True)
class CodeRequest:
    """A request for a code that is not refused: where to, and whether what was typed is right.

    A closed contact gets nothing, whatever was typed now or before.
    """

    flow: Flow
    contact_id: str
    typed_right: bool | None
    life: timedelta
    at: datetime
    channel: Channel | None = None
    is_closed: bool = False


def repeat_or_issue(
    request: CodeRequest, known: tuple[SentCode, ...], keys: CodeKeys, random: Random
) -> tuple[SentCode, bool]:
    """The code that a request sends, and whether it is new; ``known`` are the flow's codes, oldest asked first.

    Asking again for the same contact repeats its code, whichever way, while that lives and is not past half of its
    life. Without a typed value the last one typed for this contact counts.
    """
    same = [code for code in known if code.contact_id == request.contact_id]
    right = request.typed_right if request.typed_right is not None else bool(same and same[-1].typed_right)
    right = right and not request.is_closed
    live = {code.issued.id: code for code, its in states(reversed(known), request.at) if its is CodeState.LIVE}
    repeated = to_repeat([code.issued for code in same if code.issued.id in live], request.at)
    if repeated is None:
        return _issue(request, known, right, keys.current(request.at), random), True
    code = live[repeated.id]
    asked = replace(code, last_asked_at=request.at, channel=request.channel)
    return replace(asked, typed_right=right, was_sent=code.was_sent or right), False


def _issue(request: CodeRequest, known: tuple[SentCode, ...], right: bool, kid: str, random: Random) -> SentCode:
    issued = IssuedCode(
        id=random.randbytes(ID_BYTES).hex(),
        tag=_tag({code.issued.tag for code in known}, random),
        kid=kid,
        asked_at=request.at,
        ends_at=min(request.at + request.life, request.flow.ends_at),  # what is said of its end has to be true
    )
    return SentCode(
        issued=issued,
        flow_id=request.flow.id,
        contact_id=request.contact_id,
        purpose=request.flow.purpose,
        last_asked_at=request.at,
        typed_right=right,
        was_sent=right,
        channel=request.channel,
    )


def _tag(taken: set[str], random: Random) -> str:
    """Two letters that no other code of the flow has (design rule 5)."""
    while (tag := "".join(random.choices(TAG_LETTERS, k=2))) in taken:
        continue
    return tag
