"""Handlers that are loaded when the first of them is asked for: what nobody needs costs no start anything."""

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from secinfo_desktop.contract.endpoints import Endpoint

_T = TypeVar("_T")


class Late(Generic[_T]):
    """Something that is made once, by whoever needs it first; the others wait for it."""

    def __init__(self, make: Callable[[], _T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[_T] = []

    def __call__(self) -> _T:
        """What was made; made now if need be. If that fails, the next one tries again."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]


def late_handlers(
    endpoints: Iterable[Endpoint], load: Callable[[], Mapping[str, Callable[..., Any]]]
) -> dict[str, Callable[..., Any]]:
    """A handler for each endpoint that is looked up in what ``load`` returns."""
    loaded = Late(load)

    def handler(name: str) -> Callable[..., Any]:
        return lambda *asked: loaded()[name](*asked)

    return {endpoint.name: handler(endpoint.name) for endpoint in endpoints}
