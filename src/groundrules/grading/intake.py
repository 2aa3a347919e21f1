"""Hand-ins are taken in: each is checked before anything is done with it, and one that is bad never stops the rest."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundrules.errors import AnswerError, GradingError, SubmissionError
from groundrules.exercise import answers as store
from groundrules.exercise.value import check, empty
from groundrules.grading.handin import slug
from groundrules.grading.parcel import ORIGINAL
from groundrules.grading.repair import repair
from groundrules.grading.roster import read_roster
from groundrules.grading.sources import NOTEBOOK, Refusal, arrivals
from groundrules.grading.tree import TIMESTAMP, AnswerKey, check_name, open_tree
from groundrules.notebook import as_text

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.grading.parcel import Parcel
    from groundrules.grading.roster import Roster
    from groundrules.grading.tree import Tree

REPORT = "report.csv"
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# What spreadsheets take for the beginning of a formula; in some languages the wide signs too.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
COLUMNS = ("submission", "student", "name", "taken", "reason", "notes")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one submission.

    Attributes:
        submission: where it came from.
        student: the id; empty where it could not be told.
        name: as the learner wrote it.
        taken: was it taken in?
        reason: why not; empty where it was.
        notes: what was put right, and what the instructor should know.
    """

    submission: str
    student: str = ""
    name: str = ""
    taken: bool = False
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of all submissions.

    Attributes:
        rows: one for each, in the order of their names.
        report: the file in which they stand.
    """

    rows: tuple[Row, ...]
    report: Path

    @property
    def taken(self) -> tuple[str, ...]:
        """Give the ids of the students whose submission was taken in."""
        return tuple(row.student for row in self.rows if row.taken)


def collect(course_root: Path, assignment: str, source: Path, now: datetime | None = None) -> Collected:
    """Take in what was handed in.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        source: a hand-in file, a zip file of them, or a folder of either.
        now: the time of collecting; by default that of the clock.

    Raises:
        GradingError: the exercise was not released, or the course tree cannot be written.
        SubmissionError: there is nothing at `source`.
    """
    check_name(assignment)
    counter = _Counter(open_tree(course_root), assignment, now or datetime.now(UTC))
    rows = []
    for arrival in arrivals(source, assignment):
        if isinstance(arrival, Refusal):
            rows.append(counter.refuse(Row(arrival.label, reason=arrival.reason), arrival.originals))
            continue
        try:
            rows.append(counter.take(arrival))
        except (SubmissionError, AnswerError) as error:
            refused = Row(arrival.label, arrival.student, arrival.name, reason=error.what)
            rows.append(counter.refuse(refused, arrival.originals))
    rows = [_printable(counter.superseded(row)) for row in rows]
    counter.tree.note_names(counter.names)
    return Collected(tuple(rows), _report(counter.tree, assignment, rows))


def _printable(row: Row) -> Row:
    """Give the row without signs that steer a terminal, turn the direction of writing or cannot be stored."""
    notes = tuple(map(_shown, row.notes))
    return replace(
        row, submission=_shown(row.submission), name=_shown(row.name), reason=_shown(row.reason), notes=notes
    )


def _shown(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


class _Counter:
    """Takes in one submission after the other, and knows which of a person's is the newest."""

    def __init__(self, tree: Tree, assignment: str, now: datetime) -> None:
        self.tree, self.now = tree, now
        self.key = tree.answer_key(assignment)
        self.released = json.loads((tree.release(assignment) / f"{assignment}{NOTEBOOK}").read_bytes())
        self.roster = read_roster(tree)
        self.newest: dict[str, tuple[datetime | None, str]] = {}
        self.names: dict[str, str] = {}
        self.ids = {student.casefold(): student for student in self.tree.students(assignment)}

    def take(self, parcel: Parcel) -> Row:
        """Check a submission and keep it, unless a newer one of the same person is there."""
        if self.roster is not None:
            parcel = _in_class(parcel, self.roster)
        if parcel.exercise != self.key.exercise:
            raise SubmissionError(f"It is a hand-in of another exercise, “{parcel.exercise}”.", where=parcel.label)
        repaired = repair(parcel.notebook, self.released, parcel.label)
        notes = [*parcel.notes, *repaired.notes]
        answers = _answers(self.key, parcel, notes)
        made = self._made(parcel, notes)
        before, _ = self.newest.get(parcel.student, (None, ""))
        if before is not None and parcel.made is not None and before > made:
            return self.refuse(Row(parcel.label, parcel.student, parcel.name, notes=tuple(notes)), parcel.originals)
        self._newer(parcel, made)
        self._alone(parcel)
        self.newest[parcel.student] = (made if parcel.made else None, parcel.label)
        place = self.tree.submitted(parcel.student, self.key.exercise)
        notebook, answered = as_text(repaired.notebook).encode(), answers.as_bytes()
        try:
            _keep_original(self.tree.intake(self.key.exercise) / "originals" / parcel.student, parcel.originals)
            changed = _keep(place, {f"{self.key.exercise}{NOTEBOOK}": notebook, store.FILE: answered})
            if changed or parcel.made is not None:
                _keep(place, {TIMESTAMP: f"{made.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode()})
        except OSError as error:
            raise _unkept(place, error) from error
        self.names[parcel.student] = _shown(parcel.name)
        return Row(parcel.label, parcel.student, parcel.name, taken=True, notes=tuple(notes))

    def refuse(self, row: Row, originals: dict[str, bytes]) -> Row:
        """Keep what was refused, as far as it was read, and tell why."""
        if originals:
            whole = hashlib.sha256(b"".join(originals.values())).hexdigest()[:8]
            place = self.tree.intake(self.key.exercise) / "refused" / f"{slug(row.submission) or 'hand-in'}-{whole}"
            try:
                _keep(place, originals)
            except OSError as error:
                raise _unkept(place, error) from error
        return row

    def _made(self, parcel: Parcel, notes: list[str]) -> datetime:
        """Give when a submission was made, as far as that can be."""
        made = parcel.made or self.now
        if EARLIEST <= made <= self.now:
            return made
        wrong = "is still to come" if made > self.now else "cannot be"
        notes.append(f"It says that it was made at {made:%Y-%m-%d %H:%M} UTC, which {wrong}; now counts.")
        return self.now

    def _newer(self, parcel: Parcel, made: datetime) -> None:
        """See that no later hand-in was taken on another day: the same download is often collected twice."""
        stamp = self.tree.submitted(parcel.student, self.key.exercise) / TIMESTAMP
        handed_in = self.tree.intake(self.key.exercise) / "originals" / parcel.student / ORIGINAL
        # What came without a time of its own has that of its collecting, which says nothing about which is newer.
        if parcel.made is None or not (stamp.is_file() and handed_in.is_file()):
            return
        before = stamp.read_text(encoding="ascii").strip()
        if f"{made.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" < before:
            raise SubmissionError(
                f"A later hand-in of the same person was taken before, made at {before}.", where=parcel.label
            )

    def _alone(self, parcel: Parcel) -> None:
        """See that no other person has the same id but for capital letters: some disks do not tell them apart."""
        other = self.ids.setdefault(parcel.student.casefold(), parcel.student)
        if other != parcel.student:
            raise SubmissionError(
                f"Its id “{parcel.student}” differs from “{other}” in capital letters alone.", where=parcel.label
            )

    def superseded(self, row: Row) -> Row:
        """Say of a submission that a newer one of the same person took its place, where one did."""
        _, kept = self.newest.get(row.student, (None, row.submission))
        if row.reason or kept == row.submission:
            return row
        return replace(row, taken=False, reason=f"A later hand-in of the same person was taken: {kept}.")


def _in_class(parcel: Parcel, roster: Roster) -> Parcel:
    """Give the submission the id and the name that the roster has for the person."""
    person = roster.find(parcel.number, parcel.name)
    if person is None:
        return replace(parcel, notes=(*parcel.notes, "This person is not in the roster."))
    return replace(parcel, student=person.student, name=person.name or parcel.name)


def _keep(place: Path, files: dict[str, bytes]) -> bool:
    """Write the files that are not there as they should be; say whether there was one."""
    place.mkdir(parents=True, exist_ok=True)
    changed = False
    for name, content in files.items():
        path = place / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            changed = True
    return changed


def _keep_original(place: Path, files: dict[str, bytes]) -> None:
    """Keep what arrived; what arrived before in the same name is set aside, never overwritten."""
    for name, content in files.items():
        path = place / name
        if path.is_file() and (before := path.read_bytes()) != content:
            _keep(place / "earlier", {f"{hashlib.sha256(before).hexdigest()[:8]}-{name}": before})
    _keep(place, files)


def _unkept(place: Path, error: OSError) -> GradingError:
    return GradingError(
        f"A submission cannot be kept ({(error.strerror or str(error)).lower()}).",
        where=str(place),
        remedy="See that the disk is not full and the folder can be written, then collect again.",
    )


def _answers(key: AnswerKey, parcel: Parcel, notes: list[str]) -> store.Answers:
    if parcel.answers is None:
        notes.append("It holds no answers file: nothing was answered.")
        return store.Answers(key.exercise)
    answers = store.parse(parcel.answers, parcel.label)
    if answers.exercise != key.exercise:
        raise SubmissionError(f"Its answers are those of another exercise, “{answers.exercise}”.", where=parcel.label)
    unasked = [name for name in answers.answers if name not in key.questions]
    notes += [f"It answers “{name[:60]}”, which this exercise does not ask." for name in unasked]
    for name, question in key.questions.items():
        try:
            check(question, answers.value(name))
        except AnswerError as error:
            notes.append(f"Question “{name}”: {error.what}")
    given = [name for name, question in key.questions.items() if not empty(question, answers.value(name))]
    notes.append(f"{len(given)} of {len(key.questions)} questions answered.")
    return answers


def _report(tree: Tree, assignment: str, rows: list[Row]) -> Path:
    path = tree.intake(assignment) / REPORT
    path.parent.mkdir(parents=True, exist_ok=True)
    told = []
    for row in rows:
        taken = "yes" if row.taken else "no"
        parts = (row.submission, row.student, row.name, taken, row.reason, " ".join(row.notes))
        told.append([plain(part) for part in parts])
    # What was collected before stays, unless the same file came again: a class hands in by many ways, on many days.
    again = {row[0] for row in told}
    told = [row for row in _told_before(path) if row[0] not in again] + told
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *told])
    return path


def _told_before(path: Path) -> list[list[str]]:
    """Read the rows of an earlier report; one that somebody changed into something else is begun anew."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            head, *rows = csv.reader(file)
    except (FileNotFoundError, ValueError, csv.Error):
        return []
    return [row for row in rows if len(row) == len(COLUMNS)] if tuple(head) == COLUMNS else []


def plain(cell: str) -> str:
    """Give a text for a cell of a table that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA else cell
