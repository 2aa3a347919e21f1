"""Hand-ins that would harm whoever unpacks, reads or looks at them."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import tracemalloc
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from nbconvert.exporters import HTMLExporter
from tests.security.conftest import EXERCISE

from groundrules.grading.autograde import grade
from groundrules.grading.intake import Row, collect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.security.conftest import Class

MANIFEST = {"schema": 1, "exercise": EXERCISE, "name": "Eve", "made": "2026-11-22T09:00:00Z"}


def packed(files: dict[str, bytes], *, link: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", method) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.external_attr = (0o120777 if name == link else 0o644) << 16
            archive.writestr(entry, content)
    return place.getvalue()


def handed_in(files: dict[str, bytes], **changed: Any) -> bytes:
    listed = {name: {"bytes": len(part), "sha256": hashlib.sha256(part).hexdigest()} for name, part in files.items()}
    manifest = json.dumps({**MANIFEST, "files": listed, **changed}).encode()
    return packed({"manifest.json": manifest, **files})


def taken(course: Class, name: str, content: bytes) -> Row:
    inbox = course.root / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_bytes(content)
    (row,) = collect(course.root, EXERCISE, inbox).rows
    return row


def everything(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*")}


def test_a_zip_bomb_is_counted_while_it_is_read_and_stopped_early(course: Class) -> None:
    bomb = handed_in({f"{EXERCISE}.ipynb": bytes(100 << 20)})
    assert len(bomb) < 150_000
    tracemalloc.start()
    try:
        row = taken(course, "eve.handin.zip", bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert row.reason == "“call-log.ipynb” is larger than 10,000,000 bytes when unpacked."
    assert most < 60 << 20


def test_a_zip_that_lies_about_its_sizes_is_stopped(course: Class) -> None:
    content = bytearray(handed_in({f"{EXERCISE}.ipynb": bytes(20 << 20)}))
    # The size unpacked, in the directory at the end: told as ten bytes.
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    row = taken(course, "eve.handin.zip", bytes(content))
    assert not row.taken
    assert "damaged" in row.reason or "larger" in row.reason or "changed" in row.reason


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../evil.py", "It holds a file that would be written elsewhere, “../../evil.py”."),
        ("/etc/cron.d/evil", "It holds a file that would be written elsewhere, “/etc/cron.d/evil”."),
        ("..\\..\\evil.py", "It holds a file that would be written elsewhere, “../../evil.py”."),
        ("C:/evil.py", "It holds a file that would be written elsewhere, “C:/evil.py”."),
        ("a/" * 200 + "x", f"It holds a file that would be written elsewhere, “{'a/' * 40}”."),
    ],
)
def test_names_that_lead_out_are_refused_and_nothing_is_written(course: Class, name: str, said: str) -> None:
    before = everything(course.tree.root)
    assert taken(course, "eve.handin.zip", handed_in({name: b"evil"})).reason == said
    written = {path for path in everything(course.tree.root) - before if "/refused/" not in path}
    assert written == {"intake", "intake/call-log", "intake/call-log/report.csv", "intake/call-log/refused"}
    (kept,) = (course.tree.intake(EXERCISE) / "refused").iterdir()
    assert [path.name for path in kept.iterdir()] == ["hand-in.zip"]


def test_links_in_zips_and_folders_are_refused(course: Class) -> None:
    content = packed({"manifest.json": b"{}", f"{EXERCISE}.ipynb": b"/etc/passwd"}, link=f"{EXERCISE}.ipynb")
    assert taken(course, "eve.handin.zip", content).reason == "It holds a link, “call-log.ipynb”."
    (course.root / "inbox/eve.handin.zip").unlink()
    (course.root / "elsewhere").mkdir()
    (course.root / "elsewhere" / f"{EXERCISE}.ipynb").write_text("{}")
    (course.root / "inbox/eve").symlink_to(course.root / "elsewhere", target_is_directory=True)
    (row,) = collect(course.root, EXERCISE, course.root / "inbox").rows
    assert row.reason == "It is a link; links are not followed."


@pytest.mark.parametrize(
    "content",
    [
        packed({str(n): b"" for n in range(11)}),
        packed({"a": b"x" * 100}, method=zipfile.ZIP_LZMA),
        packed({"manifest.json": b"{}"})[:-10],
        b"PK\x05\x06" + bytes(18),
        handed_in({}, name="../../root"),
        handed_in({f"{EXERCISE}.ipynb": b"{}"}, exercise="../../../etc"),
        handed_in({f"{EXERCISE}.ipynb": b"{}"}, name="x" * 61),
        handed_in({f"{EXERCISE}.ipynb": b"\xff\xfe\x00\xd8"}),
        handed_in({f"{EXERCISE}.ipynb": b'{"cells":' + b"[" * 90_000}),
        handed_in({f"{EXERCISE}.ipynb": b'{"nbformat": 4, "cells": 7}'}),
        handed_in({f"{EXERCISE}.ipynb": b'{"nbformat": 4, "cells": [], "metadata": {"a": ' + b"9" * 9000 + b"}}"}),
    ],
)
def test_what_is_not_whole_is_refused_with_a_reason(course: Class, content: bytes) -> None:
    row = taken(course, "eve.handin.zip", content)
    assert not row.taken
    assert row.reason


def test_a_name_cannot_lead_out_of_the_tree(course: Class) -> None:
    notebook = json.dumps(course.notebook()).encode()
    row = taken(course, "eve.handin.zip", handed_in({f"{EXERCISE}.ipynb": notebook}, name="../../../../tmp/../x"))
    assert (row.taken, row.student) == (True, "tmp-x")
    assert (course.tree.root / "submitted/tmp-x").is_dir()


def test_links_that_were_put_into_the_tree_are_never_written_through(course: Class) -> None:
    course.write("eve")
    collect(course.root, EXERCISE, course.root / "inbox")
    target = course.root / "precious"
    target.mkdir()
    (target / "kept").write_text("kept")
    (course.tree.root / "autograded").mkdir(exist_ok=True)
    (course.tree.root / "autograded/eve").symlink_to(target, target_is_directory=True)
    with pytest.raises(Exception, match="A link stands where a graded submission belongs"):
        grade(course.root, EXERCISE)
    assert [path.name for path in target.iterdir()] == ["kept"]


EVIL = "<script>steal()</script><img src=x onerror=steal()>[click](javascript:steal())<svg onload=steal()>"


class Page(HTMLParser):
    """Gathers what a page would run or load of the learner's making."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        self.found += [f"{tag} {name}" for name, value in attrs if "steal" in (value or "")]

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script and "steal" in data:
            self.found.append("script")


def test_a_graders_browser_runs_nothing_of_a_submission(course: Class) -> None:
    notebook = course.notebook()
    shown = {
        "output_type": "display_data",
        "data": {"text/html": EVIL, "application/javascript": "steal()"},
        "metadata": {},
    }
    for kind in ("markdown", "raw", "code"):
        cell: dict[str, Any] = {"cell_type": kind, "metadata": {"raw_mimetype": "text/html"}, "source": EVIL}
        notebook["cells"].append({**cell, "outputs": [shown], "execution_count": 1} if kind == "code" else cell)
    notebook["cells"][-2]["attachments"] = {"x.svg": {"image/svg+xml": EVIL}}
    notebook["metadata"]["title"] = EVIL
    for cell in notebook["cells"]:
        if cell.get("id") == "read":
            cell["source"] = f"print({EVIL!r})\nclass Shown:\n    def _repr_html_(self): return {EVIL!r}\nShown()"
    course.send("eve", notebook)
    collect(course.root, EXERCISE, course.root / "inbox")
    grade(course.root, EXERCISE)
    exporter: Any = HTMLExporter
    html, _ = exporter().from_filename(str(course.tree.autograded("eve", EXERCISE) / f"{EXERCISE}.ipynb"))
    assert "steal()" in html
    assert Page(html).found == []
