"""The question bank for Moodle: its own XML, and the older GIFT text that other systems read too."""

from __future__ import annotations

import re
from functools import singledispatch
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from groundrules.exercise.choice import Classify, Order, Several, Single
from groundrules.exercise.text import Marked, Writing
from groundrules.publish import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundrules.exercise.base import Base
    from groundrules.exercise.entry import Option

# Moodle takes shares of a grade from a list of its own; one divided by these is on it.
MOST_RIGHT = 10
WORDS = {"model": "A model answer", "rubric": "How it is marked", "looked_for": "What is looked for"}
_GIFT_SIGNS = re.compile(r"([~=#{}:\\])")


def as_xml(questions: Sequence[Base], category: str) -> str:
    """Give questions as Moodle XML.

    Args:
        questions: with their keys.
        category: the question bank's category to put them into; a slash parts it from the one above.

    Returns:
        The file's text. Orderings need Moodle 4.4, or the plugin of that name.
    """
    quiz = Element("quiz")
    above = SubElement(quiz, "question", type="category")
    _text(above, "category", f"$course$/top/{category}", html=False)
    for question in questions:
        quiz.append(_xml(question))
    indent(quiz, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode") + "\n"


def as_gift(questions: Sequence[Base], category: str) -> str:
    """Give questions as GIFT.

    Args:
        questions: with their keys.
        category: as for `as_xml`.

    Returns:
        The file's text. An ordering becomes a matching of steps and places, because GIFT has none.
    """
    blocks = [f"$CATEGORY: $course$/top/{category}"]
    for question in questions:
        answers = _gift(question)
        lines = [f"::{_escaped(question.title)}::[html]{_escaped(markup.paragraphs(question.prompt))}{{"]
        if answers:
            lines += [*answers, f"####{_escaped(markup.paragraphs(question.explain))}", "}"]
        else:  # not every importer knows a text with an explanation
            lines[0] += "}"
        blocks.append(f"// {question.id}\n" + "\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def left_out(questions: Iterable[Base]) -> tuple[str, ...]:
    """Say what of the questions Moodle cannot hold."""
    found = []
    for question in questions:
        match question:
            case Writing():
                found.append(
                    f"{question.id}: no rules read the text; a person marks it, in XML with what is looked for beside."
                )
            case Order():
                found.append(
                    f"{question.id}: a partly right order is counted Moodle's way; GIFT matches steps and places."
                )
            case Several() if len(question.key) > MOST_RIGHT:
                found.append(
                    f"{question.id}: choose “nearest grade” at the import, the shares are not on Moodle's list."
                )
        if question.hints:
            found.append(f"{question.id}: GIFT has no hints.")
    return tuple(found)


@singledispatch
def _xml(question: Base) -> Element:
    """Give a question's element."""
    raise NotImplementedError(type(question).__name__)


@singledispatch
def _gift(question: Base) -> list[str]:
    """Give the lines of a question's answers; an essay has none."""
    if isinstance(question, Writing | Marked):
        return []
    raise NotImplementedError(type(question).__name__)


def _head(question: Base, kind: str) -> Element:
    entry = Element("question", type=kind)
    _text(entry, "name", markup.plain(question.title), html=False)
    _text(entry, "questiontext", markup.paragraphs(question.prompt))
    _text(entry, "generalfeedback", markup.paragraphs(question.explain))
    for name, value in (("defaultgrade", f"{question.points:g}"), ("penalty", "0"), ("hidden", "0")):
        SubElement(entry, name).text = value
    SubElement(entry, "idnumber").text = question.id
    return entry


def _hints(entry: Element, question: Base) -> Element:
    for hint in question.hints:
        _text(entry, "hint", markup.paragraphs(hint))
    return entry


@_xml.register(Single)
@_xml.register(Several)
def _xml_choice(question: Single | Several) -> Element:
    entry = _head(question, "multichoice")
    single = isinstance(question.key, str)
    for name, value in (("single", str(single).lower()), ("shuffleanswers", "true"), ("answernumbering", "none")):
        SubElement(entry, name).text = value
    for option, share in _shares(question):
        answer = _text(entry, "answer", markup.inline(option.text), fraction=share)
        _text(answer, "feedback", markup.paragraphs(option.feedback))
    return _hints(entry, question)


@_xml.register(Order)
def _xml_order(question: Order) -> Element:
    entry = _head(question, "ordering")
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        SubElement(entry, name).text = value
    texts = {item.id: item.text for item in question.items}
    for place, item in enumerate(question.key, 1):
        _text(entry, "answer", markup.inline(texts[item]), fraction=f"{place}.0000000")
    return _hints(entry, question)


@_xml.register(Classify)
def _xml_classify(question: Classify) -> Element:
    entry = _head(question, "matching")
    SubElement(entry, "shuffleanswers").text = "true"
    groups = {group.id: group.text for group in question.groups}
    for item in question.items:
        pair = _text(entry, "subquestion", markup.inline(item.text))
        _text(pair, "answer", markup.plain(groups[question.key[item.id]]), html=False)
    return _hints(entry, question)


@_xml.register(Writing)
@_xml.register(Marked)
def _xml_essay(question: Writing | Marked) -> Element:
    entry = _head(question, "essay")
    asked = question.text
    for name, value in (
        ("responseformat", "plain"),
        ("responserequired", "1"),
        ("responsefieldlines", "10"),
        ("minwordlimit", str(asked.min_words)),
        ("maxwordlimit", str(asked.max_words)),
        ("attachments", "0"),
        ("attachmentsrequired", "0"),
    ):
        SubElement(entry, name).text = value
    _text(entry, "graderinfo", _for_graders(question))
    _text(entry, "responsetemplate", markup.paragraphs(asked.starter or ""))
    return _hints(entry, question)


def _for_graders(question: Writing | Marked) -> str:
    rubric = getattr(question, "rubric", [])
    lines = [f"{line.text} ({line.points:g})" for line in rubric] or [check.say for check in question.text.checks]
    label = WORDS["rubric" if rubric else "looked_for"]
    listed = "".join(f"<li>{markup.inline(line)}</li>" for line in lines)
    parts = [f"<p><strong>{label}</strong></p><ul>{listed}</ul>" if lines else ""]
    parts += [f"<p><strong>{WORDS['model']}</strong></p>{markup.paragraphs(text)}" for text in question.model]
    return "".join(parts)


def _text(parent: Element, name: str, text: str, *, html: bool = True, fraction: str = "") -> Element:
    entry = SubElement(parent, name, {"format": "html"} if html else {})
    if fraction:
        entry.set("fraction", fraction)
    SubElement(entry, "text").text = text
    return entry


def _shares(question: Single | Several) -> list[tuple[Option, str]]:
    """Give each option with its share of the grade in percent; a wrong one takes away what a right one gives."""
    right = [question.key] if isinstance(question.key, str) else question.key
    share = 100 / len(right)
    wrong = 0.0 if isinstance(question.key, str) else -share
    return [
        (option, f"{share if option.id in right else wrong:.5f}".rstrip("0").rstrip(".")) for option in question.options
    ]


@_gift.register(Single)
@_gift.register(Several)
def _gift_choice(question: Single | Several) -> list[str]:
    lines = []
    for option, share in _shares(question):
        single = isinstance(question.key, str)
        sign = ("=" if share == "100" else "~") if single else f"~%{share}%"
        lines.append(
            f"{sign}[html]{_escaped(markup.inline(option.text))}#[html]{_escaped(markup.paragraphs(option.feedback))}"
        )
    return lines


@_gift.register(Order)
def _gift_order(question: Order) -> list[str]:
    texts = {item.id: item.text for item in question.items}
    return [f"=[html]{_escaped(markup.inline(texts[item]))} -> {place}" for place, item in enumerate(question.key, 1)]


@_gift.register(Classify)
def _gift_classify(question: Classify) -> list[str]:
    groups = {group.id: group.text for group in question.groups}
    return [
        f"=[html]{_escaped(markup.inline(item.text))} -> {_escaped(markup.plain(groups[question.key[item.id]]))}"
        for item in question.items
    ]


def _escaped(text: str) -> str:
    """Escape GIFT's own signs; a line break would end the question, an arrow parts the two sides of a pair."""
    return _GIFT_SIGNS.sub(r"\\\1", " ".join(text.split()).replace("-&gt;", "→").replace("->", "→"))
