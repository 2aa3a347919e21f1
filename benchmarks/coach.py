"""How right and how quick the script coach is, on text that was labelled apart from its rules.

Use: python benchmarks/coach.py [--data FOLDER] [--split test|tune] [--errors LABEL] [--agreement] [--write|--check]

Three labelled sets lie beside this file (`coach_data/`, see its GUIDE.md): a development set, a fresh one from other
trades, and sentences from the web that were labelled before the coach saw them. FOLDER holds the public sets. Errors
are shown for the tune halves alone: the test halves stay unseen by whoever writes rules.
"""

from __future__ import annotations

import argparse
import html
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.coach_sets import Example, Score, agreement, development, fresh, scored, table, web

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
BLAME_PRECISION = 0.80
CRITICISED_AT_MOST = 3.0  # percent of clean texts
START = """
import time
begun = time.process_time()
from groundrules import coach
loaded = time.process_time()
coach.advise(%r, "opening")
print(1000 * (loaded - begun), 1000 * (time.process_time() - loaded))
"""
EMPTY = re.compile(r"&lt;url&gt;|<url>|\|?style=\S+|&#\d+;?")


def show(title: str, scores: dict[str, Score]) -> None:
    """Print one line a label, and at the end which goals are missed."""
    print(f"\n{title}\n  {'label':20} {'true':>5} {'prec':>6} {'rec':>6} {'F1':>6} {'goal':>6}")
    there = {label: score for label, score in scores.items() if score.true}
    for label, score in there.items():
        below = "below" if score.f1 < GOALS[label] else ""
        print(
            f"  {label:20} {score.true:5} {score.precision:6.2f} {score.recall:6.2f} {score.f1:6.2f}"
            f" {GOALS[label]:6.2f} {below}".rstrip()
        )
    print(f"  {'macro F1':20} {'':5} {'':6} {'':6} {statistics.mean(score.f1 for score in there.values()):6.2f}")
    missed = [f"{label} {score.f1:.2f}" for label, score in there.items() if score.f1 < GOALS[label]]
    print(f"  missed goals: {', '.join(missed) or 'none'}")
    precision = scores["blame"].precision
    print(
        f"  blame's precision {precision:.2f} (goal {BLAME_PRECISION:.2f}{', missed' * (precision < BLAME_PRECISION)})"
    )


def criticised(chosen: Iterable[Example]) -> None:
    """Print the share of clean texts, where nothing should be mended, that the coach criticises anyway."""
    chosen = [each for each in chosen if not each.labels & MEND]
    for english in sorted({each.english for each in chosen}):
        clean = [each for each in chosen if each.english == english]
        share = 100 * sum(bool(coach.labels(each.text) & MEND) for each in clean) / len(clean)
        blamed = 100 * sum(bool(coach.labels(each.text) & (MEND - {"hedge"})) for each in clean) / len(clean)
        met = "" if share <= CRITICISED_AT_MOST else f", above the goal of {CRITICISED_AT_MOST:.0f} %"
        print(f"  clean, {english}: {share:.1f} % of {len(clean)} criticised, {blamed:.1f} % not counting hedges{met}")


def agreements() -> None:
    """Print how far the labellings of the development set agree: F1 and Cohen's kappa by label."""
    for title, one, two in (
        ("the author's two labellings", "first.tsv", "second.tsv"),
        ("the settled labels and a second person's, blind", "settled.tsv", "third.tsv"),
    ):
        print(f"\n{title}\n  {'label':20} {'one':>5} {'other':>5} {'F1':>5} {'kappa':>6}")
        found = agreement(one, two)
        for label, (had, has, f1, kappa) in found.items():
            print(f"  {label:20} {had:5} {has:5} {f1:5.2f} {kappa:6.2f}")
        print(f"  {'mean':20} {'':5} {'':5} {'':5} {statistics.mean(each[3] for each in found.values()):6.2f}")


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
    print(f"\nspeed: {1e5 * min(rounds) / words:.2f} ms of CPU for 100 words, once warm (goal: 5)")
    text = " ".join(" ".join(texts).split()[:100])
    runs = [subprocess.run([sys.executable, "-c", START % text], capture_output=True, check=True) for _ in range(9)]
    pairs = [tuple(map(float, run.stdout.split())) for run in runs]
    loaded, first = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"CPU of a fresh process: import {loaded:.0f} ms (goal: 50), first 100 words {first:.0f} ms")


def measured() -> str:
    """Give the counts of every rule on the test split, as TOML: how often it fired, and how often rightly."""
    counts = {each: [0, 0] for each in rules()}
    for example in [*development(), *fresh(), *web()]:
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
    parser.add_argument("--errors", metavar="LABEL", help="show the tune halves' errors of one label, and stop")
    parser.add_argument("--agreement", action="store_true", help="show how far the two labellings agree, and stop")
    parser.add_argument("--write", action="store_true", help="write the rules' counts and docs/coach.md, and stop")
    parser.add_argument("--check", action="store_true", help="say whether these are current, and stop")
    options = parser.parse_args(arguments)
    if options.write or options.check:
        current = write(check=options.check)
        print("current" if current else "not current: run python benchmarks/coach.py --write")
        return 0 if current else 1
    if options.agreement:
        agreements()
        return 0
    if options.errors:
        score = scored(each for each in [*development(), *fresh(), *web()] if each.split == "tune")[options.errors]
        print("\n".join([f"wrong:  {text}" for text in score.wrong] + [f"missed: {text}" for text in score.missed]))
        return 0
    sets = {"development set": development(), "fresh set": fresh(), "sentences from the web": web()}
    for title, examples in sets.items():
        chosen = [each for each in examples if each.split == options.split]
        show(f"{title}, {options.split} half, {len(chosen)} texts", scored(chosen))
        criticised(chosen)
    speed()
    if options.data.is_dir():
        public(options.data)
    else:
        print(f"\nno public sets in {options.data}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
