"""The sheets that lead to another place: which one, who signs in, and with which made-up caller to practise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.helpdesk.sheets import Sheet, Tell, close_button, ways_sheet
from secinfo_desktop.gui.helpdesk.wording import plain
from secinfo_desktop.gui.parts import Button, Field, Item, Kind, PasswordField, Text, labelled
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.workplaces import Place, PlaceKind
from secinfo_desktop.texts.words import Words

SignIn = Callable[[str, str], object]


@dataclass(frozen=True)
class Enters:
    """To a place, or to the door of it."""

    place: Place


@dataclass(frozen=True)
class SignsOut:
    """Of a place."""

    place: Place


@dataclass(frozen=True)
class Practises:
    """With a made-up caller."""


def name_of(place: Place, words: Words) -> str:
    """What a place is called."""
    if place.kind is PlaceKind.ORGANISATION:
        return plain(place.name)
    return words.say(f"helpdesk_window.place.{place.kind}")


def places_sheet(places: Sequence[Place], here: Place | None, words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """All places, practice calls, and the way out of the place that is shown."""
    say = words.say
    ways: list[tuple[str, str, object]] = [_way(place, here, words) for place in places]
    detail = say("helpdesk_window.place.training.detail")
    ways.append((say("helpdesk_window.practise"), detail, Practises()))
    ways += [
        (say("helpdesk_window.sign_out", place=name_of(place, words)), "", SignsOut(place))
        for place in places
        if place.is_open and place.kind is not PlaceKind.HERE
    ]
    lead = say("helpdesk_window.places.lead")
    return ways_sheet(say("helpdesk_window.places.title"), ways, words, parent, tell, lead=lead)


def _way(place: Place, here: Place | None, words: Words) -> tuple[str, str, object]:
    say, name = words.say, name_of(place, words)
    if here is not None and here.id == place.id:
        return name, say("helpdesk_window.place.shown"), Enters(place)
    if not place.is_open:
        return (
            say("helpdesk_window.sign_in.at", place=name),
            say(f"helpdesk_window.place.{place.kind}.detail"),
            Enters(place),
        )
    return name, say(f"helpdesk_window.place.{place.kind}.detail"), Enters(place)


def sign_in_sheet(
    place: Place, words: Words, parent: QWidget, tell: SignIn, *, name: str = "", problem: str = ""
) -> Sheet:
    """Who takes calls there: a name and a password, or one of the made-up people of practice."""
    title = words.say("helpdesk_window.sign_in.at", place=name_of(place, words))
    if place.made_up:
        ways = [(one.shown_name, words.say(f"helpdesk_window.role.{one.role}"), one.name) for one in place.made_up]
        lead = problem or words.say("helpdesk_window.sign_in.made_up")
        return ways_sheet(title, ways, words, parent, lambda who: tell(str(who), ""), lead=lead)
    return _password_sheet(title, words, parent, tell, name, problem)


def _password_sheet(title: str, words: Words, parent: QWidget, tell: SignIn, name: str, problem: str) -> Sheet:
    say = words.say
    who = Field(name, width=2000, left_to_right=True)
    secret = PasswordField(show=say("page.new_password.show"), hide=say("page.new_password.hide"), width=2000)
    forms = (
        labelled(say("helpdesk_window.sign_in.name"), who, role=Type.SMALL_STRONG),
        labelled(say("helpdesk_window.sign_in.password"), secret, role=Type.SMALL_STRONG),
    )
    items: list[Item] = [Text(problem, Type.SMALL_STRONG, Color.BAD, max_chars=76), 12] if problem else []
    enter, close = Button(say("helpdesk_window.sign_in"), Kind.PRIMARY), close_button(words)
    first: QLineEdit = secret.field if name else who
    sheet = Sheet(title, [*items, forms[0], 14, forms[1]], [enter, close], parent, first=first)
    close.clicked.connect(sheet.reject)

    def told() -> None:
        typed, password = who.text().strip(), secret.field.text()
        forms[0].set_problem("" if typed else say("helpdesk_window.sign_in.no_name"))
        forms[1].set_problem("" if password else say("helpdesk_window.sign_in.no_password"))
        if typed and password:
            secret.field.clear()
            sheet.accept()
            tell(typed, password)

    enter.clicked.connect(told)
    return sheet


def stories_sheet(stories: Sequence[str], words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """The made-up callers; who is genuine is not told."""
    ways = [(words.say(f"helpdesk_training.story.{story}.title"), "", story) for story in stories]
    lead = words.say("helpdesk_window.practise.lead")
    return ways_sheet(words.say("helpdesk_window.practise"), ways, words, parent, tell, lead=lead)


def trouble_sheet(failure: Failure, retry_at: datetime | None, words: Words, parent: QWidget) -> Sheet:
    """What did not work, in sentences."""
    happened, *rest = words.failure(failure, retry_at)
    close = close_button(words)
    sheet = Sheet(happened, [Text(" ".join(rest), Type.BODY, Color.INK2, max_chars=70)], [close], parent)
    close.clicked.connect(sheet.reject)
    return sheet
