"""Deadlines as real dates, with how they were counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from batalin.diagnosis.moments import Moment
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.words.formats import format_date, format_moment, format_weekday


class Deadline(NamedTuple):
    """By when something is due.

    Attributes:
        at: The moment or the day; None while the date it counts from is not known.
        how: How it was counted, in words.
        role: `act` where the buyer must act by then, `wait` where others must, `event` for what comes by itself.
        starts: What it counts from: the id of a detail, or `now`.
        span: How long it runs, as in the rules, such as `48 hours`.
        passed: Whether it lies before the present.
    """

    at: datetime | date | None
    how: str
    role: str
    starts: str
    span: str
    passed: bool = False

    @property
    def needs(self) -> str:
        """The detail that would make it a date, or an empty string."""
        return self.starts if self.at is None else ""

    @property
    def waits(self) -> bool:
        """Whether the buyer need not act by then."""
        return self.role != "act"

    def words(self, language: str) -> str:
        """Write the date, or an empty string where there is none."""
        if isinstance(self.at, datetime):
            return format_moment(self.at, language)
        return format_weekday(self.at, language) if self.at else ""


def count_deadline(
    by: Mapping[str, Any], moments: Mapping[str, Moment], now: datetime, rulebook: Rulebook, language: str
) -> Deadline:
    """Work out one deadline.

    Args:
        by: `from`, `within` and `as` of a step.
        moments: The dates the buyer gave, by detail id.
        now: The present in the market's zone.
        rulebook: Names the dates and the market.
        language: Language of the words.
    """
    within, start_id, role = str(by["within"]), str(by["from"]), str(by.get("as", "act"))
    count_text, unit = within.split()
    count = int(count_text)
    span = say(f"span-{unit}", language, count=count_text)
    if start_id == "now":
        start, since = Moment(now, exact=True), say("since-now", language)
    else:
        since = (rulebook.detail(start_id).since or {}).get(language, "")
        if start_id not in moments:
            return Deadline(None, say("how-open", language, span=span, since=since), role, start_id, within)
        start = moments[start_id]
        if start.exact:  # a case may have been told in another zone than the one in which it is looked at
            start = Moment(start.at.astimezone(now.tzinfo), exact=True)
    at: datetime | date
    skipped: tuple[date, ...] = ()
    if unit == "hours":
        at = start.at + timedelta(hours=count) if start.exact else start.day + timedelta(days=-(-count // 24))
    elif unit == "days":
        at = start.day + timedelta(days=count)
    else:
        from batalin.diagnosis.workdays import add_working_days

        at, skipped = add_working_days(start.day, count, rulebook.about["market"])
    how = say("how-counted", language, span=span, since=since, date=format_date(start.day, language))
    if unit == "working-days":
        how = say("how-working-days", language, how=how)
        if skipped:
            days = ", ".join(format_date(day, language) for day in skipped)
            how = say("how-holidays", language, how=how, days=days)
    passed = at < now if isinstance(at, datetime) else at < now.date()
    return Deadline(at, how, role, start_id, within, passed)
