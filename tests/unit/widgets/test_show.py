"""Which form a view takes in a notebook's output."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import os, sys
for name in ("GROUNDRULES_VIEWS", "NBGRADER_EXECUTION"):
    os.environ.pop(name, None)
os.environ |= dict([part.split("=") for part in sys.argv[1:]])
from groundrules.widgets import show
bundle = show({"view": "question", "id": "which", "practice": False})._repr_mimebundle_()
print(sorted(bundle), "anywidget" in sys.modules)
"""
OURS = "'application/vnd.groundrules.view+json'"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ([], f"[{OURS}, 'application/vnd.jupyter.widget-view+json', 'text/plain'] True\n"),
        (["GROUNDRULES_VIEWS=server"], f"[{OURS}, 'text/plain'] False\n"),
        (["NBGRADER_EXECUTION=autograde"], f"[{OURS}, 'text/plain'] False\n"),
    ],
)
def test_a_widget_is_made_only_where_somebody_may_see_it(setting: list[str], said: str) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, *setting], capture_output=True, text=True, check=True)
    assert done.stdout == said
