"""Rules about the catalogues: every sentence that is asked for exists, every one that exists is asked for.

The code names a text by a literal (`say("page.start.title", ...)`), by an f-string with a fixed part
(`say(f"page.{kind}.title", ...)`), or keeps the id in a table; resources may name it too.
"""

import ast
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Final

from babel.messages.pofile import read_po

from tools.house_rules.sources import Finding, Source

SOURCE_LANGUAGE: Final = "en"
GENERATED_FAMILIES: Final = ("checklist.", "failure.")
SPOKEN_BY_THE_PERSON: Final = "It came!"
_NOT_OUR_WORDS: Final = re.compile(r"\b(?:OTP|authenticate|credentials?|oops|verify your identity)\b", re.IGNORECASE)
_FOR_OPERATORS: Final = "command."
_ID: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_-]+)+")
_ID_LINE: Final = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_SAYERS: Final = frozenset({"_say", "say"})
_ARGUMENTS_OF_SAY: Final = frozenset({"language"})


@dataclass(frozen=True)
class Entry:
    """One text of a catalogue: its id, its forms (several for plurals), and where it stands."""

    text_id: str
    forms: tuple[str, ...]
    source: Source
    line: int

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in braces, over all forms.

        Raises:
            ValueError: the braces do not match.
        """
        return frozenset(name for form in self.forms for _, name, _, _ in Formatter().parse(form) if name is not None)


def entries(source: Source) -> list[Entry]:
    """The texts of one catalogue file."""
    catalogue = read_po(io.BytesIO(source.text.encode()), locale=source.path.parent.name, abort_invalid=True)
    return [
        Entry(
            message.id if isinstance(message.id, str) else message.id[0],
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",)),
            source,
            message.lineno or 1,
        )
        for message in catalogue
        if message.id
    ]


def catalogue_findings(sources: Collection[Source]) -> Iterator[Finding]:
    """All findings about catalogues and their use."""
    files = [source for source in sources if source.path.match("resources/i18n/*/*.po")]
    written = [entry for source in files for entry in entries(source)]
    english = {entry.text_id: entry for entry in written if entry.source.path.parent.name == SOURCE_LANGUAGE}
    for source in files:
        yield from _twice(source)
    for entry in written:
        yield from _translation(entry, english)
        yield from _wording(entry)
    yield from _not_translated(written, english)
    uses = Uses.of(sources)
    yield from uses.without_text(english)
    yield from _unused(english, uses)


def _twice(source: Source) -> Iterator[Finding]:
    for text_id, times in Counter(_ID_LINE.findall(source.text)).items():
        if times > 1:
            yield Finding(source.path, 1, f"{text_id} stands here {times} times.")


def _translation(entry: Entry, english: dict[str, Entry]) -> Iterator[Finding]:
    if not entry.text_id.startswith(f"{entry.source.path.stem}."):
        yield _finding(entry, f"{entry.text_id} belongs into another catalogue.")
    if not all(entry.forms):
        yield _finding(entry, f"{entry.text_id} has no text.")
    elif entry.text_id not in english:
        yield _finding(entry, f"{entry.text_id} is not in the English catalogue.")
    elif entry.placeholders != english[entry.text_id].placeholders:
        yield _finding(entry, f"{entry.text_id} has other placeholders than the English text.")


def _not_translated(written: Collection[Entry], english: dict[str, Entry]) -> Iterator[Finding]:
    """A language that is there at all is whole: nobody is to read two languages on one page."""
    by_language: dict[str, set[str]] = {}
    for entry in written:
        by_language.setdefault(entry.source.path.parent.name, set()).add(entry.text_id)
    for language, its in sorted(by_language.items()):
        for text_id in english.keys() - its:
            yield _finding(english[text_id], f"{text_id} is missing in {language}.")


def _wording(entry: Entry) -> Iterator[Finding]:
    if entry.text_id.startswith(_FOR_OPERATORS):
        return
    for form in entry.forms:
        if found := _NOT_OUR_WORDS.search(form):
            yield _finding(entry, f"{entry.text_id}: people do not say {found.group()!r}.")
        if "!" in form.replace(SPOKEN_BY_THE_PERSON, ""):
            yield _finding(entry, f"{entry.text_id}: we do not exclaim.")


def _unused(english: dict[str, Entry], uses: "Uses") -> Iterator[Finding]:
    for text_id, entry in english.items():
        if not text_id.startswith(GENERATED_FAMILIES) and not uses.name(text_id):
            yield _finding(entry, f"{text_id} is asked for nowhere.")


def _finding(entry: Entry, sentence: str) -> Finding:
    return Finding(entry.source.path, entry.line, sentence)


@dataclass(frozen=True)
class Said:
    """One call of `say`: a pattern of the ids it may ask for, and what it hands over (None: not to be seen)."""

    source: Source
    line: int
    pattern: str
    values: frozenset[str] | None

    @property
    def shown(self) -> str:
        """The pattern as people write ids."""
        return self.pattern.replace("\\", "").replace(".+", "…")


@dataclass(frozen=True)
class Uses:
    """Where the project names texts: in calls of `say`, and anywhere else as words or patterns of words."""

    said: tuple[Said, ...]
    words: frozenset[str]
    patterns: frozenset[str]

    @classmethod
    def of(cls, sources: Collection[Source]) -> "Uses":
        """Read the package and the resources."""
        package = [source for source in sources if source.is_python and source.is_in("secinfo_desktop")]
        nodes = [(source, node) for source in package for node in ast.walk(source.tree)]
        tables = (source.text for source in sources if source.is_in("resources") and source.path.suffix == ".toml")
        words = {node.value for _, node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        words.update(word for text in tables for word in _ID.findall(text))
        patterns = {_pattern(node) for _, node in nodes if isinstance(node, ast.JoinedStr) and "." in _fixed(node)}
        said = (_said(source, node) for source, node in nodes if isinstance(node, ast.Call))
        return cls(tuple(call for call in said if call), frozenset(words), frozenset(patterns))

    def name(self, text_id: str) -> bool:
        """True if something names this id."""
        return text_id in self.words or any(re.fullmatch(pattern, text_id) for pattern in self.patterns)

    def without_text(self, english: dict[str, Entry]) -> Iterator[Finding]:
        """The calls whose text is missing, or needs a value that they do not hand over."""
        for call in self.said:
            asked = [entry for text_id, entry in english.items() if re.fullmatch(call.pattern, text_id)]
            if not asked:
                yield Finding(call.source.path, call.line, f"{call.shown} has no English text.")
            for entry in asked[:1] if call.values is not None else []:
                for name in sorted(entry.placeholders - (call.values or frozenset())):
                    yield Finding(call.source.path, call.line, f"{entry.text_id} needs a value for {{{name}}}.")


def _said(source: Source, call: ast.Call) -> Said | None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in _SAYERS and call.args:
            pass
        case _:
            return None
    values = {keyword.arg for keyword in call.keywords}
    match call.args[0]:
        case ast.Constant(value=str(text_id)):
            seen = None if None in values else frozenset(value for value in values if value) - _ARGUMENTS_OF_SAY
            return Said(source, call.lineno, re.escape(text_id), seen)
        case ast.JoinedStr() as text:
            return Said(source, call.lineno, _pattern(text), None)
    return None


def _pattern(text: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+" for part in text.values)


def _fixed(text: ast.JoinedStr) -> str:
    return "".join(str(part.value) for part in text.values if isinstance(part, ast.Constant))
