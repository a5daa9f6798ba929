"""``secinfo-desktop openapi``: print the OpenAPI document of the service."""

import argparse
import json

from secinfo_desktop.commands.speech import say


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    subparsers.add_parser("openapi", help=say("command.openapi.help"))


def run(_arguments: argparse.Namespace) -> int:
    """Print the document."""
    from secinfo_desktop import __version__
    from secinfo_desktop.contract.openapi import document

    print(json.dumps(document(__version__), indent=2))
    return 0
