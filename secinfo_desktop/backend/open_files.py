"""How many files and connections this process may have open at once."""

import sys
from contextlib import suppress

MOST = 16_384
"""More than a service needs."""
WHERE_NOBODY_SAYS = 2_048


def ask_for_more() -> None:
    """Raise the process's own limit as far as it may; systemd and shells often begin with 1,024."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # a sandbox may forbid it, and macOS has a limit of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def allowed() -> int:
    """How many there may be."""
    if sys.platform == "win32":
        return WHERE_NOBODY_SAYS
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else soft
