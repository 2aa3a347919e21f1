"""The models, and the schema that editors read."""

from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from groundrules.scenario.model import Scenario, schema_json
from groundrules.scenario.tree import read

SCHEMA = Path(__file__).parents[3] / "scenarios" / "scenario.schema.json"


def test_the_schema_file_is_what_the_model_gives() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_json()


def test_the_little_scenario_fits_the_schema(little_text: str) -> None:
    import json

    schema = json.loads(schema_json())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(read(little_text).data)) == []


def test_a_scenario_does_not_change(little: Scenario) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        little.title = "Another"  # type: ignore[misc]


def test_a_line_is_narration_or_speech(little: Scenario) -> None:
    assert [(line.who, line.text, line.when) for line in little.scenes["cold"].body] == [
        (None, "Omar does not get out of the van.", None),
        ("omar", "Talk to my office.", "trust <= 2"),
    ]
