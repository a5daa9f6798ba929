"""What was typed into a sheet that was closed without keeping it: it is there again when the sheet is opened again.

In memory alone, for a place and a case.
"""

from secinfo_desktop.helpdesk.sent_back import Kind


class Drafts:
    """``place`` is where the window is now."""

    def __init__(self) -> None:
        self.place = ""
        self._texts: dict[tuple[str, str, Kind], str] = {}

    def of(self, case_id: str, kind: Kind = None) -> str:
        """What was begun; "" if nothing was."""
        return self._texts.get((self.place, case_id, kind), "")

    def keep(self, case_id: str, text: str, kind: Kind = None) -> None:
        """From now on; "" if nothing is left of it."""
        self._texts.pop((self.place, case_id, kind), None)
        if text.strip():
            self._texts[self.place, case_id, kind] = text

    def give_back(self, case_id: str, text: str, kind: Kind = None) -> None:
        """It was refused: it stands before what was begun since."""
        self.keep(case_id, " ".join(filter(None, (text, self.of(case_id, kind)))), kind)

    def has_some(self, place: str | None) -> bool:
        """True if something was begun at a place; None: at any."""
        return any(place in (None, its) for its, _, _ in self._texts)

    def drop(self, place: str | None) -> None:
        """What was begun at a place, or at any, may be lost."""
        self._texts = {key: text for key, text in self._texts.items() if place not in (None, key[0])}
