"""The tables of a checklist in a context: sets, their shares, the chances of answers."""

import pytest

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.tables import compile_tables


@pytest.mark.parametrize("context", ["sms", "email"])
def test_shares_and_chances_add_up(checklist: Checklist, context: str) -> None:
    tables = compile_tables(checklist, context)
    assert sum(tables.prior) == pytest.approx(1)
    for rows in (*tables.evidence.values(), *tables.answers.values()):
        for chances in zip(*rows.values(), strict=True):
            assert sum(chances) == pytest.approx(1, abs=0.01)


def test_only_causes_of_the_context_are_there(checklist: Checklist) -> None:
    named = {cause for causes in compile_tables(checklist, "sms").sets for cause in causes}
    assert "junk" not in named
    assert "no_signal" in named


def test_causes_that_exclude_each_other_never_meet(checklist: Checklist) -> None:
    sets = set(compile_tables(checklist, "sms").sets)
    assert ("wrong_number", "old_number") not in sets
    assert not any("unsolicited" in causes for causes in sets if len(causes) > 1)
    assert ("no_signal", "delay") in sets


def test_a_pair_is_rarer_than_either_cause(checklist: Checklist) -> None:
    tables = compile_tables(checklist, "email")
    prior = dict(zip(tables.sets, tables.prior, strict=True))
    assert all(prior[first, second] < min(prior[first,], prior[second,]) for first, second in list(prior)[20:])


def test_two_causes_move_an_answer_together(checklist: Checklist) -> None:
    tables = compile_tables(checklist, "sms")
    refused = dict(zip(tables.sets, tables.answers["code_refused"]["refused"], strict=True))
    both = refused["expired_code", "rate_limited"]
    assert both > refused["expired_code",] > refused["rate_limited",] > refused["landline",]


def test_no_answer_is_ever_impossible(checklist: Checklist) -> None:
    for context in checklist.contexts:
        tables = compile_tables(checklist, context)
        assert min(chance for rows in tables.answers.values() for row in rows.values() for chance in row) > 0.001


def test_a_slip_hits_every_answer_alike(checklist: Checklist) -> None:
    tables = compile_tables(checklist, "sms")
    stranger = tables.sets.index(("unsolicited",))
    assert tables.answers["asked_for_code"]["yes"][stranger] == pytest.approx(0.98 * 0.25 + 0.01)


def test_tables_are_made_once(checklist: Checklist) -> None:
    assert compile_tables(checklist, "sms") is compile_tables(checklist, "sms")


def test_an_unknown_context_is_a_mistake(checklist: Checklist) -> None:
    with pytest.raises(KeyError):
        compile_tables(checklist, "fax")
