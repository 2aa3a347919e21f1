"""How long a lesson takes, computed from its words, questions and scenarios."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import LITTLE_MANIFEST, write_course

from groundrules import course
from groundrules.authoring import minutes
from groundrules.authoring.minutes import lesson_minutes, question_minutes, rounded, scenario_minutes
from groundrules.authoring.timing import timed_files
from groundrules.exercise.source import parse

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEXT = """# The night

It takes about 45 minutes, and you can stop.

## A "short" case

{case}

```{{code-cell}} ipython3
:tags: [lesson]
edit("contacts")
```

## Sources

Read by nobody, read by nobody, read by nobody.
"""
SINGLE = """questions:
  - id: 05-which
    kind: single
    teaches: [A07]
    title: Which
    prompt: one two three
    options:
      - {id: a, text: four five, feedback: one two}
      - {id: b, text: six, feedback: one two three four}
    key: a
    explain: one two three
"""


def little(root: Path, words: int) -> course.Course:
    text = {"notebooks/05_night.md": TEXT.format(case="word " * words)}
    manifest = root / course.MANIFEST
    earlier = {course.MANIFEST: manifest.read_text(encoding="utf-8")} if manifest.is_file() else {}
    return write_course(root, text | earlier)


def test_a_section_takes_its_words_at_reading_speed_and_its_steps_and_sources_take_nothing(tmp_path: Path) -> None:
    found = little(tmp_path, 238 * 4)
    (section,) = lesson_minutes(found, found.lessons[0])
    intro_and_title = 10 / minutes.READING  # 2 words of the title, 8 of the line below it
    assert section.title == 'A "short" case'
    assert section.minutes == pytest.approx(4 + minutes.STEP / minutes.WRITING + intro_and_title, abs=0.01)


def test_a_choice_takes_at_least_as_long_as_was_measured_and_then_its_reasons_are_read() -> None:
    (short,) = parse(SINGLE, "q")
    assert question_minutes(short) == pytest.approx(39 / 60 + (3 + 3) / 238)
    (long,) = parse(SINGLE.replace("one two three\n    options", f"{'word ' * 476}\n    options"), "q")
    assert question_minutes(long) == pytest.approx((476 + 3) / 238 + (3 + 3) / 238)


def test_a_text_takes_as_long_as_it_takes_to_write_its_model() -> None:
    text = SINGLE.split("    options", maxsplit=1)[0].replace("single", "text") + (
        '    text: {kind: "no", checks: [{want: refusal, say: Say no.}]}\n'
        f"    model: ['{'word ' * 38}']\n    explain: one two three\n"
    )
    (written,) = parse(text, "q")
    assert question_minutes(written) == pytest.approx(2 + (3 + 3) / 238)


def test_a_scenario_takes_longer_than_its_decisions_and_not_as_long_as_all_of_its_words() -> None:
    time = scenario_minutes(FIXTURES / "little.yaml")
    words = len((FIXTURES / "little.yaml").read_text(encoding="utf-8").split())
    assert 2 * minutes.CHOOSING < time < words / minutes.READING + 3


def test_the_sum_is_rounded_to_five_minutes_and_never_to_nothing() -> None:
    assert rounded(22.6) == 25
    assert rounded(1.0) == 5


def test_minutes_are_written_into_the_manifest_and_into_the_lesson_s_first_lines(tmp_path: Path) -> None:
    made = timed_files(little(tmp_path, 238 * 15))
    manifest = made[tmp_path / "course.toml"].decode()
    assert manifest == LITTLE_MANIFEST.replace(
        "minutes = 45\n", 'minutes = 15\nsections = [\n    ["A \\"short\\" case", 17],\n]\n'
    )
    assert b"It takes about 15 minutes, and you can stop." in made[tmp_path / "notebooks" / "05_night.md"]


def test_a_figure_that_is_nearly_true_is_kept(tmp_path: Path) -> None:
    first = timed_files(little(tmp_path, 238 * 15))[tmp_path / "course.toml"]
    (tmp_path / "course.toml").write_bytes(first)
    assert timed_files(little(tmp_path, 238 * 15 + 190))[tmp_path / "course.toml"] == first
    later = timed_files(little(tmp_path, 238 * 20))[tmp_path / "course.toml"].decode()
    assert 'minutes = 20\nsections = [\n    ["A \\"short\\" case", 22],\n]\n' in later


def test_a_course_without_a_change_in_its_minutes_is_left_as_it_is(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "course", tmp_path / "course")
    (tmp_path / "course" / "scenarios").mkdir(exist_ok=True)
    shutil.copy(FIXTURES / "little.yaml", tmp_path / "course" / "scenarios" / "little.yaml")
    course.load.cache_clear()
    for path, content in timed_files(course.load(tmp_path / "course")).items():
        path.write_bytes(content)
    course.load.cache_clear()
    again = timed_files(course.load(tmp_path / "course"))
    assert [path.name for path, content in again.items() if path.read_bytes() != content] == []
