"""What the exercises ask for, counted."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import write_course

from groundrules.authoring.judgement import check_judgement

FIXTURES = Path(__file__).parents[2] / "fixtures"
HEAD = "    graded: true\n    teaches: [A01]\n    title: T\n    prompt: P\n    explain: E\n"
CHOICE = (
    "    kind: single\n    options: [{id: a, text: A, feedback: F}, {id: b, text: B, feedback: F}]\n    key: a\n" + HEAD
)
ORDER = (
    "    kind: order\n    items: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}]\n    key: [c, b, a]\n" + HEAD
)
TEXT = "    kind: text\n    text: {starter: Never., checks: [{want: evidence, say: S}]}\n    model: [M]\n" + HEAD


def test_points_are_counted_by_what_is_asked_for_and_half_of_them_ask_for_judgement(tmp_path: Path) -> None:
    files = {}
    for name, questions in {
        "knows": [f"  - id: one\n    points: 1.5\n{CHOICE}", f"  - id: two\n    points: 2\n{ORDER}"],
        "decides": [
            f"  - id: one\n    asks: read\n{CHOICE}",
            f"  - id: two\n{CHOICE}",
            f"  - id: three\n    points: 3\n{TEXT}",
        ],
    }.items():
        files[f"solutions/{name}/questions.yaml"] = "questions:\n" + "".join(questions)
    faults, lines = check_judgement(write_course(tmp_path, files, 'exercises = ["knows", "decides"]\n'))
    assert [str(fault) for fault in faults] == [
        (
            "solutions/knows/questions.yaml: Only 1.5 of 3.5 points ask to decide, write or repair. "
            "At least half of them have to."
        ),
    ]
    assert lines == [
        "exercise                    decide   write  repair    read    find  points  judged",
        "knows                          1.5       0       0       2       0     3.5     43%",
        "decides                          1       0       3       1       0       5     80%",
    ]


def test_an_exercise_is_about_other_people_than_the_lesson_s_scenarios(tmp_path: Path) -> None:
    files = {
        "scenarios/little.yaml": (FIXTURES / "little.yaml").read_text(encoding="utf-8"),
        "solutions/decides/questions.yaml": f"questions:\n  - id: one\n{CHOICE}",
        "solutions/decides/decides.md": "*Omar* rings again.",
    }
    course = write_course(tmp_path, files, 'exercises = ["decides"]\nscenarios = ["little"]\n')
    assert [str(fault) for fault in check_judgement(course)[0]] == [
        (
            "solutions/decides/questions.yaml: The lesson's scenarios have Omar already. "
            "Give the exercise a new case: other people, another trade."
        ),
    ]
