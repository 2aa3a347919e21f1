"""The static site: its files, what they may load, and the folders that it clears."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from groundrules import course
from groundrules.errors import ContentError, FolderError
from groundrules.publish.site import POLICY, build_site

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course


class _Reader(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.found if tag == name]


@pytest.fixture
def site(little_course: Course, tmp_path: Path) -> Path:
    build_site(tmp_path / "out", little_course)
    return tmp_path / "out"


def test_the_site_has_a_page_for_each_lesson_and_files_named_by_their_content(
    little_course: Course, tmp_path: Path
) -> None:
    written = build_site(tmp_path / "out", little_course)
    names = sorted(re.sub(r"-[0-9a-f]{10}\.", "-#.", name) for name in written)
    assert names == [
        ".groundrules-site",
        "04_before.html",
        "05_lunch.html",
        "assets/app-#.css",
        "assets/app-#.js",
        "assets/forms-#.js",
        "assets/icon-#.svg",
        "assets/more-#.js",
        "data/course-#.js",
        "data/lesson-04-#.js",
        "data/lesson-05-#.js",
        "data/questions-05-#.js",
        "data/scenario-little-#.js",
        "data/search-#.js",
        "data/tables-#.js",
        "index.html",
        "line.svg",
        "search.html",
        "statements.html",
        "sw.js",
    ]
    out = tmp_path / "out"
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == set(written)
    assert all((out / name).stat().st_size == size for name, size in written.items())


def test_building_twice_gives_the_same_bytes(little_course: Course, tmp_path: Path) -> None:
    first, second = build_site(tmp_path / "a", little_course), build_site(tmp_path / "b", little_course)
    assert first == second
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in first)


def test_every_page_allows_itself_alone_and_runs_no_code_of_its_own(site: Path) -> None:
    pages = sorted(site.glob("*.html"))
    assert len(pages) == 5
    for path in pages:
        page = _Reader(path.read_text(encoding="utf-8"))
        assert {"http-equiv": "Content-Security-Policy", "content": POLICY} in page.all("meta")
        scripts = [script for script in page.all("script") if script.get("type") != "application/json"]
        assert len(scripts) == (2 if path.name in {"index.html", "search.html"} else 1)
        assert all(script["src"] for script in scripts)
        assert page.all("style") == []
        for _, attrs in page.found:
            assert not [name for name in attrs if name == "style" or name.startswith("on")]


def test_whatever_a_page_loads_is_a_file_of_the_site(site: Path) -> None:
    for path in site.glob("*.html"):
        page = _Reader(path.read_text(encoding="utf-8"))
        loaded = [attrs.get("src") or attrs.get("href") for tag in ("script", "link", "img") for attrs in page.all(tag)]
        data = re.search(r'id="course-data">(.*?)</script>', path.read_text(encoding="utf-8"))
        assert data is not None
        for address in [*filter(None, loaded), *json.loads(data[1]).values()]:
            assert (site / address).is_file(), f"{path.name} loads {address}"


def test_links_within_the_site_lead_to_pages_and_anchors_that_are_there(site: Path) -> None:
    pages = {path.name: _Reader(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}
    ids = {name: {attrs.get("id") for _, attrs in page.found} for name, page in pages.items()}
    checked = 0
    for name, page in pages.items():
        for link in page.all("a"):
            address = str(link["href"])
            if address.startswith("https:"):
                continue
            target, _, anchor = address.partition("#")
            assert (target or name) in pages, address
            assert not anchor or anchor in ids[target or name], address
            checked += 1
    assert checked > 15


def test_a_lesson_shows_its_title_its_minutes_its_sections_and_its_neighbours(site: Path) -> None:
    text = (site / "05_lunch.html").read_text(encoding="utf-8")
    assert "<title>The phone at lunch · Little Rules</title>" in text
    assert "Lesson 5 · about 20 minutes" in text
    assert re.findall(r'<li><a href="#([\w-]+)">', text) == ["a-short-case", "the-idea", "your-own-workbook"]
    assert 'rel="prev" href="04_before.html"' in text
    assert 'aria-current="page"' in text


def test_a_view_carries_its_data_in_an_attribute(site: Path) -> None:
    page = _Reader((site / "05_lunch.html").read_text(encoding="utf-8"))
    specs = [json.loads(str(attrs["data-view"])) for attrs in page.all("div") if attrs.get("data-view")]
    assert specs[1] == {"view": "player", "id": "little", "headingLevel": 3}
    assert len(specs) == 8


def test_a_title_with_markup_in_it_is_shown_and_not_obeyed(little_course: Course, tmp_path: Path) -> None:
    manifest = little_course.root / "course.toml"
    text = manifest.read_text(encoding="utf-8").replace("The phone at lunch", "</title><script>alert(1)</script>")
    manifest.write_text(text, encoding="utf-8")
    course.load.cache_clear()
    build_site(tmp_path / "out", course.load(little_course.root))
    for path in (tmp_path / "out").glob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8")


def test_the_contents_of_a_lesson_say_how_long_each_section_takes(little_course: Course, tmp_path: Path) -> None:
    manifest = little_course.root / "course.toml"
    text = manifest.read_text(encoding="utf-8")
    text = text.replace("minutes = 20\n", 'minutes = 20\nsections = [["A *short* case", 4]]\n')
    manifest.write_text(text, encoding="utf-8")
    lesson = little_course.root / "notebooks" / "05_lunch.md"
    lesson.write_text(lesson.read_text("utf-8").replace("## A short case", "## A *short* case"), encoding="utf-8")
    course.load.cache_clear()
    build_site(tmp_path / "out", course.load(little_course.root))
    page = (tmp_path / "out" / "05_lunch.html").read_text(encoding="utf-8")
    assert '>A short case <span class="minutes">4 min</span></a></li>' in page


def test_a_page_of_nothing_but_text_is_on_the_site_and_linked_from_every_page(
    little_course: Course, tmp_path: Path
) -> None:
    root = little_course.root
    manifest = root / "course.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("[course]", '[course]\npages = ["bounds", "desk"]', 1), encoding="utf-8")
    bounds = "# The bounds\n\nBack to [lunch](05_lunch.ipynb).\n"
    (root / "notebooks" / "bounds.md").write_text(bounds, encoding="utf-8")
    (root / "notebooks" / "desk.md").write_text("# Desk\n\n```{code-cell}\nhome()\n```\n", encoding="utf-8")
    course.load.cache_clear()
    written = build_site(tmp_path / "out", course.load(root))
    assert "bounds.html" in written
    assert "desk.html" not in written
    page = (tmp_path / "out" / "bounds.html").read_text(encoding="utf-8")
    assert "<h1 id=" in page
    assert '<a href="05_lunch.html">lunch</a>' in page
    for name in ("index.html", "05_lunch.html", "search.html"):
        assert '<a href="bounds.html">The bounds</a>' in (tmp_path / "out" / name).read_text(encoding="utf-8")


def test_an_earlier_site_is_cleared_and_anything_else_is_left_alone(little_course: Course, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_site(out, little_course)
    (out / "old.html").write_text("", encoding="utf-8")
    build_site(out, little_course)
    assert not (out / "old.html").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("Dear Omar", encoding="utf-8")
    with pytest.raises(FolderError, match="holds other files"):
        build_site(mine, little_course)
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


def test_a_wrong_lesson_stops_the_build_before_the_earlier_site_is_cleared(
    little_course: Course, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build_site(out, little_course)
    (little_course.root / "notebooks" / "05_lunch.md").write_text("![x](missing.png)\n", encoding="utf-8")
    with pytest.raises(ContentError):
        build_site(out, little_course)
    assert (out / "index.html").is_file()


def test_a_folder_that_cannot_be_written_is_said_with_a_remedy(little_course: Course, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FolderError) as caught:
        build_site(tmp_path / "file" / "out", little_course)
    assert caught.value.remedy == "Choose another folder."


def test_a_lesson_weighs_less_than_300_kilobytes_with_all_that_it_loads(little_course: Course, tmp_path: Path) -> None:
    written = build_site(tmp_path / "out", little_course)
    weight = weigh(tmp_path / "out", written, "05_lunch.html")
    assert 120_000 < weight < 300_000


def weigh(out: Path, written: dict[str, int], address: str) -> int:
    """Give the bytes of a page with all that it loads when it is opened."""
    page = _Reader((out / address).read_text(encoding="utf-8"))
    loaded = {str(link["href"]) for link in page.all("link")} | {
        str(script.get("src")) for script in page.all("script")
    }
    return sum(written[name] for name in [address, *(loaded & written.keys())])


def test_the_worker_keeps_every_file_and_changes_with_any_of_them(little_course: Course, tmp_path: Path) -> None:
    def worker(out: Path) -> tuple[set[str], str]:
        written = build_site(out, little_course)
        build = json.loads((out / "sw.js").read_text(encoding="utf-8").partition("\n")[0][len("const BUILD = ") : -1])
        assert set(build["files"]) == set(written) - {"sw.js", ".groundrules-site"}
        return set(build["files"]), build["version"]

    _, before = worker(tmp_path / "a")
    text = little_course.root / "notebooks" / "04_before.md"
    text.write_text(text.read_text(encoding="utf-8") + "One more word.\n", encoding="utf-8")
    files, after = worker(tmp_path / "b")
    assert before != after
    assert "04_before.html" in files


def test_passages_are_found_by_the_heading_that_they_stand_under(site: Path) -> None:
    passages = json.loads(next(site.glob("data/search-*.js")).read_text(encoding="utf-8").splitlines()[1])
    assert [(each["page"], each["anchor"]) for each in passages][:4] == [
        ("04_before.html", "the-lesson-before"),
        ("04_before.html", "one"),
        ("04_before.html", "two"),
        ("05_lunch.html", "the-phone-at-lunch"),
    ]
    assert passages[-2] == {
        "page": "05_lunch.html",
        "title": "The phone at lunch",
        "anchor": "where-it-comes-from",
        "heading": "Where it comes from",
        "text": "See the lesson before, the exercise and a source.",
    }


def test_a_text_field_with_the_coach_brings_its_models_and_its_view(little_course: Course, tmp_path: Path) -> None:
    before = build_site(tmp_path / "a", little_course)
    assert not [name for name in before if name.startswith("data/coach-")]
    text = little_course.root / "notebooks" / "04_before.md"
    cell = '```{code-cell} ipython3\n:tags: [lesson]\ndraft("opening")\n```\n'
    text.write_text(f"# The lesson before\n\n## Two\n\n{cell}", encoding="utf-8")
    after = build_site(tmp_path / "b", little_course)
    (models,) = [name for name in after if name.startswith("data/coach-opening-")]
    assert models in (tmp_path / "b" / "04_before.html").read_text(encoding="utf-8")
    program = next(name for name in after if name.startswith("assets/app-") and name.endswith(".js"))
    assert "function mountCoach(" in (tmp_path / "b" / program).read_text(encoding="utf-8")
