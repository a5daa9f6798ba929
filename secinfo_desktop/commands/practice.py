"""``secinfo-desktop practice``: the stories about made-up people that can be played."""

import argparse
from collections.abc import Sequence

from secinfo_desktop.commands.speech import say

COLUMNS = ("id", "cause", "context", "audience")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("practice", help=say("command.practice.help"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="list")
    listing = deeds.add_parser("list", help=say("command.practice.list.help"))
    listing.add_argument("--json", action="store_true", help=say("command.json.help"))


def run(arguments: argparse.Namespace) -> int:
    """List the stories; always 0."""
    from secinfo_desktop.player.stories import all_stories

    rows = [(story.id, story.cause, story.context.value, story.audience.value) for story in all_stories()]
    if arguments.json:
        import json

        print(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], indent=2))
    else:
        first, second = say("page.start.security_info"), say("page.start.practice")
        where = say("command.practice.good_days", first=first, second=second)
        for line in (*_table((COLUMNS, *rows)), "", where, *_table(_good_days())):
            print(line)
    return 0


def _good_days() -> list[tuple[str, str]]:
    """Stories of people who know their password: they are played in the window alone."""
    from secinfo_desktop import resources

    ids = [name.removesuffix(".toml") for name in resources.names("good_days", ".toml")]
    return [(story, say(f"security_info.story.{story}")) for story in ids]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
