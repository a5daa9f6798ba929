"""The parts that every page is made of, painted from the theme's tokens.

They take their words ready: no part knows a sentence, a language, a page or the network. A part's file is loaded when
the part is asked for first: the first page needs a few of them, and is painted before the others are there.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts.accessibility import announce as announce
    from secinfo_desktop.gui.parts.answers import Answer as Answer
    from secinfo_desktop.gui.parts.answers import Choice as Choice
    from secinfo_desktop.gui.parts.answers import Choices as Choices
    from secinfo_desktop.gui.parts.buttons import HEIGHT as HEIGHT
    from secinfo_desktop.gui.parts.buttons import SMALL_HEIGHT as SMALL_HEIGHT
    from secinfo_desktop.gui.parts.buttons import Button as Button
    from secinfo_desktop.gui.parts.buttons import Kind as Kind
    from secinfo_desktop.gui.parts.buttons import Link as Link
    from secinfo_desktop.gui.parts.code_field import DOCK_CELL as DOCK_CELL
    from secinfo_desktop.gui.parts.code_field import CodeField as CodeField
    from secinfo_desktop.gui.parts.columns import Columns as Columns
    from secinfo_desktop.gui.parts.day_bar import DayBar as DayBar
    from secinfo_desktop.gui.parts.disclosure import Disclosure as Disclosure
    from secinfo_desktop.gui.parts.fields import Field as Field
    from secinfo_desktop.gui.parts.fields import PasswordField as PasswordField
    from secinfo_desktop.gui.parts.focus import FocusRing as FocusRing
    from secinfo_desktop.gui.parts.focus import reading_order as reading_order
    from secinfo_desktop.gui.parts.focus import set_tab_order as set_tab_order
    from secinfo_desktop.gui.parts.form import Labelled as Labelled
    from secinfo_desktop.gui.parts.form import labelled as labelled
    from secinfo_desktop.gui.parts.gauges import Countdown as Countdown
    from secinfo_desktop.gui.parts.layouts import MIDDLE as MIDDLE
    from secinfo_desktop.gui.parts.layouts import START as START
    from secinfo_desktop.gui.parts.layouts import TOP as TOP
    from secinfo_desktop.gui.parts.layouts import Flow as Flow
    from secinfo_desktop.gui.parts.layouts import Item as Item
    from secinfo_desktop.gui.parts.layouts import Margins as Margins
    from secinfo_desktop.gui.parts.layouts import Scroll as Scroll
    from secinfo_desktop.gui.parts.layouts import Spread as Spread
    from secinfo_desktop.gui.parts.layouts import column as column
    from secinfo_desktop.gui.parts.layouts import holder as holder
    from secinfo_desktop.gui.parts.layouts import row as row
    from secinfo_desktop.gui.parts.section_links import SectionLink as SectionLink
    from secinfo_desktop.gui.parts.signs import Chip as Chip
    from secinfo_desktop.gui.parts.signs import Pips as Pips
    from secinfo_desktop.gui.parts.signs import SessionMark as SessionMark
    from secinfo_desktop.gui.parts.signs import Tag as Tag
    from secinfo_desktop.gui.parts.steps import NumberedStep as NumberedStep
    from secinfo_desktop.gui.parts.surfaces import Bar as Bar
    from secinfo_desktop.gui.parts.surfaces import Card as Card
    from secinfo_desktop.gui.parts.surfaces import Edge as Edge
    from secinfo_desktop.gui.parts.surfaces import Notice as Notice
    from secinfo_desktop.gui.parts.surfaces import Rule as Rule
    from secinfo_desktop.gui.parts.surfaces import Tone as Tone
    from secinfo_desktop.gui.parts.text import Icon as Icon
    from secinfo_desktop.gui.parts.text import PlainLabel as PlainLabel
    from secinfo_desktop.gui.parts.text import Text as Text
    from secinfo_desktop.gui.parts.timeline import Event as Event
    from secinfo_desktop.gui.parts.timeline import State as State
    from secinfo_desktop.gui.parts.timeline import Timeline as Timeline
    from secinfo_desktop.gui.parts.typesetting import isolated as isolated

_FILES = {
    "accessibility": ("announce",),
    "answers": ("Answer", "Choice", "Choices"),
    "buttons": ("HEIGHT", "SMALL_HEIGHT", "Button", "Kind", "Link"),
    "code_field": ("DOCK_CELL", "CodeField"),
    "columns": ("Columns",),
    "day_bar": ("DayBar",),
    "disclosure": ("Disclosure",),
    "fields": ("Field", "PasswordField"),
    "focus": ("FocusRing", "reading_order", "set_tab_order"),
    "form": ("Labelled", "labelled"),
    "gauges": ("Countdown",),
    "layouts": ("MIDDLE", "START", "TOP", "Flow", "Item", "Margins", "Scroll", "Spread", "column", "holder", "row"),
    "section_links": ("SectionLink",),
    "signs": ("Chip", "Pips", "SessionMark", "Tag"),
    "steps": ("NumberedStep",),
    "surfaces": ("Bar", "Card", "Edge", "Notice", "Rule", "Tone"),
    "text": ("Icon", "PlainLabel", "Text"),
    "timeline": ("Event", "State", "Timeline"),
    "typesetting": ("isolated",),
}
_FILE_OF = {name: file for file, names in _FILES.items() for name in names}


def __getattr__(name: str) -> object:
    """The part, from its file (PEP 562)."""
    if name not in _FILE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    part: object = getattr(import_module(f"{__name__}.{_FILE_OF[name]}"), name)
    globals()[name] = part
    return part
