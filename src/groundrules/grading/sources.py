"""Where submissions come from: a hand-in file, a zip of many as learning platforms give it, or a folder of either."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from groundrules.errors import SubmissionError
from groundrules.exercise import answers as store
from groundrules.grading.archive import Archive
from groundrules.grading.handin import ENDING, MANIFEST, RESERVED, slug
from groundrules.grading.parcel import LARGEST, LARGEST_FILE, ORIGINAL, Parcel, open_parcel
from groundrules.grading.platform import plain_name, uploaded
from groundrules.grading.tree import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

MOST_FILES = 20_000
NOTEBOOK = ".ipynb"
ZIP = ".zip"
STUDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,59}")
HAND_IN = "Use a hand-in file, or put it into a folder with the learner's name."
_AGAIN = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A submission that cannot be used.

    Attributes:
        label: where it came from.
        reason: why not.
        originals: what arrived, as far as it was read.
    """

    label: str
    reason: str
    originals: dict[str, bytes] = field(default_factory=dict)


Arrival = Parcel | Refusal


class Holder(Protocol):
    """Something that holds named files: a folder or a zip file."""

    def sound(self) -> tuple[list[str], list[SubmissionError]]:
        """Give the names of files that can be read, folders and all, parted by slashes; and why others cannot."""

    def read(self, name: str) -> bytes:
        """Give a file's content, or raise SubmissionError."""


def arrivals(source: Path, assignment: str) -> Iterator[Arrival]:
    """Yield each submission found, or the reason why one cannot be used, ordered by name.

    Args:
        source: a file or a folder.
        assignment: the exercise that is collected; loose files are looked for under its name.

    Raises:
        SubmissionError: there is nothing there, or it cannot be read.
    """
    try:
        if source.is_dir():
            yield from _sorted_out(Folder(source), assignment)
        elif source.suffix == NOTEBOOK:
            yield Refusal(source.name, f"A notebook alone does not tell whose it is. {HAND_IN}")
        else:
            with source.open("rb") as file:
                yield from _zip(file, source.name, assignment)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SubmissionError(
            f"The submissions cannot be read ({reason}).", where=str(source), remedy="Check the name of the file."
        ) from error


class Folder:
    """A folder whose files are submissions; links in it are not followed.

    Args:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        """Read nothing yet."""
        self._root = root

    def sound(self) -> tuple[list[str], list[SubmissionError]]:
        """Give the names of the files, hidden ones left out; and of links, which are not followed."""
        found, unfit = [], []
        for path in sorted(self._root.rglob("*")):
            parts = path.relative_to(self._root).parts
            if any(part.startswith(".") for part in parts):
                continue
            name = "/".join(parts)
            if path.is_symlink():
                unfit.append(SubmissionError("It is a link; links are not followed.", where=name))
            elif path.is_file():
                found.append(name)
        if not (found or unfit) or len(found) > MOST_FILES:
            many = f"more than {MOST_FILES:,} files" if found else "no files"
            raise SubmissionError(f"The folder holds {many}.", where=str(self._root), remedy="Check its name.")
        return found, unfit

    def read(self, name: str) -> bytes:
        """Give a file's content, as far as its size is allowed."""
        path, limit = self._root / name, LARGEST if name.endswith(ZIP) else LARGEST_FILE
        with path.open("rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise SubmissionError(f"The file is larger than {limit:,} bytes.", where=name)
        return content


def exercise_of(source: Path) -> str:
    """Tell which exercise was handed in: that of most of the submissions.

    Args:
        source: a file or a folder.

    Raises:
        SubmissionError: there is nothing there, or it does not tell.
    """
    found = Counter[str]()
    for arrival in arrivals(source, ""):
        if isinstance(arrival, Parcel):
            found[arrival.exercise] += 1
        elif arrival.label.endswith(NOTEBOOK):
            _, name = plain_name(arrival.label, frozenset())
            found[_AGAIN.sub("", name.removesuffix(NOTEBOOK))] += 1
    (name, count), *_ = found.most_common(1) or [("", 0)]
    if count * 2 <= found.total() or not NAME.fullmatch(name):
        told = ", ".join(f"{one[:60]} ({many})" for one, many in found.most_common(5)) or "nothing"
        raise SubmissionError(
            f"The hand-ins do not tell which exercise they are of: {told}.",
            where=source.name,
            remedy="Name it: groundrules collect EXERCISE FILE.",
        )
    return name


def _sorted_out(holder: Holder, assignment: str, inside: str = "") -> Iterator[Arrival]:
    pairs, beside = frozenset({f"{assignment}{NOTEBOOK}", store.FILE}), dict[str, dict[str, str]]()
    names, unfit = holder.sound()
    yield from (Refusal(inside or one.where, one.what) for one in unfit)
    for name in names:
        place, file = plain_name(name, pairs)
        if file in pairs:
            beside.setdefault(place, {})[file] = name
    for name in names:
        label, (place, file) = f"{inside}/{name}" if inside else name, plain_name(name, pairs)
        try:
            if file in pairs:
                # Both files of a learner make one submission, found by whichever comes first.
                found = beside.pop(place, {})
                if found:
                    yield _loose(label, assignment, {one: holder.read(found[one]) for one in sorted(found)})
            else:
                yield from _other(holder, name, label, assignment, inner=bool(inside))
        except SubmissionError as refused:
            yield Refusal(label, refused.what)
        except OSError as error:
            yield Refusal(label, f"It cannot be read ({(error.strerror or str(error)).lower()}).")


def _other(holder: Holder, name: str, label: str, assignment: str, *, inner: bool) -> Iterator[Arrival]:
    if name.endswith(ZIP) and inner:
        yield _opened(holder.read(name), label)
    elif name.endswith(ZIP):
        yield from _zip(holder.read(name), label, assignment)
    elif name.endswith(NOTEBOOK):
        yield Refusal(label, f"The notebook is not called {assignment}{NOTEBOOK}.")
    elif uploaded(name):
        yield Refusal(label, "It is neither a hand-in nor a notebook.")


def _zip(file: bytes | IO[bytes], label: str, assignment: str) -> Iterator[Arrival]:
    try:
        archive = Archive(file, label)
        names, _ = archive.sound()
        if MANIFEST in names or label.endswith(ENDING):
            content = file if isinstance(file, bytes) else _rewound(file)
            yield _opened(content, label)
        else:
            yield from _sorted_out(archive, assignment, label)
    except SubmissionError as refused:
        yield Refusal(label, refused.what, {ORIGINAL: file} if isinstance(file, bytes) else {})


def _opened(content: bytes, label: str) -> Arrival:
    try:
        return _known(open_parcel(content, label))
    except SubmissionError as refused:
        return Refusal(label, refused.what, {ORIGINAL: content[:LARGEST]})


def _rewound(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(LARGEST + 1)


def _loose(label: str, assignment: str, found: dict[str, bytes]) -> Arrival:
    notebook = found.get(f"{assignment}{NOTEBOOK}")
    if notebook is None:
        return Refusal(label, "There are answers here and no notebook beside them.", found)
    # Files beside each other tell nothing of whose they are: the folder's name does, or the one above nbgrader's.
    steps = [step for step in label.split("/")[:-1] if step != assignment and not step.endswith(ZIP)]
    name = steps[-1] if steps else ""
    fit = STUDENT.fullmatch(name) and name.partition(".")[0].lower() not in RESERVED
    student = name if fit else slug(name)
    known = _known(Parcel(label, assignment, student, name, None, notebook, found.get(store.FILE), found))
    return known if known.student else Refusal(label, f"Nothing tells whose it is. {HAND_IN}", found)


def _known(parcel: Parcel) -> Parcel:
    """Let the learning platform say whose it is, where it does; what the file itself says is noted."""
    found = uploaded(parcel.label)
    if not found:
        return parcel
    said = [f"The file itself says “{parcel.name}”."] if slug(parcel.name) not in slug(found.name) else []
    late = ["The platform says that it was late."] if found.late else []
    notes = (f"Uploaded by “{found.name}”, number {found.number}.", *late, *said)
    student = f"{slug(found.name)}-{found.number}"
    return replace(parcel, student=student, name=found.name, notes=notes, number=found.number)
