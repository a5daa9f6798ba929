"""The parts that every page is made of, painted from the theme's tokens.

They take their words ready: no part knows a sentence, a language, a page or the network.
"""

from secinfo_desktop.gui.parts.accessibility import announce
from secinfo_desktop.gui.parts.answers import Answer, Choice, Choices
from secinfo_desktop.gui.parts.buttons import HEIGHT, SMALL_HEIGHT, Button, Kind, Link
from secinfo_desktop.gui.parts.code_field import DOCK_CELL, CodeField
from secinfo_desktop.gui.parts.disclosure import Disclosure
from secinfo_desktop.gui.parts.fields import Field, PasswordField
from secinfo_desktop.gui.parts.focus import FocusRing, reading_order, set_tab_order
from secinfo_desktop.gui.parts.form import Labelled, labelled
from secinfo_desktop.gui.parts.gauges import Countdown
from secinfo_desktop.gui.parts.layouts import MIDDLE, START, TOP, Flow, Item, Margins, Scroll, column, holder, row
from secinfo_desktop.gui.parts.signs import Chip, Pips, SessionMark, Tag
from secinfo_desktop.gui.parts.steps import NumberedStep
from secinfo_desktop.gui.parts.surfaces import Bar, Card, Edge, Notice, Rule, Tone
from secinfo_desktop.gui.parts.text import Icon, PlainLabel, Text
from secinfo_desktop.gui.parts.timeline import Event, State, Timeline
from secinfo_desktop.gui.parts.typesetting import isolated

__all__ = [
    "DOCK_CELL",
    "HEIGHT",
    "MIDDLE",
    "SMALL_HEIGHT",
    "START",
    "TOP",
    "Answer",
    "Bar",
    "Button",
    "Card",
    "Chip",
    "Choice",
    "Choices",
    "CodeField",
    "Countdown",
    "Disclosure",
    "Edge",
    "Event",
    "Field",
    "Flow",
    "FocusRing",
    "Icon",
    "Item",
    "Kind",
    "Labelled",
    "Link",
    "Margins",
    "Notice",
    "NumberedStep",
    "PasswordField",
    "Pips",
    "PlainLabel",
    "Rule",
    "Scroll",
    "SessionMark",
    "State",
    "Tag",
    "Text",
    "Timeline",
    "Tone",
    "announce",
    "column",
    "holder",
    "isolated",
    "labelled",
    "reading_order",
    "row",
    "set_tab_order",
]
