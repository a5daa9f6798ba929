"""Values that must not come to light, and the search for them in any of the forms in which they could be written."""

import base64
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CODE = "904417"
MAIL = "canary.person@mail.example"
PHONE = "+49 171 5550172"
PASSWORD = "velvet canary beneath nine lamps"
TOKEN = "cAnaryTok3nZk39xQ7pL2mV8wR4tB6nH1sD5"
RECOVERY_CODE = "R63N3-35FAS-Y16EB-FH1C5-AECSS"
INJECTED = (CODE, MAIL, PHONE, PASSWORD, TOKEN, RECOVERY_CODE)
"""What the injected failures carry; beside them the real codes, tokens, contacts and password of a run are canaries."""


@dataclass(frozen=True)
class Hit:
    """A canary that was found, and where."""

    where: str
    canary: str


def forms(canary: str) -> set[bytes]:
    """A canary as it is, without spaces, in two halves, quoted for an address, in base64 and in UTF-16."""
    joined = canary.replace(" ", "")
    written = {canary, joined, urllib.parse.quote(canary), urllib.parse.quote_plus(canary)}
    if canary.count("-") == canary.count(" ") + 4:  # a recovery code in its groups
        bare = canary.replace("-", "")
        written |= {bare, bare.lower(), canary.lower(), canary.replace("-", " ")}
    if joined.isdecimal():
        written |= {f"{joined[:3]} {joined[3:]}", f"{joined[:3]}-{joined[3:]}", f"{joined[:3]}\u00a0{joined[3:]}"}
    coded = {base64.b64encode(canary.encode()).rstrip(b"="), canary.encode("utf-16-le")}
    return {form.encode() for form in written} | coded


def hits(where: str, data: bytes, canaries: Iterable[str]) -> Iterator[Hit]:
    """Every canary in some bytes."""
    for canary in canaries:
        if any(form in data for form in forms(canary)):
            yield Hit(where, canary)


def hits_in_files(folder: Path, canaries: Iterable[str]) -> list[Hit]:
    """Every canary in the files below a folder, and in their names."""
    wanted, found = list(canaries), list[Hit]()
    for file in folder.rglob("*"):
        name = str(file.relative_to(folder))
        found += hits(f"name {name}", name.encode(), wanted)
        if file.is_file():
            found += hits(name, file.read_bytes(), wanted)
    return found
