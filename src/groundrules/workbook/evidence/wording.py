"""The facts in sentences that a client may read: numbers and times, no adjectives."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from groundrules.catalogue import ENGLISH
from groundrules.figures import clock
from groundrules.workbook.evidence.facts import NIGHT_ENDS, SATURDAY
from groundrules.workbook.table import DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.evidence.facts import Event, Facts, Hours, Limit

_HOUR = 60
_TREND_WEEKS = 4  # a trend needs two halves of at least two weeks
_DEEP = time(1)  # from when on a night is deep


def sentences(facts: Facts, words: Catalogue = ENGLISH) -> list[str]:
    """Say what the incidents show, the strongest fact first.

    Args:
        facts: what was worked out.
        words: of the language in which it is said.

    Returns:
        Sentences such as “11 calls after 22:00 in six weeks, three of them after 01:00.”; none where nothing is noted.
    """
    if not facts.events:
        return []
    limits = [_limit(limit, words) for limit in facts.limits]
    told = [_outside(facts, words), *limits, _cost(facts, words), _trend(facts, words)]
    told = [sentence for sentence in told if sentence]
    return told if facts.outside else [_all(facts, words), *told]


def _all(facts: Facts, words: Catalogue) -> str:
    say = words.within(DOCUMENTS)
    return say("{things} {span}.").format(things=_count(facts.events, words), span=_span(facts.days, words))


def _outside(facts: Facts, words: Catalogue) -> str:
    say, hours = words.within(DOCUMENTS), facts.hours
    if not facts.outside:
        within = say("All within the agreed hours, {range}.")
        return within.format(range=_range(hours, words)) if hours.agreed else ""
    late = all(event.when.time() >= hours.ends or event.when.time() < NIGHT_ENDS for event in facts.outside)
    # On a weekend the whole day lies outside hours from Monday to Friday, not only its night.
    night = late and not (hours.weekdays and any(event.when.weekday() >= SATURDAY for event in facts.outside))
    where = say("after {time}") if night else say("outside the agreed hours ({range})")
    told = say("{things} {where} {span}.")
    if facts.deep and night:
        every = len(facts.deep) == len(facts.outside)
        told = (
            say("{things} {where} {span}, all of them after {deep}.")
            if every
            else say("{things} {where} {span}, {some} of them after {deep}.")
        )
    reached = [event for event in facts.events if event.channel != "meeting"]
    days = (reached[-1].when.date() - reached[0].when.date()).days + 1
    return told.format(
        things=_count(facts.outside, words),
        where=where.format(time=clock(hours.ends, words), range=_range(hours, words)),
        span=_span(days, words),
        some=number(len(facts.deep), words),
        deep=clock(_DEEP, words),
    )


def _limit(limit: Limit, words: Catalogue) -> str:
    say = words.within(DOCUMENTS)
    one, many, most, told = {
        "day": (
            say("one day"),
            say("{count} days"),
            say("Agreed: at most {things} a day."),
            say("There were {total} in {periods}; the most in one day was {highest}."),
        ),
        "week": (
            say("one week"),
            say("{count} weeks"),
            say("Agreed: at most {things} a week."),
            say("There were {total} in {periods}; the most in one week was {highest}."),
        ),
        "month": (
            say("one month"),
            say("{count} months"),
            say("Agreed: at most {things} a month."),
            say("There were {total} in {periods}; the most in one month was {highest}."),
        ),
    }[limit.per]
    counts = [count for _, count in limit.counts]
    things = _things(limit.channel, limit.most == 1, words).format(count=number(limit.most, words))
    periods = one if len(counts) == 1 else many.format(count=number(len(counts), words))
    rest = told if limit.over else say("In {periods} it was never more.")
    rest = rest.format(total=sum(counts), periods=periods, highest=number(max(counts), words))
    return f"{most.format(things=things)} {rest}"


def _cost(facts: Facts, words: Catalogue) -> str:
    if not facts.minutes:
        return ""
    say = words.within(DOCUMENTS)
    hours, minutes = divmod(facts.minutes, _HOUR)
    parts = [
        say("{count} h").format(count=hours) if hours else "",
        say("{count} min").format(count=minutes) if minutes else "",
    ]
    told = (
        say("Time they took: {time}.")
        if facts.timed == len(facts.events)
        else say("Time they took: {time} ({timed} of {all} have their time noted).")
    )
    spent = " ".join(part for part in parts if part)
    return told.format(time=spent, timed=number(facts.timed, words), all=len(facts.events))


def _trend(facts: Facts, words: Catalogue) -> str:
    if len(facts.weeks) < _TREND_WEEKS:
        return ""
    say, half = words.within(DOCUMENTS), len(facts.weeks) // 2
    before, after = (sum(count for _, count in part) for part in (facts.weeks[-2 * half : -half], facts.weeks[-half:]))
    told = say("All in all: {after} in the last {weeks} weeks, {before} in the {weeks} before.")
    return told.format(after=after, before=before, weeks=number(half, words))


def _range(hours: Hours, words: Catalogue) -> str:
    say = words.within(DOCUMENTS)
    form = say("{starts} to {ends}, Monday to Friday") if hours.weekdays else say("{starts} to {ends}")
    return form.format(starts=clock(hours.starts, words), ends=clock(hours.ends, words))


def _count(events: tuple[Event, ...], words: Catalogue) -> str:
    channels = {event.channel for event in events}
    channel = next(iter(channels)) if len(channels) == 1 else ""
    return _things(channel, len(events) == 1, words).format(count=len(events))


def _things(channel: str, one: bool, words: Catalogue) -> str:
    """Give the words for one or several incidents of a kind, with a gap for how many."""
    say = words.within(DOCUMENTS)
    single, several = {
        "phone": (say("{count} call"), say("{count} calls")),
        "message": (say("{count} message"), say("{count} messages")),
        "email": (say("{count} e-mail"), say("{count} e-mails")),
        "meeting": (say("{count} meeting"), say("{count} meetings")),
        "person": (say("{count} visit"), say("{count} visits")),
    }.get(channel) or (say("{count} contact"), say("{count} contacts"))
    return single if one else several


def _span(days: int, words: Catalogue) -> str:
    say, weeks = words.within(DOCUMENTS), round(days / 7)
    if weeks > 1:
        return say("in {count} weeks").format(count=number(weeks, words))
    return say("on one day") if days == 1 else say("in {count} days").format(count=number(days, words))


def number(count: int, words: Catalogue = ENGLISH) -> str:
    """Give a number as people write it in a sentence: in words up to ten."""
    say = words.within(DOCUMENTS)
    low = (say("no"), say("one"), say("two"), say("three"), say("four"), say("five"))
    names = (*low, say("six"), say("seven"), say("eight"), say("nine"), say("ten"))
    return names[count] if count < len(names) else str(count)
