"""JupyterLite inside the site: the lessons as notebooks whose cells run in the browser, without server or network."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules import catalogue
from groundrules.course import TRANSLATIONS
from groundrules.errors import SetupError
from groundrules.exercise.lab import FILE as LAB_FILE
from groundrules.exercise.lab.lab import for_show
from groundrules.notebook import show_views, write_notebook
from groundrules.publish import bundle
from groundrules.publish.python import STAMP, below, pyodide_files
from groundrules.publish.wheels import lock_entry, package, read_wheels
from groundrules.view import MIME, view_of
from groundrules.widgets.linker import styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.course import Course

FOLDER = "lite"  # below the site
NOTEBOOKS = "lite/notebooks/index.html?path="
_APPS = ("--apps", "lab", "--apps", "notebooks")
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
_CONTENT = ("course.toml", "scenarios", "questions", "cards", "variants", TRANSLATIONS)
SCORE_TAG = "score"  # of an exercise's cell that is for the grader
# What stands above a lab, where its cells of code can run and where not.
LAB = {
    True: "*In the browser:* the forms and the cells of code count here, in the practice records. Questions are "
    "answered, and handed in, in the installed course.",
    False: "*In the browser:* the forms count here, in the practice records. The cells of code need pandas, which this "
    "site does not have; the forms give the same numbers. Questions are answered, and handed in, in the installed "
    "course.",
}
_LEFT_OUT = ("grading", "labextension", "publish", "server", "workshop", "__pycache__")  # no use to a browser's kernel


@dataclass(frozen=True, slots=True)
class Parts:
    """What JupyterLite is made from.

    Attributes:
        program: the command `jupyter-lite`.
        pyodide: npm's package `pyodide`, unpacked.
        wheels: a folder of pure wheels that the kernel needs, as `requirements/pyodide.txt` locks them; with
            Pyodide's own wheels of numpy and pandas beside them, notebooks that use pandas work too.
    """

    program: Path
    pyodide: Path
    wheels: Path


def build_lite(out: Path, course: Course, parts: Parts, data: dict[str, str]) -> list[Path]:
    """Build JupyterLite below a site.

    Args:
        out: the site's folder; `lite` is made in it.
        course: whose lessons become notebooks.
        parts: what to build it from.
        data: the addresses of the site's data by name, seen from the site's root.

    Returns:
        The files that were made.

    Raises:
        SetupError: a part is missing, or JupyterLite could not be built.
    """
    lite = out.resolve() / FOLDER
    program = shutil.which(parts.program) or str(parts.program)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        _lay_out(work, course, parts)
        options = ["--contents", "content", "--output-dir", str(lite), "--no-sourcemaps", "--force", *_APPS]
        try:
            subprocess.run(  # noqa: S603  the program that the person named
                [str(Path(program).absolute()), "build", *options], cwd=work, check=True, capture_output=True, text=True
            )
        except (OSError, subprocess.CalledProcessError) as error:
            told = (getattr(error, "stdout", "") or "") + (getattr(error, "stderr", "") or "") or str(error)
            remedy = "Install it by requirements/lite.txt into an environment of its own."
            raise SetupError(
                f"JupyterLite was not built: {told[-800:]}", where=str(parts.program), remedy=remedy
            ) from error
    _add_views(lite, course, data)
    return [path for path in (out / FOLDER).rglob("*") if path.is_file()]


def _lay_out(work: Path, course: Course, parts: Parts) -> None:
    """Lay out what JupyterLite builds from: notebooks, Pyodide with our packages, settings."""
    content, pyodide = work / "content", work / "static" / "pyodide"
    content.mkdir()
    pyodide.mkdir(parents=True)
    for lesson in course.lessons:
        notebook = json.loads(course.notebook_file(lesson.stem).read_text(encoding="utf-8"))
        show_views(notebook)
        notebook["metadata"]["kernelspec"] = KERNEL
        write_notebook(notebook, content / lesson.notebook)
    for part in pyodide_files(parts.pyodide):
        shutil.copyfile(part, pyodide / part.name)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    wheels = read_wheels(parts.wheels, lock)
    for lab in sorted((course.root / "exercises").glob(f"*/{LAB_FILE}")):
        _lay_out_lab(content, lab.parent, counts="pandas" in map(package, wheels))
    wheels |= {f"groundrules-{version('groundrules')}-py3-none-any.whl": wheel(course.root)}
    lock["packages"] = {package(file): lock_entry(file, held, lock) for file, held in wheels.items()}
    (pyodide / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")
    for name, held in wheels.items():
        (pyodide / name).write_bytes(held)
    settings = {PLUGIN: {"loadPyodideOptions": {"packages": sorted(lock["packages"])}, "disablePyPIFallback": True}}
    page = {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"litePluginSettings": settings}}
    (work / "jupyter-lite.json").write_text(json.dumps(page), encoding="utf-8")


def _lay_out_lab(content: Path, folder: Path, *, counts: bool) -> None:
    """Lay out an evidence lab: its records with their forms, and cells of code to count in; no questions to hand in.

    Args:
        content: where JupyterLite takes its notebooks from.
        folder: the exercise.
        counts: whether the cells of code can run, that is whether pandas is there.
    """
    notebook = json.loads((folder / f"{folder.name}.ipynb").read_text(encoding="utf-8"))
    kept: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "in-the-browser", "metadata": {}, "source": LAB[counts]}
    ]
    for cell in notebook["cells"]:
        shown = view_of("".join(cell["source"])) or {}
        if SCORE_TAG not in cell["metadata"].get("tags", []) and shown.get("view") != "question":
            kept.append(cell)
    notebook["cells"] = kept
    show_views(notebook)
    for cell in kept:
        for output in cell.get("outputs", []):
            spec = output["data"][MIME]
            spec["records"] = for_show(folder.parent, f"{folder.name}/{spec['table']}")
    notebook["metadata"]["kernelspec"] = KERNEL
    place = content / folder.name
    write_notebook(notebook, place / f"{folder.name}.ipynb")
    shutil.copyfile(folder / LAB_FILE, place / LAB_FILE)


def wheel(root: Path) -> bytes:
    """Give the course as a wheel for the browser's kernel: what works there, and the learner's content.

    Args:
        root: the course's content.
    """
    name = f"groundrules-{version('groundrules')}.dist-info"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as out:

        def write(path: str, text: str | bytes) -> None:
            out.writestr(zipfile.ZipInfo(path, STAMP), text, zipfile.ZIP_DEFLATED)

        for path, content in _sources(root):
            write(path, content)
        write(f"{name}/METADATA", f"Metadata-Version: 2.1\nName: groundrules\nVersion: {version('groundrules')}\n")
        write(f"{name}/WHEEL", "Wheel-Version: 1.0\nGenerator: groundrules\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        write(f"{name}/RECORD", "")
    return held.getvalue()


def _sources(root: Path) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(files("groundrules").iterdir(), key=lambda each: each.name):
        if entry.name not in {*_LEFT_OUT, "content"}:
            yield from ((path, found.read_bytes()) for path, found in below(entry, f"groundrules/{entry.name}"))
    for name in _CONTENT:
        place = root / name
        for path in sorted([place] if place.is_file() else place.rglob("*")):
            if path.suffix in {".toml", ".yaml"}:
                yield f"groundrules/content/{path.relative_to(root).as_posix()}", path.read_bytes()


def _add_views(lite: Path, course: Course, data: dict[str, str]) -> None:
    """Add our extension, and the views' module with the site's own host: the same work as on its pages."""
    extension = lite / "extensions" / "groundrules"
    shutil.copytree(Path(str(files("groundrules").joinpath("labextension", "groundrules"))), extension)
    static = lite / "groundrules" / "static"
    static.mkdir(parents=True)
    (static / "views.js").write_text(bundle.lite_module(course.language, data), encoding="utf-8")
    (static / "views.css").write_text(styles(), encoding="utf-8")
    for settings in lite.rglob("jupyter-lite.json"):
        page = json.loads(settings.read_text(encoding="utf-8"))
        found = page.get("jupyter-config-data", {})
        if "federated_extensions" in found:
            found["federated_extensions"].append(
                {"name": "groundrules", "load": "remoteEntry.js", "extension": "./extension"}
            )
            found["groundrulesWords"] = json.dumps(catalogue.load(course.language).of(catalogue.FRAME))
            settings.write_text(json.dumps(page, indent=1), encoding="utf-8")
