"""The bank of cards for spaced review, checked: ids, feedback, doubles, points without a card, and giveaways."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundrules.authoring.points import IDS
from groundrules.errors import ContentError, Fault
from groundrules.exercise.choice import Classify, Single
from groundrules.exercise.source import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundrules.course import Course
    from groundrules.exercise.base import Base

FOLDER = "cards"
LEAST = 150
LONGEST_MOST = 0.35  # of the right options may be the longest of theirs
PLACE_MOST = 0.45  # of the right options may stand in the same place


@dataclass(slots=True)
class Shape:
    """What single-choice questions give away by their form.

    Attributes:
        count: how many questions.
        longest: in how many the right option is the longest.
        places: how often the right option stands in each place, the first being 1.
    """

    count: int = 0
    longest: int = 0
    places: Counter[int] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Give it as a line for the report."""
        places = ", ".join(f"{place}: {number}" for place, number in sorted(self.places.items()))
        share = self.longest / self.count if self.count else 0
        return f"{self.count} single choices, the right one the longest in {self.longest} ({share:.0%}); it is {places}"


def shape(questions: Iterable[Base]) -> Shape:
    """Measure single-choice questions; others are passed over."""
    found = Shape()
    for question in questions:
        if isinstance(question, Single):
            lengths = {option.id: len(option.text) for option in question.options}
            found.count += 1
            found.longest += lengths[question.key] == max(lengths.values())
            found.places[list(lengths).index(question.key) + 1] += 1
    return found


def check_bank(course: Course) -> tuple[list[Fault], list[str]]:
    """Check the cards.

    Returns:
        What is wrong, and a line that says how the bank is made.
    """
    files = course.cards()
    stray = sorted(set(course.root.glob("cards/*.yaml")) - set(files.values()))
    faults = [Fault(f"cards/{path.name}", "No lesson has this name.", "Name it like its lesson.") for path in stray]
    cards: list[tuple[str, Base]] = []
    for path in files.values():
        where = path.relative_to(course.root).as_posix()
        try:
            cards += [(where, card) for card in read(path)]
        except ContentError as error:
            faults += error.faults
    for where, card in cards:
        faults += _card(where, card)
    faults += doubles(cards)
    served = Counter(card.teaches[0] for _, card in cards)
    faults += [Fault("cards", f"The point {name} has no card.", "Write one.") for name in IDS if not served[name]]
    if len(cards) < LEAST:
        faults.append(Fault("cards", f"There are {len(cards)} cards; the least is {LEAST}.", "Write more."))
    measured = shape(card for _, card in cards)
    faults += giveaways(measured, FOLDER)
    return faults, [f"cards: {len(cards)} for {len(served)} points; {measured}"]


def _card(where: str, card: Base) -> Iterator[Fault]:
    begin = f"card-{card.teaches[0].lower()}-"
    if not (card.id.startswith(begin) and card.id.removeprefix(begin).isdigit()):
        yield Fault(where, f"The id “{card.id}” is not its point's.", f"Call it {begin}1, or the next number.")
    if card.graded:
        yield Fault(where, f"“{card.id}” is graded.", "A card is for practice.")
    if card.stands_for:
        yield Fault(where, f"“{card.id}” stands for a scene.", "Only a variant does: take `stands_for` out.")
    yield from check_feedback(where, card)


def check_feedback(where: str, question: Base) -> Iterator[Fault]:
    """See that a classification says of each item why it belongs where it does; options cannot be without."""
    if isinstance(question, Classify) and not all(item.feedback for item in question.items):
        yield Fault(where, f"“{question.id}” has an item without feedback.", "Say why it belongs there.")


def doubles(cards: list[tuple[str, Base]]) -> Iterator[Fault]:
    """Give a fault for each id, title or prompt that two questions share."""
    seen: dict[str, str] = {}
    for where, card in cards:
        for kind, text in (("id", card.id), ("title", card.title), ("prompt", card.prompt)):
            mark = f"{kind} {' '.join(text.casefold().split())}"
            if mark in seen:
                yield Fault(where, f"“{card.id}” has the same {kind} as “{seen[mark]}”.", "Make them differ.")
            seen.setdefault(mark, card.id)


def giveaways(measured: Shape, where: str) -> Iterator[Fault]:
    """Say where right options give themselves away, by their length or by their place."""
    if not measured.count:
        return
    if measured.longest / measured.count > LONGEST_MOST:
        told = f"The right option is the longest in {measured.longest} of {measured.count}."
        yield Fault(where, told, f"At most {LONGEST_MOST:.0%}: shorten right ones, or give wrong ones their reason.")
    place, number = measured.places.most_common(1)[0]
    if number / measured.count > PLACE_MOST:
        yield Fault(where, f"The right option stands in place {place} in {number} of {measured.count}.", "Vary it.")
