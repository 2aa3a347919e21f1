"""How submissions are marked: one after the other, some at a time in the sandbox, or on the machines of a cluster."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError, GradingError, SubmissionError
from groundrules.grading.mark import Marked, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from groundrules.grading.plan import Plan
    from groundrules.grading.sandbox.jail import Jail

AHEAD = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A submission to be marked.

    Attributes:
        student: whose it is.
        notebook: the submitted notebook.
        answers: the submitted answers file.
        seed: for random numbers in the learner's code.
        code: of the learner's own records; empty for the practice records.
    """

    student: str
    notebook: bytes
    answers: bytes
    seed: int
    code: str = ""


# Marks, or why there are none.
Outcome = Marked | str


def try_to_mark(plan: Plan, work: Work, jail: Jail | None) -> Outcome:
    """Mark a submission; whatever goes wrong with it is told, not raised."""
    try:
        return mark(plan.of(work.code), work.notebook, work.answers, jail, work.seed)
    except (SubmissionError, AnswerError) as error:
        return error.what
    except GradingError:
        raise
    except Exception as error:  # noqa: BLE001  whatever one submission brings about, the others are marked
        return f"Grading it went wrong: {type(error).__name__}: {error}"


def in_turn(plan: Plan, works: Iterable[Work]) -> Iterator[tuple[Work, Outcome]]:
    """Mark one after the other, in this process, running no code."""
    for work in works:
        yield work, try_to_mark(plan, work, None)


def in_sandbox(plan: Plan, works: Iterable[Work], jobs: int = 0) -> Iterator[tuple[Work, Outcome]]:
    """Mark some at a time, their code in the sandbox; no more of them are read than are at work.

    Args:
        plan: how the exercise is graded.
        works: the submissions.
        jobs: how many at a time; by default as many as there are processors.

    Raises:
        GradingError: there is no sandbox on this machine.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  data answers need none of these

    from groundrules.grading.sandbox.confine import Limits  # noqa: PLC0415
    from groundrules.grading.sandbox.jail import Jail  # noqa: PLC0415

    jobs, works = jobs or len(os.sched_getaffinity(0)), iter(works)
    first = next(works, None)
    if first is None:
        return
    with Jail(plan.modules, Limits()) as jail, ThreadPoolExecutor(jobs) as pool:
        waiting: deque[tuple[Work, Any]] = deque()
        for work in chain([first], works):
            waiting.append((work, pool.submit(try_to_mark, plan, work, jail)))
            if len(waiting) >= jobs * AHEAD:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def way(plan: Plan) -> tuple[Callable[[Plan, Iterable[Work]], Iterator[tuple[Work, Outcome]]], str]:
    """Choose how to mark on this machine.

    Returns:
        The way, and what the instructor has to be told: why code is not graded, where it is not.
    """
    if not plan.code:
        return in_turn, ""
    from groundrules.grading.sandbox.jail import missing  # noqa: PLC0415

    reason = missing()
    if not reason:
        return in_sandbox, ""
    cells = ", ".join(plan.code)
    return in_turn, (
        f"Code is not graded here, because {reason}: {cells} wait for a person. Answers are graded. "
        "To grade code, use Linux with bubblewrap, or a cluster whose workers have it."
    )
