"""What goes back to each learner: a page that tells what was right, what was missing, and where to read again."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules import course
from groundrules.errors import AnswerError, ContentError, GradingError
from groundrules.exercise import answers as store
from groundrules.exercise.score import answered, score
from groundrules.exercise.value import empty
from groundrules.grading.marks.pile import fitting, read_criteria
from groundrules.grading.results import read_results
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course
    from groundrules.exercise.score import Score
    from groundrules.grading.results import Part, Result
    from groundrules.grading.tree import AnswerKey

Criteria = dict[str, dict[str, float]]
WORDS = {
    "title": "Your work on “{exercise}”",
    "for": "For {name}",
    "points": "{points} of {most} points",
    "waiting": "This answer is still to be marked.",
    "open": "Some answers are still to be marked; the points may rise.",
    "late": "Handed in late; {penalty} points were taken off.",
    "code": "Code: {name}",
    "nothing": "You did not answer this one.",
    "yours": "Your answer",
    "remark": "Your instructor writes",
    "why": "Why",
    "model": "One way to write it",
    "read": "Read again",
    "lesson": "Lesson {id}: {title}",
    "well": "What was right: {titles}.",
    "look": "Worth another look: {titles}.",
    "criteria": "Point by point",
    "criterion": "{text} {points} of {most}.",
    "right": "That was right.",
    "partly": "Some of it was right.",
    "missing": "This is worth another look.",
}

STYLE = """
:root { color-scheme: light dark; --ink: #1f2430; --soft: #535b69; --paper: #fff; --wash: #f5f6f8; --line: #d5d9e0;
  --good: #1c6b3a; --fair: #80550a; --poor: #a2352f; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --soft: #b4bbc7; --paper: #1a1d23; --wash: #2a2e36;
  --line: #474d59; --good: #8fd6a5; --fair: #ecc27a; --poor: #f4a9a2; } }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 44rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 0.5rem; }
h2 { font-size: 1.125rem; margin: 0; }
h3 { font-size: 0.875rem; margin: 1rem 0 0.25rem; color: var(--soft); }
section { margin-top: 1.5rem; padding: 1rem 1.125rem; border: 1px solid var(--line); border-radius: 10px; }
header p, .points { margin: 0; color: var(--soft); }
p { margin: 0.25rem 0; }
blockquote { margin: 0.25rem 0; padding: 0.5rem 1rem; border-left: 4px solid var(--line); background: var(--wash);
  white-space: pre-wrap; }
ul { margin: 0.25rem 0; padding-left: 1.25rem; }
.right { color: var(--good); } .partly { color: var(--fair); } .missing { color: var(--poor); }
@media print { section { break-inside: avoid; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class FedBack:
    """The pages that were written.

    Attributes:
        pages: by student id.
        waiting: ids of those with an answer that is still to be marked.
    """

    pages: dict[str, Path]
    waiting: tuple[str, ...]


def feedback(course_root: Path, assignment: str) -> FedBack:
    """Write a page for each learner whose work is graded.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.

    Raises:
        GradingError: nothing is graded yet, or a page cannot be written.
    """
    check_name(assignment)
    tree = open_tree(course_root)
    key = tree.answer_key(assignment)
    results = [one for one in read_results(tree.database, assignment) if one.parts]
    if not results:
        raise GradingError("Nothing is graded yet.", where=assignment, remedy=f"Run “groundrules grade {assignment}”.")
    lessons, pages, criteria = _course(course_root), {}, read_criteria(tree, assignment)
    for result in results:
        place = tree.feedback(result.student, assignment)
        try:
            given = store.read(tree.autograded(result.student, assignment) / store.FILE, assignment)
        except AnswerError:
            given = store.Answers(assignment)
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{assignment}.html").write_text(
                page(result, tree.own_key(key, result.student), given, lessons, criteria.get(result.student)),
                encoding="utf-8",
            )
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise GradingError(f"A page cannot be written ({reason}).", where=str(place)) from error
        pages[result.student] = place / f"{assignment}.html"
    return FedBack(pages, tuple(one.student for one in results if one.waiting))


def page(
    result: Result, key: AnswerKey, given: store.Answers, lessons: Course | None, criteria: Criteria | None = None
) -> str:
    """Give a learner's page: complete HTML that loads nothing and runs nothing.

    Args:
        result: what the gradebook holds.
        key: the exercise's questions with their keys.
        given: what was answered.
        lessons: the course, for where to read again; None where there is none.
        criteria: what a person gave for each criterion, by question.
    """
    title = WORDS["title"].format(exercise=key.title)
    head = [
        f"<h1>{_safe(title)}</h1>",
        f"<p>{_safe(WORDS['for'].format(name=result.name or result.student))}</p>",
        f"<p><strong>{_safe(_points(result.points, result.most))}</strong></p>",
    ]
    if result.waiting:
        head.append(f"<p>{_safe(WORDS['open'])}</p>")
    if result.penalty:
        head.append(f"<p>{_safe(WORDS['late'].format(penalty=_number(result.penalty)))}</p>")
    head += _summary(result, key)
    body = [
        _question(question, key, given.value(name), result.parts[name], lessons, (criteria or {}).get(name, {}))
        for name, question in key.questions.items()
        if name in result.parts
    ]
    body += [_code(name, part) for name, part in result.parts.items() if name not in key.questions]
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_safe(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
        f"<body><header>{''.join(head)}</header>\n<main>{''.join(body)}</main></body></html>\n"
    )


def _summary(result: Result, key: AnswerKey) -> list[str]:
    """Say in two sentences what went well and what did not, as far as it is marked."""
    told = []
    known = [(name, part) for name, part in result.parts.items() if part.points is not None and name in key.questions]
    for word, wanted in (("well", True), ("look", False)):
        titles = [key.questions[name]["title"] for name, part in known if (part.points == part.most) is wanted]
        if titles:
            told.append(f"<p>{_safe(WORDS[word].format(titles=', '.join(f'“{title}”' for title in titles)))}</p>")
    return told


def _code(name: str, part: Part) -> str:
    """Tell of a test of code only what it was worth: what it tests stays hidden."""
    remark = f"<h3>{_safe(WORDS['remark'])}</h3><blockquote>{_safe(part.remark)}</blockquote>" if part.remark else ""
    return f"<section><h2>{_safe(WORDS['code'].format(name=name))}</h2>{_verdict(part)}{remark}</section>\n"


def _verdict(part: Part) -> str:
    if part.waiting and part.points is None:
        return f'<p class="points">{_safe(WORDS["waiting"])}</p>'
    points = part.points or 0.0
    verdict = "right" if points == part.most else "partly" if points else "missing"
    worth = f'<p class="points">{_safe(_points(points, part.most))}</p>'
    return f'{worth}<p class="{verdict}"><strong>{_safe(WORDS[verdict])}</strong></p>'


def _question(  # noqa: PLR0913, PLR0917  all that a learner is told of one question
    question: dict[str, Any],
    key: AnswerKey,
    value: object,
    part: Part,
    lessons: Course | None,
    criteria: dict[str, float],
) -> str:
    found = score(question, value, key.keys[question["id"]])
    nothing, points = empty(question, value), part.points
    parts = [f"<h2>{_safe(question['title'])}</h2>", _verdict(part)]
    if nothing:
        parts.append(f"<p>{_safe(WORDS['nothing'])}</p>")
    else:
        told = "\n".join(answered(question, value) if found.answered else found.lines)
        parts.append(f"<h3>{_safe(WORDS['yours'])}</h3><blockquote>{_safe(told)}</blockquote>")
    given = fitting(criteria, points)
    if given:
        lines = [
            WORDS["criterion"].format(
                text=line["text"], points=_number(given[line["id"]]), most=_number(line["points"])
            )
            for line in question["rubric"]
            if line["id"] in given
        ]
        parts.append(
            f"<h3>{_safe(WORDS['criteria'])}</h3><ul>{''.join(f'<li>{_light(one)}</li>' for one in lines)}</ul>"
        )
    parts += _reasons(question, found, key)
    if part.remark:
        parts.append(f"<h3>{_safe(WORDS['remark'])}</h3><blockquote>{_safe(part.remark)}</blockquote>")
    if lessons is not None and (points or 0.0) < part.most:
        again = [lesson for lesson in lessons.lessons if set(lesson.points) & set(question["teaches"])]
        links = [f"<li>{_safe(WORDS['lesson'].format(id=one.id, title=one.title))}</li>" for one in again]
        if links:
            parts.append(f"<h3>{_safe(WORDS['read'])}</h3><ul>{''.join(links)}</ul>")
    return f"<section>{''.join(parts)}</section>\n"


def _reasons(question: dict[str, Any], found: Score, key: AnswerKey) -> list[str]:
    own = key.keys[question["id"]]
    parts = []
    if found.reasons:
        parts.append(f"<ul>{''.join(f'<li>{_light(reason)}</li>' for reason in found.reasons)}</ul>")
    parts.append(
        f"<h3>{_safe(WORDS['why'])}</h3>{''.join(f'<p>{_light(one)}</p>' for one in _paragraphs(own['explain']))}"
    )
    models = key.models.get(question["id"], [])
    if models:
        parts.append(f"<h3>{_safe(WORDS['model'])}</h3><blockquote>{_safe(models[0])}</blockquote>")
    return parts


def _course(root: Path) -> Course | None:
    try:
        return course.load(root)
    except ContentError:
        return None


def _safe(text: str) -> str:
    return html.escape(text)


def _light(text: str) -> str:
    """Give the inline text of content as HTML: *emphasis* and **strong**, nothing else."""
    text = re.sub(r"\*\*(\S(?:.*?\S)?)\*\*", r"<strong>\1</strong>", _safe(text))
    return re.sub(r"\*(\S(?:[^*]*?[^\s*])?)\*", r"<em>\1</em>", text)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _points(points: float, most: float) -> str:
    return WORDS["points"].format(points=_number(points), most=_number(most))


def _number(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
