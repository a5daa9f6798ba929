"""How a face says things to one person: in which language, on whose clock."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secinfo_desktop.texts.catalogues import SOURCE, has, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from secinfo_desktop.domain.failures import Failure


@dataclass(frozen=True)
class Words:
    """Sentences for one person; ``clock`` is the service's, UTC, and ``zone`` None the zone of this computer."""

    clock: "Callable[[], datetime]"
    language: str = SOURCE
    zone: "tzinfo | None" = None

    def say(self, text_id: str, *, n: int | None = None, **values: object) -> str:
        """The sentence behind an id; see ``catalogues.say``. A mask in it is never broken over two lines."""
        return say(text_id, self.language, n=n, **values).replace("• ", "•\u00a0")

    def say_if_any(self, text_id: str, *, n: int | None = None, **values: object) -> str | None:
        """The sentence behind an id that need not have one."""
        return self.say(text_id, n=n, **values) if has(text_id, self.language) else None

    def time(self, at: "datetime") -> str:
        """A time of day: "14:17"."""
        from secinfo_desktop.texts import moments

        return moments.clock_time(at, self.zone)

    def moment(self, at: "datetime") -> str:
        """A moment for a sentence: "at 14:17", "tomorrow at 14:17"."""
        from secinfo_desktop.texts import moments

        return moments.moment(at, self.clock(), self.zone, self.language)

    def day(self, at: "datetime") -> str:
        """A day: "29 November"."""
        from secinfo_desktop.texts import moments

        return moments.day(at, self.zone, self.language)

    def failure(self, failure: "Failure", retry_at: "datetime | None" = None) -> tuple[str, ...]:
        """What happened, what is safe (if that is in doubt) and what to do now."""
        base = f"failure.{failure.value}"
        happened, safe = self.say(base), self.say_if_any(f"{base}.safe")
        return tuple(sentence for sentence in (happened, safe, self._what_now(base, retry_at)) if sentence)

    def _what_now(self, base: str, retry_at: "datetime | None") -> str:
        if retry_at is None:
            return self.say(f"{base}.now", time=self.say("page.moment.soon"))
        time = self.moment(retry_at)
        return self.say_if_any(f"{base}.now.at", time=time) or self.say(f"{base}.now", time=time)
