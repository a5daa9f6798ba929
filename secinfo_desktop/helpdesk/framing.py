"""The console's frame, made of where it stands: titles, scripts, answers, numbers. Changes nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from secinfo_desktop import texts
from secinfo_desktop.domain import limits
from secinfo_desktop.domain.calls import CaseState, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.staff import ACTION_RULES, LEAST_TO_ERASE, LEAST_TO_EXPORT, CallerProof, Role, StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered, ContextChanged, Happened, Happening, StepShown
from secinfo_desktop.helpdesk.leading import Leading, seen_by
from secinfo_desktop.helpdesk.pages import Action, Call, Caller, CaseList, ConsoleFrame, Step, Tick, Timers
from secinfo_desktop.helpdesk.phrases import Known
from secinfo_desktop.helpdesk.ports import ApprovalAsked
from secinfo_desktop.helpdesk.records import CaseLine, HelpCase
from secinfo_desktop.helpdesk.scripts import Spoken
from secinfo_desktop.helpdesk.standing import Desk, Standing, audience, is_verified
from secinfo_desktop.helpdesk.steps import step_of
from secinfo_desktop.helpdesk.timeline import timeline
from secinfo_desktop.recovery import requests
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Framing:
    """Makes frames. ``words`` are the agent's; its clock is the service's."""

    desk: Desk
    words: Words
    at: Standing

    def frame(self, leading: Leading | None, *, is_kept: bool) -> ConsoleFrame:
        """The whole console."""
        at, around = self.at, self.at.around
        return ConsoleFrame(
            me=around.me,
            organisation=self._organisation(),
            practice=self.desk.practice,
            cases=CaseList(at.query, at.found.lines, at.found.counts, at.case.line.id if at.case else None),
            call=self._call(at.case, leading, is_kept=is_kept) if at.case is not None else None,
            colleagues=around.colleagues,
            approvals=around.approvals,
            languages=self.desk.languages,
            providers=tuple(
                (one.id, one.name or self.words.say("helpdesk_window.provider.other")) for one in self.desk.providers
            ),
            problem=at.problem,
            retry_at=at.retry_at,
            joining=at.joining if at.case is None else None,
            exported=at.exported.text if at.exported is not None else None,
            put_aside=at.found.put_aside,
            sent_back=at.sent_back,
        )

    def _organisation(self) -> str | None:
        """As its people call it: what a service calls itself may be another name."""
        its = self.at.around.organisation
        return self.desk.organisation or its if its is not None else None

    def spoken(self, its: HelpCase, view: Case) -> Spoken:
        """The scripts of a call."""
        return Spoken(
            words=self.words,
            caller=replace(self.words, language=self.at.language(its)),
            pack=self.desk.pack_of(its.line),
            context=view.context,
            asked_at=_asked(view)[1],
        )

    def _call(self, its: HelpCase, leading: Leading | None, *, is_kept: bool) -> Call:
        now = self.words.clock()
        view = seen_by(its.log, audience(its, now))
        spoken = self.spoken(its, view)
        verified, is_mine = is_verified(its, now), self.at.is_mine(its)
        step = self._step(view, leading, spoken) if its.line.state is not CaseState.CLOSED else None
        lines = () if leading is None else timeline(its, view, leading.checklist, spoken, step.step if step else None)
        return Call(
            line=self._line(its, step.step if step else _last_shown(view), verified=verified),
            is_mine=is_mine,
            step=step,
            timers=self._timers(its.line, view, now),
            caller=self._caller(its, verified=verified),
            facts=self.at.facts if verified else None,
            timeline=lines,
            notes=its.notes,
            actions=self._actions(its, verified=verified, is_mine=is_mine),
            troubles=self._troubles(),
            ticks=_ticks(view, leading, self.words) if leading is not None else (),
            can_undo=leading is not None and is_mine and leading.can_undo(view),
            has_spoken=self._has_spoken(its),
            suggests=self._suggests(view, leading),
            is_code_right=_is_code_right(view),
            known=self._known(its),
            can_export=self._reaches(LEAST_TO_EXPORT),
            can_erase=self._reaches(LEAST_TO_ERASE),
            is_kept=is_kept,
        )

    def _has_spoken(self, its: HelpCase) -> bool:
        """That a step is shown is nothing that anybody has said; who has done something has talked to the caller."""
        name = self.at.around.me.name
        said = zip(its.log.later, its.who, strict=False)
        return bool(self.at.acted) or any(who == name and not isinstance(event, StepShown) for event, who in said)

    def _suggests(self, view: Case, leading: Leading | None) -> OutcomeCode | None:
        """A replacement that was begun has to be waited for, whatever the steps have brought."""
        if StaffAction.START_REPLACEMENT in self.at.acted:
            return OutcomeCode.WAITS_THIRTY_DAYS
        return leading.suggests(view) if leading is not None else None

    def _reaches(self, least: Role) -> bool:
        """With the cases of one's own computer one does what one likes."""
        return self.at.around.organisation is None or self.at.around.me.role.reaches(least)

    def _known(self, its: HelpCase) -> Known:
        """Somebody who has told no name here is only called "you": that is nothing to say to a caller."""
        me, number = self.at.around.me.name, self.at.number
        pack = self.desk.pack_of(its.line)
        return Known(
            name="" if me in _nobodys_names() else me,
            organisation=(self.desk.pack.name if self.desk.practice and self.desk.pack else self._organisation()) or "",
            number=its.line.number,
            phone=(pack.help_phone if pack is not None else None) or "",
            has_word_pair=its.word_pair is not None,
            has_number_to_read=number is not None and number.number is not None,
        )

    def _step(self, view: Case, leading: Leading | None, spoken: Spoken) -> Step | None:
        step = leading.shown(view) if leading is not None else None
        if leading is None or step is None:
            return None
        explained = self.at.explained
        told = explained[1] if explained and explained[0].view == view and explained[0].step == step else None
        return step_of(leading, view, step, spoken, told)

    def _line(self, its: HelpCase, step: str | None, *, verified: bool) -> CaseLine:
        """As far as the caller is verified: neither its step nor its warning tells more."""
        same = its.line.same_account if verified else 0
        language = self.at.language(its)
        return replace(its.line, language=language, step=step, is_verified=verified, same_account=same)

    def _caller(self, its: HelpCase, *, verified: bool) -> Caller:
        facts = self.at.facts
        return Caller(
            verified=its.verified if verified else None,
            can_verify=tuple(how for how in CallerProof if how in self.at.around.proofs),
            word_pair=its.word_pair,
            is_public=not verified and its.line.id in self.at.unverified,
            number=self.at.number if self.at.number and self.words.clock() < self.at.number.ends_at else None,
            is_live=its.line.is_live,
            asked=self._approval(its, None) if not verified else None,
            same_account=max(its.line.same_account, facts.same_account if facts else 0) if verified else 0,
        )

    def _timers(self, line: CaseLine, view: Case, now: datetime) -> Timers:
        asked, asked_at = _asked(view)
        pack, facts = self.desk.pack_of(line), self.at.facts
        next_at = facts.can_send_at if facts is not None and view.audience is Disclosure.HELPDESK else None
        if pack is not None and asked_at is not None:
            own = requests.count(view.later, pack, now).next_at if self.desk.by_hand else _rested(pack, asked_at, now)
            next_at = max(own, next_at or own)
        return Timers(asked, asked_at, next_at if next_at is not None and next_at > now else None)

    def _troubles(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (name, context, self.words.say(f"helpdesk.trouble.{name}.{context}"))
            for name, its in self.desk.checklists.items()
            for context in its.contexts
        )

    def _actions(self, its: HelpCase, *, verified: bool, is_mine: bool) -> tuple[Action, ...]:
        if self.at.around.organisation is None:
            return ()
        return tuple(self._action(its, action, verified=verified, is_mine=is_mine) for action in StaffAction)

    def _action(self, its: HelpCase, action: StaffAction, *, verified: bool, is_mine: bool) -> Action:
        """What stands before it first; the service looks at it all again."""
        approval = self._approval(its, action) if verified else None
        missing: Failure | None = None
        if action not in self.at.around.actions:
            missing = Failure.ROLE_TOO_LOW
        elif not is_mine:
            missing = Failure.NOT_YOUR_CASE
        elif not verified or its.verified is None or its.verified.allows is not action:
            missing = Failure.CALLER_NOT_VERIFIED
        elif ACTION_RULES[action].approver is not None and (approval is None or approval.state != "approved"):
            missing = Failure.APPROVAL_NEEDED
        return Action(action, missing, approval, self.at.acted.get(action))

    def _approval(self, its: HelpCase, action: StaffAction | None) -> ApprovalAsked | None:
        """The newest of one's own questions about it that still counts; None: to answer for the caller."""
        now, me = self.words.clock(), self.at.around.me.id
        asked = [
            one
            for one in self.at.around.approvals
            if one.case_id == its.line.id and one.action is action and one.asked_by.id == me and one.ends_at > now
        ]
        return max(asked, key=lambda one: one.ends_at, default=None)


def _nobodys_names() -> frozenset[str]:
    return frozenset(texts.say("helpdesk.you", language) for language in texts.LANGUAGES)


def _asked(view: Case) -> tuple[int, datetime | None]:
    """How many codes were asked for about the present contact, and when the newest."""
    times: list[datetime] = []
    for event in view.later:
        if isinstance(event, ContextChanged):
            times.clear()
        elif isinstance(event, Happened) and event.what is Happening.CODE_ASKED:
            times.append(event.at)
    return len(times), max(times, default=None)


def _rested(pack: ProviderPack, asked_at: datetime, now: datetime) -> datetime:
    """When a service takes the next one at the earliest; what else holds it off, it tells of a verified caller."""
    return limits.next_at([asked_at], now, tuple(its for its in pack.ceilings if its.most == 1))


def _last_shown(view: Case) -> str | None:
    """The step of which was spoken last, where none is shown any more."""
    return next((its.step for its in reversed(view.later) if isinstance(its, StepShown | Answered)), None)


def _is_code_right(view: Case) -> bool:
    """True once the caller's own app has said that a code was accepted."""
    return any(isinstance(its, Happened) and its.what is Happening.CODE_ACCEPTED for its in view.later)


def _ticks(view: Case, leading: Leading, words: Words) -> tuple[Tick, ...]:
    known = view.evidence(Disclosure.PUBLIC)
    return tuple(
        Tick(
            name,
            words.say(f"helpdesk.tick.{name}"),
            tuple((value, words.say(f"helpdesk.tick.{name}.{value}")) for value in its.likelihood.answers),
            known.get(name),
        )
        for name, its in leading.checklist.evidence.items()
        if its.disclosure is Disclosure.PUBLIC and view.context in its.contexts
    )
