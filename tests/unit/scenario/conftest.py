"""The little scenario in the shapes that these tests need."""

from collections.abc import Callable
from pathlib import Path

import pytest

from groundrules.scenario import explore
from groundrules.scenario.model import Scenario
from groundrules.scenario.sheet import Sheet
from groundrules.scenario.source import parse

LITTLE = Path(__file__).parents[2] / "fixtures" / "little.yaml"


@pytest.fixture(scope="session")
def little_text() -> str:
    return LITTLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def little(little_text: str) -> Scenario:
    return parse(little_text, "little.yaml")


@pytest.fixture(scope="session")
def sheet(little: Scenario) -> Sheet:
    return explore(little)


@pytest.fixture(scope="session")
def changed(little_text: str) -> Callable[..., Scenario]:
    """Give the little scenario with some of its text replaced; every replacement must find its text once."""

    def swap(*pairs: tuple[str, str]) -> Scenario:
        text = little_text
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return parse(text, "little.yaml")

    return swap
