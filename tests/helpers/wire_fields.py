"""Every text in every answer of the contract, found by walking its structs: a new field is found by itself.

A field is named by its path, as ``("contacts", "mask")``; lists need no step of their own.
"""

import types
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from secinfo_desktop.contract.structs import Message

Path = tuple[str, ...]
_SAMPLES: Mapping[object, object] = {
    str: "sample",
    int: 1,
    float: 1.0,
    bool: True,
    datetime: "2026-11-29T14:00:00Z",
}


def texts(struct: type[Message]) -> Iterator[Path]:
    """The paths of all texts in a struct and in what it holds."""
    for name, hint in get_type_hints(struct).items():
        inner = _inner(hint)
        if inner is str:
            yield (name,)
        elif _is_message(inner):
            yield from ((name, *rest) for rest in texts(inner))


def put(document: dict[str, Any], struct: type[Message], path: Path, text: str) -> None:
    """Writes a text into a field of an answer as it travels, wherever it is; what is missing or empty is filled up."""
    name, *rest = path
    hint = get_type_hints(struct)[name]
    inner, is_list = _inner(hint), _is_list(hint)
    if not rest:
        document[name] = [text] if is_list else text
        return
    held = document.get(name) or ([_sample(inner)] if is_list else _sample(inner))
    document[name] = held
    for one in held if isinstance(held, list) else [held]:
        put(one, inner, tuple(rest), text)


def _sample(struct: type[Message]) -> dict[str, Any]:
    return {name: _value(hint) for name, hint in get_type_hints(struct).items()}


def _value(hint: Any) -> Any:
    inner = _inner(hint)
    one = _sample(inner) if _is_message(inner) else _SAMPLES[inner]
    return [one] if _is_list(hint) else one


def _inner(hint: Any) -> Any:
    """What a field holds, be it several of it or perhaps none."""
    if get_origin(hint) in (Union, types.UnionType):
        return _inner(next(one for one in get_args(hint) if one is not type(None)))
    return _inner(get_args(hint)[0]) if get_origin(hint) is tuple else hint


def _is_list(hint: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is_list(one) for one in get_args(hint))
    return get_origin(hint) is tuple


def _is_message(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Message)
