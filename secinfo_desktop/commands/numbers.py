"""Numbers on the command line: how many of something, with a sentence for whoever gives another one."""

from argparse import ArgumentTypeError
from collections.abc import Callable

from secinfo_desktop.commands.speech import say

MOST_CASES = 100_000
"""More made-up people than this would be played for hours, and the figures would be no better."""


def from_to(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from ``least`` to ``most``; argparse tells the sentence and ends with 2."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise ArgumentTypeError(say("command.number", least=least, most=most))
        return number

    return read
