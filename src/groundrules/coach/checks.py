"""What each kind of text should have, checked; and the whole report of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.coach.detect import findings as findings_of
from groundrules.coach.report import Check, Report
from groundrules.coach.sentence import sentences
from groundrules.coach.slots import POINTS, point_count, seconds, slots, word_count

if TYPE_CHECKING:
    from groundrules.coach.report import Finding
    from groundrules.coach.slots import Slot


@dataclass(frozen=True, slots=True)
class Want:
    """One line of a kind's checklist.

    Attributes:
        id: names the check.
        name: a short line for a list.
        label: the label or slot that meets it.
        missing: what to say where it is not there.
        least: how often a label must be found.
        avoid: whether the label should be absent instead; such a check only advises.
        scored: whether an exercise may count it.
    """

    id: str
    name: str
    label: str
    missing: str
    least: int = 1
    avoid: bool = False
    scored: bool = True


NO_BLAME = Want(
    "no-blame", "No blame", "blame", "Something here may land as blame: say what happened and what it did.", avoid=True
)
NO_SWEEP = Want(
    "no-sweep", "No “always”, no “never”", "generalisation", "Replace “always” or “never” by how often.", avoid=True
)
WANTED: dict[str, tuple[Want, ...]] = {
    "opening": (
        Want(
            "short",
            "Under a minute",
            "under_a_minute",
            "Cut it to about 140 words, so that you can say it in a minute.",
        ),
        Want("welcome", "A welcome", "welcome", "Begin with a welcome or a thank-you that you mean."),
        Want(
            "importance", "Why it matters", "importance", "Say that the meeting, or working together, matters to you."
        ),
        Want("facts", "A checkable fact", "evidence", "Give one or two facts that both can check: when, how often."),
        Want("impact", "What it did", "impact_statement", "Say what it did to you or to the work.", scored=False),
        Want("request", "A request", "request", "Say plainly what you ask for."),
        NO_BLAME,
        NO_SWEEP,
    ),
    "gap": (
        Want("rule", "The rule", "rule_named", "Name the rule that you both agreed on, and where it stands."),
        Want("behaviour", "What happened", "behaviour", "Say what happened, without judging it."),
        Want("facts", "Specifics", "evidence", "Give numbers and dates: how often, when."),
        NO_BLAME,
        NO_SWEEP,
    ),
    "three-points": (
        Want("three-points", "Exactly three points", "three_points", "Set apart exactly three points: 1, 2, 3."),
        Want("facts", "A checkable fact", "evidence", "Support at least one point with a fact.", scored=False),
        NO_BLAME,
    ),
    "questions": (
        Want("closed", "A closed question", "closed_question", "Ask one question that yes or no can answer."),
        Want(
            "recall", "It recalls the rule", "recall", "Let the closed question recall what you agreed.", scored=False
        ),
        Want("open", "Two open questions", "open_question", "Ask two questions that begin with what or how.", least=2),
        NO_BLAME,
    ),
    "commitment": (
        Want("asks", "Asks for a commitment", "commitment_request", "Ask them to commit: “Can you …, from …?”"),
        Want("who", "Who", "who", "Say who does it."),
        Want("when", "By when", "by_when", "Say from when, or by when."),
        NO_BLAME,
    ),
    "confirmation": (
        Want("agreed", "What was agreed", "agreed", "Begin with what you agreed."),
        Want("who", "Who", "who", "Say who does each thing."),
        Want("when", "By when", "by_when", "Give each thing its day."),
        Want("confirm", "Asks for their confirmation", "asks_confirmation", "Ask them to confirm in writing."),
    ),
    "no": (
        Want("heard", "Heard first", "heard_first", "Before the no, say their point back.", scored=False),
        Want("no", "A clear no", "refusal", "Say the no in so many words."),
        Want("way-on", "A way on", "alternative", "Offer another way, or say the next step."),
        Want("firm", "No softening", "hedge", "A softened no sounds like a maybe.", avoid=True),
        NO_BLAME,
    ),
}


def check(want: Want, findings: list[Finding], found: dict[str, Slot], text: str) -> Check:
    """Check one line of the list against what was found."""
    places = [(each.start, each.end) for each in findings if each.label == want.label]
    if want.label in found:
        places = places or [(found[want.label].start, found[want.label].end)]
    ok = not places if want.avoid else len(places) >= want.least
    say = "" if ok else want.missing
    if want.id == "three-points" and not ok and point_count(text):
        say = f"I count {point_count(text)} points; make it exactly {POINTS}."
    start, end = places[0] if places and ok != want.avoid else (None, None)
    scored = want.scored and not want.avoid
    return Check(want.id, want.name, want.label, ok, say, scored, want.avoid, start, end)


def report(text: str, kind: str | None = None) -> Report:
    """Make the report of a text, with the checks of its kind."""
    parts = sentences(text)
    findings = findings_of(parts)
    found = {slot.name: slot for slot in slots(text, parts, findings)}
    words = word_count(text)
    return Report(
        labels=sorted({each.label for each in findings}),
        findings=findings,
        checks=[check(want, findings, found, text) for want in WANTED[kind]] if kind else [],
        slots=list(found),
        words=words,
        seconds=seconds(words),
    )
