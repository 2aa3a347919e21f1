"""The authors' page about the format: its example is a scenario, and it names every key."""

import re
from pathlib import Path

from groundrules.scenario import lint
from groundrules.scenario.model import Scenario
from groundrules.scenario.shape import keys
from groundrules.scenario.source import parse

PAGE = Path(__file__).parents[3] / "docs" / "scenario-format.md"


def test_the_example_loads_and_has_no_findings() -> None:
    examples = re.findall(r"^```yaml\n(id: .*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(examples) == 1
    assert lint(parse(examples[0], "example", "the-umbrella")).findings == ()


def test_the_page_names_every_key() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    assert keys(Scenario) - named == set()
