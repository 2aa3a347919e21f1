"""Text notebooks."""

import json
from pathlib import Path

import pytest

from groundrules.errors import ContentError
from groundrules.notebook import as_text, lock_lesson, read_text_notebook, show_views

TEXT = """---
kernelspec:
  name: python3
  display_name: Python 3
---

# Title

```{code-cell} ipython3
:tags: [lesson]
play("the-call")
```
"""


def written(folder: Path) -> Path:
    path = folder / "05_lesson.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_text_becomes_a_notebook_without_outputs_or_version_stamps(tmp_path: Path) -> None:
    notebook = read_text_notebook(written(tmp_path))
    lock_lesson(notebook, "05")
    fixed = {"editable": False, "deletable": False}
    assert json.loads(as_text(notebook)) == {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "groundrules": {"lesson": "05"},
        },
        "cells": [
            {"cell_type": "markdown", "id": "05_lesson-000", "metadata": fixed, "source": ["# Title"]},
            {
                "cell_type": "code",
                "id": "05_lesson-001",
                "metadata": {"tags": ["lesson"], **fixed},
                "source": ['play("the-call")'],
                "execution_count": None,
                "outputs": [],
            },
        ],
    }


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert as_text(read_text_notebook(path)) == as_text(read_text_notebook(path))


def test_a_learner_s_copy_shows_its_views_before_anything_runs(tmp_path: Path) -> None:
    notebook = json.loads(as_text(read_text_notebook(written(tmp_path))))
    show_views(notebook)
    assert notebook["cells"][1]["outputs"] == [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {
                "application/vnd.groundrules.view+json": {"view": "player", "id": "the-call"},
                "text/plain": "Open this lesson in Ground Rules to use it here.",
            },
        }
    ]


def test_a_missing_text_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read as a MyST notebook"):
        read_text_notebook(tmp_path / "none.md")
