"""Marking by hand: the pile of answers, and the page that is served beside formgrader."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import pytest
from tests.unit.grading.conftest import EXERCISE

from groundrules.errors import GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.feedback import feedback
from groundrules.grading.intake import collect
from groundrules.grading.marks import serve
from groundrules.grading.marks.pile import Given, Pile
from groundrules.grading.marks.serve import read_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.grading.conftest import Class


@pytest.fixture
def graded(course: Class) -> Class:
    for name in ("Ana Silva", "Bo Li", "Cy Young"):
        course.send(name, {"the-mail": f"Dear Marek, this is what we said. <b>{name}</b>"})
    collect(course.root, EXERCISE, course.inbox)
    grade(course.root, EXERCISE)
    return course


def marked(course: Class) -> list[tuple[Any, ...]]:
    text = """SELECT student_id, auto_score, manual_score, needs_manual_grade, manual_comment FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    JOIN comment ON comment.cell_id = grade.cell_id AND comment.notebook_id = grade.notebook_id
    WHERE base_cell.name = 'the-mail' ORDER BY 1"""
    with closing(sqlite3.connect(course.tree.database)) as book:
        return book.execute(text).fetchall()


def test_the_pile_shows_each_answer_with_its_rubric(graded: Class) -> None:
    shown = Pile(graded.tree, EXERCISE, hidden=False).shown()
    assert [one["id"] for one in shown["questions"]] == ["the-mail"]
    assert [line["points"] for line in shown["questions"][0]["rubric"]] == [2.5, 1.5]
    assert shown["questions"][0]["models"][0].startswith("Dear Marek, from December on")
    first = shown["pile"][0]
    assert (first["name"], first["points"], first["waiting"]) == ("Ana Silva", None, True)
    assert first["text"] == "Dear Marek, this is what we said. <b>Ana Silva</b>"
    assert [one["name"] for one in shown["pile"]] == ["Ana Silva", "Bo Li", "Cy Young"]


def test_a_mark_goes_into_the_gradebook_and_its_remark_can_be_used_again(graded: Class) -> None:
    pile = Pile(graded.tree, EXERCISE, hidden=False)
    who = pile.shown()["pile"][1]["who"]
    given = Given(who, "the-mail", {"what": 2.5, "ask": 0.5}, "Clear.\n\nAsk for a reply.", (None, ""))
    after = pile.give(given)
    assert marked(graded) == [
        ("ana-silva", None, None, 1, None),
        ("bo-li", None, 3.0, 0, "Clear.\n\nAsk for a reply."),
        ("cy-young", None, None, 1, None),
    ]
    assert sorted(after["remarks"]["the-mail"]) == ["Ask for a reply.", "Clear."]
    assert after["pile"][1]["criteria"] == {"what": 2.5, "ask": 0.5}
    text = feedback(graded.root, EXERCISE).pages["bo-li"].read_text(encoding="utf-8")
    assert "<li>Says what was agreed and from when 2.5 of 2.5.</li>" in text
    assert "<li>Asks for his own words in reply 0.5 of 1.5.</li>" in text


def test_a_mark_that_somebody_gave_meanwhile_is_not_overwritten(graded: Class) -> None:
    pile = Pile(graded.tree, EXERCISE, hidden=False)
    who = pile.shown()["pile"][0]["who"]
    with closing(sqlite3.connect(graded.tree.database)) as book, book:
        book.execute("UPDATE grade SET manual_score = 4 WHERE auto_score IS NULL")
    with pytest.raises(GradingError, match="Somebody marked this answer meanwhile"):
        pile.give(Given(who, "the-mail", {"what": 1, "ask": 1}, "", (None, "")))
    assert marked(graded)[0][2] == 4.0


@pytest.mark.parametrize(
    "criteria", [{}, {"what": 1}, {"what": 3, "ask": 1}, {"what": -1, "ask": 1}, {"what": float("nan"), "ask": 0}]
)
def test_points_that_do_not_fit_the_rubric_are_refused(graded: Class, criteria: dict[str, float]) -> None:
    pile = Pile(graded.tree, EXERCISE, hidden=False)
    with pytest.raises(GradingError, match="The points do not fit the rubric"):
        pile.give(Given(pile.shown()["pile"][0]["who"], "the-mail", criteria, "", (None, "")))
    with pytest.raises(GradingError, match="There is no such answer"):
        pile.give(Given("ana-silva", "the-mail", {"what": 1, "ask": 1}, "", (None, "")))


def test_hidden_names_are_nowhere_in_what_the_page_gets(graded: Class) -> None:
    pile = Pile(graded.tree, EXERCISE, hidden=True)
    shown = pile.shown()
    assert [one["name"] for one in shown["pile"]] == ["Learner 1", "Learner 2", "Learner 3"]
    for one in shown["pile"]:
        one.pop("text")  # what a learner wrote may hold any name
    assert not any(name in json.dumps(shown).lower() for name in ("ana", "silva", "bo-li", "young"))
    assert shown["pile"] == [{key: one[key] for key in one if key != "text"} for one in pile.shown()["pile"]]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"criteria": 3}', b"[" * 90_000])
def test_a_mark_that_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(GradingError, match="The mark cannot be read"):
        read_given(body)


def test_the_page_loads_nothing_from_elsewhere_and_builds_no_html_from_text() -> None:
    folder = Path(serve.__file__).parent
    for name in ("marks.html", "marks.js", "marks.css"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "http://" not in text
        assert "https://" not in text
        assert "innerHTML" not in text


@pytest.fixture
def address(graded: Class) -> Iterator[str]:
    command = ["marks", EXERCISE, "--no-browser", "--hide-names", "--course", str(graded.root), "--port", "18890"]
    server = subprocess.Popen(
        [sys.executable, "-m", "groundrules.cli", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        found = (re.search(r"http://localhost:\d+/\S+", line) for line in server.stdout)
        told = next(one.group() for one in found if one)
        for _ in range(200):
            # It says its address a moment before it listens.
            with suppress(OSError), socket.create_connection(("localhost", urlsplit(told).port or 0), 1):
                break
            time.sleep(0.1)
        yield told
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.communicate(timeout=60)
        server.kill()
        server.communicate()


def refused(address: str) -> bool:
    """Does somebody without the token get a login page, or nothing?"""
    try:
        with urllib.request.urlopen(address) as page:  # noqa: S310
            return "/login" in page.url
    except urllib.error.HTTPError as error:
        error.close()
        return error.code in {401, 403}


def test_the_page_and_formgrader_are_served_to_the_instructor_alone(graded: Class, address: str) -> None:
    base = address.partition("?")[0]
    for path in ("", "data", "marks.js", "../../formgrader/gradebook"):
        assert refused(urljoin(base, path)), path
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(address) as page:
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert '<script type="module" src="marks.js">' in page.read().decode()
    with browser.open(base + "data") as reply:
        shown = json.loads(reply.read())
    given = {"who": shown["pile"][0]["who"], "question": "the-mail", "criteria": {"what": 2, "ask": 1}}
    body = json.dumps({**given, "remark": "Good.", "before": [None, ""]}).encode()
    with pytest.raises(urllib.error.HTTPError, match="403") as forged:
        browser.open(urllib.request.Request(base + "data", body))  # noqa: S310  as another site's page would send it
    forged.value.close()
    token = next(str(cookie.value) for cookie in jar if cookie.name == "_xsrf")
    with browser.open(urllib.request.Request(base + "data", body, {"X-XSRFToken": token})) as reply:  # noqa: S310
        assert json.loads(reply.read())["ok"] is True
    assert sorted(row[2] or 0 for row in marked(graded)) == [0, 0, 3.0]
    with browser.open(urljoin(base, "../../formgrader/gradebook")) as page:
        assert "nbgrader" in page.read().decode()
