"""The debrief: turn by turn what landed and what to try, the best sentence, the need behind, one thing to take in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from groundrules.rehearsal.partner import FEWEST, FIRM_IS_NOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundrules.coach import Report
    from groundrules.rehearsal.script import Script

SCORES = {"strong": 1.0, "partial": 0.5, "weak": 0.0}
# What is missed where an answer does not do it, in this order.
WANTED = ("heard", "refusal", "offer", "commitment")
_GOOD = {"heard", "refusal", "offer", "evidence", "open-question", "impact", "commitment"}
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[\"”’)]*")
_WORDS = (4, 40)  # of a sentence that is worth quoting
WEIGHTS = {"acknowledgement": 3, "evidence": 2, "proposal": 2, "open_question": 2, "impact_statement": 2}


def remark(signals: Sequence[str], script: Script, *, pressed: bool, warm: bool = False) -> dict[str, Any]:
    """Say of one answer what landed and what to try.

    Args:
        signals: what the answer did.
        script: the lines, which know what to say about each signal.
        pressed: whether the partner had pushed back before it.
        warm: whether the partner knew by then that they are heard, so that what counts is the way on.

    Returns:
        `quality` (strong, partial or weak), `landed` (sentences), `advice` (one sentence or none), and `missed`
        (the id of the signal that the advice is about).
    """
    has = set(signals)
    landed = [each.landed for each in script.signals.values() if each.id in has and each.landed and not each.mend]
    wrong = [each for each in script.signals.values() if each.id in has and each.mend and each.advice]
    wanted = WANTED[2:] if warm else WANTED
    # Who asks and listens need not refuse at the same time.
    settled = not pressed or {"open-question", "heard"} <= has
    lacking = [] if settled else [script.signals[name] for name in wanted if name not in has]
    first = next(iter([*wrong[::-1], *lacking]), None)
    harsh = has & {"blame", "threat", "gives-in"}
    good = len(has & _GOOD)
    clean = not has & (FIRM_IS_NOT | {"excuse", "short", "long"})
    listens = "heard" in has or not pressed
    strong = clean and ((good > 1 and listens) or (warm and bool(has & {"offer", "commitment"})))
    quality = "weak" if harsh or not good else "strong" if strong else "partial"
    return {
        "quality": quality,
        "landed": landed,
        "advice": first.advice if first and quality != "strong" else "",
        "missed": first.id if first and quality != "strong" else "",
    }


def debrief(turns: Sequence[Mapping[str, Any]], ending: str, script: Script) -> dict[str, Any]:
    """Look back at a rehearsal.

    Args:
        turns: each with `text`, `signals`, `remark`, `kind` (the pushback that it answered, or empty), and `best`,
            as `best_sentence` gave it.
        ending: the id of the ending; empty where the learner stopped.
        script: the lines.

    Returns:
        The ending, the score, the best sentence, the needs behind the pushback, and one thing to take in.
    """
    end = script.endings.get(ending)
    marks = [SCORES[turn["remark"]["quality"]] for turn in turns]
    best: Mapping[str, Any] = max((turn["best"] for turn in turns), key=lambda found: found["weight"], default=_NONE)
    met = dict.fromkeys(turn["kind"] for turn in turns if turn["kind"])
    missed = Counter(turn["remark"]["missed"] for turn in turns if turn["remark"]["missed"])
    take = next((script.signals[name].take for name, _ in missed.most_common() if script.signals[name].take), "")
    return {
        "ending": {"id": end.id, "title": end.title, "kind": end.kind, "about": end.about} if end else None,
        "score": round(sum(marks) / len(marks), 2) if marks else 0.0,
        "best": best["text"] if best["weight"] > 0 else "",
        "needs": [
            {"name": kind.name, "need": kind.need, "answer": kind.answer, "example": kind.example}
            for kind in (script.kinds[name] for name in met)
        ],
        "take": take or script.signals["commitment"].take,
        "short": len(turns) < FEWEST,
    }


def best_sentence(text: str, report: Report) -> dict[str, Any]:
    """Give the sentence of an answer that does the most, word for word, and how much it weighs; 0 for none."""
    best = _NONE
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        inside = [found for found in report.findings if found.start < match.end() and found.end > match.start()]
        weight = sum(WEIGHTS.get(found.label, 1) for found in inside if found.tone == "found")
        if any(found.tone == "mend" for found in inside) or not _WORDS[0] <= len(sentence.split()) <= _WORDS[1]:
            weight = 0
        if weight > best["weight"]:
            best = {"text": sentence, "weight": weight}
    return best


_NONE: dict[str, Any] = {"text": "", "weight": 0}
