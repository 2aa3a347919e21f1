"""The certificate: only when all is done, honest about what it rests on, and read back unless it was changed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from groundrules import course as manifest
from groundrules.catalogue import load
from groundrules.cli import main
from groundrules.course import Course, Lesson
from groundrules.desk.drawer import Drawer
from groundrules.errors import JournalError
from groundrules.journal import ledger, statement
from groundrules.journal.certificate import Claim, claim, clean_name, lacking, read
from groundrules.journal.certificate_page import certificate_page
from groundrules.journal.statement import Answer, Ending, Occasion
from groundrules.journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
CLAIM = Claim("Inês", "Ground Rules", "Of it", 1, 60, 1, 1, 1, "2026-10-03", "2026-11-21", "2026-11-22")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    lesson = Lesson("01", "01_x", "First", 60, scenarios=("s",), checks=("01-a",), exercises=("late-invoices",))
    return Course("Ground Rules", "Of it", "en", (lesson,), tmp_path, certificate=("scenarios", "checks", "exercises"))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.db")


def answered(journal: Journal, question: str, day: int = 21, exercise: str = "") -> None:
    when = datetime(2026, 11, day, 10, 0, tzinfo=UTC)
    answer = Answer(question, "single", "a", None if exercise else 1.0, exercise=exercise)
    journal.record(statement.answered(Occasion(journal.actor(), when, "01"), answer))


def done(journal: Journal, kind: str, item: str, day: int = 20) -> None:
    occasion = Occasion(journal.actor(), datetime(2026, 11, day, 10, 0, tzinfo=UTC), "01")
    ending = Ending("e", "good") if kind in {"scenario", "rehearsal"} else None
    journal.record(statement.completed(occasion, kind, item, ending=ending))


def missing(course: Course, journal: Journal) -> list[str]:
    return [one.item for one in lacking(course, ledger.progress(journal))]


def test_what_is_lacking_is_listed_until_nothing_is(course: Course, journal: Journal) -> None:
    assert missing(course, journal) == ["s", "01-a", "late-invoices"]
    done(journal, "scenario", "s")
    answered(journal, "01-a")
    assert missing(course, journal) == ["late-invoices"]
    with pytest.raises(JournalError, match="Not yet: 1 part is still to be done"):
        claim(course, ledger.progress(journal), "Ana", TODAY)
    done(journal, "exercise", "late-invoices", 22)
    assert claim(course, ledger.progress(journal), " Ana  Silva ", TODAY) == Claim(
        "Ana Silva", "Ground Rules", "Of it", 1, 60, 1, 1, 1, "2026-11-20", "2026-11-22", "2026-11-22"
    )


def test_answers_of_an_exercise_count_once_it_is_answered_to_its_end(course: Course, journal: Journal) -> None:
    answered(journal, "one", exercise="late-invoices")
    answered(journal, "two", exercise="late-invoices")
    assert "late-invoices" in missing(course, journal)
    done(journal, "exercise", "late-invoices")
    assert "late-invoices" not in missing(course, journal)


def test_a_rehearsal_counts_where_the_manifest_asks_for_one(course: Course, journal: Journal) -> None:
    asked = Course("T", "", "en", (), course.root, certificate=("rehearsal",))
    assert missing(asked, journal) == ["rehearsal"]
    done(journal, "rehearsal", "own")
    assert missing(asked, journal) == []


def test_a_course_without_criteria_gives_none(course: Course, journal: Journal) -> None:
    bare = Course("T", "", "en", course.lessons, course.root)
    with pytest.raises(JournalError, match="This course gives no certificate"):
        claim(bare, ledger.progress(journal), "Ana", TODAY)


def test_the_page_is_read_back_and_the_same_claim_gives_the_same_bytes() -> None:
    page = certificate_page(CLAIM)
    assert read(page) == CLAIM
    assert certificate_page(CLAIM) == page


@pytest.mark.parametrize("name", ["دانا الخطيب", "山田 花子", "Łukasz Żółć", "W" * 80, "(\\) %EOF", "{x}"])
def test_any_name_is_printed_and_read_back(name: str) -> None:
    claimed = Claim(name, *[getattr(CLAIM, field) for field in Claim.__dataclass_fields__][1:])
    assert read(certificate_page(claimed)).name == name


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not here")
def test_it_says_that_it_rests_on_the_learners_own_journal(tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(certificate_page(CLAIM))
    text = subprocess.run(["pdftotext", tmp_path / "c.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Inês" in text
    assert "This certificate rests on the learner's own journal" in text
    assert "Nobody has examined or signed it." in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not here")
def test_a_french_certificate_says_all_in_french_and_the_name_as_it_was_given(tmp_path: Path) -> None:
    said = replace(CLAIM, name="Ana", course="Règles du jeu", subtitle="Du travail", begun="2026-10-01", minutes=120)
    (tmp_path / "c.pdf").write_bytes(certificate_page(said, load("fr")))
    text = subprocess.run(["pdftotext", tmp_path / "c.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert sorted(line.replace("\xa0", " ") for line in text.splitlines() if line.strip("\f1")) == [
        "Ana",
        "Attestation",
        (
            "Cette attestation repose sur le journal de la personne elle-même, tenu sur son propre ordinateur. Nul ne"
            " l’a vérifiée ni signée."
        ),
        (
            "C’est sa parole. La preuve donnée par un formateur qui a noté est un badge, que « groundrules verify »"
            " contrôle."
        ),
        "Du 1er octobre 2026 au 21 novembre 2026",
        "Du travail",
        "Règles du jeu",
        "a fait toutes les parties du cours",
        "de suivi d’un cours entier",
        "exercices faits",
        "leçons, environ 2 heures",
        "questions rapides faites",
        "scénarios menés à une fin",
        "Établie le 22 novembre 2026",
    ]


@pytest.mark.parametrize("place", [100, 1500, -40])
def test_a_changed_page_is_refused(place: int) -> None:
    page = bytearray(certificate_page(CLAIM))
    page[place] ^= 1
    with pytest.raises(JournalError):
        read(bytes(page))


def test_what_is_no_certificate_is_refused() -> None:
    with pytest.raises(JournalError, match="This is no certificate of Ground Rules"):
        read(b"%PDF-1.4")
    with pytest.raises(JournalError, match="This is no certificate of Ground Rules"):
        read(certificate_page(CLAIM) * 2)


@pytest.mark.parametrize(("name", "what"), [("", "needs a name"), ("\u202e\n", "needs a name"), ("x" * 81, "at most")])
def test_a_name_that_cannot_be_printed_is_refused(name: str, what: str) -> None:
    with pytest.raises(JournalError, match=what):
        clean_name(name)


def test_the_command_lists_what_is_lacking_and_then_makes_the_file(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(manifest, "load", lambda: course)
    call = ["certificate", "--name", "Ana", "--into", str(tmp_path / "c.pdf"), "--folder", str(tmp_path / "home")]
    assert main(call) == 1
    assert capsys.readouterr().out.splitlines()[0] == "Not yet. For the certificate, 3 more to do:"
    assert not (tmp_path / "c.pdf").exists()
    journal = Drawer(tmp_path / "home", tmp_path / "home").journal
    done(journal, "scenario", "s")
    answered(journal, "01-a")
    done(journal, "exercise", "late-invoices")
    assert main(call) == 0
    assert main(["verify", str(tmp_path / "c.pdf")]) == 1
    told = capsys.readouterr().out
    assert "Name: Ana" in told
    assert told.endswith("nobody signed it: it rests on its holder's word.\n")
