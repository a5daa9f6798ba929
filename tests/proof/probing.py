"""What a stranger can do with a name: open a flow, ask for codes, guess, look; and what they measure doing it."""

import re
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.domain.codes import MOST_GUESSES
from secinfo_desktop.domain.contacts import ContactKind, MaskedContact
from tests.helpers.asgi import Answer
from tests.helpers.clock import FrozenClock
from tests.helpers.practice_bench import PracticeBench
from tests.helpers.service_bench import ServiceBench

if TYPE_CHECKING:
    from secinfo_desktop.backend.services.flow_answers import OpenedFlow

PEER = "192.0.2.7"
CALLS = ("open", "send", "give")
NOBODYS_CODE = "0" * 25
"""A recovery code that could be one, and is nobody's."""


def fitting(contact: MaskedContact) -> str:
    """A contact of somebody else that a mask does not contradict."""
    shown = contact.mask
    if contact.kind is ContactKind.PHONE:
        return f"+49 171 44556{shown[-2:]}"
    beginning, _, rest = shown.partition("•")
    return f"{beginning}vasion.stranger@{rest.rpartition('@')[2]}"


# what is answered


def everything(bench: PracticeBench, name: str) -> list[tuple[int, dict[str, str], bytes]]:
    """Every answer to a stranger who tries it all with a name, without what is drawn anew each time."""
    answers = [bench.call("POST", "/recovery/flows", {"account_name": name})]
    if answers[0].status != 200:
        return [_plain(answer) for answer in answers]
    opened = answers[0].json()
    post = partial(_post, bench, answers, str(opened["flow"]))
    contacts = [MaskedContact(its["id"], ContactKind(its["kind"]), its["mask"]) for its in opened["contacts"]]
    for contact in contacts:
        for typed in (None, "nonsense", fitting(contact), fitting(contact)):
            post("/recovery/code", {"contact": contact.id, "typed": typed})
        bench.clock.advance(seconds=61)
        post("/recovery/code", {"contact": contact.id})
        answers.append(bench.call("GET", "/recovery/status", flow=str(opened["flow"])))
    post("/recovery/code", {"contact": "another"})
    answers.append(bench.call("GET", "/recovery/device-challenge", flow=str(opened["flow"])))
    post("/recovery/device", {"device_id": "another", "signature": "none"})
    for kept in ("no code", NOBODYS_CODE, NOBODYS_CODE):
        post("/recovery/recovery-code", {"recovery_code": kept})
    for code in ("no code", *(f"{number:06}" for number in range(7))):
        post("/recovery/code/given", {"code": code})
    post("/recovery/password", {"password": "seven lanterns over the quiet harbour"})
    answers.append(bench.call("GET", "/recovery/status", flow=str(opened["flow"])))
    return [_plain(answer) for answer in answers]


def _post(bench: PracticeBench, answers: list[Answer], flow: str, path: str, body: dict[str, object]) -> None:
    answers.append(bench.call("POST", path, body, flow))


def _plain(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """An answer whose ids, handles, masks, tags and times are replaced by how long they are."""

    def length(found: re.Match[bytes]) -> bytes:
        return found[1] + str(len(found[2]) if found[1] != b'"mask":"' else 0).encode() + b'"'

    drawn = rb'("(?:flow|id|challenge|contact|mask|tag|[a-z]+_at|now)":")([^"]*)"'
    return answer.status, answer.headers, re.sub(drawn, length, answer.body)


# what it takes


@dataclass(frozen=True)
class Probe:
    """A name that is tried at one service."""

    recovery: Recovery
    name: str
    typed: Callable[[MaskedContact], str] = fitting


def timed(probe: Probe) -> tuple[float, ...]:
    """The seconds of each of ``CALLS``."""
    flows: list[OpenedFlow] = []
    opening = _seconds(lambda: flows.append(probe.recovery.open_flow(probe.name)))
    if not flows:
        return (opening, 0.0, 0.0)
    handle, contact = flows[0].handle, flows[0].contacts[0]
    typed = probe.typed(contact)
    sending = _seconds(lambda: probe.recovery.send_code(handle, contact.id, typed))
    return opening, sending, _seconds(lambda: probe.recovery.give_code(handle, "000000"))


def persistent(clock: FrozenClock, probe: Probe) -> None:
    """All that a stranger can do with a name, from one network address and again and again."""
    recovery = probe.recovery
    opened = recovery.open_flow(probe.name, peer=PEER)
    for contact in opened.contacts[:1]:
        for typed in (probe.typed(contact), probe.typed(contact), None, None):
            with suppress(Refused):
                recovery.send_code(opened.handle, contact.id, typed, peer=PEER)
            recovery.status(opened.handle, peer=PEER)
        clock.advance(seconds=61)
        recovery.send_code(opened.handle, contact.id, None, peer=PEER)
    for number in range(MOST_GUESSES + 2):
        with suppress(Refused):
            recovery.give_code(opened.handle, f"{number:06}", peer=PEER)
    with suppress(Refused):
        recovery.set_password(opened.handle, "seven lanterns over the quiet harbour", peer=PEER)
    clock.advance(seconds=-61)  # no later one may profit from the time that went by


def stubborn(sign_in: SignIn, name: str) -> None:
    """Somebody who tries passwords until they have to wait, and goes on trying."""
    for number in range(8):
        with suppress(Refused):
            sign_in.sign_in(name, f"a guess {number}", "desk", peer=PEER)


def area_while_others_guess(recovery: Recovery, names: Sequence[str]) -> float:
    """The area of guessing, known names against others, while a crowd guesses at names that nobody has."""
    over = threading.Event()
    crowd = [threading.Thread(target=_guess_on, args=(recovery, f"crowd{its}", over)) for its in range(6)]
    for each in crowd:
        each.start()
    try:
        return areas([(Probe(recovery, name), Probe(recovery, f"not.{name}")) for name in names])["give"]
    finally:
        over.set()
        for each in crowd:
            each.join()


def _guess_on(recovery: Recovery, name: str, over: threading.Event) -> None:
    number = 0
    while not over.is_set():
        number += 1
        opened = recovery.open_flow(f"{name}.{number}")
        for contact in opened.contacts[:1]:
            recovery.send_code(opened.handle, contact.id, fitting(contact))
        for guess in range(MOST_GUESSES):
            with suppress(Refused):
                recovery.give_code(opened.handle, f"{guess:06}")


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    with suppress(Refused):
        deed()
    return time.perf_counter() - began


def area_under_curve(first: Sequence[float], second: Sequence[float]) -> float:
    """How well a stranger tells the two apart by one measurement: 0.5 not at all, 0 or 1 always (Mann-Whitney)."""
    ranked = sorted([(value, 0) for value in first] + [(value, 1) for value in second])
    ranks = sum(rank for rank, (_, group) in enumerate(ranked, 1) if group == 0)
    return (ranks - len(first) * (len(first) + 1) / 2) / (len(first) * len(second))


def areas(pairs: Sequence[tuple[Probe, Probe]]) -> dict[str, float]:
    """The area for each call, from pairs of which now one and now the other comes first."""
    measured: tuple[list[tuple[float, ...]], list[tuple[float, ...]]] = [], []
    for number, pair in enumerate(pairs):
        for side in (0, 1) if number % 2 else (1, 0):
            measured[side].append(timed(pair[side]))
    first, second = (list(zip(*side, strict=True)) for side in measured)
    return {call: area_under_curve(one, other) for call, one, other in zip(CALLS, first, second, strict=True)}


def people(bench: ServiceBench, count: int) -> list[str]:
    """Accounts whose contacts differ from each other, by name."""
    names = [f"mara{number}@example.org" for number in range(count)]
    for number, name in enumerate(names):
        bench.add_account(name, phone=f"+49 171 39{number:05}", mail=f"mara.post{number}@example.com")
    return names
