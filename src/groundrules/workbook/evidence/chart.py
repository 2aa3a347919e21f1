"""Charts of the facts, small and plain enough for a client's eyes, each with its words for those who do not see it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from groundrules.catalogue import ENGLISH
from groundrules.figures import clock, long_date, short_date, short_month
from groundrules.workbook.table import DOCUMENTS

if TYPE_CHECKING:
    from datetime import date, datetime

    from groundrules.catalogue import Catalogue
    from groundrules.workbook.evidence.facts import Facts, Limit

_INK, _SOFT, _LINE = "#1f2430", "#535b69", "#d5d9e0"
_ACCENT, _CALM, _WASH = "#0b6570", "#9aa3b0", "#e8f3f3"
_NOON = 12
_WIDTH, _HEIGHT = 6.4, 2.7  # inches, as wide as the text of a page
_DPI = 200
_MOST_BARS = 60  # periods that a chart shows, the newest
_MOST_DATES = 6  # below the axis


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words.

    Attributes:
        png: the picture.
        title: the sentence above it.
        words: what it shows, for those who do not see it.
        ratio: its height by its width.
    """

    png: bytes
    title: str
    words: str
    ratio: float = _HEIGHT / _WIDTH


def by_hour(facts: Facts, words: Catalogue = ENGLISH) -> Chart | None:
    """Draw each incident at its day and its time of day, the night in one piece; None where there is none."""
    events = [event for event in facts.events if event.channel != "meeting"]
    if not events:
        return None
    say, hours = words.within(DOCUMENTS), facts.hours
    figure, axes = _canvas()
    outside = set(facts.outside)
    for inside, colour, mark, label in (
        (True, _CALM, "o", say("within these hours: {count}") if hours.agreed else say("by day: {count}")),
        (False, _ACCENT, "D", say("outside them: {count}") if hours.agreed else say("by night: {count}")),
    ):
        chosen = [event for event in events if (event not in outside) == inside]
        if not chosen:
            continue
        axes.scatter(
            [_evening(event.when).date() for event in chosen],
            [_height(event.when) for event in chosen],
            s=34,
            c=colour,
            marker=mark,
            label=label.format(count=len(chosen)),
            zorder=3,
            linewidths=0,
        )
    _shade(axes, hours.starts.hour + hours.starts.minute / 60, hours.ends.hour + hours.ends.minute / 60)
    axes.set_ylim(24, 0)
    axes.set_yticks(range(0, 25, 3), [clock(time((_NOON + hour) % 24), words) for hour in range(0, 25, 3)])
    _dates(axes, [_evening(event.when).date() for event in events], words)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2, frameon=False, fontsize=8, labelcolor=_INK)
    span = say("{starts} to {ends}").format(starts=clock(hours.starts, words), ends=clock(hours.ends, words))
    title = say("When it happened (shaded: the agreed hours, {range})") if hours.agreed else say("When it happened")
    count = len([event for event in events if event in outside])
    first, last = events[0].when, events[-1].when
    seen = say("{count} points from {first} to {last}, {outside} of them outside {range}.").format(
        count=len(events), first=long_date(first, words), last=long_date(last, words), outside=count, range=span
    )
    return Chart(_png(figure), title.format(range=span), seen)


def by_period(limit: Limit, words: Catalogue = ENGLISH) -> Chart:
    """Draw how many there were in each period, with the agreed number as a line."""
    figure, axes = _canvas()
    say = words.within(DOCUMENTS)
    shown = limit.counts[-_MOST_BARS:]
    labels = [
        f"{short_month(day, words)} {day.year}" if limit.per == "month" else short_date(day, words) for day, _ in shown
    ]
    counts = [count for _, count in shown]
    places = range(len(counts))
    axes.bar(places, counts, width=0.62, color=[_ACCENT if count > limit.most else _CALM for count in counts], zorder=3)
    axes.axhline(limit.most, color=_INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=4)
    axes.annotate(
        say("agreed: {most}").format(most=limit.most),
        (1, limit.most),
        xycoords=("axes fraction", "data"),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
        color=_INK,
    )
    step = max(1, -(-len(labels) // 12))
    axes.set_xticks(list(places)[::step], labels[::step])
    axes.set_xlim(-0.6, max(len(counts), 4) - 0.4)
    axes.set_ylim(0, max([*counts, limit.most]) * 1.15 + 0.5)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y", color=_LINE, linewidth=0.7, zorder=0)
    listed = ", ".join(
        say("{period}: {count}").format(period=label, count=count) for label, count in zip(labels, counts, strict=True)
    )
    title, agreed, newest = {
        "day": (say("How many in each day"), say("Agreed: {most} a day."), say("The last {shown} of {all} days.")),
        "week": (say("How many in each week"), say("Agreed: {most} a week."), say("The last {shown} of {all} weeks.")),
        "month": (
            say("How many in each month"),
            say("Agreed: {most} a month."),
            say("The last {shown} of {all} months."),
        ),
    }[limit.per]
    seen = [agreed.format(most=limit.most), f"{listed}."]
    if len(shown) < len(limit.counts):
        seen.insert(1, newest.format(shown=len(shown), all=len(limit.counts)))
    return Chart(_png(figure), title, " ".join(seen))


def charts(facts: Facts, words: Catalogue = ENGLISH) -> list[Chart]:
    """Give the charts that say something: times of day where any was outside, and each rule that was exceeded."""
    drawn = [by_hour(facts, words)] if facts.outside else []
    drawn += [by_period(limit, words) for limit in facts.limits if limit.over]
    return [chart for chart in drawn if chart is not None]


def _canvas() -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # noqa: PLC0415  loaded where a chart is drawn

    figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, layout="constrained")
    axes = figure.subplots()
    axes.tick_params(labelsize=8, labelcolor=_SOFT, color=_LINE, length=3)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(_LINE)
    return figure, axes


def _shade(axes: Any, starts: float, ends: float) -> None:  # noqa: ANN401  matplotlib's axes
    """Shade the hours on an axis that runs from noon to noon."""
    low, high = (starts - _NOON) % 24, (ends - _NOON) % 24
    for bottom, top in [(low, high)] if low < high else [(0, high), (low, 24)]:
        axes.axhspan(bottom, top, color=_WASH, zorder=0, linewidth=0)


def _dates(axes: Any, days: list[date], words: Catalogue) -> None:  # noqa: ANN401  matplotlib's axes
    first, last = min(days), max(days)
    margin = max(timedelta(days=2), (last - first) / 25)
    axes.set_xlim(first - margin, last + margin)
    step = -(-((last - first).days + 1) // _MOST_DATES)
    ticks = [first + timedelta(days=step * place) for place in range((last - first).days // step + 1)]
    years = first.year != last.year
    axes.set_xticks(ticks, [short_date(day, words) + (f" {day.year}" if years else "") for day in ticks])
    axes.grid(axis="x", color=_LINE, linewidth=0.7, zorder=0)


def _evening(when: datetime) -> datetime:
    """Give a moment's evening: what happens before noon belongs to the night that began the day before."""
    return when - timedelta(days=when.hour < _NOON)


def _height(when: datetime) -> float:
    return (when.hour + when.minute / 60 - _NOON) % 24


def _png(figure: Any) -> bytes:  # noqa: ANN401  matplotlib's figure
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415

    held = io.BytesIO()
    FigureCanvasAgg(figure).print_png(held, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return held.getvalue()
