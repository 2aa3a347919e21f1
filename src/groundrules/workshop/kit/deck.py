"""Slides for a lesson, with what the facilitator says as notes; shown by reveal.js from files beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from groundrules.notebook import read_text_notebook
from groundrules.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.course import Course, Lesson
    from groundrules.workshop.kit.note import Note

REVEAL = ("dist/reveal.js", "dist/reveal.css", "dist/reset.css", "plugin/notes/notes.js", "LICENSE")
_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_ON_A_SLIDE = 5  # points
_LETTERS = "ABCDEFGH"


@dataclass(slots=True)
class Slide:
    """A slide.

    Attributes:
        title: above it.
        html: what the room sees.
        notes: what the facilitator sees, as HTML.
    """

    title: str
    html: str = ""
    notes: list[str] = field(default_factory=list)


def slides(course: Course, lesson: Lesson, note: Note) -> list[Slide]:
    """Make a lesson's slides: few words for the room, and the lesson's own text in the notes.

    Args:
        course: the course, whose questions are voted on.
        lesson: which one.
        note: its facilitator's note.

    Raises:
        ContentError: the lesson or its questions cannot be read.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415  only where slides are made

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    made: list[Slide] = []
    for cell in read_text_notebook(course.translated(f"notebooks/{lesson.stem}.md")).cells:
        if cell.cell_type == "markdown":
            for title, body in parts(cell.source):
                if title == "Sources":
                    continue
                if title:
                    made.append(Slide(title, markdown.render(_few(body)), [markdown.render(body)]))
                elif made:
                    made[-1].notes.append(markdown.render(body))
                    made[-1].html += markdown.render(_few(body))
        elif (spec := view_of(cell.source)) and spec["view"] == "question":
            made.append(_vote(course, lesson, spec["id"]))
        elif spec and spec["view"] == "player":
            made[-1].html += "<p>In pairs: what would you do? Then all vote.</p>"
            made[-1].notes.append(markdown.render(note.sections.get("Where the room gets stuck", "")))
    if made:
        made[0].notes.insert(0, markdown.render(note.sections.get("What they should take home", "")))
    questions = next((body for title, body in note.sections.items() if title.startswith("Questions")), "")
    made.append(Slide("Talk", markdown.render(_few(questions)), [markdown.render(questions)]))
    return made


def page(course: Course, lesson: Lesson, made: list[Slide]) -> str:
    """Give the slides as a page that reads reveal.js from the folder `reveal` beside it."""
    sections = "\n".join(
        f"<section><h2>{escape(slide.title)}</h2>{slide.html}"
        f'<aside class="notes">{"".join(slide.notes)}</aside></section>'
        for slide in made
    )
    return f"""<!doctype html>
<html lang="{course.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'unsafe-inline'; \
style-src 'self' 'unsafe-inline'; frame-src 'self' blob: data:; font-src 'self' data:">
<title>{escape(lesson.title)} · {escape(course.title)}</title>
<link rel="stylesheet" href="reveal/reset.css">
<link rel="stylesheet" href="reveal/reveal.css">
<link rel="stylesheet" href="slides.css">
</head>
<body>
<div class="reveal"><div class="slides">
{sections}
</div></div>
<script src="reveal/reveal.js"></script>
<script src="reveal/notes.js"></script>
<script>
Reveal.initialize({{ hash: true, transition: "none", plugins: [RevealNotes], width: 1100, height: 700, margin: 0.06 }});
</script>
</body>
</html>
"""


STYLE = """body { background: #fff; color: #1f2430; }
.reveal { font-family: "Segoe UI", "Noto Sans", Roboto, Arial, sans-serif; font-size: 30px; }
.reveal h2 { font-size: 1.5em; text-transform: none; letter-spacing: 0; color: #0b6570; font-family: inherit; }
.reveal :is(h2, th, b, strong) { font-weight: 600; }
.reveal em { font-style: italic; }
.reveal :is(h2, p, table, ul, ol) { margin-block-end: 0.5em; }
.reveal .slides { text-align: start; }
.reveal p, .reveal li { line-height: 1.4; }
.reveal ul, .reveal ol { display: block; margin-inline-start: 1em; }
.reveal table { font-size: 0.72em; border-collapse: collapse; width: 100%; }
.reveal table :is(th, td) { text-align: start; vertical-align: top; padding: 0.4em 0.6em; }
.reveal table tr { border-block-end: 1px solid #d5d9e0; }
.reveal ol.vote { list-style: none; margin: 0; }
.reveal ol.vote li { margin-block: 0.45em; padding: 0.35em 0.7em; font-size: 0.85em; }
.reveal ol.vote li { border: 1px solid #d5d9e0; border-radius: 8px; }
.reveal ol.vote b { color: #0b6570; margin-inline-end: 0.6em; }
"""


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Part a cell's text by its headings."""
    pieces = _HEADING.split(text)
    if pieces[0].strip():
        yield "", pieces[0].strip()
    for title, body in zip(pieces[2::3], pieces[3::3], strict=True):
        yield title.strip(), body.strip()


def _few(body: str) -> str:
    """Keep what can be read from the last row: lists, tables, quotations and sentences in bold."""
    kept, count = [], 0
    for block in re.split(r"\n\s*\n", body):
        lines = block.strip()
        if lines.startswith("|"):
            kept.append(lines)
        elif re.match(r"(?:[-*]|\d+\.) ", lines):
            kept.append("\n".join(lines.splitlines()[:_ON_A_SLIDE]))
        elif lines.startswith(">"):
            kept.append(lines)
        elif count < _ON_A_SLIDE and (bold := re.findall(r"\*\*(.+?)\*\*", lines)):
            kept += [f"- {words}" for words in bold]
            count += len(bold)
    if not kept and body.strip():
        first = re.split(r"(?<=[.!?]) ", body.strip().splitlines()[0])
        kept = [first[0]]
    return "\n\n".join(kept)


def _vote(course: Course, lesson: Lesson, name: str) -> Slide:
    from groundrules.exercise import source  # noqa: PLC0415  pydantic: only where questions are read
    from groundrules.exercise.choice import Single  # noqa: PLC0415  as above

    question = next(one for one in source.read(course.questions_file(lesson)) if one.id == name)
    html = f"<p>{escape(question.prompt.strip())}</p>"
    notes = [f"<p>{escape(question.explain.strip())}</p>"]
    if isinstance(question, Single):
        options = [(letter, option.text) for letter, option in zip(_LETTERS, question.options, strict=False)]
        html += "".join(["<ol class='vote'>", *(f"<li><b>{a}</b>{escape(text)}</li>" for a, text in options), "</ol>"])
        right = next(a for (a, _), option in zip(options, question.options, strict=False) if option.id == question.key)
        notes.insert(0, f"<p><b>Vote before anybody explains. {right} is the best of them.</b></p>")
    return Slide(question.title, html, notes)
