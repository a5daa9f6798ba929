"""Recent activity: what happened, to be filtered and searched, and "this was not me" (B4)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secinfo_desktop.domain.security_info import Activity, ActivityKind
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    TOP,
    Button,
    Card,
    Field,
    Flow,
    Icon,
    Item,
    Kind,
    Rule,
    Spread,
    Text,
    announce,
    column,
    holder,
    isolated,
    labelled,
    row,
    set_tab_order,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SectionView
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.activity import found, sentence
from secinfo_desktop.security_info.pages import Section, SecurePage, SecureStep
from secinfo_desktop.security_info.said import Opens
from secinfo_desktop.texts.words import Words

_MOST = 50
_SIGNS = {True: (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT), False: (Glyph.X_CIRCLE_FILL, Color.BAD)}


class ActivityView(SectionView):
    """The list, newest first; the filter works while one types."""

    def __init__(self, activity: tuple[Activity, ...], words: Words) -> None:
        self._activity, self._words = activity, words
        self._kind: ActivityKind | None = None
        title = words.say("security_info.section.activity")
        self._search = Field(width=360)
        search = labelled(words.say("security_info.activity.search"), self._search)
        self._filters = {kind: self._filter(kind) for kind in (None, *ActivityKind)}
        self._count = Text("", Type.SMALL, Color.INK2)
        self._place = QVBoxLayout()
        lead = Text(words.say("security_info.activity.lead"), Type.BODY, Color.INK2, max_chars=80)
        head: list[Item] = [Text(title, Type.TITLE), 6, lead, 18, search, 14]
        content = column(*head, Flow(*self._filters.values(), gap=8), 12, self._count, 10, self._place, None)
        super().__init__(title, Section.ACTIVITY, content, words)
        self._search.textChanged.connect(self._show)
        self._show()

    def _filter(self, kind: ActivityKind | None) -> Button:
        words = self._words.say(f"security_info.activity.filter.{kind or 'all'}")
        button = Button(words, Kind.SELECTED if kind is self._kind else Kind.QUIET, height=SMALL_HEIGHT)
        button.setObjectName(f"filter-{kind or 'all'}")
        button.clicked.connect(lambda: self._choose(kind))
        return button

    def _choose(self, kind: ActivityKind | None) -> None:
        self._kind = kind
        for each, button in self._filters.items():
            button.kind = Kind.SELECTED if each is kind else Kind.QUIET
            button.updateGeometry()
            button.update()
        self._show()
        announce(self, self._count.text())

    @Slot()
    def _show(self) -> None:
        """The rows are built anew, and Tab follows them."""
        shown = found(self._activity, self._kind, self._search.text(), self._words)
        self._count.set_words(self._words.say("security_info.activity.count", n=len(shown)))
        old = self._place.takeAt(0)
        rows = self._rows(shown[:_MOST])
        self._place.addWidget(rows)
        if old is not None and (gone := old.widget()) is not None:
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        if self.isVisible():
            rows.show()
            set_tab_order([self])

    def _rows(self, shown: tuple[Activity, ...]) -> QWidget:
        if not shown:
            empty = "security_info.activity.none" if not self._activity else "security_info.activity.none_found"
            return Card(column(Text(self._words.say(empty), Type.BODY, Color.INK2)))
        items: list[Item] = []
        for number, one in enumerate(shown):
            items += [12, Rule(), 12] if number else []
            items.append(self._row(one))
        return Card(column(*items))

    def _row(self, one: Activity) -> QWidget:
        words = self._words
        when = words.moment(one.at)
        where = [isolated(one.device)] if one.device else []
        where += [words.say("security_info.activity.here")] if one.is_here else []
        outcome = [] if one.went_well else [words.say("security_info.activity.failed")]
        detail = " · ".join((when[:1].upper() + when[1:], *where, *outcome))
        told = column(Text(sentence(one, words), Type.STRONG), Text(detail, Type.SMALL, Color.INK2, max_chars=90))
        line = row((Icon(*_SIGNS[one.went_well], 20), TOP), told, gap=12)
        line.setStretch(1, 1)
        if one.is_here:
            return holder(line)
        not_me = words.say("security_info.activity.not_me")
        button = Button(not_me, Kind.QUIET, height=SMALL_HEIGHT, name=f"{not_me}: {sentence(one, words)}, {when}")
        button.setObjectName(f"not-me-{one.id}")
        self.says(button, Opens(SecurePage(SecureStep.PASSWORD)))
        return holder(Spread(holder(line), button, gap=16))
