"""The variants of scenes, checked: whom each stands for, that it is another case, and which scenes lack one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundrules.authoring.bank import check_feedback, doubles, giveaways, shape
from groundrules.desk.standin import KINDS
from groundrules.errors import ContentError, Fault
from groundrules.exercise.source import read
from groundrules.scenario import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundrules.course import Course
    from groundrules.exercise.base import Base
    from groundrules.scenario.model import Scenario

FOLDER = "variants"
MANY = 20  # single choices, without which a share says little
RUN = 8  # words in a row that a variant had better not share with its scenario
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORT = 3  # letters: parts of names such as “da” or “van”


def check_variants(course: Course) -> tuple[list[Fault], list[str]]:
    """Check the variants.

    Returns:
        What is wrong, and lines that say how many scenes have one, which lack it in a file that was begun, and which
        variants use words of their scenario.
    """
    files = course.variants()
    stray = sorted(set(course.root.glob(f"{FOLDER}/*.yaml")) - set(files.values()))
    faults = [
        Fault(f"{FOLDER}/{one.name}", "No scenario has this name.", "Name it like its scenario.") for one in stray
    ]
    every: list[tuple[str, Base]] = []
    served = needed = 0
    remarks: list[str] = []
    for name in (name for lesson in course.lessons for name in lesson.scenarios):
        try:
            scenario = load(course.scenario_file(name))
            found = read(files[name]) if name in files else ()
        except (ContentError, OSError) as error:
            # A fault of the scenario is told with the scenario.
            faults += [one for one in getattr(error, "faults", ()) if FOLDER in one.where]
            continue
        wanted = missable(scenario)
        have = {question.stands_for for question in found}
        needed += len(wanted)
        served += sum(scene in have for scene in wanted)
        if found and set(wanted) - have:
            remarks.append(f"variants: {name} lacks {', '.join(scene for scene in wanted if scene not in have)}")
        remarks += _alike(found, scenario)
        where = f"{FOLDER}/{name}.yaml"
        every += [(where, question) for question in found]
        faults += [fault for question in found for fault in _variant(where, question, scenario, wanted)]
    faults += doubles(every)
    measured = shape(question for _, question in every)
    if measured.count >= MANY:
        faults += giveaways(measured, FOLDER)
    return faults, [f"variants: {served} of {needed} scenes that can be missed; {measured}", *remarks]


def missable(scenario: Scenario) -> list[str]:
    """Give the scenes in which a choice, or an outcome of one's own words, is not strong."""
    return [name for name, scene in scenario.scenes.items() if any(move.quality != "strong" for move in scene.moves)]


def _variant(where: str, question: Base, scenario: Scenario, wanted: list[str]) -> Iterator[Fault]:
    name, scene = question.id, question.stands_for
    if scene is None:
        yield Fault(where, f"“{name}” stands for no scene.", "Write `stands_for:` and the scene's id.")
    elif scene not in scenario.scenes:
        yield Fault(where, f"“{name}” stands for “{scene}”, which is no scene.", "Check its spelling.")
    elif scene not in wanted:
        yield Fault(where, f"“{name}” stands for “{scene}”, where nothing can be missed.", "Take it out.")
    elif not re.fullmatch(rf"variant-{scenario.id}-{scene}(-[2-9])?", name):
        remedy = f"Call it variant-{scenario.id}-{scene}, and a further one …-2."
        yield Fault(where, f"The id “{name}” is not its scene's.", remedy)
    if question.graded:
        yield Fault(where, f"“{name}” is graded.", "A variant is for practice.")
    kind = str(question.model_dump(include={"kind"})["kind"])
    if kind not in KINDS:
        yield Fault(where, f"“{name}” is of the kind {kind}.", f"A variant is one of {', '.join(KINDS)}.")
    yield from check_feedback(where, question)
    known = {word for person in scenario.people for word in WORD.findall(person.name) if len(word) > SHORT}
    for word in sorted(known & {word for text in _texts(question) for word in WORD.findall(text)}):
        yield Fault(where, f"“{name}” names {word}, as its scenario does.", "Tell of other people.")


def _texts(question: Base) -> Iterator[str]:
    yield from (question.title, question.prompt, question.explain)
    for part in ("options", "items", "groups"):
        yield from (entry.text for entry in getattr(question, part, ()))


def _told(scenario: Scenario) -> Iterator[str]:
    for scene in scenario.scenes.values():
        yield from (line.text for line in scene.body)
        yield from (choice.text for choice in scene.choices or ())
        for move in scene.moves:
            yield move.why
            yield from (line.text for line in move.then)


def _alike(questions: Iterable[Base], scenario: Scenario) -> Iterator[str]:
    """Say where a variant has a turn of phrase from its scenario, by which one would know it again."""
    told = _runs(_told(scenario))
    for question in questions:
        shared = _runs(_texts(question)) & told
        if shared:
            yield f"variants: {question.id} says “{' '.join(min(shared))}”, as its scenario does"


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    every = ([word.casefold() for word in WORD.findall(text)] for text in texts)
    return {tuple(words[start : start + RUN]) for words in every for start in range(len(words) - RUN + 1)}
