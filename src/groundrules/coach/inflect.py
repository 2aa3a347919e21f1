"""Word classes written out: lists as they stand, verbs in all their forms."""

from __future__ import annotations

import re
from typing import Any

VOWELS = "aeiou"


def word_classes(data: dict[str, Any]) -> dict[str, list[str]]:
    """Give every class of `words.toml` as its entries; verb forms stand under `name:form`."""
    found = {name: list(entries) for name, entries in data["words"].items()}
    for name, entries in data["verbs"].items():
        forms = [conjugated(verb) for verb in entries.split()]
        for form in ("base", "s", "ing", "ed", ""):
            words = dict.fromkeys(word for verb in forms for word in verb[form])
            found[f"{name}:{form}" if form else name] = list(words)
    return found


def conjugated(verb: str) -> dict[str, list[str]]:
    """Give the forms of a verb, written `miss`, or `forget/forgot/forgotten` where the past is irregular.

    A particle or object hangs on by a plus: `let/let/let+down`.
    """
    verb, *rest = verb.split("+")
    tail = "".join(f" {word}" for word in rest)
    base, *past = verb.split("/")
    ed = past or [regular_past(base)]
    third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if base.endswith("y") and base[-2] not in VOWELS:
        third = base[:-1] + "ies"
    forms = {"base": [base], "s": [base, third], "ing": [continuous(base)], "ed": list(dict.fromkeys(ed))}
    forms[""] = list(dict.fromkeys(word for words in forms.values() for word in words))
    return {form: [word + tail for word in words] for form, words in forms.items()}


def doubles(base: str) -> bool:
    """Say whether the last consonant doubles: stop, plan, commit, but not visit or repair."""
    if base in {
        "commit",
        "forget",
        "admit",
        "permit",
        "refer",
        "prefer",
        "occur",
        "regret",
        "submit",
        "control",
        "cancel",
    }:
        return True
    short = base[-1] not in VOWELS + "wxy" and base[-2] in VOWELS
    return short and len(re.findall(f"[{VOWELS}]+", base)) == 1 and base[-3:-2] not in set(VOWELS)


def regular_past(base: str) -> str:
    """Give the regular past of a verb."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if doubles(base) else "") + "ed"


def continuous(base: str) -> str:
    """Give the -ing form of a verb."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if doubles(base) else "") + "ing"
