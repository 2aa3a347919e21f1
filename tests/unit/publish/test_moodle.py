"""The question bank for Moodle, read back by readers of their own, written from the descriptions of both formats."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring

import pytest

from groundrules.exercise import source
from groundrules.exercise.text import Writing
from groundrules.publish.moodle import as_gift, as_xml, left_out

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from groundrules.exercise.base import Base

FIXTURES = Path(__file__).parents[2] / "fixtures"
PRACTICE = source.read(FIXTURES / "course" / "questions" / "05_lunch.yaml")
GRADED = source.read(FIXTURES / "exercise" / "solutions" / "late-invoices" / "questions.yaml")


def bare(text: str | None) -> str:
    """Give the text of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", text or "")).strip()


# Moodle XML.


def xml(questions: tuple[Base, ...]) -> list[Element]:
    quiz = fromstring(as_xml(questions, "Little Rules/Lesson 5"))  # noqa: S314  our own text
    assert quiz.tag == "quiz"
    return list(quiz)


def entry(number: int) -> Element:
    return xml(PRACTICE)[number + 1]


def test_xml_puts_the_questions_into_their_category() -> None:
    assert [each.get("type") for each in xml(PRACTICE)] == [
        "category",
        "multichoice",
        "multichoice",
        "ordering",
        "matching",
        "essay",
    ]
    assert xml(PRACTICE)[0].findtext("category/text") == "$course$/top/Little Rules/Lesson 5"


def test_xml_gives_every_question_its_name_text_grade_and_explanation() -> None:
    for question, found in zip(PRACTICE, xml(PRACTICE)[1:], strict=True):
        assert found.findtext("name/text") == question.title
        assert found.findtext("idnumber") == question.id
        assert float(found.findtext("defaultgrade") or 0) == question.points
        assert bare(found.findtext("generalfeedback/text")) == question.explain.strip()
        assert found.find("questiontext[@format='html']") is not None


def test_xml_keeps_emphasis_and_escapes_the_rest() -> None:
    assert (
        entry(0).findtext("questiontext/text")
        == "<p>Omar rings every day at noon. <em>Nobody ever said when he may ring.</em></p>"
    )


def test_xml_gives_a_single_choice_all_points_for_its_key_and_feedback_for_each_option() -> None:
    answers = [
        (a.get("fraction"), bare(a.findtext("text")), bare(a.findtext("feedback/text")))
        for a in entry(0).findall("answer")
    ]
    assert entry(0).findtext("single") == "true"
    assert answers == [
        ("100", "There is no rule yet", "Yes: {nothing} was ever agreed."),
        ("0", "There is a rule, and it is broken", "Which rule would that be?"),
    ]
    assert [bare(hint.findtext("text")) for hint in entry(0).findall("hint")] == ["Look for a rule."]


def test_xml_takes_away_for_a_wrong_option_what_a_right_one_gives() -> None:
    assert entry(1).findtext("single") == "false"
    assert [answer.get("fraction") for answer in entry(1).findall("answer")] == ["50", "-50", "50"]


def test_xml_gives_an_ordering_in_its_right_order() -> None:
    answers = [(float(a.get("fraction") or 0), a.findtext("text")) for a in entry(2).findall("answer")]
    assert answers == [(1, "Welcome him"), (2, "Say what the problem is"), (3, "Agree on when he rings")]


def test_xml_pairs_items_with_their_groups() -> None:
    pairs = [(bare(s.findtext("text")), s.findtext("answer/text")) for s in entry(3).findall("subquestion")]
    assert pairs == [
        ("Omar, who was never told", "No rule yet"),
        ("Inês, who signed the list of hours", "A rule that is broken"),
    ]


def test_xml_asks_for_a_text_within_its_limits_and_helps_the_person_who_marks_it() -> None:
    essay = entry(4)
    assert (essay.findtext("minwordlimit"), essay.findtext("maxwordlimit")) == ("5", "60")
    assert bare(essay.findtext("graderinfo/text")).startswith("What is looked forName a fact.A model answerOn Monday")
    marked = next(each for each in xml(GRADED) if "How it is marked" in (each.findtext("graderinfo/text") or ""))
    assert marked.get("type") == "essay"


# GIFT, by Moodle's own description: signs are escaped by a backslash, a blank line parts questions.


def unescape(text: str) -> str:
    return re.sub(r"\\([~=#{}:\\])", r"\1", text).removeprefix("[html]")


def gift(questions: tuple[Base, ...]) -> list[dict[str, Any]]:
    found = []
    for block in as_gift(questions, "Little Rules/Lesson 5").strip().split("\n\n")[1:]:
        text = "\n".join(line for line in block.splitlines() if not line.startswith("//"))
        match = re.fullmatch(
            r"::(?P<name>(?:\\.|[^:\\])+)::(?P<stem>(?:\\.|[^{\\])+)\{(?P<body>(?:\\.|[^}\\])*)\}", text, re.DOTALL
        )
        assert match, text
        body, _, general = match["body"].partition("####")
        parts = re.findall(r"(?<!\\)([=~])((?:\\.|[^=~\\])*)", body, re.DOTALL)
        answers = []
        for sign, rest in parts:
            weight = re.match(r"%(-?[\d.]+)%", rest)
            content, _, feedback = rest[weight.end() if weight else 0 :].strip().partition("#")
            # A sign that is escaped is none: the first bare # parts answer and feedback.
            while content.endswith("\\"):
                more, _, feedback = feedback.partition("#")
                content = f"{content}#{more}"
            share = float(weight[1]) if weight else 100.0 if sign == "=" else 0.0
            answers.append((share, unescape(content.strip()), bare(unescape(feedback.strip()))))
        stem = bare(unescape(match["stem"]))
        found.append(
            {"name": unescape(match["name"]), "stem": stem, "answers": answers, "general": bare(unescape(general))}
        )
    return found


def test_gift_begins_with_its_category() -> None:
    assert as_gift(PRACTICE, "A/B").splitlines()[0] == "$CATEGORY: $course$/top/A/B"


def test_gift_says_the_same_as_the_questions() -> None:
    for question, found in zip(PRACTICE, gift(PRACTICE), strict=True):
        assert found["name"] == question.title
        assert found["general"] == ("" if isinstance(question, Writing) else question.explain.strip())
        assert found["stem"] == question.prompt.replace("*", "").strip()


def test_gift_keeps_choices_with_their_shares_and_every_sign_of_its_own() -> None:
    single, several, *_ = gift(PRACTICE)
    assert single["answers"] == [
        (100.0, "There is no rule yet", "Yes: {nothing} was ever agreed."),
        (0.0, "There is a rule, and it is broken", "Which rule would that be?"),
    ]
    assert several["answers"] == [
        (50.0, "He rang at 12:03 on Monday", "A time and a day."),
        (-50.0, "He always rings", "Always is a feeling: ~ not a count."),
        (50.0, "He rang three times this week", "A count."),
    ]


def test_gift_makes_pairs_of_orderings_and_groups_and_leaves_a_text_open() -> None:
    _, _, order, sort, say = gift(PRACTICE)
    assert [answer for _, answer, _ in order["answers"]] == [
        "Welcome him -> 1",
        "Say what the problem is -> 2",
        "Agree on when he rings -> 3",
    ]
    assert [answer for _, answer, _ in sort["answers"]] == [
        "Omar, who was never told -> No rule yet",
        "Inês, who signed the list of hours -> A rule that is broken",
    ]
    assert say["answers"] == []


@pytest.mark.parametrize("questions", [PRACTICE, GRADED])
def test_no_question_is_lost_in_either_format(questions: tuple[Base, ...]) -> None:
    assert len(gift(questions)) == len(xml(questions)) - 1 == len(questions) >= 5


def test_what_cannot_be_carried_over_is_said() -> None:
    assert left_out(PRACTICE) == (
        "05-which: GIFT has no hints.",
        "05-order: a partly right order is counted Moodle's way; GIFT matches steps and places.",
        "05-say: no rules read the text; a person marks it, in XML with what is looked for beside.",
    )
