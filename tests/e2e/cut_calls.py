"""A shared call with both real windows on a network that fails, each behind a proxy of its own that cuts; seeded.

Somebody answers again and again, whatever the network does, and at last somebody ends it. Then both sides have one log.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.e2e.shared_call import TO_THE_STEP, SharedCall
from tests.e2e.two_windows import AGENT, Keyed, a_hospital, open_window, organise, sign_in
from tests.helpers.cutting_proxy import Cut, CuttingProxy, cutting_proxy

TURNS: Final = 6
MOST_CUTS: Final = 10
"""Of each side's network, before it holds at last."""
ENDS: Final = ("nobody", "the person stops", "the person is in", "a new password", "the agent hands back")
PASSWORD: Final = "seven quiet ferries at noon"
ALL: Final = 1_000_000
_APP: Final = "tests.e2e.cut_app"
_STEP_PAGES: Final = frozenset({"InstructionPage", "QuestionPage"})
_LOOKS: Final = 6_000
"""So often it is looked for something before it is said never to come."""


_NO_ANSWERS: Final = (None, "handoff")
"""Where nothing can be answered: no step, and the last one."""


@dataclass
class CutCall(SharedCall):
    """Both windows, and what becomes of the network of each."""

    draw: Random
    proxies: tuple[CuttingProxy, CuttingProxy]
    before_end: int | None = None
    """How much the agent had said when they ended it; what the console adds by itself meanwhile comes too late."""

    def fails_from_now_on(self) -> None:
        """Both networks: what is open is cut, and much of what is opened later."""
        for proxy in self.proxies:
            proxy.most = MOST_CUTS
            proxy.cut_open()

    def agent_answers_cut_off(self, cut: Cut) -> None:
        """One answer whose every try is cut in the same way, until the agent is told; then the network holds."""
        ours = self.proxies[0]
        ours.always, ours.most = cut, ALL
        ours.cut_open()
        self.console.keys("1")
        looks(self.console, lambda seen: seen["problem"])
        ours.most = 0

    def goes_on(self, turns: int = TURNS) -> None:
        """Both answer by chance until there are no turns left, or an answer has ended the case."""
        for _ in range(turns):
            if self._has_ended():
                return
            if self.draw.random() < 0.3:
                self.draw.choice(self.proxies).cut_open()
            self._somebody_answers()

    def _has_ended(self) -> bool:
        return self.person.does("pause")["outcome"] is not None

    def _somebody_answers(self) -> None:
        """It counts at once where it was said, whether the service can be reached or not."""
        person, console = self.person.does("pause"), self.console.does("pause")
        offered = person["answers"] if person["page"] in _STEP_PAGES else []
        if offered and (console["step"] is None or self.draw.random() < 0.5):
            words = self.draw.choice(offered)
            looks(self.person, lambda seen: moved(person, seen) or moved(person, self.person.does("press", words)))
        else:
            self.console.keys(self.draw.choice("12") if console["step"] not in _NO_ANSWERS else "Z")
            looks(self.console, lambda seen: moved(console, seen))

    def ends(self, how: str) -> None:
        """Somebody ends it, on the network as it is."""
        match how:
            case "the person stops":
                self._says("StopsForNow")
            case "the person is in":
                self._says("InAlready")
            case "a new password":
                self._sets_password()
            case "the agent hands back":
                self._hands_back()

    def _says(self, *what: str) -> None:
        looks(self.person, lambda seen: seen["outcome"] or self.person.does(*what)["outcome"])

    def _sets_password(self) -> None:
        """With the code that came by mail; what the network has cut is tried again, as a person would."""
        code = self.hospital.code()

        def goes_on(seen: dict[str, Any]) -> bool:
            if seen["outcome"] is None and not seen["working"]:
                if seen["page"] == "TroublePage":
                    self.person.does("TriesAgain")
                elif seen["page"] == "NewPasswordPage":
                    self.person.does("GavePassword", PASSWORD)
                else:
                    self.person.does("GaveCode", code)
            return self.person.seen["outcome"] is not None

        looks(self.person, goes_on)

    def _hands_back(self) -> None:
        """The agent was told if it did not work, and does it again."""

        def goes_on(seen: dict[str, Any]) -> bool:
            if "Live with the caller" not in seen["reads"]:
                return True
            if not seen["busy"]:
                self.before_end = len(seen["said"])
                self.console.keys("2" if "The case waits for them" in seen["reads"] else "H")
            return False

        looks(self.console, goes_on)

    def wrong(self) -> list[str]:
        """What is not as it must be, in words, once nothing is left to be told; nothing if all is well."""
        self._until_all_is_told()
        ours, theirs = self.console.seen, self.person.seen
        log, found = ours["log"], list[str]()
        if up_to_the_end(log) != theirs["log"]:
            found.append(f"the logs are not equal:\n{log[-4:]}\n{theirs['log'][-4:]}")
        if [int(line.split()[0]) for line in log] != list(range(1, len(log) + 1)):
            found.append("a place is missing")
        ids = [line.split()[1] for line in log]
        if len(set(ids)) != len(ids):
            found.append("an event has two places")
        late, stays = ([], []) if self.before_end is None else (ours["said"][self.before_end :], theirs["own"])
        found += compared("caller", theirs["said"], log, stays) + compared("agent", ours["said"], log, late)
        untold = Counter(theirs["own"]) - Counter(event_of(line) for line in log)
        if untold and self.before_end is None:
            found.append(f"never told by the caller: {[*untold]}")
        if theirs["outcome"] is not None and f"detail='{theirs['outcome']}'" not in "".join(log):
            found.append("the agent does not learn how it ended")
        return found

    def _until_all_is_told(self) -> None:
        """Both are at rest, and neither log grows any more."""

        def at_rest(_: object) -> bool:
            before = self.console.seen.get("log"), self.person.seen.get("log")
            ours, theirs = self.console.does("pause"), self.person.does("pause")
            is_equal = up_to_the_end(ours["log"]) == theirs["log"]
            return bool(is_equal and (ours["log"], theirs["log"]) == before and not (ours["busy"] or theirs["busy"]))

        for _ in range(_LOOKS):
            if at_rest(None):
                return


def up_to_the_end(log: list[str]) -> list[str]:
    """The log as far as the caller can hear it."""
    last = [place for place, line in enumerate(log) if line.split()[-1] == "ended"]
    return log[: last[0] + 1] if last else log


def event_of(line: str) -> str:
    """What was said, without place, id and side."""
    return line.split(" ", 3)[3]


def compared(side: str, said: list[str], log: list[str], may_miss: list[str]) -> list[str]:
    """What one side has said and what of it stands in the log, each as often.

    Where the agent has ended it nothing follows: what had not come by then stays with the person, in their own case.
    """
    kept = Counter(event_of(line) for line in log if line.split()[2] == side and "(" in line)
    wanted = Counter(said)
    lost, doubled = wanted - kept - Counter(may_miss), kept - wanted
    return [f"lost of the {side}: {[*lost]}"] * bool(lost) + [f"doubled by the {side}: {[*doubled]}"] * bool(doubled)


def moved(before: dict[str, Any], seen: dict[str, Any]) -> bool:
    """True if something was said, or heard, since."""
    return any(seen.get(one) != before.get(one) for one in ("step", "page", "log", "said", "outcome"))


def looks(window: Keyed, is_so: Callable[[dict[str, Any]], object]) -> None:
    """Until something is true of what is seen."""
    for _ in range(_LOOKS):
        if is_so(window.does("pause")):
            return
    raise AssertionError(f"it never becomes so:\n{window.seen}")


@contextmanager
def a_cut_call(folder: Path, seed: int, mistake: str = "") -> Iterator[CutCall]:
    """Both share a case on a network that holds until now."""
    draw = Random(seed)
    with ExitStack() as stack:
        hospital = stack.enter_context(a_hospital(folder / "hospital"))
        ours, theirs = (
            stack.enter_context(cutting_proxy(hospital.port, Random(draw.getrandbits(32)), 0)) for _ in range(2)
        )
        console = open_window(f"console {mistake}", organise(folder / "console", ours.port), app=_APP)
        stack.callback(console.close)
        sign_in(console, AGENT[0])
        person = open_window("window", organise(folder / "person", theirs.port), app=_APP)
        stack.callback(person.close)
        for deed in TO_THE_STEP:
            person.does(*deed)
            person.still()
        person.presses_until("Let the helpdesk look on", "Say this number on the phone")
        call = CutCall(hospital, console, person, draw, (ours, theirs))
        call.shared()
        yield call
