"""What is written about the coach is what was measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from groundrules.coach.page import with_rules

ROOT = Path(__file__).parents[3]


def test_the_page_lists_every_rule_as_it_is() -> None:
    page = (ROOT / "docs/coach.md").read_text(encoding="utf-8")
    assert with_rules(page) == page


def test_the_counts_are_those_of_the_labelled_sentences() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "benchmarks/coach.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "current\n")
