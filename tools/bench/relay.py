"""A mail relay on loopback that takes every letter and forgets it, as a process of its own."""

import sys

from tests.helpers.smtp_sink import smtp_sink

if __name__ == "__main__":
    with smtp_sink() as sink:
        print(sink.port, flush=True)
        sys.stdin.read()
