"""A scenario's file, and all that can be wrong with it."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundrules.errors import ContentError
from groundrules.scenario import load
from groundrules.scenario.model import Scenario
from groundrules.scenario.source import parse

MOVES = "'diagnose', 'listen', 'hold', 'propose', 'give-in', 'attack', 'repair', 'wait' or 'consult'"
HOW = 'Write comparisons such as trust >= 6 or channel == "email", joined by and, or, not.'
BROKEN = """\
id: brokn
title: Broken
sumary: misspelt
version: "1"
minutes: 3
points: [A01, Z99]
case: x
you: {role: x}
people:
  - {id: omar, name: O, role: d, wants: w}
  - {id: omar, name: O, role: d, wants: w}
  - {id: when, name: O, role: d, wants: w}
meters:
  trust: {label: T, start: 50, min: 0, max: 10, about: x}
  not: {label: N, start: 5, min: 0, max: 10, about: x}
facts: {channel: [none, phone, none], done: false, trust: true}
start: nowhere
scenes:
  a:
    title: A
    title: B
    body: [{omra: hi}, {when: trst > 3, text: x}, {omar: x, text: y}]
    choices:
      - id: one
        text: One
        move: shout
        quality: strong
        when: "done = 3"
        then: x
        points: [A01]
        effects: {not: true, done: 3, channel: mail, nope: 1}
        go: bb
      - id: one
        text: 12
        move: wait
        quality: weak
        then: x
        why: ""
        go: [{go: b}, {when: done, go: c}]
    timer: {seconds: 1, choice: one, says: x}
  b:
    title: B
    body: x
    choices: []
    ending: {title: x, kind: god, price: x, gained: x}
  c_c:
    title: C
    body: []
    words:
      prompt: x
      kind: opening
      tags: [blame, blame, done]
      ready:
        - {id: r, text: x, tags: [blmae]}
      outcomes:
        - {id: o, move: wait, quality: weak, then: x, why: x, when: blame, go: b}
    timer: {seconds: 9, choice: gone, says: x}
expert: {path: [one], why: x}
debrief: {questions: [a], transfer: x}
"""


def test_a_broken_file_tells_every_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(path)
    told = [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]
    assert told == [
        "1: The id is not the file's name, “broken”. Make them the same.",
        "1: “summary” is missing. Write it.",
        "3: “sumary” is not known here. Did you mean “summary”?",
        "4: “version” must be a whole number.",
        "6: “Z99” is not a teaching point. Write a letter and two digits, such as A07.",
        "11: The person “omar” is there twice. Give each its own.",
        "12: A person cannot have the id “when”. Choose another.",
        "14: A meter's min, start and max must be in that order, min below max.",
        "15: “not” has a meaning in conditions. Choose another name.",
        "16: The value “none” is there twice. Give each its own.",
        "16: “trust” is a meter too. Give the fact another name.",
        "17: There is no scene “nowhere”. Known are: a, b, c_c.",
        "21: “title” is written twice. The first is on line 20.",
        "22: A line has one speaker, or “text” where nobody speaks.",
        "22: There is no person “omra”. Did you mean “omar”?",
        "22: “trst” is no meter, fact or tag here. Known are: trust, not, channel, done.",
        "24: “why” is missing. Write it.",
        f"26: “move” cannot be “shout”. It can be {MOVES}.",
        f"28: “done = 3” is not a condition. {HOW}",
        "31: There is no meter or fact “nope”. Known are: trust, not, channel, done.",
        "31: “channel” cannot become “mail”. Its values are: none, phone, none.",
        "31: “done” is a fact, so it becomes true or false. Write true or false.",
        "31: “not” is a meter, so its effect is a whole number. Write +1 or -2, say.",
        "32: There is no scene “bb”. Did you mean “b”?",
        "33: The choice “one” is there twice. Give each its own.",
        "34: “text” must be a text. If it looks like a number or a list, put it in quotes.",
        "38: “why” is empty. Write it.",
        "39: No way on after this one can be reached. Give it a “when”, or move it.",
        "39: The last way on has a condition, so nothing may fit. Take out “when”.",
        "39: There is no scene “c”. Known are: a, b, c_c.",
        "40: “seconds” is 1; it must be at least 5.",
        "41: This scene has choices and ending. Give it exactly one of choices, words and ending.",
        "44: “choices” has 0 and needs at least 1.",
        "45: “kind” cannot be “god”. It can be 'good', 'mixed' or 'bad'.",
        "46: “c_c” is not an id. Use small letters, digits and single hyphens.",
        "48: “body” has 0 and needs at least 1.",
        "52: The tag “blame” is there twice. Give each its own.",
        "52: “done” is a meter or a fact too. Give the meter or fact another name.",
        "53: “ready” has 1 and needs at least 2.",
        "54: There is no tag of this scene “blmae”. Did you mean “blame”?",
        "56: The last outcome has a condition, so nothing may fit. Take out “when”.",
        "57: There is no choice of this scene “gone”. Known are: none.",
        "59: “questions” has 1 and needs at least 2.",
    ]
    assert str(caught.value).startswith(f"{path}: The scenario has {len(told)} faults.\n")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "        text: Let it ring, and note the time.\n",
            "        text: Let it ring.\n        when: not apologised\n",
            "The timer takes “let-it-ring”, which is not always offered. Name a choice without “when”.",
        ),
        (
            "    timer: {seconds: 60, choice: let-it-ring, says: The phone stops.}\n",
            "    timer: {seconds: 60, choice: ring, says: The phone stops.}\n",
            "There is no choice of this scene “ring”. Known are: answer, snap, let-it-ring.",
        ),
        (
            "          when: proposal and trust >= 4\n",
            "",
            "No outcome after this one can be reached. Give it a “when”, or move it.",
        ),
        (
            "    ending: {title: The next one, kind: bad, price: Omar., gained: Nothing yet.}\n",
            "",
            "This scene has neither choices, words nor an ending. Give it exactly one of choices, words and ending.",
        ),
        ("apologised: true}", "apologised: {}}", "“apologised” is a fact, so it becomes true or false."),
    ],
)
def test_what_does_not_fit_together_is_refused(
    changed: Callable[..., Scenario], old: str, new: str, fault: str
) -> None:
    with pytest.raises(ContentError) as caught:
        changed((old, new))
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "1: This is not a scenario. It begins with “id:”; docs/scenario-format.md has an example."),
        (b"- a\n", "1: This is not a scenario. It begins with “id:”; docs/scenario-format.md has an example."),
        (b"id: x\ntitle: \xff\n", "2: The text here is not UTF-8. Save the file as UTF-8."),
        (b"id: [\n", "2: This is not YAML: did not find expected node content. Check the lines just above, too."),
    ],
)
def test_a_file_that_is_no_scenario_is_one_fault(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        load(path)
    assert [str(fault) for fault in caught.value.faults] == [f"{path}:{fault}"]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"The file cannot be read: No such file or directory\. Check its name"):
        load(tmp_path / "none.yaml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, little_text: str) -> None:
    path = tmp_path / "little.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + little_text.replace("\n", "\r\n").encode())
    assert load(path).model_dump() == parse(little_text, "little.yaml").model_dump()


def test_a_scenario_knows_the_lines_of_its_parts(little_text: str) -> None:
    scenario = parse(little_text, "little.yaml")
    line = little_text.splitlines().index("      - id: snap") + 1
    assert scenario.where("scenes", "noon", "choices", 1) == f"little.yaml:{line}"
    assert scenario.where("scenes", "noon", "choices", 1, "nothing") == f"little.yaml:{line}"
    assert scenario.where("nothing") == "little.yaml"


@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("ab:-[]{}'\"#&*!|>%@`, \n\t01", max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_either_a_scenario_or_a_content_error(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(text, "x.yaml")
    assert caught.value.faults


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_scenario_is_read_or_refused_and_nothing_else(little_text: str, data: st.DataObject) -> None:
    lines = little_text.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", lines[at] * 2, "  " + lines[at], lines[at].strip(), lines[at].replace(":", "", 1), "- x"])
    )
    with contextlib.suppress(ContentError):
        assert parse("\n".join(lines), "x.yaml").scenes
