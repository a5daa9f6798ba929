"""The places at which somebody can take calls on this computer (``helpdesk.workplaces``), put together."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Protocol

from secinfo_desktop import resources
from secinfo_desktop.desktop import clock, help_desk, helpdesk_service
from secinfo_desktop.desktop.accounts import PRACTICE, DesktopAccounts
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.desktop.folders import Folders
from secinfo_desktop.desktop.help_desk import HelpDesk
from secinfo_desktop.desktop.helpdesk_service import DesktopDoor
from secinfo_desktop.desktop.spoken_languages import SpokenLanguages
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller
from secinfo_desktop.helpdesk.practice_service import PracticeService
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.helpdesk.training_console import TrainingConsole
from secinfo_desktop.helpdesk.workplaces import HERE, Place, PlaceKind, Workplace
from secinfo_desktop.recovery.ports import AccountChoice, RefusedError
from secinfo_desktop.texts.words import Words

UNKNOWN: Final = "unknown"
TRAINING: Final = "training"


class PracticeCallers(Protocol):
    """The made-up callers; who they are made of is known to ``player`` alone."""

    def stories(self) -> tuple[str, ...]:
        """Their stories, the gentle ones first."""

    def caller(self, story: str, checklist: Checklist) -> PracticeCaller | None:
        """Somebody else each time; None if there is no such story."""


class DesktopWorkplaces:
    """``find`` gives this computer, once somebody wants more than its own cases; ``name`` is whoever sits here."""

    def __init__(self, its: Folders, find: Callable[[], Computer], name: str, callers: PracticeCallers) -> None:
        self._folders, self._find, self._name, self._callers = its, find, name, callers
        self._lock = threading.RLock()
        self._here: HelpDesk | None = None
        self._computer: Computer | None = None
        self._doors: dict[str, DesktopDoor] = {}
        self._known: dict[str, Mapping[str, Checklist]] = {}

    @property
    def here(self) -> HelpDesk:
        """The cases of this computer, and what is needed to lead them."""
        with self._lock:
            if self._here is None:
                self._here = help_desk.find(self._folders, clock.now, self._name)
            return self._here

    def places(self) -> tuple[Place, ...]:
        """This computer, the organisations that are set up on it, and practice."""
        return (Place(HERE, "", PlaceKind.HERE), *map(self._place, self._choices()))

    def enter(self, place: Place, words: Words) -> Workplace:
        """A console there. Raises ``RefusedError``."""
        if place.kind is PlaceKind.HERE:
            return Workplace(place, self.here.console(words), self.here.ports, clock.now)
        service = self._door(place.id).service()
        words, spoken = Words(service.now, words.language), self._spoken(place)
        desk = replace(self._desk(place), spoken=spoken.read())
        ports = Ports(service, service, spoken.keep)
        return Workplace(place, Console(desk, words, new_case_id), ports, service.now)

    def sign_in(self, place: Place, name: str, password: str) -> None:
        """In place of who was signed in before. Raises ``RefusedError``."""
        self._door(place.id).enter(name, password)

    def sign_out(self, place: Place) -> None:
        """Ends the session. Raises ``RefusedError`` if the service could not be told; here it is forgotten."""
        self._door(place.id).leave()

    def stories(self) -> tuple[str, ...]:
        """The made-up callers that come with the program."""
        return self._callers.stories()

    def practise(self, story: str, words: Words) -> Workplace:
        """A call from one of them; nothing of it is kept. Raises ``RefusedError`` if there is no such story."""
        pack, known = (
            providers.parse(resources.text(f"providers/{providers.PRACTICE_PACK}.toml")),
            self.here.desk.checklists,
        )
        can = pack.by_hand.capabilities if pack.by_hand else frozenset()
        desk = Desk(known, pack, can, by_hand=False, practice=True)
        caller = self._callers.caller(story, known[desk.first_checklist])
        if caller is None:
            raise RefusedError(Failure.UNKNOWN_ACCOUNT)
        where = words.say("helpdesk_window.place.training")
        service = PracticeService(caller, self._name, where, lambda name: known[name].revision, clock.now)
        words = Words(clock.now, words.language)
        console = TrainingConsole(desk, words, new_case_id, caller)
        return Workplace(Place(TRAINING, "", PlaceKind.TRAINING), console, Ports(service, service), clock.now)

    # -- how

    def _spoken(self, place: Place) -> SpokenLanguages:
        return SpokenLanguages(self._folders.spoken_languages(place.id), clock.now)

    def _desk(self, place: Place) -> Desk:
        from secinfo_desktop.client.about import capabilities

        accounts = self._accounts()
        pack = accounts.pack(place.id)
        can, is_practice = capabilities(accounts.service(place.id), pack), place.kind is PlaceKind.PRACTICE
        name = "" if is_practice else place.name
        known = self._checklists(place.id)
        return Desk(known, pack, can, by_hand=False, practice=is_practice, organisation=name)

    def _choices(self) -> tuple[AccountChoice, ...]:
        return helpdesk_service.choices(self._accounts())

    def _place(self, choice: AccountChoice) -> Place:
        kind = PlaceKind.PRACTICE if choice.id == PRACTICE.id else PlaceKind.ORGANISATION
        door = self._door(choice.id)
        return Place(choice.id, choice.name, kind, door.made_up, door.is_open)

    def _accounts(self) -> DesktopAccounts:
        with self._lock:
            if self._computer is None:
                self._computer = self._find()
            return self._computer.accounts

    def _door(self, place: str) -> DesktopDoor:
        with self._lock:
            if not self._doors:
                ids = (choice.id for choice in self._choices())
                doors = helpdesk_service.doors(self._accounts(), self._revision)
                self._doors = dict(zip(ids, doors, strict=True))
            return self._doors[place]

    def _revision(self, name: str) -> str:
        """Of a checklist that is not here: a word that fits none."""
        known = self.here.desk.checklists.get(name)
        return known.revision if known is not None else UNKNOWN

    def _checklists(self, place: str) -> Mapping[str, Checklist]:
        """With the numbers that the organisation's service has handed out, if it has."""
        with self._lock:
            if place not in self._known:
                choice = next(choice for choice in self._choices() if choice.id == place)
                self._known[place] = help_desk.checklists_of(self._folders, choice)
            return self._known[place]

    def stop(self) -> None:
        """Ends what was started for practice."""
        if self._computer is not None:
            self._computer.backend.stop()
