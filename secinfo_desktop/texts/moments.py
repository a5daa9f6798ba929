"""Times and days as people say them: "at 14:17", "tomorrow at 14:05", "29 November". Times come in UTC."""

from datetime import date, datetime, timedelta, tzinfo

from secinfo_desktop.texts.catalogues import SOURCE, say


def clock_time(at: datetime, zone: tzinfo | None = None) -> str:
    """The time of day on the person's clock; ``zone`` None is the zone of this computer."""
    return f"{at.astimezone(zone):%H:%M}"


def moment(at: datetime, now: datetime, zone: tzinfo | None = None, language: str = SOURCE) -> str:
    """When something is, to go into a sentence: "at 14:17" today, else with its day."""
    here, time = at.astimezone(zone), clock_time(at, zone)
    away = here.date() - now.astimezone(zone).date()
    if not away:
        return say("page.moment.today", language, time=time)
    if away == timedelta(days=1):
        return say("page.moment.tomorrow", language, time=time)
    if away == timedelta(days=-1):
        return say("page.moment.yesterday", language, time=time)
    return say("page.moment.day", language, day=here.day, month=_month(here, language), time=time)


def day(at: datetime, zone: tzinfo | None = None, language: str = SOURCE) -> str:
    """A day without its time."""
    here = at.astimezone(zone)
    return say("page.moment.date", language, day=here.day, month=_month(here, language))


def _month(here: date, language: str) -> str:
    return say(f"page.moment.month.{here.month}", language)
