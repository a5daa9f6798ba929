"""A real X server without a screen (Xvfb), and a window manager on it."""

import os
import select
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

UP_WITHIN_S = 30


@contextmanager
def x_server(*more: str) -> Iterator[str]:
    """The name of its display; ``more`` goes onto its command line."""
    told, telling = os.pipe()
    command = ["Xvfb", "-displayfd", str(telling), "-nolisten", "tcp", *more]
    with subprocess.Popen(command, pass_fds=(telling,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(telling)
        try:
            assert select.select([told], [], [], UP_WITHIN_S)[0]
            yield f":{os.read(told, 16).decode().strip()}"
        finally:
            os.close(told)
            server.terminate()


@contextmanager
def managed_x_server() -> Iterator[str]:
    """The same with Openbox at work on it."""
    with x_server("-screen", "0", "1600x1000x24") as display, window_manager({**os.environ, "DISPLAY": display}):
        yield display


@contextmanager
def window_manager(environment: Mapping[str, str]) -> Iterator[None]:
    """Openbox, at work when the block begins: a window that was there before it would never get the keyboard."""
    with subprocess.Popen(
        ["openbox", "--startup", "echo ready"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as manager:
        assert manager.stdout is not None
        try:
            assert "ready\n" in manager.stdout, "there is no window manager"
            yield
        finally:
            manager.terminate()
