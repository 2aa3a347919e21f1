"""How the class did: the spread of points, how hard each question was and whom it told apart, and what went wrong."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import correlation, mean, median
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError, GradingError
from groundrules.exercise import answers as store
from groundrules.exercise.score import score
from groundrules.exercise.value import empty
from groundrules.grading.intake import plain
from groundrules.grading.results import read_results
from groundrules.grading.tree import check_name, open_tree
from groundrules.notebook import as_text

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.grading.results import Result
    from groundrules.grading.tree import AnswerKey, Tree

BINS = 10
MOST_COMMON = 3
LONGEST = 100  # of a wrong answer in the notebook; the table has it whole
COLUMNS = ("question", "title", "answered", "mean share", "difficulty", "discrimination", "most common wrong answers")


@dataclass(frozen=True, slots=True)
class Item:
    """How the class did on one question.

    Attributes:
        name: its id.
        title: as people see it.
        answered: how many answered it.
        share: the mean share of its points; None where nobody's is known yet.
        discrimination: how it goes with the points of all the others, -1 to 1; None where that says nothing.
        wrong: the most common wrong answers or missed checks, each with how many gave it.
    """

    name: str
    title: str
    answered: int
    share: float | None
    discrimination: float | None
    wrong: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """How the class did.

    Attributes:
        points: of all who handed in, by student.
        most: the most that can be had.
        missing: ids of those in the gradebook who handed nothing in.
        waiting: how many answers a person has yet to mark.
        items: by question.
        files: what was written: a table of the questions and a notebook with charts.
    """

    points: dict[str, float]
    most: float
    missing: tuple[str, ...]
    waiting: int
    items: tuple[Item, ...]
    files: tuple[Path, ...] = ()


def cohort(course_root: Path, assignment: str, into: Path) -> Cohort:
    """Report on the class: a table of the questions as CSV, and a notebook with charts.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        into: the folder to write to.

    Raises:
        GradingError: nothing is graded yet, or the folder cannot be written.
    """
    check_name(assignment)
    tree = open_tree(course_root)
    key, results = tree.answer_key(assignment), read_results(tree.database, assignment)
    handed_in = [result for result in results if result.parts]
    if not handed_in:
        raise GradingError("Nothing is graded yet.", where=assignment, remedy=f"Run “groundrules grade {assignment}”.")
    given = {result.student: _given(tree, assignment, result.student) for result in handed_in}
    items = tuple(_item(name, key, handed_in, given) for name in handed_in[0].parts)
    missing = tuple(result.student for result in results if not result.parts)
    points = {result.student: result.points for result in handed_in}
    found = Cohort(points, handed_in[0].most, missing, sum(one.waiting for one in handed_in), items)
    table, notebook = into / f"{assignment}-questions.csv", into / f"{assignment}-class.ipynb"
    try:
        into.mkdir(parents=True, exist_ok=True)
        _write_table(table, items)
        notebook.write_text(as_text(_notebook(found, key.title)), encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(f"The report cannot be written ({reason}).", where=str(into)) from error
    return replace(found, files=(table, notebook))


def _given(tree: Tree, assignment: str, student: str) -> store.Answers:
    try:
        return store.read(tree.autograded(student, assignment) / store.FILE, assignment)
    except AnswerError:
        return store.Answers(assignment)


def _item(name: str, key: AnswerKey, results: list[Result], given: dict[str, store.Answers]) -> Item:
    known = [result for result in results if name in result.parts and result.parts[name].points is not None]
    shares = [(result.parts[name].points or 0.0) / result.parts[name].most for result in known]
    rest = [result.points - (result.parts[name].points or 0.0) for result in known]
    apart = len(set(shares)) > 1 and len(set(rest)) > 1
    discrimination = round(correlation(shares, rest), 2) if apart else None
    question, share = key.questions.get(name), round(mean(shares), 3) if shares else None
    if question is None:
        return Item(name, name, len(known), share, discrimination, ())
    values = [given[result.student].value(name) for result in results]
    answered = [value for value in values if not empty(question, value)]
    return Item(name, question["title"], len(answered), share, discrimination, _wrong(question, answered, key))


def _wrong(question: dict[str, Any], values: list[object], key: AnswerKey) -> tuple[tuple[str, int], ...]:
    """Count what went wrong: the wrong options chosen, the items misplaced, the checks missed."""
    right, counted = key.keys[question["id"]].get("key"), Counter[str]()
    if question["kind"] == "figures":
        return ()  # each person has numbers of their own
    texts = {one["id"]: one["text"] for part in ("options", "items", "groups") for one in question.get(part, [])}
    for value in values:
        found = score(question, value, key.keys[question["id"]])
        if not found.answered:
            continue
        if question["kind"] == "single" and value != right:
            counted[texts[str(value)]] += 1
        elif isinstance(value, list) and question["kind"] == "several":
            counted.update(texts[one] for one in value if one not in (right or ()))
        elif isinstance(value, list) and value != right:
            counted[" > ".join(texts[one] for one in value)] += 1
        elif isinstance(value, dict) and isinstance(right, dict):
            counted.update(f"{texts[one]}: {texts[two]}" for one, two in value.items() if right[one] != two)
        elif question["kind"] == "text":
            counted.update(f"missing: {one.label}" for one in found.checks if one.scored and not one.ok)
    return tuple(counted.most_common(MOST_COMMON))


def _write_table(path: Path, items: tuple[Item, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for item in items:
            wrong = "; ".join(f"{text} ({count})" for text, count in item.wrong)
            share, apart = _number(item.share), _number(item.discrimination)
            # Numbers stay numbers: a minus before one is no formula.
            writer.writerow(
                [item.name, plain(item.title), str(item.answered), share, _hard(item.share), apart, plain(wrong)]
            )


def _notebook(found: Cohort, title: str) -> dict[str, Any]:
    """Give a notebook that shows the report at once and whose cells can be run again and changed."""
    count, values = len(found.points), sorted(found.points.values())
    middle = f"median {_number(median(values))}, mean {_number(mean(values))}"
    summary = [
        f"# How the class did: {title}",
        f"{count} handed in. Of {_number(found.most)} points: {middle}, {_number(values[0])} to {_number(values[-1])}.",
        f"{found.waiting} answers are still to be marked; the points may rise." if found.waiting else "All is marked.",
        f"Handed in nothing: {', '.join(found.missing)}." if found.missing else "Everybody handed in.",
    ]
    spread = [0] * BINS
    for points in values:
        spread[min(BINS - 1, int(points / found.most * BINS))] += 1
    limits = [_number(round(found.most * place / BINS, 1)) for place in range(BINS + 1)]
    edges = [f"{low} to {high}" for low, high in pairwise(limits)]
    shares = {item.title: round(item.share, 2) for item in found.items if item.share is not None}
    cells = [
        _text("\n\n".join(summary)),
        _chart("points", "People by points", dict(zip(edges, spread, strict=True))),
        _chart("questions", "Mean share of the points, by question", shares),
        _text("\n".join(["## What went wrong most often", "", *_wrong_lines(found.items)])),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"class-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def _wrong_lines(items: tuple[Item, ...]) -> list[str]:
    lines = []
    for item in items:
        told = "; ".join(f"{_quoted(text)} ({count})" for text, count in item.wrong)
        apart = "" if item.discrimination is None else f", discrimination {_number(item.discrimination)}"
        lines.append(f"- **{item.title}**: {_hard(item.share) or 'not marked yet'}{apart}. {told}".rstrip())
    return lines


def _quoted(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    return short if short.startswith("“") else f"“{short}”"


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _chart(name: str, title: str, values: dict[str, Any]) -> dict[str, Any]:
    source = (
        f"import pandas as pd\n\n{name} = pd.Series({json.dumps(values, ensure_ascii=False)})\n"
        f"{name}.plot.barh(title={json.dumps(title)})"
    )
    shown = {"data": {"image/svg+xml": _bars(title, values), "text/plain": title}, "metadata": {}}
    output = {"output_type": "display_data", **shown}
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "source": source, "outputs": [output]}


def _bars(title: str, values: dict[str, Any]) -> str:
    """Draw bars as SVG, without a drawing package."""
    top = max(values.values(), default=0) or 1
    rows = []
    for place, (label, value) in enumerate(values.items()):
        y, width = 40 + place * 26, 380 * value / top
        short = label if len(label) <= 34 else f"{label[:33]}…"  # noqa: PLR2004  what fits beside a bar
        rows.append(
            f'<text x="232" y="{y + 15}" text-anchor="end">{_safe(short)}</text>'
            f'<rect x="240" y="{y}" width="{width:.1f}" height="20" fill="#0b6570"/>'
            f'<text x="{246 + width:.1f}" y="{y + 15}">{_number(value)}</text>'
        )
    height = 50 + len(values) * 26
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 {height}" width="700" height="{height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{_safe(title)}">'
        f'<rect width="700" height="{height}" fill="#fff"/><text x="10" y="22" font-weight="bold">{_safe(title)}</text>'
        f"{''.join(rows)}</svg>"
    )


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _hard(share: float | None) -> str:
    if share is None:
        return ""
    return "easy" if share >= 0.85 else "hard" if share < 0.5 else "middling"  # noqa: PLR2004  as test makers have it


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
