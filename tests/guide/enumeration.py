"""The posterior by plain enumeration in exact fractions: an oracle that shares no code with the guide.

It reads the checklist's text by itself and plays every world: every set of causes, every slip of the finger, every
action carried out or not, every cause going or staying. Worlds that contradict the log are struck out.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import prod

World = frozenset[str]
"""The causes that are still there."""
Table = Mapping[str, object]
ONE = Fraction(1)
LEAST = Fraction(1, 500)


class Enumeration:
    """A checklist in one context, read anew."""

    def __init__(self, text: str, context: str) -> None:
        self._file = tomllib.loads(text, parse_float=Fraction)
        self._context = context
        shares = {name: one["prior"].get(context) for name, one in self._file["causes"].items()}
        self._shares: dict[str, Fraction] = {name: share for name, share in shares.items() if share}

    def posterior(self, evidence: Mapping[str, str], log: Sequence[tuple[str, str]]) -> dict[World, Fraction]:
        """The chance of every set of causes at the end of the log of failed actions and answers."""
        worlds = {world: self.share(world) for world in self.worlds()}
        for name, value in evidence.items():
            worlds = {world: weight * self.evidence(name, value, world) for world, weight in worlds.items()}
        for step, outcome in log:
            if step in self._file["questions"]:
                worlds = {world: weight * self.answer(step, outcome, world) for world, weight in worlds.items()}
            else:
                worlds = self._failed(step, worlds)
        total = sum(worlds.values())
        return {world: weight / total for world, weight in worlds.items()}

    def worlds(self) -> Iterator[World]:
        """Every set of causes that can be there at first."""
        rules = self._file["belief"]
        yield from (frozenset([name]) for name in self._shares)
        for pair in map(frozenset, combinations(self._shares, 2)):
            if not pair & set(rules["alone"]) and not any(pair <= set(group) for group in rules["exclusive"]):
                yield pair

    def share(self, world: World) -> Fraction:
        """How often a set is there, up to one factor for all of them."""
        total = sum(self._shares.values())
        pair_weight: Fraction = self._file["belief"]["pair_weight"]
        return prod((self._shares[name] / total for name in world), start=ONE if len(world) == 1 else pair_weight)

    def evidence(self, name: str, value: str, world: World) -> Fraction:
        """The chance of a piece of evidence where this set is there."""
        one = self._file["evidence"].get(name)
        if one is None or self._context not in one.get("contexts", [self._context]):
            return ONE
        place: int = one["answers"].index(value)
        return self._row(one, world)[place]

    def answer(self, name: str, value: str, world: World) -> Fraction:
        """The chance of an answer: one in fifty is a slip, and a slip hits any answer."""
        one = self._file["questions"][name]
        slip: Fraction = self._file["belief"]["slip"]
        by_slip = Fraction(1, len(one["answers"]))
        place: int = one["answers"].index(value)
        return slip * by_slip + (1 - slip) * self._row(one, world)[place]

    @staticmethod
    def _row(one: Table, world: World) -> list[Fraction]:
        rows: Mapping[str, list[Fraction]] = one["p"]  # type: ignore[assignment]  # TOML has no types
        default = [Fraction(chance) for chance in rows["default"]]
        own = [[Fraction(chance) for chance in rows[name]] for name in world if name in rows]
        if len(own) < 2:
            return own[0] if own else default
        odds = [a * b / usual for a, b, usual in zip(*own, default, strict=True)]
        return [max(LEAST, chance / sum(odds)) for chance in odds]

    def _failed(self, step: str, worlds: Mapping[World, Fraction]) -> dict[World, Fraction]:
        left: dict[World, Fraction] = {}
        for world, weight in worlds.items():
            for after, chance in self.after(step, world):
                if after:
                    left[after] = left.get(after, Fraction(0)) + weight * chance
        return left

    def after(self, step: str, world: World) -> Iterator[tuple[World, Fraction]]:
        """Every way that the action can go, with its chance; the empty world is a case that is solved."""
        one = self._file["actions"][step]
        fixes: Mapping[str, Fraction] = one["fixes"]
        if world & set(one.get("spoiled_by", [])):
            yield world, ONE
        elif one.get("way") == "bypass":
            there = max(fixes.values())
            through = there * prod((fixes.get(name, Fraction(0)) / there for name in world), start=ONE)
            yield from ((frozenset(), through), (world, 1 - through))
        elif one.get("way") == "replace":
            best = max((fixes.get(name, Fraction(0)) for name in world), default=Fraction(0))
            yield from ((frozenset(), best), (world, 1 - best))
        else:
            yield from self._fixed(fixes, world)

    @staticmethod
    def _fixed(fixes: Mapping[str, Fraction], world: World) -> Iterator[tuple[World, Fraction]]:
        met = sorted(world & set(fixes))
        done = max((fixes[name] for name in met), default=Fraction(0))
        yield world, 1 - done
        for going in product([True, False], repeat=len(met)) if met else ():
            chances = [fixes[n] / done if goes else 1 - fixes[n] / done for n, goes in zip(met, going, strict=True)]
            gone = {name for name, goes in zip(met, going, strict=True) if goes}
            yield world - gone, done * prod(chances, start=ONE)
