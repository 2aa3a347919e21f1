"""Hostile hand-ins of exercises whose answers are data, each beside an honest one that must not notice."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tracemalloc
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from tests.released import course_with
from tests.security.test_intake import Page

from groundrules.cli import main
from groundrules.exercise import answers as store
from groundrules.exercise.question import best
from groundrules.exercise.source import read
from groundrules.grading.autograde import Graded, grade
from groundrules.grading.feedback import feedback
from groundrules.grading.intake import Row, collect, plain
from groundrules.grading.roster import set_roster
from groundrules.grading.tree import Tree, open_tree

SOLUTIONS = Path(__file__).parents[1] / "fixtures/exercise/solutions"
EXERCISE = "late-invoices"
NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
FULL = 11.5


@dataclass(frozen=True)
class Class:
    """A course folder, and what its learners hand in."""

    root: Path

    @property
    def tree(self) -> Tree:
        return open_tree(self.root)

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    def files(self, **changed: Any) -> dict[str, bytes]:
        """Give the two files of a hand-in, all answers right; some of the answers file's parts changed."""
        notebook = (self.tree.release(EXERCISE) / f"{EXERCISE}.ipynb").read_bytes()
        questions = read(self.root / f"solutions/{EXERCISE}/questions.yaml")
        given = {one.id: {"value": best(one), "saved": "2026-11-22T09:00:00Z"} for one in questions}
        answers = {"schema": 1, "exercise": EXERCISE, "answers": given, **changed}
        return {f"{EXERCISE}.ipynb": notebook, "answers.json": json.dumps(answers).encode()}

    def pack(self, files: dict[str, bytes], name: str = "Eve", **changed: Any) -> bytes:
        listed = {file: {"sha256": hashlib.sha256(content).hexdigest()} for file, content in files.items()}
        manifest = {"schema": 1, "exercise": EXERCISE, "name": name, "made": "2026-11-22T09:00:00Z", "files": listed}
        place = io.BytesIO()
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", json.dumps({**manifest, **changed}))
            for file, content in files.items():
                archive.writestr(file, content)
        return place.getvalue()

    def send(self, content: bytes, name: str = "eve.handin.zip") -> None:
        (self.inbox / name).write_bytes(content)

    def collect(self, source: Path | None = None) -> dict[str, Row]:
        return {row.submission: row for row in collect(self.root, EXERCISE, source or self.inbox, NOW).rows}

    def grade(self) -> Graded:
        return grade(self.root, EXERCISE)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return course_with(SOLUTIONS, EXERCISE, tmp_path_factory)


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Class:
    shutil.copytree(released, tmp_path / "course")
    found = Class(tmp_path / "course")
    found.inbox.mkdir()
    found.send(found.pack(found.files(), "Honest"), "honest.handin.zip")
    return found


DEEP = b'{"schema":1,"exercise":"late-invoices","answers":{"which-rule":{"saved":"x","value":'
BAD_ANSWERS = {
    "not a number": (DEEP + b"NaN}}}", "NaN is not a number"),
    "infinity": (DEEP + b"-Infinity}}}", "-Infinity is not a number"),
    "too large for a number": (DEEP + b"1e999}}}", "1e999 is not a number"),
    "a number of many digits": (DEEP + b"9" * 9_000 + b"}}}", "it is not JSON"),
    "nested without end": (DEEP + b"[" * 900_000, "it is too deeply nested"),
    "nested and closed": (DEEP + b"[" * 90_000 + b"]" * 90_000 + b"}}}", "it is too deeply nested"),
    "another exercise": (DEEP.replace(b"late-invoices", b"on-one-page") + b'"agree"}}}', "those of another exercise"),
    "too large": (DEEP + b'"' + b"x" * 2_100_000 + b'"}}}', "it is larger than 2,000,000 bytes"),
    "too many": (
        json.dumps(
            {"schema": 1, "exercise": EXERCISE, "answers": {str(n): {"value": 1, "saved": ""} for n in range(501)}}
        ).encode(),
        "it holds 501 answers",
    ),
    "no answers file": (b"\x89PNG\r\n", "it is not UTF-8 text"),
    "a list": (b"[]", "its head is not that of an answers file"),
    "empty": (b"", "it is not JSON"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_ANSWERS)
def test_answers_that_are_none_are_refused_with_a_reason_and_kept(course: Class, what: str) -> None:
    content, reason = BAD_ANSWERS[what]
    sent = course.pack({**course.files(), "answers.json": content})
    course.send(sent)
    row = course.collect()["eve.handin.zip"]
    assert (row.taken, row.student) == (False, "eve")
    assert reason in row.reason
    (kept,) = (course.tree.intake(EXERCISE) / "refused").rglob("hand-in.zip")
    assert kept.read_bytes() == sent
    assert (course.inbox / "eve.handin.zip").read_bytes() == sent
    with (course.tree.intake(EXERCISE) / "report.csv").open(encoding="utf-8", newline="") as file:
        assert [(line["student"], line["taken"]) for line in csv.DictReader(file)] == [("eve", "no"), ("honest", "yes")]
    assert course.grade().graded == {"honest": FULL}


ODD_VALUES = [
    10**400,
    -0.0,
    True,
    {"agree": {"agree": "agree"}},
    [["agree"]],
    ["dates"] * 10_000,
    "agree\0",
    "\ud800",
    "agree ",
    "x" * 900_000,
    {"__class__": "str"},
    {"key": "agree"},
    [None, None],
    "</script><script>steal()</script>",
    "=cmd|'/c calc'!A1",
]


@pytest.mark.parametrize("value", ODD_VALUES, ids=range(len(ODD_VALUES)))
def test_odd_values_earn_nothing_and_stop_nobody(course: Class, value: object) -> None:
    names = [question.id for question in read(course.root / f"solutions/{EXERCISE}/questions.yaml")]
    given = {name: {"value": value, "saved": "now"} for name in names}
    course.send(course.pack(course.files(answers=given)))
    row = course.collect()["eve.handin.zip"]
    done = course.grade()
    assert done.graded["honest"] == FULL
    assert done.failed == {}
    if row.taken:
        assert done.graded["eve"] == 0.0
        page = feedback(course.root, EXERCISE).pages["eve"].read_text(encoding="utf-8")
        assert "<script" not in page
    else:
        assert row.reason
        assert list(done.graded) == ["honest"]


def test_answers_to_questions_that_are_not_asked_earn_nothing(course: Class) -> None:
    given = {name: {"value": 99, "saved": "now"} for name in ("points", "the-mail-text", "__proto__", "score", "")}
    course.send(course.pack(course.files(answers=given)))
    row = course.collect()["eve.handin.zip"]
    assert "It answers “__proto__”, which this exercise does not ask." in row.notes
    assert course.grade().graded == {"eve": 0.0, "honest": FULL}


def test_keys_and_questions_of_the_learners_own_are_never_read(course: Class) -> None:
    files = course.files(answers={"which-rule": {"value": "mine", "saved": "x", "points": 99, "key": "mine"}})
    own = {"schema": 1, "exercise": EXERCISE, "questions": [{"id": "which-rule", "kind": "single", "points": 99}]}
    for name in ("questions.json", "keys.json", "lab.json", "gradebook.db", "nbgrader_config.py", "conftest.py"):
        files[name] = json.dumps(own).encode()
    course.send(course.pack(files))
    assert course.collect()["eve.handin.zip"].taken
    assert course.grade().graded == {"eve": 0.0, "honest": FULL}
    held = {path.name for path in course.tree.submitted("eve", EXERCISE).iterdir()}
    assert held == {"answers.json", f"{EXERCISE}.ipynb", "timestamp.txt"}
    asked = (course.tree.autograded("eve", EXERCISE) / "questions.json").read_bytes()
    assert asked == (course.tree.source(EXERCISE) / "questions.json").read_bytes()


def notebook_with(course: Class, cells: list[Any]) -> bytes:
    content = json.loads(course.files()[f"{EXERCISE}.ipynb"])
    return json.dumps({**content, "cells": [*content["cells"], *cells]}, separators=(",", ":")).encode()


MANY = b'{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[' + b"{}," * 199_999 + b"{}]}"
BAD_NOTEBOOKS = {
    "far too many cells": (MANY, "It has 200,000 cells; at most 1,000 are read."),
    "two million brackets": (b'{"cells":' + b"[" * 2_000_000, "It is nested without end."),
    "outputs of 30 MB": (b" " * 30_000_000, "“late-invoices.ipynb” is larger than 10,000,000 bytes when unpacked."),
    "half a pair": (b"\xff\xfe\x00\xd8\x00", "It is not UTF-8 text."),
    "another format": (b'{"nbformat": 3, "worksheets": [], "cells": []}', "It is of another notebook format, 3."),
    "a number of many digits": (b'{"nbformat": ' + b"4" * 9_000 + b', "cells": []}', "It is not JSON"),
    "a page": (b"<html><script>steal()</script></html>", "It is not JSON"),
    "a cell without end": (
        b'{"nbformat":4,"cells":[{"cell_type":"markdown","metadata":{},"source":"' + b"x" * 300_000 + b'"}]}',
        "A cell has 300,000 characters; at most 200,000 are read.",
    ),
}


@pytest.mark.parametrize("what", BAD_NOTEBOOKS)
def test_notebooks_that_are_none_are_refused_in_little_memory(course: Class, what: str) -> None:
    content, reason = BAD_NOTEBOOKS[what]
    course.send(course.pack({**course.files(), f"{EXERCISE}.ipynb": content}))
    tracemalloc.start()
    try:
        row = course.collect()["eve.handin.zip"]
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not row.taken
    assert reason in row.reason
    assert most < 100 << 20
    assert course.grade().graded == {"honest": FULL}


SHOWN: dict[str, Any] = {
    "text/html": "<script>steal()</script><iframe srcdoc='<script>steal()</script>'></iframe>",
    "application/javascript": "steal()",
    "text/javascript": "steal()",
    "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'><script>steal()</script></svg>",
    "text/markdown": "[x](javascript:steal()) <img src=x onerror=steal()>",
    "text/latex": r"$\href{javascript:steal()}{x}$",
    "application/vnd.jupyter.widget-view+json": {"model_id": "steal()"},
    "application/vnd.groundrules.view+json": {"view": "player", "id": "<script>steal()</script>"},
}
MARKDOWN = [
    "<script>steal()</script>",
    '<iframe srcdoc="<script>steal()</script>"></iframe>',
    "<svg><animate onbegin=steal() attributeName=x></svg>",
    "<math><mi xlink:href='javascript:steal()'>x</mi></math>",
    "<details open ontoggle=steal()>x</details>",
    "<style>*{background:url('javascript:steal()')}</style>",
    "<base href='https://steal()'>",
    "<meta http-equiv=refresh content='0;url=javascript:steal()'>",
    "<form action='javascript:steal()'><button>x</button></form>",
    "<!--><img src=x onerror=steal()>-->",
    "<javascript:steal()>",
    "[x](javascript:steal())",
    "[x](  JaVaScRiPt:steal())",
    "[x](<javascript:steal()>)",
    "[x](data:text/html,<script>steal()</script>)",
    "[x](vbscript:steal())",
    "[x](java&#115;cript:steal())",
    "[x](&#x6A;avascript:steal())",
    "[x][y]\n\n[y]: javascript:steal()",
    "[x][y]\n\n[y]:\n  javascript:steal()",
    "![x](javascript:steal())",
    "![x](https://steal().example/pixel.png)",
    "&lt;script&gt;steal()&lt;/script&gt;",
    "```html\n<script>steal()</script>\n```",
    "<img\u2028src=x onerror=steal()>",
    "\u202e<script>steal()</script>",
    r"$\href{javascript:steal()}{x}$ $\style{background:url(steal())}{x}$",
    r"$\csname href\endcsname{javascript:steal()}{x}$",
]  # fmt: skip


def test_a_graders_browser_runs_nothing_whatever_a_notebook_shows(course: Class) -> None:
    outputs: list[dict[str, Any]] = [
        {"output_type": kind, "data": {mime: data}, "metadata": {}, "execution_count": 1}
        for mime, data in SHOWN.items()
        for kind in ("display_data", "execute_result")
    ]
    outputs += [
        {"output_type": "stream", "name": "stdout", "text": SHOWN["text/html"]},
        {"output_type": "error", "ename": "<b>", "evalue": SHOWN["text/html"], "traceback": [SHOWN["text/html"]]},
    ]
    code = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": outputs, "source": "steal()"}
    texts = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in MARKDOWN]
    raw = [{"cell_type": "raw", "metadata": {"format": "text/html"}, "source": text} for text in MARKDOWN]
    course.send(course.pack({**course.files(), f"{EXERCISE}.ipynb": notebook_with(course, [code, *texts, *raw])}))
    assert course.collect()["eve.handin.zip"].taken
    assert course.grade().graded == {"eve": FULL, "honest": FULL}
    path = course.tree.autograded("eve", EXERCISE) / f"{EXERCISE}.ipynb"
    own = [cell for cell in json.loads(path.read_bytes())["cells"] if cell["id"].startswith("own-")]
    assert [cell.get("outputs", []) for cell in own] == [[]] * (1 + 2 * len(MARKDOWN))
    for command in (r"\href", r"\style", r"\csname"):
        assert command not in json.dumps([cell["source"] for cell in own]).replace("\\\\", "\\")
    exporter: Any = HTMLExporter
    html, _ = exporter().from_filename(str(path))
    assert "steal()" in html
    found = Page(html).found
    assert [one for one in found if not one.startswith("a ")] == []
    # What looks like a link to the web may stay one; it leads to no script.
    assert [one for one in found if "href" in one and "javascript" in one] == []


NAMES = [
    "\u202etxt.exe",
    "\x1b[2J\x1b[1;31mgraded",
    "Ana\u200bSilva",
    "ANA\u0301",
    "\uff0e\uff0e\uff0fetc",
    "..",
    "con",
    "-rf",
    "a\nb",
    "\N{PILE OF POO}" * 15,
    "\u212bngstr\u00f6m",
    "\ud800",
    "; rm -rf ~",
    "$(reboot)",
    "' OR 1=1 --",
    "<script>steal()</script>",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_stay_names(course: Class, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    course.send(course.pack(course.files(), name))
    assert main(["collect", str(course.inbox), "--course", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert all(character.isprintable() or character == "\n" for character in said)
    inside = {path.relative_to(course.root).parts[0] for path in course.root.rglob("*")}
    assert inside == {"build", "inbox", "solutions"}
    places = [path.name for path in (course.tree.root / "submitted").iterdir()]
    assert all(place.isascii() and place.replace("-", "").isalnum() for place in places)
    done = course.grade()
    assert set(done.graded.values()) == {FULL}
    for page in feedback(course.root, EXERCISE).pages.values():
        assert "<script" not in page.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="the names are bytes on POSIX alone")
def test_a_folder_whose_name_is_no_text_is_reported_and_spoils_nothing(course: Class) -> None:
    folder = os.fsencode(course.inbox) + b"/\xff\xfe\x1b[31m"
    os.mkdir(folder)  # noqa: PTH102  a name of bytes
    for name, content in course.files().items():
        Path(os.fsdecode(folder), name).write_bytes(content)
    rows = course.collect()
    assert len(rows) == 2
    assert all(label.isprintable() for label in rows)
    assert (course.tree.intake(EXERCISE) / "report.csv").read_text(encoding="utf-8").isascii() is False
    assert course.grade().graded["honest"] == FULL


def test_a_class_of_which_one_zip_holds_links_doubles_and_ways_out_is_taken_otherwise(course: Class) -> None:
    download = course.root / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.write(course.inbox / "honest.handin.zip", "Ho Nest_1_assignsubmission_file_/honest.handin.zip")
        archive.writestr("Eve_2_assignsubmission_file_/../../../evil.py", b"evil")
        link = zipfile.ZipInfo(f"Eve_2_assignsubmission_file_/{EXERCISE}.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("Mal_3_assignsubmission_file_/mal.handin.zip", course.pack(course.files(), "Mal"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("Mal_3_assignsubmission_file_/mal.handin.zip", course.pack(course.files(), "Honest"))
        archive.writestr("Mal_3_assignsubmission_file_/MAL.handin.zip", course.pack({}, "Mal"))
    rows = collect(course.root, EXERCISE, download, NOW).rows
    reasons = sorted(row.reason for row in rows if row.reason)
    assert reasons == [
        "It holds a file that would be written elsewhere, “Eve_2_assignsubmission_file_/../../../evil.py”.",
        "It holds a file twice, “Mal_3_assignsubmission_file_/mal.handin.zip”.",
        "It holds a link, “Eve_2_assignsubmission_file_/late-invoices.ipynb”.",
        "The hand-in holds no late-invoices.ipynb.",
    ]
    assert course.grade().graded == {"ho-nest-1": FULL, "mal-3": FULL}


def test_a_tar_file_with_a_link_is_no_hand_in(course: Class) -> None:
    place = io.BytesIO()
    with tarfile.open(fileobj=place, mode="w") as archive:
        link = tarfile.TarInfo(f"{EXERCISE}.ipynb")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    course.send(place.getvalue(), "eve.handin.zip")
    assert course.collect()["eve.handin.zip"].reason == "The file is not a zip file, or it is damaged."
    assert course.grade().graded == {"honest": FULL}


def test_on_a_platform_nobody_hands_in_for_another(course: Class) -> None:
    (course.root / "class.csv").write_text("student,name,platform\nana,Ana Silva,12\neve,Eve Adams,9\n")
    set_roster(course.root, course.root / "class.csv")
    poor = course.pack(course.files(answers={}), "Ana Silva", made="2026-11-22T11:59:00Z")
    with zipfile.ZipFile(course.root / "download.zip", "w") as archive:
        archive.writestr("Ana Silva_12_assignsubmission_file_/a.handin.zip", course.pack(course.files(), "Ana Silva"))
        for name in ("a.handin.zip", "Ana Silva_12_assignsubmission_file_a.handin.zip", "ana_12_3_a.handin.zip"):
            archive.writestr(f"Eve Adams_9_assignsubmission_file_/x/{name}", poor)
    rows = collect(course.root, EXERCISE, course.root / "download.zip", NOW).rows
    assert [row.student for row in rows if row.submission.split("/")[1].startswith("Eve")] == ["eve"] * 3
    assert course.grade().graded == {"ana": FULL, "eve": 0.0}


def test_without_a_platform_a_second_hand_in_in_the_same_name_is_told_and_the_first_kept(course: Class) -> None:
    forged = course.pack(course.files(answers={}), "Honest", made="2026-11-22T11:00:00Z")
    first = (course.inbox / "honest.handin.zip").read_bytes()
    course.collect()
    course.send(forged, "later.handin.zip")
    rows = course.collect()
    assert rows["honest.handin.zip"].reason == "A later hand-in of the same person was taken: later.handin.zip."
    originals = course.tree.intake(EXERCISE) / "originals/honest"
    assert (originals / "hand-in.zip").read_bytes() == forged
    (kept,) = (originals / "earlier").iterdir()
    assert kept.read_bytes() == first


def test_a_time_to_come_does_not_win_over_what_is_handed_in_later(course: Class) -> None:
    course.send(course.pack(course.files(answers={}), made="2099-01-01T00:00:00Z"), "a.handin.zip")
    course.send(course.pack(course.files(), made="2026-11-22T11:59:59Z"), "b.handin.zip")
    rows = course.collect()
    assert any("which is still to come; now counts" in note for note in rows["a.handin.zip"].notes)
    stamp = (course.tree.submitted("eve", EXERCISE) / "timestamp.txt").read_text()
    assert stamp <= "2026-11-22 12:00:00 UTC\n"
    for made in ("9999-99-99T00:00:00Z", "0001-01-01T00:00:00Z", "2026-11-22T09:00:00+99:00", "x" * 100):
        course.send(course.pack(course.files(), "Mal", made=made), "mal.handin.zip")
        row = course.collect()["mal.handin.zip"]
        assert row.taken or row.reason == "The manifest.json in it is damaged."


def test_ids_that_differ_in_capital_letters_alone_are_not_mixed_up(course: Class) -> None:
    for name in ("Zoe", "zoe"):
        (course.inbox / name).mkdir()
        for file, content in course.files().items():
            (course.inbox / name / file).write_bytes(content)
    rows = course.collect()
    assert rows[f"Zoe/{store.FILE}"].taken
    assert rows[f"zoe/{store.FILE}"].reason == "Its id “zoe” differs from “Zoe” in capital letters alone."


def test_a_hand_in_that_names_the_graders_paths_reaches_none(course: Class) -> None:
    course.collect()
    course.grade()
    with closing(sqlite3.connect(course.tree.database)) as book:
        before = book.execute("SELECT count(*), sum(auto_score) FROM grade").fetchone()
    kept = {path: path.read_bytes() for path in (course.tree.keys(EXERCISE), course.tree.root / "nbgrader_config.py")}
    files = course.files()
    for name in ("../../gradebook.db", "../../keys/late-invoices.json", "/" + str(course.tree.database)):
        course.send(course.pack({**files, name: b"evil"}, name))
        row = course.collect()["eve.handin.zip"]
        assert (row.taken, "written elsewhere" in row.reason) == (False, True)
    for name in ("source", "gradebook.db", "intake", "release"):
        (course.inbox / name).mkdir()
        for file, content in files.items():
            (course.inbox / name / file).write_bytes(content)
    course.collect()
    assert {path: path.read_bytes() for path in kept} == kept
    with closing(sqlite3.connect(course.tree.database)) as book:
        assert book.execute("SELECT count(*), sum(auto_score) FROM grade").fetchone() == before
    assert course.grade().graded == {"gradebook.db": FULL, "intake": FULL, "release": FULL, "source": FULL}


def test_a_time_of_long_ago_is_not_believed_and_keeps_no_later_hand_in_out(course: Class) -> None:
    # As text “999-…” stands after “2026-…”; and what reads the time later may not know such years.
    course.send(course.pack(course.files(), made="0999-01-01T00:00:00Z"))
    told = "It says that it was made at 999-01-01 00:00 UTC, which cannot be; now counts."
    assert told in course.collect()["eve.handin.zip"].notes
    assert (course.tree.submitted("eve", EXERCISE) / "timestamp.txt").read_text() == "2026-11-22 12:00:00 UTC\n"
    (course.inbox / "eve.handin.zip").unlink()
    course.send(course.pack(course.files(), made="2026-11-23T09:00:00Z"), "again.handin.zip")
    later = NOW.replace(day=24)
    assert [row.taken for row in collect(course.root, EXERCISE, course.inbox / "again.handin.zip", later).rows] == [
        True
    ]


@pytest.mark.parametrize("cell", ["=1+1", "\uff1d1+1", "\uff20SUM(1)", "\n=1+1", "\t=1+1", "-2+3"])
def test_no_cell_of_a_table_begins_as_a_formula(cell: str) -> None:
    assert plain(cell) == f"'{cell}"


def test_zips_within_zips_are_followed_one_step_and_no_further(course: Class) -> None:
    content = course.pack(course.files())
    for depth in range(6):
        place = io.BytesIO()
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr(f"{depth}.zip", content)
        content = place.getvalue()
    course.send(content, "russian-doll.zip")
    rows = course.collect()
    reason = "The zip file holds no manifest.json: it is not a hand-in."
    assert {name: row.reason for name, row in rows.items() if row.reason} == {"russian-doll.zip/5.zip": reason}
    assert [row.submission for row in rows.values() if row.taken] == ["honest.handin.zip"]


@pytest.mark.parametrize(("packing", "flag"), [(zipfile.ZIP_LZMA, 0), (zipfile.ZIP_BZIP2, 0), (zipfile.ZIP_STORED, 1)])
def test_ways_of_packing_that_take_memory_or_a_password_are_refused_before_they_are_opened(
    course: Class, packing: int, flag: int
) -> None:
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", packing) as archive:
        archive.writestr("manifest.json", "{}")
    content = bytearray(place.getvalue())
    content[content.rindex(b"PK\x01\x02") + 8] |= flag
    course.send(bytes(content))
    wanted = "protected by a password" if flag else "packed in an unusual way"
    assert course.collect()["eve.handin.zip"].reason == f"“manifest.json” is {wanted}."


def test_an_answers_file_that_says_two_things_is_graded_by_the_one_that_was_checked(course: Class) -> None:
    files = course.files()
    wrong = json.dumps({"which-rule": {"value": "agree", "saved": "x"}}).encode()
    # The same name twice: readers differ in which they believe.
    twice = files["answers.json"][:-1] + b', "answers": ' + wrong + b"}"
    course.send(course.pack({**files, "answers.json": twice}))
    assert course.collect()["eve.handin.zip"].notes == ("1 of 6 questions answered.",)
    kept = json.loads((course.tree.submitted("eve", EXERCISE) / "answers.json").read_bytes())
    assert {name: one["value"] for name, one in kept["answers"].items()} == {"which-rule": "agree"}
    graded = course.grade().graded
    assert (graded["honest"], graded["eve"] < FULL) == (FULL, True)
