"""Rules about Python code: sizes, names, errors, tests, suppressed findings."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from typing import Final

from tools.house_rules.sources import Finding, Source

LONGEST_FUNCTION: Final = 40
LONGEST_FILE: Final = 400
NAMES_THAT_SAY_NOTHING: Final = frozenset(
    {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
)
WHAT_PEOPLE_READ: Final = frozenset(
    {
        "print",
        "say",
        "setAccessibleDescription",
        "setAccessibleName",
        "setPlainText",
        "setText",
        "setTitle",
        "setToolTip",
        "setWindowTitle",
        "write",
    }
)

STARTERS_OF_THREADS: Final = frozenset({"ProcessPoolExecutor", "Thread", "ThreadPoolExecutor", "Timer"})
PLACES_OF_THREADS: Final = (
    ("secinfo_desktop", "backend", "delivery"),
    ("secinfo_desktop", "browsers", "landing.py"),
    ("secinfo_desktop", "backend", "process.py"),
    ("secinfo_desktop", "backend", "store"),
    ("secinfo_desktop", "client", "connecting.py"),
    ("secinfo_desktop", "client", "listening.py"),
    ("secinfo_desktop", "desktop", "embedded.py"),
    ("secinfo_desktop", "gui", "jobs.py"),
)

_TABLE_MAKERS: Final = frozenset({"MappingProxyType", "dict", "frozenset", "list", "set", "tuple"})
_PARTS_OF_TABLES: Final = (
    ast.Attribute,
    ast.BinOp,
    ast.Call,
    ast.Constant,
    ast.Dict,
    ast.List,
    ast.Name,
    ast.Set,
    ast.Starred,
    ast.Subscript,
    ast.Tuple,
    ast.UnaryOp,
    ast.expr_context,
    ast.keyword,
    ast.operator,
    ast.unaryop,
)
_WORD: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_BARE_IGNORE: Final = re.compile(r"#\s*type:\s*ignore(?!\[[a-z, -]+\]\s+#\s*\S)")
_BARE_NOQA: Final = re.compile(r"#\s*noqa(?!:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+\W*\w)")


def sizes(source: Source) -> Iterator[Finding]:
    """A function has at most 40 lines and a file 400; assigned tables and literals do not count."""
    statements = [node for node in ast.walk(source.tree) if isinstance(node, ast.stmt)]
    tables = {line for statement in statements if _is_table(statement) for line in _lines(statement)}
    length = len(source.text.splitlines()) - len(tables)
    if length > LONGEST_FILE:
        yield Finding(source.path, 1, f"{length} lines; a file has at most {LONGEST_FILE}. Cut it by what it knows.")
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            length = len(_lines(statement) - tables)
            if length > LONGEST_FUNCTION:
                text = f"{statement.name} has {length} lines; a function has at most {LONGEST_FUNCTION}."
                yield Finding(source.path, statement.lineno, text)


def _lines(statement: ast.stmt) -> set[int]:
    return set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))


def _is_table(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return False
    value = statement.value
    made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _TABLE_MAKERS
    shown = isinstance(value, ast.Tuple | ast.List | ast.Dict | ast.Set | ast.Constant)
    return (made or shown) and all(isinstance(part, _PARTS_OF_TABLES) for part in ast.walk(value))


def names(source: Source) -> Iterator[Finding]:
    """Modules and classes are called after what they know. The one exception is the folder tests/helpers."""
    parts = source.path.with_suffix("").parts
    if source.is_in("tests", "helpers"):
        parts = parts[2:]
    for part in parts:
        yield from _name(source, 1, part)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            yield from _name(source, node.lineno, node.name)


def _name(source: Source, line: int, name: str) -> Iterator[Finding]:
    if NAMES_THAT_SAY_NOTHING & {word.lower() for word in _WORD.findall(name)}:
        yield Finding(source.path, line, f"{name}: name it after what it knows or does.")


def swallowed_errors(source: Source) -> Iterator[Finding]:
    """No error of unknown kind disappears without a trace."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler | ast.Call) and _swallows(node):
            yield Finding(source.path, node.lineno, "An unknown error disappears here: name the kind that is expected.")


def _swallows(node: ast.ExceptHandler | ast.Call) -> bool:
    if isinstance(node, ast.ExceptHandler):
        return _is_any_error(node.type) and _does_nothing(node.body)
    return _called(node) == "suppress" and any(map(_is_any_error, node.args))


def _is_any_error(kind: ast.expr | None) -> bool:
    return kind is None or (isinstance(kind, ast.Name) and kind.id in {"BaseException", "Exception"})


def _does_nothing(body: list[ast.stmt]) -> bool:
    return all(
        isinstance(statement, ast.Pass | ast.Continue)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in body
    )


def errors_shown_to_people(source: Source) -> Iterator[Finding]:
    """People read a sentence from the catalogues, never the text of an exception."""
    for handler in ast.walk(source.tree):
        if isinstance(handler, ast.ExceptHandler) and handler.name:
            for node in ast.walk(handler):
                if isinstance(node, ast.Call) and _called(node) in WHAT_PEOPLE_READ and _spells(node, handler.name):
                    yield Finding(source.path, node.lineno, "The text of an exception is for code: say a sentence.")


def _spells(call: ast.Call, error: str) -> bool:
    parts = [part for argument in [*call.args, *(word.value for word in call.keywords)] for part in ast.walk(argument)]
    spelled = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
    spelled += [
        part.args[0] for part in parts if isinstance(part, ast.Call) and _called(part) in {"str", "repr"} and part.args
    ]
    spelled += call.args
    return any(isinstance(node, ast.Name) and node.id == error for node in spelled)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def threads(source: Source) -> Iterator[Finding]:
    """The package starts threads in few places, so that its end means their end. Locks may be anywhere."""
    if not source.is_in("secinfo_desktop") or any(source.is_in(*place) for place in PLACES_OF_THREADS):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _called(node) in STARTERS_OF_THREADS:
            yield Finding(
                source.path,
                node.lineno,
                "A thread is started here: that belongs into PLACES_OF_THREADS or another room.",
            )


def waits_and_patches_in_tests(source: Source) -> Iterator[Finding]:
    """Tests wait for a signal or a condition, and hand fakes in at the ports."""
    if not source.is_in("tests"):
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        match node.func.value, node.func.attr, node.args:
            case _, "sleep" | "qWait", [ast.Constant(value=0)]:
                pass
            case (_, "sleep" | "qWait", _) | (ast.Name(id="qtbot"), "wait", _):
                yield Finding(source.path, node.lineno, "Wait for a signal or a condition, never for a time.")
            case ast.Name(id="monkeypatch" | "mocker"), "setattr" | "patch", _:
                yield Finding(source.path, node.lineno, "Patch no module: hand the code a fake at its port.")


def suppressed_findings(source: Source) -> Iterator[Finding]:
    """A suppressed finding of mypy or ruff has a code and a reason."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and (_BARE_IGNORE.search(token.string) or _BARE_NOQA.search(token.string)):
            yield Finding(source.path, token.start[0], "A suppressed finding needs its code and a reason.")


PYTHON_RULES: Final[tuple[Callable[[Source], Iterator[Finding]], ...]] = (
    sizes,
    names,
    swallowed_errors,
    errors_shown_to_people,
    threads,
    waits_and_patches_in_tests,
    suppressed_findings,
)
