"""The linter: everything that an author should know about a scenario before a learner meets it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.scenario import balance, craft, reach
from groundrules.scenario.explore import explore
from groundrules.scenario.odds import odds
from groundrules.scenario.sheet import encode

if TYPE_CHECKING:
    from groundrules.scenario.finding import Finding
    from groundrules.scenario.model import Scenario
    from groundrules.scenario.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Report:
    """What the linter found, and the scenario in numbers.

    Attributes:
        findings: errors first, then warnings, each in the file's order as far as it was checked in it.
        nodes: of the play sheet.
        bytes: of the play sheet as JSON.
        endings: for each ending that can be reached, in how many states.
        odds: for each of them, the share of random plays that come to it.
        ratio: the mean length of strong choices' texts by that of the others.
        positions: how many strong choices stand at each place of their scene, from 1.
        slowest: the seconds that the longest node takes to read.
    """

    findings: tuple[Finding, ...]
    nodes: int
    bytes: int
    endings: dict[str, int]
    odds: dict[str, float]
    ratio: float | None
    positions: dict[int, int]
    slowest: float

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Give the findings that keep the scenario out of the course."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def __str__(self) -> str:
        """Give the findings, one a line, and the numbers below."""
        places = ", ".join(f"{count} at place {place}" for place, count in self.positions.items()) or "none"
        told = (f"{name} in {states} states ({self.odds.get(name, 0):.1%})" for name, states in self.endings.items())
        endings = ", ".join(told) or "none"
        length = "no comparison" if self.ratio is None else f"{self.ratio:.2f} times the others"
        numbers = [
            f"{self.nodes:,} nodes, {self.bytes:,} bytes; the longest takes {self.slowest:.0f} seconds to read",
            f"endings, and how often at random: {endings}",
            f"strong choices: length {length}; {places}",
        ]
        return "\n".join([*(str(finding) for finding in self.findings), *numbers])


def lint(scenario: Scenario, sheet: Sheet | None = None) -> Report:
    """Check a scenario that could be loaded.

    Args:
        scenario: the scenario.
        sheet: its play sheet, if the caller has it.

    Raises:
        ContentError: the play sheet would be too large.
    """
    sheet = sheet or explore(scenario)
    found = [finding for part in (reach, balance, craft) for finding in part.check(scenario, sheet)]
    return Report(
        findings=tuple(sorted(found, key=lambda finding: finding.severity)),
        nodes=len(sheet["nodes"]),
        bytes=len(encode(sheet).encode()),
        endings=dict(Counter(node["scene"] for node in sheet["nodes"] if "ending" in node)),
        odds=odds(sheet),
        ratio=balance.ratio(scenario),
        positions=balance.positions(scenario),
        slowest=max(craft.reading(sheet)),
    )
