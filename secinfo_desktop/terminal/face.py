"""The loop of the terminal: shows a page, tells the news, reads a line, and does what it means."""

from collections.abc import Callable
from contextlib import suppress

from secinfo_desktop.browsers.desk import SessionDesk
from secinfo_desktop.browsers.no_desk import NO_DESK
from secinfo_desktop.desktop.files import keep_text
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.no_cases import NO_CASES
from secinfo_desktop.recovery.pages import Frame, Problem
from secinfo_desktop.recovery.ports import Accounts, Cases, Persona, Practice, RefusedError, World
from secinfo_desktop.recovery.said import Said
from secinfo_desktop.terminal import drawing, paper, practice_paper, typed
from secinfo_desktop.terminal.console import Console
from secinfo_desktop.terminal.news import News
from secinfo_desktop.terminal.screens import Field, Key, Leave, SavesText, Screen, Sure, WindowsOrder
from secinfo_desktop.terminal.typed import Order, Place, PracticeOrder
from secinfo_desktop.terminal.windows import Windows
from secinfo_desktop.texts.words import Words

_CLOSE = "c"


class Face:
    """One person at one terminal. ``story`` is played as soon as they have said what the trouble is."""

    def __init__(
        self,
        flow: Flow,
        accounts: Accounts,
        words: Words,
        console: Console,
        story: said.ChoseStory | None = None,
        cases: Cases = NO_CASES,
        keep: Callable[[str, str], None] = keep_text,
        desk: SessionDesk = NO_DESK,
    ) -> None:
        self._keep_text = keep
        self._flow, self._accounts, self._words, self._console, self._story = flow, accounts, words, console, story
        self._cases = cases
        self._news = News(words)
        self._windows = Windows(desk, accounts, words, self._tell)
        self._shown: tuple[pages.Page, Problem | None] | None = None
        self._persona: Persona | None = None
        self._has_left = False
        self._is_kept = True

    def run(self) -> Outcome | None:
        """Leads the person until they leave or the input ends; says how the case ended, None if it did not."""
        self._windows.take_on()
        while not self._has_left:
            frame = self._flow.frame()
            self._show(frame)
            self._ask(frame)
        self._windows.leave_open()
        self._console.write("")
        return self._flow.outcome

    def _show(self, frame: Frame) -> None:
        if frame.persona is not None and frame.persona != self._persona:
            self._draw(practice_paper.card(frame.persona, self._words))
        self._persona = frame.persona
        if (frame.page, frame.problem) != self._shown:
            self._draw(self._screen(frame))
        self._shown = (frame.page, frame.problem)
        for sentence in self._news.since_last_time(frame, self._world(frame)):
            self._tell(sentence)

    def _screen(self, frame: Frame) -> Screen:
        return self._windows.on(drawing.screen(frame, self._words), frame)

    def _ask(self, frame: Frame) -> None:
        screen = self._screen(frame)
        field = screen.field
        if field is not None and field.is_secret:
            self._read_field(field)
            return
        line = self._console.read(self._prompt(field))
        if line is None:
            self._has_left = True
            return
        self._obey(
            typed.understand(line, Place(screen, frame.code is not None, frame.persona is not None, frame.by_hand)),
            frame,
        )

    def _prompt(self, field: Field | None) -> str:
        if field is None:
            return self._words.say("terminal.prompt")
        if field.hint:
            self._tell(field.hint)
        return self._words.say("terminal.prompt.field", label=field.label)

    def _obey(self, what: Said | SavesText | Field | Leave | Sure | WindowsOrder | Order, frame: Frame) -> None:
        match what:
            case WindowsOrder():
                self._windows.obey(what, frame)
                self._shown = None
            case SavesText():
                self._save(what)
            case Field():
                self._read_field(what)
            case Leave():
                self._leave()
            case Sure():
                self._ask_before_forgetting(what)
            case typed.NotUnderstood(text_id):
                self._tell(self._words.say(text_id))
            case typed.ShowCard() | typed.ShowPhone() | typed.ShowMail() | typed.Do() | typed.Wait():
                self._practise(what, frame)
            case typed.Nothing() | typed.ShowWhy() | typed.ShowKnown():
                self._show_more(what, frame)
            case _:
                self._say(what)

    def _show_more(self, what: Order, frame: Frame) -> None:
        match what:
            case typed.ShowWhy():
                for sentence in drawing.screen(frame, self._words).why:
                    self._tell(sentence)
            case typed.ShowKnown():
                self._draw(drawing.known(frame, self._words))

    def _read_field(self, field: Field) -> None:
        """Reads the line that a page or an answer asks for; an empty line, or a letter, leads back to the page."""
        prompt = self._prompt(field)
        line = self._console.read_secret(prompt) if field.is_secret else self._console.read(prompt)
        match line.strip().lower() if line is not None else None:
            case None:
                self._has_left = True
            case Key.LEAVE:
                self._leave()
            case Key.FORGET:
                self._ask_before_forgetting(Sure(said.ForgetsIt()))
            case "" | Key.BACK:
                self._shown = None
            case _:
                self._take_field(field.make(line or ""))

    def _take_field(self, made: Said | SavesText) -> None:
        if isinstance(made, SavesText):
            self._save(made)
        else:
            self._say(made)

    def _save(self, wanted: SavesText) -> None:
        """Says what came of it; the page stays."""
        text_id = "terminal.save.done"
        try:
            self._keep_text(wanted.path, wanted.text)
        except FileExistsError:
            text_id = "terminal.save.exists"
        except (OSError, ValueError):
            text_id = "paper.not_saved"
        self._tell(self._words.say(text_id))

    def _say(self, what: Said) -> None:
        """Hands over what the person said and does what follows, until the next page stands."""
        self._shown = None
        self._take(what)
        if self._story is not None and isinstance(self._flow.frame().page, pages.WhoseAccountPage | pages.StoriesPage):
            story, self._story = self._story, None
            self._take(said.WantsPractice())
            self._take(story)

    def _take(self, what: Said) -> None:
        effect = self._flow.take(what)
        while effect is not None:
            effect = self._flow.observe(effect, perform(effect, self._accounts, self._cases))
        self._keep()

    def _keep(self) -> None:
        """Keeps the case as it is now, so that nothing is lost whatever ends the program."""
        along = self._flow.along()
        if along is None:
            return
        try:
            self._cases.keep(self._flow.case, along)
        except RefusedError as refused:
            if self._is_kept:  # said once, and again before leaving
                self._refuse(Problem(refused.failure))
            self._is_kept = False
        else:
            self._is_kept = True

    def _leave(self) -> None:
        """Ends the program; in the middle of a case it asks what becomes of the answers."""
        frame = self._flow.frame()
        if self._windows.are_open:
            self._ask_about_windows()
        if isinstance(frame.page, pages.StartPage):
            self._has_left = True
        elif not self._flow.is_worth_keeping:
            with suppress(RefusedError):  # it was not worth keeping anyway
                self._cases.forget(self._flow.case_id)
            self._has_left = True
        elif self._flow.outcome is not None:
            self._has_left = True
        else:
            self._ask_before_leaving(frame)

    def _ask_about_windows(self) -> None:
        """What becomes of the browser windows that are open."""
        self._tell(self._words.say("apart.leave.title"))
        self._tell(self._words.say("apart.leave.body"))
        line = self._console.read(self._words.say("apart.terminal.leave.prompt"))
        if line is not None and line.strip().lower() == _CLOSE:
            self._windows.close()
        else:
            self._windows.leave_open()

    def _ask_before_leaving(self, frame: Frame) -> None:
        self._tell(self._words.say("page.leave.title"))
        self._tell(self._what_leaving_means(frame))
        line = self._console.read(self._words.say("terminal.leave.prompt"))
        match line.strip().lower() if line is not None else None:
            case None | Key.KNOWN | Key.LEAVE:
                self._has_left = True
            case Key.FORGET:
                self._say(said.ForgetsIt())
                self._has_left = isinstance(self._flow.frame().page, pages.StartPage)

    def _what_leaving_means(self, frame: Frame) -> str:
        code = frame.code
        if not self._is_kept:
            return self._words.say("page.leave.body.not_kept")
        if code is not None and code.ends_at > self._words.clock():
            return self._words.say("page.leave.body.code", time=self._words.time(code.ends_at))
        return self._words.say("page.leave.body")

    def _ask_before_forgetting(self, sure: Sure) -> None:
        self._tell(self._words.say(f"{sure.base}.title"))
        self._tell(self._words.say(f"{sure.base}.body"))
        line = self._console.read(self._words.say("terminal.forget.prompt"))
        if line is not None and line.strip().lower() == Key.FORGET:
            self._say(sure.what)

    def _practise(self, what: PracticeOrder, frame: Frame) -> None:
        """Does something in the practice world, and shows it."""
        try:
            world = self._in_practice(what, frame, self._accounts.practice())
        except RefusedError as refused:
            self._refuse(Problem(refused.failure, refused.retry_at))
            return
        name = frame.persona.name if frame.persona else ""
        match what:
            case typed.ShowMail():
                screens = practice_paper.mailboxes(world, name, self._words)
            case typed.ShowCard() if frame.persona is not None:
                screens = (practice_paper.card(frame.persona, self._words),)
            case typed.ShowPhone():
                screens = practice_paper.phones(world, name, self._words)
            case _:
                screens = ()
                self._tell(self._words.say("page.practice.clock", time=self._words.time(world.now)))
        for screen in screens:
            self._draw(screen)

    def _in_practice(self, what: PracticeOrder, frame: Frame, practice: Practice) -> World:
        match what:
            case typed.Do(None) if isinstance(frame.page, pages.InstructionPage):
                return practice.do(frame.page.step)
            case typed.Do(str(deed), on):
                return practice.do(deed, on)
            case typed.Wait(seconds):
                return practice.move_clock(seconds)
        return practice.look()

    def _world(self, frame: Frame) -> World | None:
        """What the made-up person can see; None outside practice, or while the service is away."""
        if frame.persona is None:
            return None
        try:
            return self._accounts.practice().look()
        except RefusedError:
            return None

    def _refuse(self, problem: Problem) -> None:
        for sentence in self._words.failure(problem.failure, problem.retry_at):
            self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self._write(paper.paragraph(sentence, self._console.width))

    def _draw(self, screen: Screen) -> None:
        self._write(paper.lines(screen, self._console.width, self._words))

    def _write(self, lines: list[str]) -> None:
        for line in lines:
            self._console.write(line)
