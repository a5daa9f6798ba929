"""The belief is the posterior that a library for Bayesian networks gives (pyagrum), to nine digits.

The library is of no other use and large, so it is not among what developers must install: `pip install -e '.[oracle]'`.
"""

import warnings
from importlib import import_module
from typing import Any

import pytest

from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.checklist import Checklist
from tests.guide.cases import HELPDESK, answered, begin, observed, record
from tests.guide.enumeration import Enumeration, World

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its C++ part crashes if a warning about itself becomes an error
    gum: Any = import_module("pyagrum")

CASES = [
    ("sms", {"requests": "many"}, [("other_texts_arrive", "no"), ("restore_signal", "failed"), ("mask_matches", "no")]),
    ("sms", {"line_type": "unknown"}, [("unblock_senders", "failed"), ("use_other_contact", "failed")]),
    ("sms", {"delivery_status": "bounced"}, [("replace_all_info", "failed"), ("code_refused", "refused")]),
    ("email", {"same_provider": "yes"}, [("look_in_junk", "failed"), ("which_mailbox", "other")]),
    ("email", {"info_age": "over_2y"}, [("search_all_folders", "failed"), ("can_open_contact", "no")]),
    ("email", {}, [("mail_rules_exist", "yes"), ("stop_and_cool_down", "failed"), ("use_newest_code", "failed")]),
]


class Network:
    """What is there at each point of the log as a chain of variables, with what was seen hanging on them."""

    def __init__(self, oracle: Enumeration) -> None:
        self._oracle = oracle
        self._worlds: list[World] = [*oracle.worlds(), frozenset()]
        self._net = gum.BayesNet()
        self._chain = [self._add("there_0", len(self._worlds))]
        shares = [float(oracle.share(world)) if world else 0.0 for world in self._worlds]
        self._net.cpt("there_0").fillWith([share / sum(shares) for share in shares])
        self._seen: dict[str, object] = {}

    def see(self, name: str, chances: list[float]) -> None:
        """Something was seen that has this chance where each world is there."""
        self._add(name, 2)
        self._net.addArc(self._chain[-1], name)
        for index, chance in enumerate(chances):
            self._net.cpt(name)[{self._chain[-1]: index}] = [1 - chance, chance]
        self._seen[name] = 1

    def fail(self, step: str) -> None:
        """An action was done, and the case is not solved."""
        self._chain.append(self._add(f"there_{len(self._chain)}", len(self._worlds)))
        before, now = self._chain[-2:]
        self._net.addArc(before, now)
        for index, world in enumerate(self._worlds):
            row = [0.0] * len(self._worlds)
            for after, chance in self._oracle.after(step, world) if world else [(world, 1)]:
                row[self._worlds.index(after)] += float(chance)
            self._net.cpt(now)[{before: index}] = row
        self._seen[now] = [1.0] * (len(self._worlds) - 1) + [0.0]

    def answer(self, step: str, answer: str) -> None:
        """A question was answered."""
        self.see(step, [float(self._oracle.answer(step, answer, world)) if world else 0.5 for world in self._worlds])

    def evidence(self, name: str, value: str) -> None:
        """A piece of evidence is known."""
        self.see(name, [float(self._oracle.evidence(name, value, world)) if world else 0.5 for world in self._worlds])

    def posterior(self) -> dict[World, float]:
        """The chance of each world now."""
        inference = gum.LazyPropagation(self._net)
        inference.setEvidence(self._seen)
        inference.makeInference()
        return dict(zip(self._worlds, inference.posterior(self._chain[-1]).tolist(), strict=True))

    def _add(self, name: str, states: int) -> str:
        self._net.add(gum.LabelizedVariable(name, name, states))
        return name


@pytest.mark.parametrize(("context", "evidence", "log"), CASES)
def test_belief_is_what_the_library_says(
    checklist: Checklist, checklist_text: str, context: str, evidence: dict[str, str], log: list[tuple[str, str]]
) -> None:
    network = Network(Enumeration(checklist_text, context))
    case = begin(context, HELPDESK)
    for name, value in evidence.items():
        network.evidence(name, value)
        case = case.record(observed(name, value))
    for step, outcome in log:
        case = record(case, answered(step, outcome))
        if outcome == "failed":
            network.fail(step)
        else:
            network.answer(step, outcome)
    expected = network.posterior()
    believed = believe(checklist, case, HELPDESK)
    for causes, chance in zip(believed.tables.sets, believed.chances, strict=True):
        assert chance == pytest.approx(expected[frozenset(causes)], rel=1e-9, abs=1e-12)
