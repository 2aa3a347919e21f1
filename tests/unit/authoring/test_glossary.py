"""Words that the glossary rules out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import write_course

from groundrules.authoring.glossary import check_words, ruled_out

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = """# Glossary

| **quiz** | Not below its heading, so not ruled out. |

## Words that we do without

| Not | But |
| --- | --- |
| **email**, **emails** | e-mail |
| **touch base** | what you **mean** |

## Afterwards

| **exam** | Not here either. |
"""


def told(root: Path, name: str, text: str) -> list[str]:
    return [str(fault) for fault in check_words(write_course(root, {"docs/glossary.md": GLOSSARY, name: text}))]


def test_only_the_words_below_their_heading_are_ruled_out() -> None:
    assert ruled_out(GLOSSARY) == {"email": "e-mail", "emails": "e-mail", "touch base": "what you mean"}


def test_each_use_is_told_with_its_line_and_what_to_say(tmp_path: Path) -> None:
    text = "# Night\n\nWrite an Email.\n\nAn e-mail is fine, a quiz too. Let's touch base.\n"
    assert told(tmp_path, "notebooks/05_night.md", text) == [
        "notebooks/05_night.md:3: The glossary does without “Email”. Say e-mail.",
        "notebooks/05_night.md:5: The glossary does without “touch base”. Say what you mean.",
    ]


def test_sources_ids_and_remarks_are_nobody_s_prose(tmp_path: Path) -> None:
    assert told(tmp_path, "notebooks/05_night.md", '# Night\n\n## Sources\n\n"The email" and more.\n') == []
    assert told(tmp_path, "questions/05_night.yaml", "# An email.\n- id: email\n  - {id: email, text: One}\n") == []


def test_a_course_without_a_glossary_rules_out_nothing(tmp_path: Path) -> None:
    assert list(check_words(write_course(tmp_path, {}))) == []
