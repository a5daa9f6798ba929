"""Loads PySide6 without what a window does not need (docs/decisions/0015-first-paint.md has the figures).

PySide6 describes its functions in Python, for error messages and for help. It carries these files as text, in a zip
file within a library, and compiles them at each start, which is a good third of what a bare window takes. Here each of
them is compiled when the first name in it is asked for: in most starts never.
"""

import builtins
import sys
from _thread import RLock
from collections.abc import Sequence
from functools import partial
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

DESCRIPTIONS: Final = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "mapping", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
_TAKEN_BY_C: Final = {"shibokensupport.signature.mapping": "update_mapping"}
"""A function that PySide6 takes out of the module's dictionary, where nobody is asked first."""
KNOWN: Final = (6, 11)
"""Every version with this beginning was tried; another one may have its C code take more than that."""
_LOCK: Final = RLock()


def load_qt() -> None:
    """Load PySide6, its descriptions later, and keep Python's own import; a version that is not known as it is.

    PySide6 puts another import in its place, for ``from __feature__ import snake_case``, which nobody here writes. From
    then on it reads the source of every module that is imported, to find the word PySide6 in it, and keeps that.
    """
    before, finder = builtins.__import__, _Finder()

    def watch(name: str, *rest: Any, **named: Any) -> ModuleType:
        if name.partition(".")[0] == "shibokensupport":  # its own finder is there now, and ours has to be before it
            builtins.__import__ = before
            if _is_known():
                sys.meta_path.insert(0, finder)
        return before(name, *rest, **named)

    builtins.__import__ = watch
    try:
        import PySide6.QtCore  # noqa: F401 - for what it does when it is loaded
    finally:
        if _is_known() or builtins.__import__ is watch:
            builtins.__import__ = before
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)


def _is_known() -> bool:
    """The package says its version before it loads anything."""
    package = sys.modules.get("PySide6")
    return getattr(package, "__version_info__", ())[: len(KNOWN)] == KNOWN


class _Finder:
    """Finds the descriptions where PySide6 has them, and has them loaded later."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module, empty; None for every other one, and for a PySide6 without it."""
        if name not in DESCRIPTIONS:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((spec for spec in others if spec is not None), None)
        if spec is None or spec.loader is None:
            return None
        return ModuleSpec(name, cast("Loader", Later(spec.loader)))


class Later:
    """Gives a module its content when it is asked for the first name (PEP 562), by whichever thread."""

    def __init__(self, loader: "Loader") -> None:
        self._loader = loader
        self._is_begun = False

    def create_module(self, _spec: ModuleSpec) -> ModuleType | None:
        """A module like every other one."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module empty for now."""
        vars(module)["__getattr__"] = partial(self._asked, module)
        if (taken := _TAKEN_BY_C.get(module.__name__)) is not None:
            vars(module)[taken] = lambda: self._loaded(module)[taken]()

    def _asked(self, module: ModuleType, name: str) -> object:
        if name.startswith("__") or name not in self._loaded(module):
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        return vars(module)[name]

    def _loaded(self, module: ModuleType) -> dict[str, Any]:
        with _LOCK:
            if not self._is_begun:
                self._is_begun = True
                vars(module).pop(_TAKEN_BY_C.get(module.__name__, ""), None)
                self._load(module)
        return vars(module)

    def _load(self, module: ModuleType) -> None:
        now = module.__spec__
        module.__spec__ = ModuleSpec(module.__name__, self._loader)  # PySide6 has renamed the module meanwhile
        self._loader.exec_module(module)
        module.__spec__ = now
