"""Recent activity as a list to be filtered and searched, in the words that are shown (B4)."""

import unicodedata
from collections.abc import Sequence

from secinfo_desktop.domain.security_info import Activity, ActivityKind
from secinfo_desktop.texts.words import Words


def sentence(one: Activity, words: Words) -> str:
    """What happened; an event that only the service knows is told by its kind."""
    return words.say_if_any(f"activity.{one.event}") or words.say(f"security_info.activity.kind.{one.kind}")


def found(activity: Sequence[Activity], kind: ActivityKind | None, searched: str, words: Words) -> tuple[Activity, ...]:
    """What is of a kind (None: of any) and holds every word that is searched, without regard to case and accents."""
    wanted = _plain(searched).split()

    def holds(one: Activity) -> bool:
        text = _plain(f"{sentence(one, words)} {one.device} {words.moment(one.at)}")
        return all(word in text for word in wanted)

    return tuple(one for one in activity if kind in (None, one.kind) and holds(one))


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))
