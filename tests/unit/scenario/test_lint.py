"""The linter: each thing that it has to say, on a little scenario with just that fault."""

from collections.abc import Callable

import pytest

from groundrules.scenario import explore, lint
from groundrules.scenario.model import Scenario
from groundrules.scenario.source import parse

Swap = tuple[str, str]

NO_LINE = "      - {when: trust <= 2, omar: Talk to my office.}\n"
OWN_IT = "effects: {trust: +2, boundary: -1, apologised: true}"


def test_a_good_scenario_has_no_findings_and_is_told_in_numbers(little: Scenario) -> None:
    report = lint(little)
    assert report.findings == ()
    assert (report.nodes, report.bytes) == (14, 7191)
    assert report.endings == {"silence": 3, "favour": 2, "rule": 4}
    assert report.odds == pytest.approx({"silence": 4 / 9, "favour": 1 / 6, "rule": 7 / 18})
    assert report.ratio == pytest.approx(15 / 8.75)
    assert report.positions == {1: 1}
    assert report.slowest == pytest.approx(55 * 60 / 220)
    assert str(report) == (
        "14 nodes, 7,191 bytes; the longest takes 15 seconds to read\n"
        "endings, and how often at random: "
        "silence in 3 states (44.4%), favour in 2 states (16.7%), rule in 4 states (38.9%)\n"
        "strong choices: length 1.71 times the others; 1 at place 1"
    )


def test_a_sheet_that_is_at_hand_is_used(little: Scenario) -> None:
    assert lint(little, explore(little)) == lint(little)


@pytest.mark.parametrize(
    ("swaps", "severity", "line", "what"),
    [
        # what cannot be reached
        (
            [("        turning: true\n        go: cold\n", "        turning: true\n        go: silence\n")],
            "error",
            "  cold:",
            "The scene “cold” is never reached.",
        ),
        (
            [("      - id: sign\n", "      - id: sign\n        when: trust > 2\n")],
            "error",
            "      - id: sign",
            "The choice “sign” can never come about.",
        ),
        (
            [("          when: proposal and trust >= 4\n", "          when: proposal and trust >= 7\n")],
            "error",
            "        - id: half",
            "The outcome “half” can never come about.",
        ),
        (
            [(NO_LINE, NO_LINE.replace("2", "1"))],
            "warning",
            NO_LINE.rstrip("\n").replace("2", "1"),
            "This line is never shown, as “trust <= 1” never holds here.",
        ),
        (
            [("          - omar: Fine.\n", "          - {when: apologised, omar: Fine.}\n")],
            "warning",
            "          - {when: apologised, omar: Fine.}",
            "This line is never shown, as “apologised” never holds here.",
        ),
        (
            [("            - {when: boundary >= 5, go: rule}\n", "            - {when: boundary >= 9, go: silence}\n")],
            "warning",
            "            - {when: boundary >= 9, go: silence}",
            "From “half” the story never goes on to “silence”.",
        ),
        (
            [
                ("      - id: sign\n", "      - id: sign\n        when: trust > 2\n"),
                ("      - id: own-it\n", "      - id: own-it\n        when: trust > 2\n"),
            ],
            "error",
            "  cold:",
            "“cold” offers no choice at all (with trust 2, boundary 4).",
        ),
        (
            [
                ("        points: [B07]\n        go: silence\n", "        points: [B07]\n        go: cold\n"),
                ("apologised: true}\n        turning: true\n        go: talk", "apologised: true}\n        go: cold"),
            ],
            "error",
            "  cold:",
            "From “cold” (with trust 2, boundary 4) no ending can be reached.",
        ),
        # what gives the strong choices away
        (
            [(OWN_IT, "effects: {trust: +2, apologised: true}")],
            "error",
            "      - id: own-it",
            "“own-it” is better than every other choice and costs nothing.",
        ),
        # what a good scenario has
        (
            [("        points: [A01]\n", "")],
            "error",
            "      - id: answer",
            "“answer” serves no teaching point.",
        ),
        (
            [("        points: [A01]\n", "        points: [A01, A02]\n")],
            "error",
            "      - id: answer",
            "A02 is not among the scenario's points.",
        ),
        (
            [("points: [A01, A04, A07, A08, B07]", "points: [A01, A03, A04, A07, A08, B07]")],
            "error",
            "points: [A01, A03, A04, A07, A08, B07]",
            "No choice or outcome serves A03.",
        ),
        (
            [("{title: A favour, kind: good,", "{title: A favour, kind: mixed,")],
            "error",
            "scenes:",
            "Different prices of good endings that can be reached: 1.",
        ),
        (
            [("price: You still answer at lunch.,", "price: YOU look at the mail at eleven.,")],
            "error",
            "scenes:",
            "Different prices of good endings that can be reached: 1.",
        ),
        ([("        move: repair\n", "        move: listen\n")], "error", "scenes:", "No wrong move can be mended."),
        (
            [("path: [let-it-ring, agreed]", "path: [let-it-ring, clear]")],
            "error",
            "  path: [let-it-ring, clear]",
            "The expert's path breaks at step 2: “clear” is not possible there.",
        ),
        (
            [("path: [let-it-ring, agreed]", "path: [let-it-ring]")],
            "error",
            "  path: [let-it-ring]",
            "The expert's path ends at “talk”, which is no good ending.",
        ),
        (
            [("path: [let-it-ring, agreed]", "path: [snap, sign]")],
            "error",
            "  path: [snap, sign]",
            "The expert's path ends at “silence”, which is no good ending.",
        ),
        (
            [("path: [let-it-ring, agreed]", "path: [snap, own-it, agreed]")],
            "warning",
            "  path: [snap, own-it, agreed]",
            "The expert makes a weak move at step 1.",
        ),
        (
            [("The soup is still too hot.", "The soup is hot, and it is " + "very " * 110 + "good.")],
            "error",
            "  noon:",
            "“noon” takes 43 seconds to read; the most is 40.",
        ),
        (
            [
                ("move: wait\n        quality: partial", "move: wait\n        quality: weak"),
                ("path: [let-it-ring, agreed]", "path: [answer, agreed]"),
            ],
            "error",
            "    timer: {seconds: 60, choice: let-it-ring, says: The phone stops.}",
            "The timer takes “let-it-ring”, a weak move where better ones are offered.",
        ),
        (
            [("        effects: {trust: -1, boundary: +1}\n", "        effects: {trust: -1, boundary: -3}\n")],
            "error",
            "    timer: {seconds: 60, choice: let-it-ring, says: The phone stops.}",
            "The timer takes “let-it-ring”, the choice that costs most on the meters.",
        ),
        (
            [
                (
                    "        effects: {trust: -1, boundary: +1}\n        go: talk",
                    "        effects: {}\n        go: silence",
                ),
                ("path: [let-it-ring, agreed]", "path: [answer, agreed]"),
            ],
            "error",
            "    timer: {seconds: 60, choice: let-it-ring, says: The phone stops.}",
            "After the timer's “let-it-ring” no good ending can be reached.",
        ),
        (
            [("timer: {seconds: 60,", "timer: {seconds: 20,")],
            "error",
            "    timer: {seconds: 20, choice: let-it-ring, says: The phone stops.}",
            "The timer is too short for a slow reader, who needs 25 seconds.",
        ),
        (
            [("tags: [blame]}", "tags: [proposal, blame]}")],
            "error",
            "      ready:",
            "No ready phrasing is weak, so there is nothing to tell apart.",
        ),
        (
            [('at eleven?", tags: [evidence, proposal]}', 'at eleven?", tags: [proposal]}')],
            "warning",
            "      ready:",
            "No ready phrasing leads to a strong outcome.",
        ),
    ],
)
def test_what_is_not_good_is_found_on_its_line(
    little_text: str, swaps: list[Swap], severity: str, line: str, what: str
) -> None:
    text = little_text
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    number = text.splitlines().index(line) + 1
    found = [(finding.severity, finding.where, finding.what) for finding in lint(parse(text, "x.yaml")).findings]
    assert (severity, f"x.yaml:{number}", what) in found


def test_without_turning_points_the_debrief_has_nowhere_to_go(little_text: str) -> None:
    flat = parse(little_text.replace("turning: true", "turning: false"), "little.yaml")
    assert [finding.what for finding in lint(flat).findings] == [
        "No move is a turning point, so the debrief has nowhere to replay from."
    ]


def test_errors_stand_before_warnings(changed: Callable[..., Scenario]) -> None:
    report = lint(changed((NO_LINE, NO_LINE.replace("2", "1")), ("        move: repair\n", "        move: listen\n")))
    assert [finding.severity for finding in report.findings] == ["error", "warning"]
    assert report.errors == report.findings[:1]
    assert str(report.errors[0]).startswith("little.yaml:")


CHOICE = """\
      - id: {id}
        text: {text}
        move: hold
        quality: {quality}
        then: Done.
        why: Because.
        trade: It takes a day.
        points: [A01]
        go: {go}
"""


def many_scenes(strong: str, weak: str, strong_first: int) -> Scenario:
    """Make six scenes in a row, each with one strong and one weak choice."""
    head = "points: [A01]\nid: row\ntitle: A row\nsummary: A row.\nversion: 1\nminutes: 3\ncase: A case.\nstart: s0\n"
    head += "you: {role: somebody}\nmeters: {trust: {label: Trust, start: 5, min: 0, max: 9, about: A number.}}\n"
    head += "expert: {path: [s], why: It leads on.}\ndebrief: {questions: [One?, Two?], transfer: Whom?}\nscenes:\n"
    scenes = ""
    for number in range(6):
        pair = [
            CHOICE.format(id="s", text=strong, quality="strong", go=f"s{number + 1}"),
            CHOICE.format(id="w", text=weak, quality="weak", go=f"s{number + 1}"),
        ]
        order = pair if number < strong_first else pair[::-1]
        scenes += f"  s{number}:\n    title: Scene\n    body: Something happens.\n    choices:\n{''.join(order)}"
    ending = "  s6: {title: End, body: It is over., ending: {title: End, kind: good, price: Much., gained: More.}}\n"
    return parse(head + scenes + ending, "row.yaml")


@pytest.mark.parametrize(
    ("strong", "weak", "strong_first", "told"),
    [
        ("three words here", "three words there", 3, []),
        (
            "four words are here",
            "three words there",
            3,
            [
                "The strong choices are 1.33 times as long as the others.",
                "In 6 of 6 scenes the longest choice is a strong one.",
            ],
        ),
        ("two words", "three words there", 3, ["The strong choices are only 0.67 times as long as the others."]),
        ("three words here", "three words there", 4, ["4 of 6 strong choices stand at place 1 of their scene."]),
        ("three words here", "three words there", 0, ["6 of 6 strong choices stand at place 2 of their scene."]),
    ],
)
def test_strong_choices_are_given_away_neither_by_length_nor_by_place(
    strong: str, weak: str, strong_first: int, told: list[str]
) -> None:
    report = lint(many_scenes(strong, weak, strong_first))
    assert [finding.what for finding in report.findings if "strong" in finding.what] == told
