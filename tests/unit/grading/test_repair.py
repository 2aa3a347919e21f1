from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from nbconvert.filters.markdown import markdown2html

from groundrules.errors import SubmissionError
from groundrules.grading.repair import harmless, repair


def made(name: str, source: str, kind: str = "code", **nbgrader: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {"nbgrader": {"grade_id": name, **nbgrader}} if nbgrader else {}
    cell: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell


RELEASE: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        made("text-000", "# Title", "markdown"),
        made("form", "ask('q')", locked=True),
        made("work", "# write here", solution=True, locked=False),
        made("q", "score('q')", locked=True, grade=True),
    ],
}


def submitted(*cells: Any, **more: Any) -> bytes:
    return json.dumps({**RELEASE, "cells": list(cells), **more}).encode()


def sources(content: bytes) -> list[tuple[str, str]]:
    return [(cell["id"], cell["source"]) for cell in repair(content, RELEASE, "ana").notebook["cells"]]


CELLS = RELEASE["cells"]
TEXT, FORM, WORK, TEST = CELLS
UNTOUCHED = [("text-000", "# Title"), ("form", "ask('q')"), ("work", "# write here"), ("q", "score('q')")]


def test_an_untouched_notebook_stays_as_it_is_without_a_note() -> None:
    repaired = repair(submitted(*CELLS), RELEASE, "ana")
    assert (repaired.notebook, repaired.notes) == (RELEASE, ())


def test_what_a_learner_wrote_stays_and_what_was_locked_is_reset() -> None:
    repaired = repair(submitted(TEXT, {**FORM, "source": "cheat()"}, {**WORK, "source": "x = 1"}, TEST), RELEASE, "ana")
    assert [cell["source"] for cell in repaired.notebook["cells"]] == ["# Title", "ask('q')", "x = 1", "score('q')"]
    assert repaired.notes == ("The cell “form” was changed; it was reset.",)


def test_deleted_copied_moved_and_unknown_cells_are_put_right_and_told() -> None:
    strange = made("elsewhere", "print(1)", grade=True, points=99)
    repaired = repair(submitted(TEST, WORK, WORK, TEXT, strange), RELEASE, "ana")
    assert [(cell["id"], cell["source"]) for cell in repaired.notebook["cells"]] == [
        ("text-000", "# Title"),
        ("own-001", "print(1)"),
        ("form", "ask('q')"),
        ("work", "# write here"),
        ("q", "score('q')"),
    ]
    assert repaired.notes == (
        "The cell “elsewhere” is not one of this exercise; it was kept as a cell of the learner's own.",
        "The cell “form” was missing; it was put back.",
        "The cell “work” was there 2 times; it was kept once.",
    )
    assert repaired.notebook["cells"][1]["metadata"] == {}


def test_of_copies_the_last_one_that_says_something_counts() -> None:
    copies = [{**WORK, "source": "x = 1"}, {**WORK, "source": "x = 2"}, WORK]
    assert sources(submitted(TEXT, FORM, *copies, TEST))[2] == ("work", "x = 2")


def test_the_learners_own_cells_stay_in_place_without_metadata_and_outputs() -> None:
    own = {**made("mine", "y = 2"), "metadata": {"tags": ["skip-execution"]}, "outputs": [{"output_type": "stream"}]}
    notebook = repair(submitted(TEXT, own, FORM, WORK, TEST), RELEASE, "ana").notebook
    assert notebook["cells"][1] == {
        "cell_type": "code",
        "id": "own-001",
        "metadata": {},
        "source": "y = 2",
        "execution_count": None,
        "outputs": [],
    }


def test_metadata_of_notebook_and_cells_is_reset_to_the_released() -> None:
    forged = {**TEST, "metadata": {"nbgrader": {"grade_id": "q", "points": 99}, "tags": ["skip-execution"]}}
    notebook = repair(
        submitted(TEXT, FORM, WORK, forged, metadata={"kernelspec": {"name": "evil"}}), RELEASE, "ana"
    ).notebook
    assert notebook == RELEASE


def test_a_notebook_in_utf_16_or_with_a_mark_at_its_beginning_is_read() -> None:
    text = submitted(*CELLS).decode()
    assert repair(b"\xef\xbb\xbf" + text.encode(), RELEASE, "ana").notes == ()
    assert repair(text.encode("utf-16"), RELEASE, "ana").notes == (
        "The notebook was saved as UTF-16; it was read all the same.",
    )


def test_something_that_is_no_cell_is_left_out() -> None:
    content = submitted(*CELLS, "text", {"cell_type": "code"}, {"cell_type": "video", "source": ""})
    repaired = repair(content, RELEASE, "ana")
    assert repaired.notebook == RELEASE
    assert repaired.notes == ("Something that is no cell was left out.",) * 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n", "It is not UTF-8 text."),
        (b"Dear Ana,", "It is not JSON (Expecting value: line 1 column 1 (char 0))."),
        (b"[" * 200_000, "It is nested without end."),
        (b"[]", "It has no cells."),
        (b'{"nbformat": 3, "cells": []}', "It is of another notebook format, 3."),
        (submitted(*[TEXT] * 1001), "It has 1,001 cells; at most 1,000 are read."),
        (submitted({**TEXT, "source": "x" * 200_001}), "A cell has 200,001 characters; at most 200,000 are read."),
        (submitted(metadata=json.loads("[" * 60 + "]" * 60)), "It is nested too deep."),
    ],
)
def test_what_is_not_a_notebook_is_refused_with_its_reason(content: bytes, said: str) -> None:
    with pytest.raises(SubmissionError) as refused:
        repair(content, RELEASE, "ana")
    assert refused.value.what == f"The submitted file is not a notebook that can be read. {said}"
    assert refused.value.where == "ana"


EVIL = [
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    "&lt;script>",
    "![x](http://evil.example/pixel.png)",
    "\\![x](http://evil.example/pixel.png)",
    "[x](javascript:steal())",
    "[x](JaVa\tScript:steal())",
    "[x](&#106;avascript:steal())",
    "[x](&Tab;javascript:steal())",
    "[x][1]\n\n[1]: javascript:steal()",
    "<javascript:steal()>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "\\<iframe src=//evil.example>",
    "[x](&amp;#106;avascript:steal())",
    "[x]( javascript:steal())",
    "[x](<javascript:steal()>)",
    "[x\\](javascript:steal())",
    "[[x]](javascript:steal())",
    "[1]: <javascript:steal()>\n\n[1]",
    "`<b>` <style>*{display:none}</style>",
    "```\n</code></pre><script>steal()</script>\n```",
    "$<img src=x onerror=steal()>$",
]


class Danger(HTMLParser):
    """Gathers what could do something in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"p", "a", "em", "strong", "h1", "code", "pre", "div", "span", "ul", "li", "br"}:
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name not in {"href", "class", "id", "title"}]
        self.found += [str(value) for name, value in attrs if name == "href" and not str(value).startswith(ALLOWED)]


ALLOWED = ("https://", "http://", "mailto:", "#")


@pytest.mark.parametrize("text", EVIL)
def test_markdown_from_elsewhere_shows_its_words_and_does_nothing(text: str) -> None:
    assert Danger(markdown2html(harmless(text))).found == []
    assert "steal" in harmless(text) or "steal" not in text


def test_the_evil_is_evil_without_the_cleaning() -> None:
    assert Danger(markdown2html("<script>steal()</script>")).found == ["script"]
    assert Danger(markdown2html("![x](http://evil.example/pixel.png)")).found == ["img", "src", "alt"]


def test_ordinary_markdown_reads_as_before() -> None:
    assert markdown2html(harmless("# Mine\n\n*a* < b, 3 > 2 & **more**: [link](https://example.org)")) == markdown2html(
        "# Mine\n\n*a* < b, 3 > 2 & **more**: [link](https://example.org)"
    )
