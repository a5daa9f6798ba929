"""The processor time that a server takes: unlike a rate it hardly depends on what else the computer does."""

import psutil


def cpu_seconds(port: int) -> float:
    """Of all processes that listen on a port of this computer, since they began; ours and the system's for them."""
    times = (its.cpu_times() for its in psutil.process_iter() if _listens(its, port))
    return sum(its.user + its.system for its in times)


def _listens(process: psutil.Process, port: int) -> bool:
    try:
        found = process.net_connections("tcp")
    except psutil.Error:
        return False  # somebody else's, or gone
    return any(its.status == psutil.CONN_LISTEN and its.laddr.port == port for its in found)
