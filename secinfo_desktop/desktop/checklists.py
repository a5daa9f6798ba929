"""The checklists that come with the program, each parsed once."""

from functools import cache

from secinfo_desktop import resources
from secinfo_desktop.guide import checklist
from secinfo_desktop.guide.checklist import Checklist

FOLDER = "checklists"
CODE_NOT_RECEIVED = "code_not_received"


@cache
def shipped(name: str = CODE_NOT_RECEIVED) -> Checklist:
    """The checklist with an id. Raises ResourceMissing if none with this id comes with the program."""
    return checklist.parse(resources.text(f"{FOLDER}/{name}.toml"))


def names() -> tuple[str, ...]:
    """The ids of all of them."""
    return tuple(file.removesuffix(".toml") for file in resources.names(FOLDER, ".toml"))


def all_shipped() -> dict[str, Checklist]:
    """All of them by id."""
    return {name: shipped(name) for name in names()}
