"""How right the script coach is: precision, recall and F1 by label, on text that was labelled apart from the rules.

Use: python benchmarks/coach.py [--data FOLDER] [--split test|tune] [--errors LABEL] [--agreement] [--write|--check]

The development set lies beside this file (`coach_data/`, see its GUIDE.md); FOLDER holds the public sets.
Errors are shown for the tune split alone: the test split stays unseen by whoever writes rules.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules import coach
from groundrules.coach import index as indexes
from groundrules.coach.detect import candidates, standing
from groundrules.coach.models import models
from groundrules.coach.page import with_rules
from groundrules.coach.question import question
from groundrules.coach.rule import MEND, rules
from groundrules.coach.sentence import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).resolve().parent / "coach_data"
ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "src/groundrules/coach/rules/measured.toml"
PAGE = ROOT / "docs/coach.md"
PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "coach-data"
GOALS = {
    "closed_question": 0.92,
    "open_question": 0.90,
    "apology": 0.92,
    "thanks_or_welcome": 0.92,
    "generalisation": 0.82,
    "hedge": 0.78,
    "evidence": 0.75,
    "commitment_request": 0.72,
    "proposal": 0.70,
    "acknowledgement": 0.65,
    "threat": 0.65,
    "impact_statement": 0.58,
    "blame": 0.55,
    "excuse": 0.55,
}
EMPTY = re.compile(r"&lt;url&gt;|<url>|\|?style=\S+|&#\d+;?")


@dataclass(frozen=True)
class Example:
    """One labelled text of the development set."""

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
    def precision(self) -> float:
        """Give the share of what was said that is right."""
        return len(self.right) / (len(self.right) + len(self.wrong) or 1)

    @property
    def recall(self) -> float:
        """Give the share of what is there that was said."""
        return len(self.right) / (len(self.right) + len(self.missed) or 1)

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


def examples() -> list[Example]:
    """Give the development set under its settled labels."""
    settled = passes("settled.tsv" if (HERE / "settled.tsv").exists() else "first.tsv")
    return [
        Example(row["id"], row["text"], row["english"], settled[row["id"]]) for row in table(HERE / "sentences.tsv")
    ]


def scored(chosen: Iterable[Example]) -> dict[str, Score]:
    """Run the coach over the texts and count by label."""
    scores = {label: Score() for label in coach.LABELS}
    for example in chosen:
        said = coach.labels(example.text)
        for label, score in scores.items():
            score.add(example.text, said=label in said, true=label in example.labels)
    return scores


def show(title: str, scores: dict[str, Score]) -> None:
    """Print one line a label."""
    print(f"\n{title}\n  {'label':20} {'true':>5} {'prec':>6} {'rec':>6} {'F1':>6} {'goal':>6}")
    for label, score in scores.items():
        true = len(score.right) + len(score.missed)
        goal = GOALS.get(label)
        met = "" if goal is None else f"{goal:6.2f} {'' if score.f1 >= goal else 'below'}"
        print(f"  {label:20} {true:5} {score.precision:6.2f} {score.recall:6.2f} {score.f1:6.2f} {met}")
    print(f"  {'macro F1':20} {'':5} {'':6} {'':6} {statistics.mean(score.f1 for score in scores.values()):6.2f}")


def criticised(chosen: Iterable[Example]) -> None:
    """Print the share of clean texts, where nothing should be mended, that the coach criticises anyway."""
    chosen = [each for each in chosen if not each.labels & MEND]
    for english in ("native", "non-native"):
        clean = [each for each in chosen if each.english == english]
        hit = [each for each in clean if coach.labels(each.text) & MEND]
        print(f"  clean, {english:10} criticised: {len(hit):3} of {len(clean):3} = {100 * len(hit) / len(clean):.1f} %")


def agreement() -> None:
    """Print how far the two labellings agree: F1 and Cohen's kappa by label."""
    one, two = passes("first.tsv"), passes("second.tsv")
    print(f"\nagreement of the two labellings\n  {'label':20} {'first':>6} {'second':>6} {'F1':>6} {'kappa':>6}")
    for label in coach.LABELS:
        first, second = ({each for each, labels in labelling.items() if label in labels} for labelling in (one, two))
        same = 1 - len(first ^ second) / len(one)
        a, b = len(first) / len(one), len(second) / len(one)
        chance = a * b + (1 - a) * (1 - b)
        f1 = 2 * len(first & second) / (len(first) + len(second))
        print(f"  {label:20} {len(first):6} {len(second):6} {f1:6.2f} {(same - chance) / (1 - chance):6.2f}")


def clean_text(text: str) -> str:
    """Undo the escapes of the public sets."""
    return EMPTY.sub(" ", html.unescape(html.unescape(text))).strip()


def questions(texts: Iterable[str]) -> tuple[Score, Score]:
    """Count questions, the mark being the truth: as written, and with the mark taken away."""
    marked, bare = Score(), Score()
    for text in texts:
        for part in sentences(text):
            words = text[part.start : part.end]
            marked.add(words, said=question(part) is not None, true=part.asked)
            stripped = sentences(words.replace("?", ""))
            said = any(question(each) for each in stripped)
            bare.add(words, said=said, true=part.asked)
    return marked, bare


def public(folder: Path) -> None:
    """Print what the public sets say."""
    sets = {
        "casino": [row["text"] for row in table(folder / "casino_test.tsv")],
        "email": [row["text"] for row in table(folder / "email_intent_test.tsv")],
        "politeness": [clean_text(row["text"]) for row in table(folder / "politeness_wiki.tsv")],
    }
    print("\nquestions, the mark being the truth")
    for name, texts in sets.items():
        marked, bare = questions(texts)
        print(
            f"  {name:12} with mark F1 {marked.f1:.3f}   "
            f"without: precision {bare.precision:.3f} recall {bare.recall:.3f} F1 {bare.f1:.3f}"
        )
    intent = Score()
    for row in table(folder / "email_intent_test.tsv"):
        said = coach.labels(row["text"]) & {"proposal", "commitment_request", "closed_question", "open_question"}
        intent.add(row["text"], said=bool(said), true=row["intent"] == "Yes")
    print(f"\nemail intent found: precision {intent.precision:.2f} recall {intent.recall:.2f}")
    print("\npoliteness, share of texts with a label by quartile (thanks and hedges rise with politeness)")
    rows = table(folder / "politeness_wiki.tsv")
    for quartile in ("polite", "neutral", "impolite"):
        found = [coach.labels(clean_text(row["text"])) for row in rows if row["quartile"] == quartile]
        shares = {label: sum(label in each for each in found) / len(found) for label in coach.LABELS}
        print(f"  {quartile:9}", " ".join(f"{label}={share:.3f}" for label, share in shares.items()))
    print("\nuncivil comments: share with blame, generalisation or threat, by kind (None = civil)")
    kinds: dict[str, list[set[str]]] = {}
    for row in table(folder / "incivility_github.tsv"):
        kinds.setdefault(row["tbdf"].capitalize(), []).append(coach.labels(row["text"][:1000]))
    for kind, found in sorted(kinds.items()):
        shares = {label: sum(label in each for each in found) / len(found) for label in sorted(MEND)}
        print(f"  {kind:36} {len(found):5}", " ".join(f"{label}={share:.3f}" for label, share in shares.items()))


def speed() -> None:
    """Print the time for a hundred words of the model texts, the best of some rounds: others may use the machine."""
    texts = [
        "\n".join(part["text"] for part in model["parts"]) for kind in coach.KINDS for model in models(kind)["models"]
    ]
    words = sum(len(text.split()) for text in texts)
    rounds = []
    for _ in range(8):
        start = time.process_time()
        for text in texts:
            coach.advise(text, "opening")
        rounds.append(time.process_time() - start)
    print(f"\nspeed: {1e5 * min(rounds) / words:.2f} ms of CPU for 100 words")


def measured() -> str:
    """Give the counts of every rule on the test split, as TOML: how often it fired, and how often rightly."""
    counts = {each: [0, 0] for each in rules()}
    for example in examples():
        if example.split == "test":
            found = [each for part in candidates(sentences(example.text)) for each in standing(part)]
            for rule in {finding.rule for finding in found}:
                counts[rule][0] += 1
                counts[rule][1] += rules()[rule].label in example.labels
    head = "# How often each rule fired on the labelled test sentences, and how often rightly.\n"
    lines = [f"[{rule}]\nfired = {fired}\nright = {right}\n" for rule, (fired, right) in counts.items() if fired]
    return "\n".join([f"{head}# Written by `python benchmarks/coach.py --write`.\n", *lines])


def write(*, check: bool) -> bool:
    """Write the rules' counts and the page that shows them; with `check` only say whether they are current."""
    if not check:
        indexes.INDEX.write_text(indexes.index_text(), encoding="utf-8")
    current = COUNTS.read_text(encoding="utf-8") == measured()
    if check:
        return current and PAGE.read_text(encoding="utf-8") == with_rules(PAGE.read_text(encoding="utf-8"))
    COUNTS.write_text(measured(), encoding="utf-8")
    indexes.INDEX.write_text(indexes.index_text(), encoding="utf-8")
    indexes.index.cache_clear()
    rules.cache_clear()
    PAGE.write_text(with_rules(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return True


def main(arguments: list[str]) -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=PUBLIC, help="folder of the public sets")
    parser.add_argument("--split", choices=("test", "tune"), default="test")
    parser.add_argument("--errors", metavar="LABEL", help="show the tune split's errors of one label, and stop")
    parser.add_argument("--agreement", action="store_true", help="show how far the two labellings agree, and stop")
    parser.add_argument("--write", action="store_true", help="write the rules' counts and docs/coach.md, and stop")
    parser.add_argument("--check", action="store_true", help="say whether these are current, and stop")
    options = parser.parse_args(arguments)
    if options.write or options.check:
        current = write(check=options.check)
        print("current" if current else "not current: run python benchmarks/coach.py --write")
        return 0 if current else 1
    if options.agreement:
        agreement()
        return 0
    if options.errors:
        score = scored(each for each in examples() if each.split == "tune")[options.errors]
        print("\n".join([f"wrong:  {text}" for text in score.wrong] + [f"missed: {text}" for text in score.missed]))
        return 0
    chosen = [each for each in examples() if each.split == options.split]
    show(f"development set, {options.split} split, {len(chosen)} texts", scored(chosen))
    criticised(chosen)
    speed()
    if options.data.is_dir():
        public(options.data)
    else:
        print(f"\nno public sets in {options.data}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
