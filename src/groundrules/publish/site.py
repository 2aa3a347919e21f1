"""The course as a static site: plain files that any web server, or none but a local one, can hand out."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules import course as manifest
from groundrules.errors import FolderError
from groundrules.publish import bundle, matter, python, vocabulary
from groundrules.publish.lesson import Page, plain_pages, read_page
from groundrules.publish.lite import NOTEBOOKS, Parts, build_lite
from groundrules.publish.prose import curly
from groundrules.publish.words import direction, in_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundrules.course import Course, Lesson

POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
MARK = ".groundrules-site"  # in a folder that this made, and so may clear


@dataclass(slots=True)
class Site:
    """A site that is being written.

    Attributes:
        out: its folder.
        data: the address of each piece of data, by its name.
        written: all files so far, by their address, with their size in bytes.
        later: the addresses of those that are fetched only when they are wanted.
        notebooks: the address at which a lesson opens as a notebook, its name to be added; empty where there is none.
    """

    out: Path
    data: dict[str, str] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    notebooks: str = ""

    def write(self, address: str, content: str | bytes) -> str:
        """Write a file; give its address."""
        content = content.encode("utf-8") if isinstance(content, str) else content
        place = self.out / address
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.written[address] = len(content)
        return address

    def copy(self, address: str, source: Path) -> None:
        """Copy a file."""
        place = self.out / address
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        self.written[address] = place.stat().st_size

    def write_named(self, stem: str, suffix: str, content: str | bytes) -> str:
        """Write a file whose name follows from its content, so that a browser never takes an old one for it."""
        content = content.encode("utf-8") if isinstance(content, str) else content
        return self.write(f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{suffix}", content)

    def version(self) -> str:
        """Give what changes whenever a file does."""
        digest = hashlib.sha256()
        for address in sorted(self.written):
            digest.update(address.encode() + b"\0" + (self.out / address).read_bytes())
        return digest.hexdigest()[:16]

    def write_data(self, name: str, value: Any) -> None:  # noqa: ANN401  any JSON
        """Write data that pages ask for by name."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self.data[name] = self.write_named(f"data/{name.replace(':', '-')}", "js", bundle.data(name, text))


def build_site(
    out: Path, course: Course | None = None, pyodide: Path | None = None, lite: Parts | None = None
) -> dict[str, int]:
    """Build the site.

    Args:
        out: the folder; made when missing. One that an earlier site was built into is cleared first.
        course: by default the one that is installed.
        pyodide: the npm package `pyodide`, unpacked; with it the coach works on the site too, without it the
            learner is offered ready phrasings and model texts.
        lite: what JupyterLite is made from; with it every lesson is there as a notebook too, whose cells run in the
            browser.

    Returns:
        All files by their address below `out`, with their size in bytes.

    Raises:
        ContentError: a lesson, scenario or question is wrong.
        FolderError: the folder cannot be written, or holds something else.
        SetupError: that folder is not Pyodide's, or JupyterLite cannot be built.
    """
    course = course or manifest.load()
    # All that can be wrong in the content is found before the earlier site is cleared.
    pages = [read_page(course, lesson) for lesson in course.lessons]
    beside = [read_page(course, manifest.Lesson(stem, stem, title=stem, minutes=0)) for stem in plain_pages(course)]
    data = list(matter.gather(course, pages))
    common = _common(pages)
    programs = {
        kinds: (
            bundle.program(kinds, course.language),
            bundle.look(kinds),
            bundle.forms(kinds, course.language),
        )
        for kinds in {common, *map(_shows(common), [*pages, *beside])}
    }
    parts = python.pyodide_files(pyodide) if pyodide else []
    try:
        _clear(out)
        site = Site(out, notebooks=NOTEBOOKS if lite else "")
        for name, value in data:
            site.write_data(name, value)
        apps = {
            kinds: {
                "js": site.write_named("assets/app", "js", code),
                "css": site.write_named("assets/app", "css", look),
                "forms": site.write_named("assets/forms", "js", forms),
            }
            for kinds, (code, look, forms) in programs.items()
        }
        files = {"svg": site.write_named("assets/icon", "svg", bundle.static("icon.svg")), **apps[common]}
        if parts:
            _write_coach(site, parts)
        files["more"] = site.write_named("assets/more", "js", bundle.more(course.language))
        files_of = {page.lesson.id: files | apps[_shows(common)(page)] for page in [*pages, *beside]}
        _write_pages(site, course, pages, beside, {"": files, **files_of})
        for page in [*pages, *beside]:
            for address, picture in page.pictures.items():
                site.copy(address, picture)
        at_once = sorted(site.written.keys() - set(site.later))
        if lite:
            for path in build_lite(out, course, lite, site.data):
                site.written[path.relative_to(out).as_posix()] = path.stat().st_size
        site.write("sw.js", bundle.worker(at_once, site.later, site.version()))
    except OSError as error:
        what = f"The site cannot be written ({(error.strerror or str(error)).lower()})."
        raise FolderError(what, where=str(out), remedy="Choose another folder.") from error
    return site.written | {MARK: (out / MARK).stat().st_size}


def _clear(out: Path) -> None:
    """Empty a folder that an earlier site was built into; leave any other alone.

    Raises:
        FolderError: it holds something else.
    """
    if out.is_dir() and any(out.iterdir()):
        if not (out / MARK).is_file():
            remedy = "Choose an empty folder, or one that a site was built into before."
            raise FolderError("The folder holds other files.", where=str(out), remedy=remedy)
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    # At once, so that a site that was not built to its end can be built again.
    (out / MARK).write_text("This folder was made by “groundrules site”; building again clears it.\n", encoding="utf-8")


def _write_coach(site: Site, parts: list[Path]) -> None:
    for part in parts:
        site.copy(f"pyodide/{part.name}", part)
    sources = site.write_named("coach", "zip", python.sources())
    site.data["coach"] = site.write_named("coach", "js", bundle.coach_worker(sources))
    site.later = [*(f"pyodide/{part.name}" for part in parts), sources, site.data["coach"]]


def _kinds(page: Page) -> frozenset[str]:
    """Give the kinds of views that a lesson shows."""
    return frozenset(block.spec["view"] for block in page.blocks if block.kind == "view")


def _common(pages: list[Page]) -> frozenset[str]:
    """Give the kinds of views that at least half of the lessons show: the program that all pages share."""
    counts = Counter(kind for page in pages for kind in _kinds(page))
    return frozenset(kind for kind, count in counts.items() if 2 * count >= len(pages))


def _shows(common: frozenset[str]) -> Callable[[Page], frozenset[str]]:
    """Give what says which kinds a lesson's program has: the common ones, and those that it shows beside them."""
    return lambda page: common | _kinds(page)


def _write_pages(
    site: Site, course: Course, pages: list[Page], beside: list[Page], files: dict[str, dict[str, str]]
) -> None:
    """Write every page; `files` holds the programs and styles of each lesson by its id, the common ones by none."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  only where pages are made

    environment = Environment(
        loader=PackageLoader("groundrules.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"curly": curly, "direction": direction}
    shared: dict[str, Any] = {
        "course": course,
        "files": files[""],
        "policy": POLICY,
        "notebooks": site.notebooks,
        "beside": beside,
    }
    shared["words"] = in_language(course.language)

    def write(address: str, template: str, names: list[str], **values: Any) -> None:  # noqa: ANN401  as templates take
        preload = [site.data[name] for name in matter.first(names)] if values["page"] == "lesson" else []
        context = shared | {"preload": preload} | values
        addresses = {name: site.data[name] for name in [*names, *({"coach"} & site.data.keys())]}
        context["data"] = _data(addresses | {"forms": context["files"]["forms"]})
        site.write(address, environment.get_template(template).render(context))

    plain = {"title": course.title, "about": course.subtitle, "lesson": None}
    write("index.html", "index.html", ["course", "tables"], page="home", **plain)
    write("search.html", "search.html", ["search"], page="search", **plain)
    write(
        "statements.html", "statements.html", [], page="statements", tables=vocabulary.tables(course.language), **plain
    )
    for page in beside:
        about: dict[str, Any] = {"title": f"{page.title} · {course.title}", "about": page.title, "lesson": None}
        about |= {"language": page.language, "shown": page, "files": files[page.lesson.id]}
        write(f"{page.lesson.stem}.html", "page.html", [], page="plain", **about)
    for number, page in enumerate(pages):
        write(
            f"{page.lesson.stem}.html",
            "lesson.html",
            matter.needed(page),
            page="lesson",
            files=files[page.lesson.id],
            title=f"{page.title} · {course.title}",
            about=page.lesson.title,
            lesson=page.lesson,
            language=page.language,
            sections=[heading for heading in page.headings if heading.level == 2],  # noqa: PLR2004
            times=_times(course, page),
            blocks=page.blocks,
            before=_at(course, number - 1),
            after=_at(course, number + 1),
        )


def _times(course: Course, page: Page) -> dict[str, int]:
    """Give the minutes of each section by its heading; a translation has the same headings in the same order."""
    source = (course.root / "notebooks" / f"{page.lesson.stem}.md").read_text(encoding="utf-8")
    written = re.findall(r"^## +(.+?) *$", source, re.MULTILINE)
    shown = [heading.text for heading in page.headings if heading.level == 2]  # noqa: PLR2004
    minutes = dict(page.lesson.sections)
    pairs = zip(shown, written, strict=True) if len(shown) == len(written) else ()
    return {heading: minutes[title] for heading, title in pairs if title in minutes}


def _data(addresses: dict[str, str]) -> Any:  # noqa: ANN401  Markup has no types here
    from markupsafe import Markup  # noqa: PLC0415  comes with jinja2

    text = json.dumps(addresses, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  JSON in a data block: only < could end it


def _at(course: Course, number: int) -> Lesson | None:
    return course.lessons[number] if 0 <= number < len(course.lessons) else None
