"""What the exercises ask for, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules import course
from groundrules.authoring.judgement import check_judgement

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = """[course]
title = "Little Rules"
[[lesson]]
id = "05"
stem = "05_night"
title = "The night"
minutes = 10
exercises = ["knows", "decides"]
"""
HEAD = "    graded: true\n    teaches: [A01]\n    title: T\n    prompt: P\n    explain: E\n"
CHOICE = (
    "    kind: single\n    options: [{id: a, text: A, feedback: F}, {id: b, text: B, feedback: F}]\n    key: a\n" + HEAD
)
ORDER = (
    "    kind: order\n    items: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}]\n    key: [c, b, a]\n" + HEAD
)
TEXT = "    kind: text\n    text: {starter: Never., checks: [{want: evidence, say: S}]}\n    model: [M]\n" + HEAD


def test_points_are_counted_by_what_is_asked_for_and_half_of_them_ask_for_judgement(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(MANIFEST, encoding="utf-8")
    for name, questions in {
        "knows": [f"  - id: one\n    points: 1.5\n{CHOICE}", f"  - id: two\n    points: 2\n{ORDER}"],
        "decides": [
            f"  - id: one\n    asks: read\n{CHOICE}",
            f"  - id: two\n{CHOICE}",
            f"  - id: three\n    points: 3\n{TEXT}",
        ],
    }.items():
        place = tmp_path / "solutions" / name
        place.mkdir(parents=True)
        (place / "questions.yaml").write_text("questions:\n" + "".join(questions), encoding="utf-8")
    faults, lines = check_judgement(course.load(tmp_path))
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
