"""Would a linear model beside the coach's rules help? Trained on the tune half, measured on the test half.

Use: python benchmarks/coach_opinion.py

Words, pairs and triples of words; one logistic regression a label. Printed by label, as F1: the rules alone, the model
alone, either of them (the model where it is 0.8 sure), and the rules unless the model is 0.9 sure of no.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from groundrules import coach
from groundrules.coach.sentence import sentences

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.coach_sets import development

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS, RATE, DECAY = 400, 2.0, 1e-3
SURE, SURE_NOT = 0.8, 0.1


def grams(text: str) -> set[str]:
    """Give the words, pairs and triples of a text."""
    found: set[str] = set()
    for part in sentences(text):
        words = ["^", *part.plain.split(), "?" if part.asked else "."]
        found.update(" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))
    return found


def table(texts: list[set[str]], known: list[str]) -> NDArray[np.float64]:
    """Give one row a text, of length one, and a last column of ones."""
    place = {gram: i for i, gram in enumerate(known)}
    rows = np.zeros((len(texts), len(known) + 1))
    for i, text in enumerate(texts):
        rows[i, [place[gram] for gram in text if gram in place]] = 1
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
    rows[:, -1] = 1
    return rows


def trained(rows: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic regression; the rarer answer weighs as much as the other."""
    weights = np.zeros(rows.shape[1])
    share = truth.mean()
    balance = np.where(truth > 0, (1 - share) / share, 1)
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-rows @ weights))
        weights -= RATE * (rows.T @ ((guess - truth) * balance) / len(truth) + DECAY * weights)
    return weights


def f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Give F1 of what was said against what is true."""
    return 2 * int((said & true).sum()) / max(int(said.sum() + true.sum()), 1)


def main() -> None:
    """Train and print."""
    chosen = development()
    test = np.array([each.split == "test" for each in chosen])
    texts = [grams(each.text) for each in chosen]
    counts = Counter(gram for text, held in zip(texts, test, strict=True) if not held for gram in text)
    rows = table(texts, sorted(gram for gram, count in counts.items() if count > 1))
    said = [coach.labels(each.text) for each in chosen]
    print(f"{'label':20} {'rules':>6} {'model':>6} {'either':>7} {'veto':>6}")
    for label in coach.LABELS:
        truth = np.array([label in each.labels for each in chosen])
        guess = 1 / (1 + np.exp(-rows[test] @ trained(rows[~test], truth[~test].astype(float))))
        rules = np.array([label in each for each in said])[test]
        ways = (rules, guess > 0.5, rules | (guess > SURE), rules & (guess > SURE_NOT))  # noqa: PLR2004  even odds
        print(f"{label:20} {'  '.join(f'{f1(way, truth[test]):.2f}' for way in ways)}")


if __name__ == "__main__":
    main()
