"""Reads the parts of a checklist, each from its table. What it finds wrong is noted by the table reader."""

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist_parts import (
    Action,
    BeliefRules,
    Cause,
    Condition,
    Evidence,
    Handoff,
    Likelihood,
    Question,
    Scope,
    SecurityFirst,
    Severity,
    Then,
    Way,
)
from secinfo_desktop.guide.table_reader import TableReader


def cause(name: str, table: TableReader) -> Cause:
    """Reads ``[causes.*]``."""
    read = Cause(name, table.shares("prior"), table.choice("severity", Severity, Severity.NORMAL))
    table.finish()
    return read


def _likelihood(table: TableReader) -> Likelihood:
    rows = table.rows("p")
    return Likelihood(table.values("answers"), rows.pop("default", ()), rows)


def evidence(name: str, table: TableReader, contexts: tuple[str, ...]) -> Evidence:
    """Reads ``[evidence.*]``."""
    read = Evidence(
        id=name,
        contexts=table.names("contexts", contexts),
        disclosure=table.choice("disclosure", Disclosure),
        likelihood=_likelihood(table),
    )
    table.finish()
    return read


def question(name: str, table: TableReader, contexts: tuple[str, ...]) -> Question:
    """Reads ``[questions.*]``."""
    read = Question(
        id=name,
        contexts=table.names("contexts", contexts),
        cost_s=table.seconds("cost_s"),
        scope=table.choice("scope", Scope, Scope.CONTACT),
        likelihood=_likelihood(table),
    )
    table.finish()
    return read


def action(name: str, table: TableReader, contexts: tuple[str, ...]) -> Action:
    """Reads ``[actions.*]``."""
    read = Action(
        id=name,
        contexts=table.names("contexts", contexts),
        cost_s=table.seconds("cost_s"),
        scope=table.choice("scope", Scope, Scope.CONTACT),
        fixes=table.shares("fixes"),
        then=table.choice("then", Then),
        way=table.choice("way", Way, Way.FIX),
        spoiled_by=frozenset(table.names("spoiled_by", ())),
        needs=frozenset(table.names("needs", ())),
        cannot=_condition(table, "cannot"),
        only_if=_condition(table, "only_if"),
        uses_code=table.flag("uses_code", default=True),
    )
    table.finish()
    return read


def _condition(action: TableReader, key: str) -> Condition | None:
    if not action.has(key):
        return None
    table = action.table(key)
    read = Condition(table.name("question"), table.name("answer"))
    table.finish()
    return read


def handoff(table: TableReader) -> Handoff:
    """Reads ``[handoff]``."""
    read = Handoff(table.seconds("cost_s"))
    table.finish()
    return read


def belief(table: TableReader) -> BeliefRules:
    """Reads ``[belief]``."""
    read = BeliefRules(
        slip=table.number("slip", 0.0, 0.5),
        pair_weight=table.number("pair_weight", 0.0, 5.0),
        alone=frozenset(table.names("alone", ())),
        exclusive=tuple(frozenset(group) for group in table.groups("exclusive")),
    )
    table.finish()
    return read


def security(table: TableReader) -> SecurityFirst:
    """Reads ``[security]``."""
    read = SecurityFirst(table.name("question"), table.name("safe_answer"), table.name("step"))
    table.finish()
    return read
