"""Connects within a deadline: the look-up of the name included, and all addresses that it stands for together."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from secinfo_desktop.client.deadline import Deadline

CONNECT = 3.0
"""Seconds for each address."""
MOST_ADDRESSES = 4
"""Addresses of a name that are tried."""

Address = tuple[str, int]
Resolve = Callable[[str, int], Sequence[Address]]
Connect = Callable[[str, int, Deadline], socket.socket]
"""As ``connect`` below."""


def system_addresses(host: str, port: int) -> Sequence[Address]:
    """The addresses of a name, as this computer looks it up. May take long, and nothing can stop it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(address[0]), int(address[1])) for *_, address in found]


def connect(host: str, port: int, deadline: Deadline, resolve: Resolve = system_addresses) -> socket.socket:
    """A connection to the first address that answers.

    Raises:
        TimeoutError: the deadline passed, or no address answered in time.
        OSError: the name is unknown, or nobody answers.
    """
    failed: OSError = ConnectionError("no address")
    for address in _addresses(host, port, deadline, resolve)[:MOST_ADDRESSES]:
        try:
            return socket.create_connection(address, timeout=deadline.left(CONNECT))
        except OSError as error:
            failed = error
    raise failed


def _addresses(host: str, port: int, deadline: Deadline, resolve: Resolve) -> Sequence[Address]:
    """A number needs no look-up; a name is looked up on a thread of its own, for nothing else lets go of it in time."""
    if _is_number(host):
        return [(host, port)]
    answers: SimpleQueue[Sequence[Address] | OSError] = SimpleQueue()
    looking = threading.Thread(target=_look_up, args=(resolve, host, port, answers), name="look-up", daemon=True)
    looking.start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _look_up(resolve: Resolve, host: str, port: int, answers: "SimpleQueue[Sequence[Address] | OSError]") -> None:
    try:
        answers.put(resolve(host, port))
    except OSError as error:
        answers.put(error)
    except UnicodeError:
        answers.put(OSError("no host has such a name"))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
