"""The facts in sentences that a client may read: numbers and times, no adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.workbook.evidence.facts import NIGHT_ENDS, SATURDAY

if TYPE_CHECKING:
    from datetime import date

    from groundrules.workbook.evidence.facts import Event, Facts, Hours, Limit

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NOUNS = {
    "phone": ("call", "calls"),
    "message": ("message", "messages"),
    "email": ("e-mail", "e-mails"),
    "meeting": ("meeting", "meetings"),
    "person": ("visit", "visits"),
}
_THINGS = ("contact", "contacts")
_HOUR = 60
_TREND_WEEKS = 4  # a trend needs two halves of at least two weeks


def sentences(facts: Facts) -> list[str]:
    """Say what the incidents show, the strongest fact first.

    Returns:
        Sentences such as “11 calls after 22:00 in six weeks, three of them after 01:00.”; none where nothing is noted.
    """
    if not facts.events:
        return []
    told = [_outside(facts), *(_limit(limit) for limit in facts.limits), _cost(facts), _trend(facts)]
    told = [sentence for sentence in told if sentence]
    return told if facts.outside else [_all(facts), *told]


def _all(facts: Facts) -> str:
    return f"{_count(facts.events)} {_span(facts.days)}."


def _outside(facts: Facts) -> str:
    hours = facts.hours
    if not facts.outside:
        return f"All within the agreed hours, {_range(hours)}." if hours.agreed else ""
    late = all(event.when.time() >= hours.ends or event.when.time() < NIGHT_ENDS for event in facts.outside)
    # On a weekend the whole day lies outside hours from Monday to Friday, not only its night.
    night = late and not (hours.weekdays and any(event.when.weekday() >= SATURDAY for event in facts.outside))
    where = f"after {hours.ends:%H:%M}" if night else f"outside the agreed hours ({_range(hours)})"
    deep = ""
    if facts.deep and night:
        these = "all" if len(facts.deep) == len(facts.outside) else number(len(facts.deep))
        deep = f", {these} of them after 01:00"
    reached = [event for event in facts.events if event.channel != "meeting"]
    days = (reached[-1].when.date() - reached[0].when.date()).days + 1
    return f"{_count(facts.outside)} {where} {_span(days)}{deep}."


def _limit(limit: Limit) -> str:
    total, periods = sum(count for _, count in limit.counts), len(limit.counts)
    one, many_of_them = _NOUNS.get(limit.channel, _THINGS)
    noun = one if limit.most == 1 else many_of_them
    agreed = f"Agreed: at most {number(limit.most)} {noun} a {limit.per}."
    many = f"{number(periods)} {limit.per}s" if periods != 1 else f"one {limit.per}"
    highest = max(count for _, count in limit.counts)
    if not limit.over:
        return f"{agreed} In {many} it was never more."
    return f"{agreed} There were {total} in {many}; the most in one {limit.per} was {number(highest)}."


def _cost(facts: Facts) -> str:
    if not facts.minutes:
        return ""
    hours, minutes = divmod(facts.minutes, _HOUR)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]
    noted = (
        ""
        if facts.timed == len(facts.events)
        else f" ({number(facts.timed)} of {len(facts.events)} have their time noted)"
    )
    return f"Time they took: {' '.join(part for part in parts if part)}{noted}."


def _trend(facts: Facts) -> str:
    if len(facts.weeks) < _TREND_WEEKS:
        return ""
    half = len(facts.weeks) // 2
    before, after = (sum(count for _, count in part) for part in (facts.weeks[-2 * half : -half], facts.weeks[-half:]))
    return f"All in all: {after} in the last {number(half)} weeks, {before} in the {number(half)} before."


def _range(hours: Hours) -> str:
    days = ", Monday to Friday" if hours.weekdays else ""
    return f"{hours.starts:%H:%M} to {hours.ends:%H:%M}{days}"


def _count(events: tuple[Event, ...]) -> str:
    channels = {event.channel for event in events}
    one, many = _NOUNS.get(next(iter(channels)), _THINGS) if len(channels) == 1 else _THINGS
    return f"{len(events)} {one if len(events) == 1 else many}"


def _span(days: int) -> str:
    weeks = round(days / 7)
    if weeks > 1:
        return f"in {number(weeks)} weeks"
    return "on one day" if days == 1 else f"in {number(days)} days"


def number(count: int) -> str:
    """Give a number as people write it in a sentence: in words up to ten."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


def long_date(day: date) -> str:
    """Give a date as `9 October 2026`."""
    return f"{day.day} {day:%B %Y}"
