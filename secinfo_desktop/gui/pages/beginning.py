"""The pages after the first: whose account is it, which story, what is its name."""

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.problems import field_problem
from secinfo_desktop.gui.parts import (
    START,
    Answer,
    Button,
    Field,
    Flow,
    Kind,
    Link,
    Text,
    column,
    isolated,
    labelled,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import Template
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, Story
from secinfo_desktop.recovery.sentences import story_way
from secinfo_desktop.recovery.start import WantsSecurityInfo
from secinfo_desktop.texts.words import Words


class WhoseAccountView(FlowPage):
    """Whose account is it?"""

    def __init__(self, page: pages.WhoseAccountPage, words: Words) -> None:
        title = words.say("page.whose_account.title")
        real = [choice for choice in page.choices if choice.kind is not AccountKind.PRACTICE]
        answers = [self._answer(choice, words) for choice in real]
        practice = Link(words.say("page.start.practice"), icon=Glyph.GRADUATION_CAP)
        lead = Text(words.say("page.whose_account.lead"), Type.BODY, Color.INK2, max_chars=70)
        content = column(Text(title, Type.TITLE), 6, lead, 20, column(*answers, gap=10), 22, (practice, START), None)
        super().__init__(title, content, template=Template.CENTRED)
        for answer, choice in zip(answers, real, strict=True):
            self.says(answer, said.ChoseAccount(choice.id))
        self.says(practice, said.WantsPractice())

    @staticmethod
    def _answer(choice: AccountChoice, words: Words) -> Answer:
        base = f"page.whose_account.{choice.kind}"
        icon = Glyph.BROWSER if choice.kind is AccountKind.BY_HAND else Glyph.SHIELD_CHECK
        return Answer(words.say(base, name=choice.name), words.say(f"{base}.detail"), icon=icon)


class StoriesView(FlowPage):
    """Which made-up person do you want to help?"""

    def __init__(self, page: pages.StoriesPage, words: Words) -> None:
        title = words.say("page.stories.title")
        answers = [self._answer(story, words) for story in page.stories]
        lead = Text(words.say("page.stories.lead"), Type.BODY, Color.INK2, max_chars=92)
        good_day = Link(words.say("security_info.stories.link"), icon=Glyph.SHIELD_CHECK)
        good_day.setObjectName("good-days")
        content = column(Text(title, Type.TITLE), 6, lead, 6, (good_day, START), 8, column(*answers, gap=4), None)
        super().__init__(title, content, template=Template.CENTRED)
        good_day.clicked.connect(lambda: self.said.emit(WantsSecurityInfo(practice=True)))
        for answer, story in zip(answers, page.stories, strict=True):
            self.says(answer, said.ChoseStory(story.id))
        self._first = answers[0] if answers else good_day

    def first_focus(self) -> QWidget:
        """The first story."""
        return self._first

    @staticmethod
    def _answer(story: Story, words: Words) -> Answer:
        """Its title, and how the code travels; one that only the service knows has no title here."""
        channel = story_way(story, words)
        title = words.say_if_any(f"practice.scenario.{story.id}.title")
        icon = Glyph.DEVICE_MOBILE if story.channel is Channel.SMS else Glyph.ENVELOPE
        return Answer(title or channel, channel if title else "", icon=icon)


class AccountNameView(FlowPage):
    """What is the name of the account? The made-up person's is filled in, and their story told."""

    def __init__(self, page: pages.AccountNamePage, frame: Frame, words: Words) -> None:
        title, lead = self._told(page, frame, words)
        self._field = Field(width=420, left_to_right=True)
        if page.fixed is not None:
            self._field.setText(page.fixed)
            self._field.setReadOnly(True)
        elif frame.account_name is not None:
            self._field.setText(frame.account_name)
        go = Button(words.say("page.account_name.go"), Kind.PRIMARY)
        forgot = [Link(words.say("page.account_name.forgot"), height=44)] if page.fixed is None else []
        problem = field_problem(frame.problem, words)
        hint = words.say("page.account_name.hint" if page.fixed is None else "page.account_name.hint.practice")
        form = labelled(words.say("page.account_name.label"), self._field, hint=hint, problem=problem)
        content = column(
            Text(title, Type.TITLE), 6, Text(lead, Type.BODY, Color.INK2), 22, form, 20, Flow(go, *forgot, gap=24), None
        )
        template = (
            Template.CENTRED if page.fixed is None else Template.STEP
        )  # the made-up person's things are beside it
        super().__init__(title, content, template=template)
        for link in forgot:
            self.says(link, said.ForgotName())
        self._fixed, self._go = page.fixed is not None, go
        go.clicked.connect(self._say_name)

    @staticmethod
    def _told(page: pages.AccountNamePage, frame: Frame, words: Words) -> tuple[str, str]:
        """Heading and lead."""
        title = words.say("page.account_name.title")
        if page.fixed is None:
            return title, words.say("page.account_name.lead")
        base = f"practice.scenario.{frame.persona.story}" if frame.persona else ""
        name = frame.persona.name if frame.persona else isolated(page.fixed)
        told = words.say_if_any(f"{base}.story") or words.say("page.account_name.lead.practice", name=name)
        return words.say_if_any(f"{base}.title") or title, told

    def first_focus(self) -> QWidget:
        """What is filled in needs no keyboard."""
        return self._go if self._fixed else self._field

    def _say_name(self) -> None:
        self.said.emit(said.GaveName(self._field.text()))
