"""Errors in the learner's language."""

from __future__ import annotations

import re
from pathlib import Path

import groundrules
from groundrules.catalogue import load
from groundrules.desk import Desk
from groundrules.desk.told import SENTENCES, told

SOURCE = "\n".join(path.read_text("utf-8") for path in Path(groundrules.__file__).parent.rglob("*.py"))
CODE = re.sub(r"\n\s*", "", re.sub(r"# As they are raised.*?\n\)\n", "", SOURCE, flags=re.DOTALL))


def test_every_sentence_is_one_that_the_course_raises() -> None:
    lost = [
        sentence for sentence in SENTENCES if not all(part in CODE for part in re.split(r"\{\w+\}", sentence) if part)
    ]
    assert lost == []


def test_a_sentence_keeps_what_stands_in_its_gaps() -> None:
    error = {"what": "It has 20,001 characters; the most is 20,000.", "where": "It has more than one line."}
    assert told({**error, "remedy": "Shorten it."}, load("fr")) == {
        "what": "Il y a 20,001 caractères\u202f; le maximum est de 20,000.",
        "where": "It has more than one line.",
        "remedy": "Raccourcissez-le.",
    }


def test_faults_within_an_error_are_told_too_and_unknown_sentences_stay() -> None:
    error = {"what": "Nobody wrote this.", "faults": [{"where": "day", "what": "“x” is not a date.", "remedy": ""}]}
    assert told(error, load("fr")) == {
        "what": "Nobody wrote this.",
        "faults": [{"where": "day", "what": "“x” n’est pas une date.", "remedy": ""}],
    }


def test_the_desk_tells_a_french_learner_in_french(tmp_path: Path) -> None:
    desk = Desk(root=tmp_path, home=tmp_path)
    desk._drawer.__dict__["language"] = "fr"
    assert desk.reply({"do": "no.such.message"})["error"] == {
        "what": "Le message «\u202fno.such.message\u202f» n’est pas connu ici.",
        "where": "",
        "remedy": "Rechargez la page\u202f; le cours a peut-être été mis à jour.",
    }
