"""The pages for a person who works on the provider's own pages. Nothing can be typed on any of them."""

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import LETTERS, FlowPage
from secinfo_desktop.gui.pages.price import Price, PriceCard
from secinfo_desktop.gui.paper_buttons import TakeAlong
from secinfo_desktop.gui.parts import (
    Answer,
    Button,
    Flow,
    Item,
    Kind,
    Link,
    NumberedStep,
    Text,
    column,
    isolated,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import hand_words, pages, said, taken_along
from secinfo_desktop.recovery.hand_words import Choices
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.provider_links import page_of_start, provider_link
from secinfo_desktop.recovery.requests import Requests
from secinfo_desktop.recovery.said import Start
from secinfo_desktop.recovery.sender import offers_check
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words


class ProviderDoor:
    """The button that shows a page of the provider's in the person's browser, and its address for who types it."""

    def __init__(self, frame: Frame, page: ProviderPage | None, words: Words) -> None:
        self._link = provider_link(frame, page, words)
        self.button = Button(self._link.open, icon=Glyph.BROWSER) if self._link is not None else None
        self.items: list[Item] = []
        if self._link is not None and self.button is not None:
            shown = words.say("page.by_hand.address", address=isolated(self._link.address))
            self.items = [Flow(self.button), 8, Text(shown, Type.SMALL, Color.INK2, max_chars=90)]

    def let_through(self, view: FlowPage) -> None:
        """Pressing the button opens the page."""
        if self.button is not None and self._link is not None:
            view.says(self.button, said.OpensPage(self._link.page))


class ChoicesView(FlowPage):
    """A question about what is seen there; one press answers."""

    def __init__(
        self,
        head: tuple[str, str],
        choices: Choices,
        *,
        door: ProviderDoor | None = None,
        ways: list[Link] | None = None,
    ) -> None:
        title, lead = head
        self._answers = [
            Answer(line.text, line.detail, key=letter, low=True)
            for (_, line), letter in zip(choices, LETTERS, strict=False)
        ]
        before = [*door.items, 18] if door is not None else []
        after: list[Item] = [14, Flow(*ways, gap=28)] if ways else []
        lead_text = Text(lead, Type.BODY, Color.INK2)
        answers = column(*self._answers, gap=8)
        super().__init__(title, column(Text(title, Type.TITLE), 6, lead_text, 16, *before, answers, *after, None))
        for answer, (what, _) in zip(self._answers, choices, strict=True):
            self.says(answer, what)
        if door is not None:
            door.let_through(self)

    def first_focus(self) -> QWidget:
        """The first answer."""
        return self._answers[0]


class SeeView(ChoicesView):
    """Where does the provider's page send the code?"""

    def __init__(self, page: pages.SeePage, frame: Frame, words: Words) -> None:
        head = hand_words.see_title(page, frame, words), hand_words.see_lead(page, frame, words)
        door = ProviderDoor(frame, page_of_start(page.start), words)
        error, name = Link(words.say("page.by_hand.error")), Link(words.say("page.account_name.forgot"))
        super().__init__(head, hand_words.seen_contacts(frame, words), door=door, ways=[error, name])
        self.says(error, said.SeesError())
        self.says(name, said.ForgotName())
        self._door = door

    def first_focus(self) -> QWidget:
        """The page is opened before it can be told what it shows."""
        return self._door.button or super().first_focus()


def asked_before_view(words: Words) -> ChoicesView:
    """How often was a code asked for today?"""
    return ChoicesView(_head("page.asked_before", words), hand_words.times_asked(words))


def refused_view(words: Words) -> ChoicesView:
    """What did the page say about the code?"""
    return ChoicesView(_head("page.refused_there", words), hand_words.refusals(words))


class ErrorView(ChoicesView):
    """What does the page say instead?"""

    def __init__(self, words: Words) -> None:
        person = Link(words.say("page.by_hand.person"))
        super().__init__(_head("page.error_there", words), hand_words.errors(words), ways=[person])
        self.says(person, said.WantsPerson())


def _head(base: str, words: Words) -> tuple[str, str]:
    return words.say(f"{base}.title"), words.say(f"{base}.lead")


class AskThereView(FlowPage):
    """What to press on the provider's page; with the wait before it, if a code was asked for not long ago."""

    def __init__(self, page: pages.AskTherePage, frame: Frame, words: Words) -> None:
        title = hand_words.ask_title(page, frame, words)
        lines = hand_words.ask_steps(page, frame, words)
        steps = [NumberedStep(number, line.text, line.detail) for number, line in enumerate(lines, 1)]
        door = ProviderDoor(frame, page_of_start(page.start), words)
        must_wait = page.requests.next_at > words.clock()
        pressed = Button(words.say("page.ask_there.pressed"), Kind.SECONDARY if must_wait else Kind.PRIMARY)
        elsewhere = Link(words.say("page.ask_there.elsewhere"), height=44)
        error = Link(words.say("page.by_hand.error"), height=44)
        ways = [error] if page.start is Start.LOCKED else [elsewhere, error]
        content = column(
            *_done_before(page.step, frame, words),
            Text(title, Type.TITLE),
            6,
            Text(hand_words.ask_lead(page, words), Type.BODY, Color.INK2),
            18,
            *_price(page.requests, words),
            *door.items,
            18,
            column(*steps, gap=14),
            22,
            Flow(pressed, *ways, gap=24),
            4,
            TakeAlong("steps", lambda: taken_along.sheet(frame, words), words),
            None,
        )
        super().__init__(title, content)
        door.let_through(self)
        self.says(pressed, said.AskedThere())
        self.says(elsewhere, said.Elsewhere())
        self.says(error, said.SeesError())
        self._first = door.button or pressed

    def first_focus(self) -> QWidget:
        """The page is opened before anything can be pressed on it."""
        return self._first


class CodeThereView(FlowPage):
    """Look for the message, and type its code there. What became of it is said in the dock."""

    def __init__(self, page: pages.CodeTherePage, frame: Frame, words: Words) -> None:
        title = hand_words.code_title(page, frame, words)
        missing = Button(words.say("page.code_there.did_not_come"), trailing=Glyph.ARROW_RIGHT)
        elsewhere = Link(words.say("page.code_there.elsewhere"), height=44)
        error = Link(words.say("page.by_hand.error"), height=44)
        sender = [Link(words.say("sender.link"), height=44)] if offers_check(page) else []
        price = _price_card(page.requests, words, button=words.say("page.code_there.again"))
        content = column(
            *_done_before(page.step, frame, words),
            Text(title, Type.TITLE),
            6,
            Text(hand_words.code_lead(page, frame, words), Type.BODY, Color.INK2),
            4,
            Text(words.say("page.code_there.newest"), Type.BODY, Color.INK2),
            22,
            price,
            18,
            Flow(missing, elsewhere, error, *sender, gap=24),
            None,
        )
        super().__init__(title, content)
        self.says(missing, said.DidNotCome())
        self.says(elsewhere, said.Elsewhere())
        self.says(error, said.SeesError())
        self.says(price.button, said.AskedAgain())
        for link in sender:
            self.says(link, said.WantsSenderCheck())
        self._missing = missing

    def first_focus(self) -> QWidget:
        """Nothing happens by a slip of Enter but the search for the reason."""
        return self._missing


class FindNameView(FlowPage):
    """How the account's name is found."""

    def __init__(self, frame: Frame, words: Words) -> None:
        title = words.say("page.find_name.title")
        lines = hand_words.names_found_by(frame, words)
        steps = [NumberedStep(number, line.text, line.detail) for number, line in enumerate(lines, 1)]
        door = ProviderDoor(frame, ProviderPage.FIND_NAME, words)
        found = Button(words.say("page.find_name.found"), Kind.PRIMARY)
        person = Link(words.say("page.find_name.person"), height=44)
        content = column(
            Text(title, Type.TITLE),
            6,
            Text(words.say("page.find_name.lead"), Type.BODY, Color.INK2),
            20,
            column(*steps, gap=14),
            16,
            *door.items,
            24,
            Flow(found, person, gap=24),
            4,
            TakeAlong("steps", lambda: taken_along.sheet(frame, words), words),
            None,
        )
        super().__init__(title, content)
        door.let_through(self)
        self.says(found, said.FoundName())
        self.says(person, said.WantsPerson())


def _done_before(step: str | None, frame: Frame, words: Words) -> list[Item]:
    if step is None:
        return []
    done = words.say("page.waiting.after_step", step=step_words(frame, words).title(step))
    return [Text(done, Type.LABEL, Color.ACCENT_INK, max_chars=90), 8]


def _price(requests: Requests, words: Words) -> list[Item]:
    """Nothing before the first request: then nothing has to be waited for."""
    return [_price_card(requests, words), 18] if requests.last_at is not None else []


def _price_card(requests: Requests, words: Words, *, button: str = "") -> PriceCard:
    budget = words.say("page.by_hand.left", n=requests.left, most=requests.most)
    since = requests.last_at or words.clock()
    price = Price(since, requests.next_at, requests.left, requests.most, budget)
    return PriceCard(price, words, button=button, stays_open=True)
