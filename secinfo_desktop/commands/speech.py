"""What the command line says, in the language of the environment."""

import os

from secinfo_desktop import texts
from secinfo_desktop.desktop import languages


def say(text_id: str, *, n: int | None = None, **values: object) -> str:
    """The sentence behind an id; see ``texts.say``."""
    return texts.say(text_id, language(), n=n, **values)


def language(chosen: str | None = None) -> str:
    """The language of whoever runs a command; ``chosen`` wins over the environment."""
    return languages.spoken(chosen, os.environ)
