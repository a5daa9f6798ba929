"""What a virtual screen shows, read from the file that Xvfb keeps with ``-fbdir`` (X window dump, version 7)."""

import struct
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HEAD: Final = struct.Struct(">25I")
_COLOUR_BYTES: Final = 12
_OPAQUE: Final = 0xFF000000


@dataclass(frozen=True)
class ScreenPicture:
    """Pixels of four bytes each, read as numbers: 0xFFRRGGBB or 0x00RRGGBB."""

    pixels: "array[int]"

    def share(self, colour: str) -> float:
        """The part of the screen, 0 to 1, that has a colour given as ``#RRGGBB``."""
        wanted = int(colour.removeprefix("#"), 16)
        return (self.pixels.count(wanted) + self.pixels.count(wanted | _OPAQUE)) / max(1, len(self.pixels))


def read_picture(file: Path) -> ScreenPicture:
    """The screen as it is now."""
    content = file.read_bytes()
    head = _HEAD.unpack_from(content)
    size, width, height, colours = head[0], head[4], head[5], head[19]
    pixels = array("I", content[size + colours * _COLOUR_BYTES :][: width * height * 4])
    if sys.byteorder == "big":
        pixels.byteswap()
    return ScreenPicture(pixels)
