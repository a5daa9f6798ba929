"""The pairs of colours that may stand on each other, and how strong they must be at least."""

from typing import Final

from secinfo_desktop.gui.schemes import AA_SIGN, AA_TEXT, Color, Scheme, contrast

C = Color
TEXT: Final = {
    C.INK: (C.CANVAS, C.SURFACE, C.SUNKEN, C.HOVER, C.ACCENT_SOFT, C.WARN_SOFT, C.BAD_SOFT, C.OTHER_SOFT),
    C.INK2: (C.CANVAS, C.SURFACE, C.SUNKEN, C.HOVER, C.ACCENT_SOFT, C.WARN_SOFT, C.BAD_SOFT),
    C.INK3: (C.SURFACE, C.SUNKEN),
    C.ACCENT_INK: (C.CANVAS, C.SURFACE, C.SUNKEN, C.HOVER, C.ACCENT_SOFT),
    C.ACCENT: (C.CANVAS, C.SURFACE),
    C.ON_ACCENT: (C.ACCENT, C.ACCENT_HOVER, C.ACCENT_DOWN),
    C.WARN: (C.WARN_SOFT, C.CANVAS, C.SURFACE),
    C.BAD: (C.BAD_SOFT, C.SURFACE, C.CANVAS, C.HOVER),
    C.OTHER: (C.OTHER_SOFT, C.SURFACE),
    C.ON_OTHER: (C.OTHER,),
}
SIGNS: Final = {
    C.EDGE: (C.CANVAS, C.SURFACE),
    C.FOCUS: (C.CANVAS, C.SURFACE, C.SUNKEN, C.WARN_SOFT),
    C.ACCENT: (C.SUNKEN, C.ACCENT_SOFT, C.TRACK),
    C.WARN_FILL: (C.WARN_SOFT, C.CANVAS, C.SURFACE, C.SUNKEN, C.TRACK),
    C.BAD_EDGE: (C.BAD_SOFT, C.CANVAS, C.SURFACE),
    C.WARN_EDGE: (C.CANVAS, C.WARN_SOFT),
    C.OTHER: (C.CANVAS, C.SURFACE),
    C.BAD: (C.SUNKEN,),
    C.INK3: (C.CANVAS, C.SURFACE, C.SUNKEN),
}


def is_measured(front: Color, ground: Color, needed: float) -> bool:
    """True if a pair is held to that ratio, or to a higher one."""
    as_text = ground in TEXT.get(front, ())
    return as_text or (needed <= AA_SIGN and ground in SIGNS.get(front, ()))


def weak_pairs(scheme: Scheme) -> list[str]:
    """The pairs that can't be read well enough."""
    return [
        f"{front.name} on {ground.name}: {contrast(scheme.hex(front), scheme.hex(ground)):.2f} < {needed}"
        for needed, pairs in ((AA_TEXT, TEXT), (AA_SIGN, SIGNS))
        for front, grounds in pairs.items()
        for ground in grounds
        if contrast(scheme.hex(front), scheme.hex(ground)) < needed
    ]
