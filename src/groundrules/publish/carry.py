"""A person's work between the static site and the installed course, in one file, brought in beside what is there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from groundrules.desk import plays, questions
from groundrules.desk.drawer import Drawer
from groundrules.errors import Fault, FolderError, GroundRulesError, WorkbookError
from groundrules.exercise import answers
from groundrules.publish.carry_texts import bring_draft, bring_rehearsal, drafts_out, moment, rehearsals_out
from groundrules.scenario import salvage
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FORMAT = "groundrules-work"
SCHEMA = 1
LARGEST = 8_000_000

# What of a trail and of a step is kept; anything else in the file is left out.
_TRAIL = ("scenario", "hash", "steps", "attempt")
_STEP = ("scene", "choice", "seconds", "by", "text", "tags", "outcome")


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in from a file.

    Attributes:
        trails: how many ways through a scenario.
        answers: how many answers to practice questions.
        rows: how many rows of the workbook.
        refused: what could not be taken, and why; all the rest came in.
        drafts: how many texts from beside the coach.
        rehearsals: how many rehearsals.
    """

    trails: int
    answers: int
    rows: int
    refused: tuple[Fault, ...] = ()
    drafts: int = 0
    rehearsals: int = 0


class _Item(NamedTuple):
    """One thing that may come in: how faults name it, and what brings it in; that says whether it was new."""

    name: str
    bring: Callable[[], bool]


class _Past(Drawer):
    """A drawer whose clock stands at the moment when something was done."""

    moment = datetime.now(UTC)

    def now(self) -> datetime:  # type: ignore[override]  # the desk asks the drawer that it was given
        """Give that moment."""
        return self.moment


def take_out(file: Path, home: Path | None = None) -> dict[str, int]:
    """Write a learner's trails, practice answers, workbook, drafts and rehearsals into a file that the site opens.

    Args:
        file: replaced when there.
        home: the learner's course folder; by default that of `groundrules.folder.home`.

    Returns:
        How many `trails`, `answers`, `rows`, `drafts` and `rehearsals` it holds.

    Raises:
        FolderError: the file cannot be written.
        GroundRulesError: the learner's own files cannot be read.
    """
    drawer = Drawer(file.parent, home)
    book = drawer.workbook
    trails = [trail for scenario in book.plays.scenarios() for trail in book.plays.all(scenario)]
    given = {name: asdict(answer) for name, answer in _given(drawer).items()}
    rows = {table: book.rows(table) for table in TABLES}
    content: dict[str, Any] = {
        "format": FORMAT,
        "schema": SCHEMA,
        "course": drawer.course.title,
        "saved": _text(datetime.now(UTC)),
    }
    done = {f"check:{name}": {"when": answer["saved"], "score": None} for name, answer in given.items()}
    done |= {
        f"workbook:{table}": {"when": found[0]["created"], "score": None} for table, found in rows.items() if found
    }
    done |= _finished(drawer)
    texts = {"drafts": drafts_out(book), "rehearsals": rehearsals_out(book)}
    content |= {"trails": trails, "answers": given, "rows": rows, "done": done, **texts}
    text = json.dumps(content, ensure_ascii=False)
    try:
        file.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        what = f"The file cannot be written ({(error.strerror or str(error)).lower()})."
        raise FolderError(what, where=str(file), remedy="Choose another place for it.") from error
    counts = {"trails": len(trails), "answers": len(given), "rows": sum(map(len, rows.values()))}
    return counts | {name: len(found) for name, found in texts.items()}


def bring_in(file: Path, home: Path | None = None) -> Brought:
    """Bring a file of the static site into the learner's workbook, answers and journal.

    Nothing that is there is lost: of the same row or answer the newer stays, of two drafts both; another path through
    a scenario comes in as an attempt of its own. Everything is checked as if it had been entered here.

    Args:
        file: as the site or `take_out` wrote it.
        home: the learner's course folder; by default that of `groundrules.folder.home`.

    Raises:
        WorkbookError: it is no such file, or a newer version of the course wrote it.
    """
    work = _read(file)
    drawer = _Past(file.parent, home)
    refused: list[Fault] = []
    kinds = (_trails, _answers, _rows, _drafts, _rehearsals)
    trails, given, rows, drafts, rehearsals = (
        sum(_brought(item, refused) for item in kind(drawer, work)) for kind in kinds
    )
    return Brought(trails, given, rows, tuple(refused), drafts, rehearsals)


def _brought(item: _Item, refused: list[Fault]) -> bool:
    try:
        return item.bring()
    except GroundRulesError as error:
        refused.append(Fault(item.name, error.what, error.remedy))
    except (KeyError, TypeError, ValueError, AttributeError):
        refused.append(Fault(item.name, "It is not what the course writes.", "It was left out."))
    return False


def _read(file: Path) -> dict[str, Any]:
    remedy = "Choose the file that you saved on the course's site."
    try:
        if file.stat().st_size > LARGEST:
            raise WorkbookError("The file is too large to be somebody's work.", where=str(file), remedy=remedy)
        work = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise WorkbookError("The file cannot be read.", where=str(file), remedy=remedy) from error
    if not isinstance(work, dict) or work.get("format") != FORMAT or not isinstance(work.get("schema"), int):
        raise WorkbookError("This is not a file of somebody's work.", where=str(file), remedy=remedy)
    if work["schema"] > SCHEMA:
        newer = "Install the newest version of the course, then try once more."
        raise WorkbookError("A newer version of the course wrote the file.", where=str(file), remedy=newer)
    return work


def _trails(drawer: _Past, work: dict[str, Any]) -> Iterator[_Item]:
    done = _dict(work.get("done"))

    def bring(trail: dict[str, Any]) -> bool:
        drawer.moment = moment(_dict(done.get(f"scenario:{trail['scenario']}")).get("when") or work.get("saved"))
        steps = [{key: step[key] for key in _STEP if key in step} for step in trail["steps"]]
        sheet = drawer.sheet(trail["scenario"])
        fitting = salvage(sheet, {**{key: trail[key] for key in _TRAIL}, "steps": steps})
        present = drawer.workbook.plays.all(sheet["id"])
        if not fitting["steps"] or any(_begins(mine, fitting) for mine in present):
            return False
        known = {mine["attempt"]: mine for mine in present}
        same = known.get(fitting["attempt"])
        if same is not None and not _begins(fitting, same):
            fitting["attempt"] = max(known) + 1
        plays.save(drawer, {"id": sheet["id"], "trail": fitting})
        return True

    for number, trail in enumerate(_list(work.get("trails")), 1):
        yield _Item(f"trail {number}", partial(bring, trail))


def _answers(drawer: _Past, work: dict[str, Any]) -> Iterator[_Item]:
    present = _given(drawer)

    def bring(name: str, answer: dict[str, Any]) -> bool:
        drawer.moment = moment(answer["saved"])
        mine = present.get(name)
        if mine and (mine.value == answer["value"] or moment(mine.saved) >= drawer.moment):
            return False
        questions.save(drawer, {"id": name, "value": answer["value"], "practice": True})
        return True

    for name, answer in _dict(work.get("answers")).items():
        yield _Item(f"answer {name}", partial(bring, name, answer))


def _rows(drawer: _Past, work: dict[str, Any]) -> Iterator[_Item]:
    rows = _dict(work.get("rows"))

    def bring(table: str, row: dict[str, Any], present: dict[str, dict[str, Any]]) -> bool:
        mine = present.get(row["id"])
        if mine and moment(mine["updated"]) >= moment(row["updated"]):
            return False
        before = mine["revision"] if mine else 0
        return bool(drawer.workbook.save(table, row, before)["revision"] != before)

    # Tables come in an order in which what a row points to is there before it.
    for table in TABLES:
        present = {row["id"]: row for row in drawer.workbook.rows(table)}
        for number, row in enumerate(_list(rows.get(table)), 1):
            name = f"{table}, row {number}"
            yield _Item(name, partial(bring, table, row, present))
    for table in rows.keys() - TABLES.keys():
        yield _Item(str(table), partial(_unknown, table))


def _drafts(drawer: _Past, work: dict[str, Any]) -> Iterator[_Item]:
    saved = str(work.get("saved"))
    for name, draft in _dict(work.get("drafts")).items():
        yield _Item(f"draft {name}", partial(bring_draft, drawer, name, draft, saved))


def _rehearsals(drawer: _Past, work: dict[str, Any]) -> Iterator[_Item]:
    def bring(found: dict[str, Any]) -> bool:
        drawer.moment = moment(found["ended"] or found["begun"])
        return bring_rehearsal(drawer, found)

    for number, found in enumerate(_list(work.get("rehearsals")), 1):
        yield _Item(f"rehearsal {number}", partial(bring, found))


def _finished(drawer: Drawer) -> dict[str, Any]:
    """Give when each scenario was first played to its end, and its best score."""
    from groundrules.journal.progress import fold  # noqa: PLC0415  only for the way out

    found = fold(drawer.journal.events()).items
    return {
        f"scenario:{item}": {"when": standing.done, "score": standing.score}
        for (kind, item), standing in found.items()
        if kind == "scenario" and standing.done
    }


def _given(drawer: Drawer) -> dict[str, answers.Answer]:
    """Give all answers to practice questions."""
    files = sorted((drawer.data / questions.PRACTICE).glob("*.json"))
    return {name: answer for file in files for name, answer in answers.read(file).answers.items()}


def _unknown(table: str) -> bool:
    raise WorkbookError(f"There is no table “{table}”.", remedy="It was left out.")


def _begins(longer: dict[str, Any], shorter: dict[str, Any]) -> bool:
    """Say whether one trail begins as another does."""
    keys = ("scene", "choice", "text")
    mine, theirs = ([[step.get(key) for key in keys] for step in each["steps"]] for each in (longer, shorter))
    return mine[: len(theirs)] == theirs


def _text(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
