"""The labelled sentences by which the coach is measured, and what is counted on them."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules import coach

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).resolve().parent / "coach_data"


@dataclass(frozen=True)
class Example:
    """One labelled text."""

    id: str
    text: str
    english: str
    labels: frozenset[str]

    @property
    def split(self) -> str:
        """Give `tune` or `test`, decided by the id alone."""
        return "test" if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 else "tune"


@dataclass
class Score:
    """Counts of one label, and what follows from them."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def true(self) -> int:
        """Give how often the label is there."""
        return len(self.right) + len(self.missed)

    @property
    def precision(self) -> float:
        """Give the share of what was said that is right."""
        return len(self.right) / (len(self.right) + len(self.wrong) or 1)

    @property
    def recall(self) -> float:
        """Give the share of what is there that was said."""
        return len(self.right) / (self.true or 1)

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        return 2 * len(self.right) / (2 * len(self.right) + len(self.wrong) + len(self.missed) or 1)

    def add(self, text: str, *, said: bool, true: bool) -> None:
        """Count one text."""
        if said or true:
            (self.right if said and true else self.wrong if said else self.missed).append(text)


def table(path: Path) -> list[dict[str, str]]:
    """Read a tab-separated file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def passes(name: str) -> dict[str, frozenset[str]]:
    """Read one labelling of the development set."""
    return {row["id"]: frozenset((row["labels"] or "").split()) for row in table(HERE / name)}


def development() -> list[Example]:
    """Give the development set under its settled labels."""
    settled = passes("settled.tsv")
    return [
        Example(row["id"], row["text"], row["english"], settled[row["id"]]) for row in table(HERE / "sentences.tsv")
    ]


def web() -> list[Example]:
    """Give the sentences that others wrote, labelled before the coach saw them."""
    rows = table(HERE / "web.tsv")
    return [Example(row["id"], row["text"], "web", frozenset((row["labels"] or "").split())) for row in rows]


def fresh() -> list[Example]:
    """Give the sentences written afterwards, without sight of the rules, from other trades and in other registers."""
    rows = table(HERE / "fresh.tsv")
    return [Example(row["id"], row["text"], row["english"], frozenset((row["labels"] or "").split())) for row in rows]


def scored(chosen: Iterable[Example]) -> dict[str, Score]:
    """Run the coach over the texts and count by label."""
    scores = {label: Score() for label in coach.LABELS}
    for example in chosen:
        said = coach.labels(example.text)
        for label, score in scores.items():
            score.add(example.text, said=label in said, true=label in example.labels)
    return scores


def agreement(one: str, two: str) -> dict[str, tuple[int, int, float, float]]:
    """Compare two labellings on what both have labelled.

    Returns:
        By label: how often the first has it, how often the second, F1, and Cohen's kappa.
    """
    first, second = passes(one), passes(two)
    both = first.keys() & second.keys()
    found = {}
    for label in coach.LABELS:
        had, has = ({each for each in both if label in labelling[each]} for labelling in (first, second))
        same, a, b = 1 - len(had ^ has) / len(both), len(had) / len(both), len(has) / len(both)
        chance = a * b + (1 - a) * (1 - b)
        f1 = 2 * len(had & has) / (len(had) + len(has) or 1)
        found[label] = len(had), len(has), f1, (same - chance) / (1 - chance or 1)
    return found
