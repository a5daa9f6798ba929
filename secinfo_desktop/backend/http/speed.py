"""What serves HTTP below the application: the compiled parser and loop where they are installed, uvicorn's own else.

Both are only faster; what is answered is the same. See docs/decisions/0028-compiled-http.md.
"""

import asyncio
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, Final, ParamSpec, TypeVar

THREADS: Final = 40
"""Requests that are worked on at the same time; the others wait for a thread."""
_P = ParamSpec("_P")
_T = TypeVar("_T")


def options() -> Mapping[str, Any]:
    """Uvicorn's options for its parser and its loop; there is no uvloop for Windows."""
    http = "secinfo_desktop.backend.http.compiled:BoundedHttp" if find_spec("httptools") else "h11"
    return {"http": http, "loop": "uvloop" if find_spec("uvloop") else "asyncio"}


async def in_thread(work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    """Work that waits for the disk, on one of the loop's own threads; when the loop ends it waits for what they do."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, lambda: work(*given, **named))
