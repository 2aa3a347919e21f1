"""From a question, an answer and perhaps the key to points, checks and reasons: pure, the same wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, cast

from groundrules.errors import AnswerError
from groundrules.exercise.value import check as check_value
from groundrules.exercise.value import empty, first_words, words

DECIMALS = 4
TINY = 1e-6  # what floats leave behind
OTHERS = (
    "Some of your numbers are those of the practice records. You have records of your own: enter the code that your "
    "instructor sent you, look again, and hand in again."
)

# Reads a text and says which of some names (labels and slots of the coach) it has.
Reader = Callable[[str, Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        id: a short name, unique within the question.
        label: what was looked at, in a few words.
        ok: is it as asked?
        say: one sentence for the learner.
        scored: does it count, or is it advice?
    """

    id: str
    label: str
    ok: bool
    say: str
    scored: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Give the check as JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Score:
    """What an answer is worth.

    Attributes:
        points: of `max`; None where no key was given or a person marks it.
        max: the most that can be had.
        share: `points` as a share of one, before rounding; None where `points` is.
        answered: is there a valid answer?
        checks: of the form, and with a key of the content too.
        lines: what was answered, and with a key why it got its points; sentences for the learner.
        reasons: of these, why alone.
    """

    points: float | None
    max: float
    share: float | None
    answered: bool
    checks: tuple[Check, ...]
    lines: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def score(
    question: dict[str, Any], value: object, key: dict[str, Any] | None = None, read: Reader | None = None
) -> Score:
    """Score one answer.

    Args:
        question: its public part.
        value: the answer; None where there is none.
        key: what `question.key` gives; without one only the form is checked.
        read: finds what a text does; by default the script coach.
    """
    most = float(question["points"])
    graded = key is not None and question["kind"] != "marked"
    try:
        check_value(question, value)
    except AnswerError as error:
        fault = Check("form", "Form", ok=False, say=error.what)
        return Score(0.0 if graded else None, most, 0.0 if graded else None, False, (fault,), (error.what,))
    if empty(question, value):
        nothing = Check("form", "Answered", ok=False, say="There is no answer yet.")
        return Score(0.0 if graded else None, most, 0.0 if graded else None, False, (nothing,), ("Not answered.",))
    checks, told = form(question, value), list(answered(question, value))
    if key is None or question["kind"] == "marked":
        if question["kind"] == "marked":
            told.append("A person marks this answer.")
        return Score(None, most, None, True, checks, tuple(told))
    share, found, reasons = _KINDS[question["kind"]](question, value, key, read or _coach)
    points = min(round(most * share, DECIMALS), most)
    told += [f"{_number(points)} of {_number(most)} {'point' if most == 1 else 'points'}.", *reasons]
    if key.get("explain"):
        told.append(key["explain"].strip())
    return Score(points, most, share, True, (*checks, *found), tuple(told), tuple(reasons))


def form(question: dict[str, Any], value: object) -> tuple[Check, ...]:
    """Check the form of an answer: that there is one, that it is complete, how long it is. It gives no key away."""
    if empty(question, value):
        return (Check("form", "Answered", ok=False, say="There is no answer yet."),)
    if question["kind"] == "figures":
        given, wanted = len(cast("dict[str, float]", value)), len(question["fields"])
        say = "Every number is filled in." if given == wanted else f"{given} of {wanted} numbers are filled in."
        return (Check("complete", "Complete", ok=given == wanted, say=say),)
    if question["kind"] == "classify":
        placed, all_items = len(cast("dict[str, str]", value)), len(question["items"])
        say = "Every item has its group." if placed == all_items else f"{placed} of {all_items} items have a group."
        return (Check("complete", "Complete", ok=placed == all_items, say=say),)
    return (_length(question, cast("str", value)),) if question["kind"] in {"text", "marked"} else ()


def answered(question: dict[str, Any], value: object) -> tuple[str, ...]:
    """Say what was answered, in the words of the question."""
    if empty(question, value):
        return ("Not answered.",)
    match question["kind"]:
        case "single" | "several":
            entries = [value] if isinstance(value, str) else cast("list[str]", value)
            return tuple(_chose(_text(question, "options", entry)) for entry in entries)
        case "order":
            texts = (_text(question, "items", entry) for entry in cast("list[str]", value))
            return tuple(f"{place}. {text}" for place, text in enumerate(texts, 1))
        case "classify":
            return tuple(
                f"“{_text(question, 'items', item)}”: {_text(question, 'groups', group)}"
                for item, group in cast("dict[str, str]", value).items()
            )
        case "figures":
            numbers = cast("dict[str, float]", value)
            return tuple(
                f"{field['text']}: {_number(numbers[field['id']])} {field['unit']}"
                for field in question["fields"]
                if field["id"] in numbers
            )
        case _:
            return (cast("str", value).strip(),)


def _length(question: dict[str, Any], text: str) -> Check:
    least, most, count = question["text"]["min_words"], question["text"]["max_words"], words(text)
    if _same(text, question["text"].get("starter") or ""):
        return Check("length", "Yours", ok=False, say="This is still the text that you were given. Make it yours.")
    if count < least:
        say = f"{_words(count)} so far. At least {least} are needed; a shorter text gets no points."
    elif count > most:
        say = f"{_words(count)}. Only the first {most} count."
    else:
        say = f"{_words(count)}, between {least} and {most}, as asked."
    return Check("length", "Length", ok=least <= count <= most, say=say)


Found = tuple[float, tuple[Check, ...], list[str]]


def _single(_question: dict[str, Any], value: Any, key: dict[str, Any], _read: Reader) -> Found:  # noqa: ANN401  checked before
    right = value == key["key"]
    feedback = key.get("feedback", {}).get(value, "")
    return float(right), (), [feedback] if feedback else []


def _several(question: dict[str, Any], value: Any, key: dict[str, Any], _read: Reader) -> Found:  # noqa: ANN401
    right, feedback, reasons = set(key["key"]), key.get("feedback", {}), []
    for option in question["options"]:
        chosen, wanted = option["id"] in value, option["id"] in right
        if chosen or wanted:
            verdict = "right" if chosen and wanted else "missing" if wanted else "not one of them"
            reasons.append(f"“{option['text']}”: {verdict}. {feedback.get(option['id'], '')}".rstrip())
    hits = len(right & set(value))
    return max(0.0, (hits - (len(value) - hits)) / len(right)), (), reasons


def _order(question: dict[str, Any], value: Any, key: dict[str, Any], _read: Reader) -> Found:  # noqa: ANN401
    pairs = list(pairwise(key["key"]))
    kept = sum(value.index(first) < value.index(second) for first, second in pairs)
    reasons = [f"{kept} of {len(pairs)} neighbours stand in the right order."]
    if kept < len(pairs):
        reasons += [f"{place}. {_text(question, 'items', item)}" for place, item in enumerate(key["key"], 1)]
    return kept / len(pairs), (), reasons


def _classify(question: dict[str, Any], value: Any, key: dict[str, Any], _read: Reader) -> Found:  # noqa: ANN401
    feedback, reasons, hits = key.get("feedback", {}), [], 0
    for item in question["items"]:
        group = key["key"][item["id"]]
        right = value.get(item["id"]) == group
        hits += right
        verdict = "right" if right else f"it belongs to “{_text(question, 'groups', group)}”"
        reasons.append(f"“{item['text']}”: {verdict}. {feedback.get(item['id'], '')}".rstrip())
    return hits / len(question["items"]), (), reasons


def _figures(question: dict[str, Any], value: Any, key: dict[str, Any], _read: Reader) -> Found:  # noqa: ANN401
    right, wrong, practice = [], [], False
    for field in question["fields"]:
        own, given = key["fields"][field["id"]], value.get(field["id"])
        told = f"{_number(own['value'])} {field['unit']}"
        if given is None:
            wrong.append(f"{field['text']}: {told}. You gave no number.")
        elif near(given, own["value"], own["within"]):
            right.append(f"{field['text']}: right.")
        else:
            practice |= own["practice"] is not None and near(given, own["practice"], own["within"])
            slip = next((one["say"] for one in own["slips"] if near(given, one["value"], own["within"])), "")
            wrong.append(f"{field['text']}: it is {told}. {slip}".rstrip())
    # Whoever is asked to look again in their own records is not told what those hold.
    return len(right) / len(question["fields"]), (), right + ([OTHERS] if practice else wrong)


def near(given: float, wanted: float, within: float) -> bool:
    """Is a number right, as far as it has to be?"""
    return abs(given - wanted) <= within + TINY


def _typed(question: dict[str, Any], value: Any, key: dict[str, Any], read: Reader) -> Found:  # noqa: ANN401
    length = _length(question, value)
    asked = question["text"]
    short = length.id == "length" and not length.ok and words(value) <= asked["max_words"]
    names = [rule.get("want") or rule["avoid"] for rule in key["checks"]]
    has = set() if short else set(read(first_words(value, asked["max_words"]), names))
    checks = []
    reasons = [length.say] if short else []
    for rule in key["checks"]:
        scored = not rule.get("advise")
        # A text too short to be read earns nothing, but it is not accused of anything either.
        ok = (rule["want"] in has) if rule.get("want") else not (short and scored) and rule["avoid"] not in has
        # What is said of a thing to avoid fits only where it was found.
        say = f"{rule['label']}." if ok and not rule.get("want") else rule["say"]
        checks.append(Check(rule["id"], rule["label"], ok=ok, say=say, scored=scored))
        if rule.get("want") or not short:
            reasons.append(f"{'Yes' if ok else 'Not yet' if scored else 'Advice'}: {say}")
    wanted = [one.ok for one in checks if one.scored]
    return sum(wanted) / len(wanted), tuple(checks), reasons


_KINDS: dict[str, Callable[[dict[str, Any], Any, dict[str, Any], Reader], Found]] = {
    "single": _single,
    "several": _several,
    "order": _order,
    "classify": _classify,
    "figures": _figures,
    "text": _typed,
}


def _coach(text: str, names: Collection[str]) -> Collection[str]:
    from groundrules.coach.search import search  # noqa: PLC0415  its rules are read only where a text is scored

    return search(text, names)


def _text(question: dict[str, Any], part: str, name: object) -> str:
    return next(str(entry["text"]).strip() for entry in question[part] if entry["id"] == name)


def _chose(text: str) -> str:
    """Quote an option; one that is speech, or a whole sentence, gets no second mark."""
    quoted = text if text.startswith("“") else f"“{text}”"
    return f"You chose {quoted}{'' if text.rstrip('”')[-1:] in {'.', '?', '!'} else '.'}"


def _same(text: str, other: str) -> bool:
    def plain(some: str) -> str:
        return "".join(filter(str.isalnum, some.lower()))

    return bool(plain(other)) and plain(text) == plain(other)


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def _number(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
