"""The small scenario that several packages test with, and its play sheet."""

import json
from pathlib import Path

from groundrules.scenario import explore, load

FIXTURES = Path(__file__).parents[2] / "fixtures"


def test_the_little_sheet_is_what_the_little_scenario_gives() -> None:
    sheet = explore(load(FIXTURES / "little.yaml"))
    kept = (FIXTURES / "little.sheet.json").read_text(encoding="utf-8")
    assert kept == json.dumps(sheet, indent=1, ensure_ascii=False) + "\n"
