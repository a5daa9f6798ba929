"""The belief is the posterior that plain enumeration of all worlds gives, to nine digits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.checklist import Checklist
from tests.guide.cases import HELPDESK, begin, contexts, observed, outcomes, record
from tests.guide.enumeration import Enumeration


@settings(max_examples=25)
@given(data=st.data(), context=contexts())
def test_belief_is_what_is_left_of_all_worlds(
    checklist: Checklist, checklist_text: str, data: st.DataObject, context: str
) -> None:
    said = data.draw(outcomes(checklist, context))
    pairs = [
        (name, value)
        for name, one in checklist.evidence.items()
        for value in one.likelihood.answers
        if context in one.contexts
    ]
    known = dict(data.draw(st.lists(st.sampled_from(pairs), max_size=4)))
    case = record(begin(context, HELPDESK), *(observed(*pair) for pair in known.items()), *said)
    exact = Enumeration(checklist_text, context).posterior(known, [(one.step, one.outcome) for one in said])
    believed = believe(checklist, case, HELPDESK)
    chances = {frozenset(causes): chance for causes, chance in zip(believed.tables.sets, believed.chances, strict=True)}
    assert chances.keys() == exact.keys()
    for world, chance in exact.items():
        assert chances[world] == pytest.approx(float(chance), rel=1e-9, abs=1e-12)


def test_the_oracle_would_see_a_wrong_number(checklist: Checklist, checklist_text: str) -> None:
    """A must-fail control."""
    share = "blocked_sender = { prior = { sms = 0.%s } }"
    wrong = checklist_text.replace(share % 14, share % 15)
    assert wrong != checklist_text
    exact = Enumeration(wrong, "sms").posterior({}, [])
    believed = believe(checklist, begin("sms"), HELPDESK)
    blocked = believed.tables.sets.index(("blocked_sender",))
    assert believed.chances[blocked] != pytest.approx(float(exact[frozenset(["blocked_sender"])]), rel=1e-9)
