"""Sign-in options: the names one signs in with, and the code after the password (B8)."""

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import Area, SecurityInfo, SignInOption
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    MIDDLE,
    Button,
    Card,
    Icon,
    Item,
    Rule,
    Spread,
    Text,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SectionView
from secinfo_desktop.gui.security_info.contact_card import switch
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import Act, ChooseSecondStep, SwitchOption
from secinfo_desktop.security_info.overview import is_frozen
from secinfo_desktop.security_info.pages import Section
from secinfo_desktop.security_info.said import Does
from secinfo_desktop.texts.words import Words

_ICONS = {ContactKind.EMAIL: Glyph.ENVELOPE, ContactKind.PHONE: Glyph.DEVICE_MOBILE, None: Glyph.NOTE}


class OptionsView(SectionView):
    """Each name with its switch; the last usable one stays on."""

    def __init__(self, info: SecurityInfo, words: Words) -> None:
        self._words, self._frozen = words, is_frozen(info, Area.SIGN_IN_OPTIONS, words.clock())
        self._pressed: list[tuple[Button, Act]] = []
        title = words.say("security_info.section.options")
        on = sum(option.is_on for option in info.options)
        rows: list[Item] = []
        for number, option in enumerate(info.options):
            rows += [10, Rule(), 10] if number else []
            rows.append(self._row(option, is_last=option.is_on and on == 1))
        items: list[Item] = [
            Text(title, Type.TITLE),
            6,
            Text(words.say("security_info.options.lead"), Type.BODY, Color.INK2, max_chars=80),
            18,
        ]
        items += self._until(info)
        items += [Card(column(*rows)) if rows else Text(words.say("security_info.options.none")), 26]
        items += [Text(words.say("security_info.second_step"), Type.HEADING), 10, self._second_step(info), None]
        super().__init__(title, Section.OPTIONS, column(*items), words)
        for button, act in self._pressed:
            self.says(button, Does(act))

    def _until(self, info: SecurityInfo) -> list[Item]:
        until = info.frozen.get(Area.SIGN_IN_OPTIONS)
        if not self._frozen or until is None:
            return []
        return [Text(self._words.say("security_info.not_before", day=self._words.day(until)), Type.SMALL_STRONG), 12]

    def _row(self, option: SignInOption, *, is_last: bool) -> Item:
        words = self._words
        state = words.say(f"security_info.switch.{'on' if option.is_on else 'off'}")
        button = switch(state, f"{option.mask}: {state}", is_on=option.is_on)
        button.setObjectName(f"option-{option.id}")
        button.setEnabled(not self._frozen and not is_last)
        self._pressed.append((button, SwitchOption(option.id, option.mask, not option.is_on)))
        name = Text(isolated(option.mask), Type.STRONG)
        why = [Text(words.say("security_info.options.last"), Type.SMALL, Color.INK2)] if is_last else []
        told = row((Icon(_ICONS[option.kind], Color.INK2, 20), MIDDLE), column(name, *why), gap=12)
        told.setStretch(1, 1)
        return holder(Spread(holder(told), button, gap=16))

    def _second_step(self, info: SecurityInfo) -> Card:
        words = self._words
        state = words.say(f"security_info.switch.{'on' if info.second_step else 'off'}")
        name = words.say("security_info.second_step")
        button = switch(state, f"{name}: {state}", is_on=info.second_step)
        button.setObjectName("second-step")
        button.setEnabled(not self._frozen)
        self._pressed.append((button, ChooseSecondStep(not info.second_step)))
        told = Text(words.say("security_info.second_step.body"), Type.BODY, max_chars=72)
        return Card(column(holder(Spread(told, button, gap=16))))
