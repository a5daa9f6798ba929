"""The console of one agent: takes what they say, names what is to be done outside, and holds what they see.

No face, no network, no waiting: a face shows ``frame()``, hands ``take()`` what the agent said, performs the act that
comes back (``acts.attempt``) wherever it likes, and hands what came of it to ``observe()``. What is said counts at
once; that it is kept is done afterwards, in its order, and tried again until it is.
"""

from collections.abc import Callable
from dataclasses import replace

from secinfo_desktop.domain.calls import CaseState, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.agent_explanation import AgentExplanation
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event, Opened
from secinfo_desktop.helpdesk import acts, said
from secinfo_desktop.helpdesk.acts import Act, Around, Outcome, Refused
from secinfo_desktop.helpdesk.deeds import act_of, to_explain
from secinfo_desktop.helpdesk.entries import Entry, events_of
from secinfo_desktop.helpdesk.framing import Framing
from secinfo_desktop.helpdesk.leading import Leading, carried, grown, seen_by
from secinfo_desktop.helpdesk.outbox import FOR_GOOD, PASSING, Outbox
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.helpdesk.papers import Papers, papers_of
from secinfo_desktop.helpdesk.ports import AccountFacts, ApprovalAsked, Found, Joined, NewCall, NumberToRead, Query
from secinfo_desktop.helpdesk.records import CaseLine, HelpCase
from secinfo_desktop.helpdesk.standing import Desk, Standing, audience, is_verified
from secinfo_desktop.helpdesk.weighing import Weighing
from secinfo_desktop.texts.words import Words


class Console:
    """Where one agent is. ``new_id`` makes ids of cases; other ``words`` than before speak another language."""

    def __init__(self, desk: Desk, words: Words, new_id: Callable[[], str]) -> None:
        self._desk, self.words, self._new_id = desk, words, new_id
        self._at = Standing(languages=dict(desk.spoken))
        self._outbox, self._weighing = Outbox(), Weighing()
        self._queue: list[Act] = []
        self._pending: Act | None = None
        self._wanted: str | None = None
        """The case that is being read, to be shown."""

    # -- for the face

    def begin(self) -> Act | None:
        """What is to be done first."""
        self._queue += [acts.LookAround(), acts.Find(self._at.query)]
        return self._go_on()

    def frame(self) -> ConsoleFrame:
        """What is seen."""
        its = self._at.case
        is_kept = its is None or not self._outbox.failed(its.line.id)
        return Framing(self._desk, self.words, self._at).frame(self._leading(its), is_kept=is_kept)

    @property
    def has_unkept(self) -> bool:
        """True while something that was said is kept nowhere but here."""
        waiting = (*self._queue, self._pending)
        return not self._outbox.is_empty or any(isinstance(act, acts.KEEPS) for act in waiting)

    def papers(self) -> Papers | None:
        """What can leave the console of the case that is shown."""
        return papers_of(self._at, self._desk, self.words)

    def take(self, what: said.Said) -> Act | None:
        """Takes what was said; returns what is to be done outside, if nothing is being done there already."""
        self._at.problem = self._at.retry_at = self._at.exported = None
        self._outbox.begin_anew()
        self._hear(what)
        self._explain()
        return self._go_on()

    def observe(self, act: Act, outcome: Outcome | Refused) -> Act | None:
        """Takes what came of an act; returns what is to be done next. What is no longer awaited is dropped."""
        if act is not self._pending:
            return None
        self._pending = None
        if isinstance(outcome, Refused):
            self._refused(act, outcome)
        else:
            self._done(act, outcome)
            self._explain()
        return self._go_on()

    def follows(self) -> tuple[str, int] | None:
        """The case to follow at the service and after which place of its log; None where there is none to follow."""
        its = self._at.case
        if self._at.joining is not None:
            return self._at.joining.case_id, 0
        if its is None or self._at.is_draft or self._at.around.organisation is None or self._outbox.opens(its.line.id):
            return None
        return its.line.id, len(its.log.later) - len(self._outbox.unsent(its.line.id))

    def heard(self, its: HelpCase) -> Act | None:
        """A case has changed at the service: what it was before is replaced, unless that is newer."""
        if self._at.joining is not None and its.line.id == self._at.joining.case_id:
            self._at.show(its)
            self._push(acts.Find(self._at.query))
        kept = self._at.kept
        if kept is not None and kept.line.id == its.line.id and len(its.log.later) < len(kept.log.later):
            its = replace(its, log=kept.log, who=kept.who)
        self._got(its, is_news=True)
        self._explain()
        return self._go_on()

    def lost(self, case_id: str, failure: Failure) -> Act | None:
        """A case can't be followed any more: the caller has said no, the session has ended."""
        if (self._at.joining is not None and case_id == self._at.joining.case_id) or failure is Failure.NOT_STAFF:
            self._at.problem, self._at.retry_at = failure, None
            self._at.joining = None
        return self._go_on()

    def signed_in(self) -> Act | None:
        """Somebody has signed in again: what waited is kept now, and everything is looked at anew."""
        self._at.problem = self._at.retry_at = None
        self._outbox.stuck_by = None
        its = self._at.case
        if its is not None and not self._at.is_draft:
            self._push(acts.Read(its.line.id))
        return self.look_again()

    @property
    def is_stuck(self) -> bool:
        """True if something could not be kept, and is worth trying again after a while."""
        return self._outbox.stuck_by in PASSING

    def try_again(self) -> Act | None:
        """What could not be kept is handed over once more."""
        self._outbox.stuck_by = None
        return self._go_on()

    def look_again(self) -> Act | None:
        """What is to be done after a while: colleagues may have changed the list, or answered a question."""
        self._push(acts.Find(self._at.query))
        if self._at.around.organisation is not None:
            self._push(acts.LookAround())
        return self._go_on()

    # -- what the agent says

    def _hear(self, what: said.Said) -> None:
        match what:
            case said.NewCall():
                self._begin_call(self._desk.first_checklist)
            case said.OpensCase(case_id):
                self._open(case_id)
            case said.Searches(scope, text, sort):
                before = self._at.query
                self._at.query = Query(
                    before.scope if scope is None else scope,
                    before.text if text is None else text,
                    before.sort if sort is None else sort,
                )
                self._push(acts.Find(self._at.query))
            case said.Decides(approval_id, approve):
                self._push(acts.Decide(approval_id, approve))
            case said.Joins(number):
                self._push(acts.Join(number))
            case said.StopsJoining():
                self._at.joining = None
            case _ if self._at.case is not None:
                self._hear_of(self._at.case, what)

    def _hear_of(self, its: HelpCase, what: said.Said) -> None:
        """Something about the case that is shown."""
        case_id = its.line.id
        match what:
            case said.Takes():
                self._push(acts.Take(case_id))
            case said.Exports() | said.Erases():
                self._tell_or_forget(its, what)
            case said.SpeaksLanguage(language) if language in self._desk.languages:
                self._queue += self._at.speak(its, language)
            case said.LeavesUnverified():
                self._at.number = None
                self._at.unverified.add(case_id)
            case _ if its.line.state is CaseState.CLOSED:
                self._at.problem = Failure.CASE_CLOSED
            case _ if not self._at.is_mine(its):
                self._at.problem = Failure.NOT_YOUR_CASE
            case _:
                self._hear_of_mine(its, what)

    def _hear_of_mine(self, its: HelpCase, what: said.Said) -> None:
        """Something about a case that the agent leads."""
        leading = self._leading(its)
        if isinstance(what, said.ChoosesTrouble):
            self._choose_trouble(its, what.checklist, what.context)
        elif isinstance(what, Entry):
            self._record(events_of(leading, self._view(its), what) if leading is not None else ())
        else:
            self._keep_draft()
            if (act := act_of(its.line.id, what)) is not None:
                self._push(act)

    def _view(self, its: HelpCase) -> Case:
        """The log as it is planned for whoever leads the case now."""
        return seen_by(its.log, audience(its, self.words.clock()))

    # -- calls

    def _begin_call(
        self, checklist: str, context: str | None = None, like: HelpCase | None = None, caller: str = ""
    ) -> None:
        """Somebody calls: the first question at once; nothing is kept before the first word."""
        its, now, me = self._desk.checklists[checklist], self.words.clock(), self._at.around.me
        case_id, language = self._new_id(), self._at.language(like) if like is not None else self.words.language
        opened = Opened(now, case_id, its.id, its.revision, context or its.contexts[0], Disclosure.PUBLIC)
        line = CaseLine(case_id, "", caller, language, its.id, CaseState.OPEN, me, now, now)
        if like is not None:
            line = replace(line, caller=like.line.caller, provider=like.line.provider)
        self._at.show(HelpCase(line, Case(opened)), is_draft=True)
        self._show_first()

    def _show_first(self) -> None:
        """A step is put before whoever leads the case, if none is."""
        its = self._at.case
        leading = self._leading(its)
        if its is not None and leading is not None and self._at.is_mine(its):
            self._add(leading.first(self._view(its)))

    def _choose_trouble(self, its: HelpCase, checklist: str, context: str) -> None:
        """The same checklist goes on with another contact; another one begins a log of its own with what fits it."""
        if context not in (self._desk.checklists[checklist].contexts if checklist in self._desk.checklists else ()):
            return
        leading = self._leading(its)
        if self._at.is_draft:
            self._begin_call(checklist, context, its)
        elif checklist == its.log.opened.checklist and leading is not None:
            self._record(leading.about(self._view(its), context))
        else:
            self._carry_over(its, checklist, context)

    def _carry_over(self, its: HelpCase, checklist: str, context: str) -> None:
        """The old log ends; codes that were asked for and answers that the new checklist asks for go along."""
        fits = carried(its.log, self._desk.checklists[checklist])
        self._push(acts.Close(its.line.id, OutcomeCode.OTHER_TROUBLE))
        self._begin_call(checklist, context, its)
        if self._at.case is not None and fits:
            self._at.case = replace(self._at.case, log=Case(self._at.case.log.opened), who=())
            self._add(fits)
            self._show_first()
        self._keep_draft()

    def _keep_draft(self) -> None:
        """From the first word on a call is kept."""
        its = self._at.case
        if its is None or not self._at.is_draft:
            return
        self._at.is_draft = False
        line, log, language = its.line, its.log, self._at.language(its)
        about = log.opened.checklist, log.opened.context
        self._outbox.open(NewCall(line.id, language, *about, line.caller, line.provider))
        if log.later:
            self._outbox.add(line.id, log.later)

    def _record(self, events: tuple[Event, ...]) -> None:
        """Something was said."""
        if events:
            self._keep_draft()
            self._add(events)

    def _add(self, events: tuple[Event, ...]) -> None:
        its = self._at.case
        if its is None or not events:
            return
        log = grown(its.log, events)
        who = (*its.who, *(self._at.around.me.name for _ in range(len(log.later) - len(its.log.later))))
        self._at.case = replace(its, log=log, who=who)
        if not self._at.is_draft:
            self._outbox.add(its.line.id, events)

    def _open(self, case_id: str) -> None:
        shown = self._at.case
        if shown is None or shown.line.id != case_id:
            self._wanted = case_id
            self._push(acts.Read(case_id))

    def _tell_or_forget(self, its: HelpCase, what: said.Exports | said.Erases) -> None:
        """Everything that is kept; of a call about which nothing was said, that is nothing yet."""
        if isinstance(what, said.Exports):
            self._keep_draft()
            self._push(acts.Export(its.line.id))
        elif self._at.is_draft:
            self._at.show(None)
        else:
            self._push(acts.Erase(its.line.id, what.reason))

    # -- what is to be done outside

    def _push(self, act: Act) -> None:
        """Of what only looks, the latest counts."""
        if isinstance(act, acts.Find | acts.Explain | acts.LookAround | acts.LookAtFacts | acts.Read):
            self._queue = [other for other in self._queue if type(other) is not type(act)]
        self._queue.append(act)

    def _go_on(self) -> Act | None:
        """The next act; None while one is under way. What was said is kept before anything else is done."""
        if self._pending is not None:
            return None
        self._pending = self._outbox.next() or self._next_of_queue()
        return self._pending

    def _next_of_queue(self) -> Act | None:
        """An act about a case that could not be kept is not done: the agent was told, and does it again."""
        while self._queue:
            act = self._queue.pop(0)
            if not (isinstance(act, acts.OF_A_CASE) and self._outbox.holds(act.case_id)):
                return act
            self._at.send_back(act, self._outbox.stuck_by or Failure.BROKEN)
        return None

    def _explain(self) -> None:
        """Lets it be worked out where the answers of the shown step lead."""
        its, leading = self._at.case, self._leading(self._at.case)
        wanted = to_explain(leading, self._view(its)) if its is not None and leading is not None else None
        known = self._at.explained[0] if self._at.explained is not None else None
        if wanted is not None and wanted not in (known, self._pending):
            self._push(wanted)

    # -- what came of it

    def _refused(self, act: Act, refused: Refused) -> None:
        self._at.refuse(act, refused)
        if isinstance(act, acts.Open | acts.Add):
            case_id = act.call.case_id if isinstance(act, acts.Open) else act.case_id
            if refused.failure in FOR_GOOD:
                self._outbox.drop(case_id)
                self._wanted = case_id
                self._push(acts.Read(case_id))
            else:
                self._outbox.stick(case_id, refused.failure)

    def _done(self, act: Act, outcome: Outcome) -> None:
        if isinstance(act, acts.Open | acts.Add):
            self._outbox.kept(act)
            self._at.problem = None if self._at.problem in PASSING else self._at.problem
        match outcome:
            case Around():
                self._read_if_decided(outcome)
                self._at.around = outcome
                self._at.name_nobodys()
            case HelpCase():
                self._got_by(act, outcome)
            case ApprovalAsked():
                self._push(acts.LookAround())
            case None:
                self._done_without_words(act)
            case _:
                self._learn(act, outcome)
        if acts.changes_list(act):
            self._push(acts.Find(self._at.query))

    def _read_if_decided(self, now: Around) -> None:
        """A second person has decided something about the shown case: it may have verified the caller."""
        if self._at.case is not None and self._at.case.line.id in now.decided_since(self._at.around):
            self._push(acts.Read(self._at.case.line.id))

    def _learn(self, act: Act, outcome: Outcome) -> None:
        """What was only asked for."""
        match act, outcome:
            case acts.Find(query), Found() if query == self._at.query:
                self._at.found = outcome
            case acts.Explain(), AgentExplanation():
                self._at.explained = (act, outcome)
            case acts.Export(case_id), acts.Exported() if self._is_shown(case_id):
                self._at.exported = outcome
            case acts.LookAtFacts(case_id), AccountFacts() if self._is_shown(case_id):
                self._at.facts = outcome
            case acts.Join(), Joined():
                self._at.show(None)
                self._at.joining = outcome
            case acts.Verify(case_id), NumberToRead() if self._is_shown(case_id):
                self._at.number = outcome

    def _done_without_words(self, act: Act) -> None:
        if isinstance(act, acts.Erase):
            self._outbox.drop(act.case_id)
            if self._is_shown(act.case_id):
                self._at.show(None)
        elif isinstance(act, acts.ActOnAccount) and self._is_shown(act.case_id):
            self._at.act(act.action, self.words.clock())
            for look in (acts.Read(act.case_id), acts.LookAtFacts(act.case_id), acts.LookAround()):
                self._push(look)

    def _got_by(self, act: Act, its: HelpCase) -> None:
        if self._wanted == its.line.id and isinstance(act, acts.Read):
            self._wanted = None
            if not self._is_shown(its.line.id):
                self._at.show(its)
        self._got(its)

    def _got(self, its: HelpCase, *, is_news: bool = False) -> None:
        """A case as it is kept, with what is not kept yet; a step is shown to whoever leads it.

        News may tell of what was handed over before the answer to that is there: it is not told twice.
        """
        if not self._is_shown(its.line.id):
            return
        before, self._at.kept = self._at.case, its
        if before is not None and its.verified != before.verified:
            self._at.number = None  # it was typed: nobody is to read it out again
        unsent = self._outbox.unsent(its.line.id)
        log = grown(its.log, tuple(event for event in unsent if not (is_news and event in its.log.later)))
        ours = len(log.later) - len(its.log.later)
        who = (*its.who, *("" for _ in range(len(its.log.later) - len(its.who))))
        self._at.case = replace(its, log=log, who=(*who, *(self._at.around.me.name for _ in range(ours))))
        self._show_first()
        if not is_verified(its, self.words.clock()):
            self._at.facts = None
        elif self._at.facts is None and self._at.around.organisation is not None:
            self._push(acts.LookAtFacts(its.line.id))

    def _is_shown(self, case_id: str) -> bool:
        return self._at.case is not None and self._at.case.line.id == case_id

    def _leading(self, its: HelpCase | None) -> Leading | None:
        """None for a log whose checklist is not there."""
        checklist = self._desk.checklist(its.log) if its is not None else None
        if checklist is None or its is None:
            return None
        return Leading(checklist, self._desk.capabilities_of(its.line), self.words.clock, self._weighing)
