"""The facts about a contact's incidents: how many, when, against which rule, and what they cost; no judgement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from groundrules.workbook import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundrules.workbook.rows import Row

NIGHT_BEGINS, NIGHT_ENDS = time(22), time(6)  # for a contact with whom no hours are agreed
DEEP_NIGHT = time(1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Event:
    """One incident, on the clock of the place where it happened.

    Attributes:
        when: with its zone.
        channel: as stored.
        minutes: lost, 0 where nobody noted any.
        what: in the learner's words.
    """

    when: datetime
    channel: str
    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours in which both sides may reach each other.

    Attributes:
        starts: when they begin.
        ends: when they end; before `starts` they run over midnight.
        weekdays: only from Monday to Friday.
        agreed: whether a rule says so; otherwise they are what most people keep free of work at night.
        rule: the rule's words.
    """

    starts: time
    ends: time
    weekdays: bool
    agreed: bool
    rule: str = ""

    def hold(self, when: datetime) -> bool:
        """Say whether a moment lies within the hours."""
        at = when.time()
        inside = self.starts <= at < self.ends if self.starts < self.ends else at >= self.starts or at < self.ends
        return inside and not (self.weekdays and when.weekday() >= SATURDAY)


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule about how often, and what happened against it.

    Attributes:
        rule: the rule's words.
        most: how many were agreed.
        per: day, week or month.
        counts: for each of those periods from the first to the last incident, its first day and the number.
        channel: of what was counted; empty where it came by several.
    """

    rule: str
    most: int
    per: str
    counts: tuple[tuple[date, int], ...]
    channel: str = ""

    @property
    def over(self) -> int:
        """Count the periods with more than agreed."""
        return sum(count > self.most for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that can be said about a contact's incidents.

    Attributes:
        events: in order of time.
        hours: the agreed hours, or the night where none are agreed.
        outside: events outside those hours.
        deep: those of them between 1:00 and 6:00.
        limits: the rules about how often.
        weeks: for each week from the first to the last incident, its Monday and the number of incidents.
        minutes: lost in all.
        timed: how many incidents have their minutes noted.
    """

    events: tuple[Event, ...]
    hours: Hours
    outside: tuple[Event, ...]
    deep: tuple[Event, ...]
    limits: tuple[Limit, ...]
    weeks: tuple[tuple[date, int], ...]
    minutes: int
    timed: int

    @property
    def days(self) -> int:
        """Count the days from the first to the last incident, both included."""
        return (self.events[-1].when.date() - self.events[0].when.date()).days + 1 if self.events else 0

    @property
    def channels(self) -> dict[str, int]:
        """Count the incidents by channel, the most frequent first."""
        return dict(Counter(event.channel for event in self.events).most_common())

    def as_dict(self) -> dict[str, Any]:
        """Give the numbers as JSON values."""
        return {
            "incidents": len(self.events),
            "days": self.days,
            "first": self.events[0].when.isoformat() if self.events else "",
            "last": self.events[-1].when.isoformat() if self.events else "",
            "agreed_hours": self.hours.agreed,
            "outside": len(self.outside),
            "deep": len(self.deep),
            "minutes": self.minutes,
            "timed": self.timed,
            "channels": self.channels,
            "weeks": [[day.isoformat(), count] for day, count in self.weeks],
            "limits": [
                {
                    "rule": limit.rule,
                    "most": limit.most,
                    "per": limit.per,
                    "over": limit.over,
                    "counts": [[day.isoformat(), count] for day, count in limit.counts],
                }
                for limit in self.limits
            ],
        }


def facts(incidents: Sequence[Row], agreements: Sequence[Row]) -> Facts:
    """Work the facts out.

    Args:
        incidents: rows of one contact; those without a moment are left out.
        agreements: the contact's rules.
    """
    events = sorted((_event(row) for row in incidents if row["when"]), key=lambda event: event.when)
    hours = _hours(agreements)
    outside = tuple(event for event in events if event.channel != "meeting" and not hours.hold(event.when))
    return Facts(
        events=tuple(events),
        hours=hours,
        outside=outside,
        deep=tuple(event for event in outside if DEEP_NIGHT <= event.when.time() < NIGHT_ENDS),
        limits=tuple(limit for rule in agreements if (limit := _limit(rule, events)) is not None),
        weeks=_counts(events, "week"),
        minutes=sum(event.minutes for event in events),
        timed=sum(row["minutes"] is not None for row in incidents if row["when"]),
    )


def _event(row: Row) -> Event:
    return Event(moment.parsed(row["when"]), row["channel"], row["minutes"] or 0, row["what"])


def _hours(agreements: Sequence[Row]) -> Hours:
    for rule in agreements:
        if rule["starts"] and rule["ends"] and rule["starts"] != rule["ends"]:
            starts, ends = time.fromisoformat(rule["starts"]), time.fromisoformat(rule["ends"])
            return Hours(starts, ends, weekdays=rule["days"] == "weekdays", agreed=True, rule=rule["rule"])
    return Hours(NIGHT_ENDS, NIGHT_BEGINS, weekdays=False, agreed=False)


def _limit(rule: Row, events: Sequence[Event]) -> Limit | None:
    if rule["most"] is None or not rule["per"]:
        return None
    # A rule about meetings counts meetings; any other counts calls and messages.
    counted = [event for event in events if (event.channel == "meeting") == (rule["about"] == "meetings")]
    if rule["about"] not in {"meetings", "hours", "channel"}:
        counted = list(events)
    if not counted:
        return None
    channels = {event.channel for event in counted}
    channel = counted[0].channel if len(channels) == 1 else ""
    return Limit(rule["rule"], rule["most"], rule["per"], _counts(counted, rule["per"]), channel)


def _counts(events: Sequence[Event], per: str) -> tuple[tuple[date, int], ...]:
    """Count events by period, periods without any included."""
    if not events:
        return ()
    counts = Counter(_begin(event.when.date(), per) for event in events)
    day, last, result = min(counts), max(counts), []
    while day <= last:
        result.append((day, counts[day]))
        day = _begin(day + timedelta(days={"day": 1, "week": 7, "month": 32}[per]), per)
    return tuple(result)


def _begin(day: date, per: str) -> date:
    if per == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if per == "month" else day
