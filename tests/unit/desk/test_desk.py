"""The desk: one message in, one reply out, whatever the door."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from groundrules import course
from groundrules.course import Course, Lesson
from groundrules.desk import Desk
from groundrules.journal.store import Journal

FIXTURES = Path(__file__).parents[2] / "fixtures"
QUESTION = """
questions:
  - id: 01-first
    kind: single
    teaches: [A07]
    title: What first?
    prompt: The phone rings at two.
    options:
      - {id: a, text: Answer it., feedback: Then it rings again tomorrow.}
      - {id: b, text: Let it ring., feedback: It can wait until eight.}
    key: b
    explain: A call that can wait, waits.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk over a course of one lesson with the little scenario and one quick check."""
    for folder in ("scenarios", "questions"):
        (tmp_path / folder).mkdir()
    shutil.copy(FIXTURES / "little.yaml", tmp_path / "scenarios" / "little.yaml")
    (tmp_path / "questions" / "01_first.yaml").write_text(QUESTION, encoding="utf-8")
    lesson = Lesson("01", "01_first", "First", 5, scenarios=("little",), checks=("01-first",))
    found = Course("T", "S", "en", (lesson,), tmp_path)
    monkeypatch.setattr(course, "load", lambda: found)
    return Desk(root=tmp_path / "home", home=tmp_path / "home")


def sheet(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = desk.reply({"do": "scenario.open", "id": "little"})["sheet"]
    return found


def trail(desk: Desk, *steps: dict[str, Any], attempt: int = 1) -> dict[str, Any]:
    return {"scenario": "little", "hash": sheet(desk)["hash"], "steps": list(steps), "attempt": attempt}


RING = {"scene": "noon", "choice": "let-it-ring", "seconds": 2.0, "by": "person"}
TALK = {
    "scene": "talk",
    "choice": "own",
    "text": "SECRET WORDS",
    "tags": ["evidence", "proposal"],
    "outcome": "agreed",
    "seconds": 9.0,
    "by": "person",
}


def told(tmp_path: Path) -> list[tuple[str, str, int]]:
    """What the journal holds: verb, item, attempt."""
    return [
        (event.verb, event.item, event.attempt) for event in Journal(tmp_path / "home" / "data" / "journal.db").events()
    ]


def test_an_unknown_message_is_refused_with_a_remedy(desk: Desk) -> None:
    assert desk.reply({"do": "tea.make"}) == {
        "ok": False,
        "error": {
            "what": "The message “tea.make” is not known here.",
            "where": "",
            "remedy": "Load the page again; the course may have been updated.",
        },
    }


def test_a_message_that_lacks_something_is_refused(desk: Desk) -> None:
    error = desk.reply({"do": "scenario.open"})["error"]
    assert error == {"what": "The message “scenario.open” lacks 'id'.", "where": "", "remedy": "Load the page again."}


def test_a_scenario_that_no_lesson_has_is_refused(desk: Desk) -> None:
    reply = desk.reply({"do": "scenario.open", "id": "../../etc/passwd"})
    assert (reply["ok"], reply["error"]["what"]) == (False, "There is no such scenario.")


def test_a_trail_is_found_again_as_it_was_left(desk: Desk) -> None:
    assert desk.reply({"do": "scenario.open", "id": "little"})["trail"] is None
    left = trail(desk, RING)
    assert desk.reply({"do": "scenario.save", "id": "little", "trail": left}) == {"ok": True}
    assert desk.reply({"do": "scenario.open", "id": "little"})["trail"] == left


def test_the_journal_tells_each_step_once_however_often_it_is_saved(desk: Desk, tmp_path: Path) -> None:
    for steps in ((RING,), (RING,), (RING, TALK)):
        desk.reply({"do": "scenario.save", "id": "little", "trail": trail(desk, *steps)})
    assert told(tmp_path) == [
        ("answered", "little", 1),
        ("answered", "little", 1),
        ("completed", "little", 1),
    ]


def test_a_replay_from_a_turning_point_does_not_tell_the_kept_steps_again(desk: Desk, tmp_path: Path) -> None:
    desk.reply({"do": "scenario.save", "id": "little", "trail": trail(desk, RING, TALK)})
    desk.reply({"do": "scenario.save", "id": "little", "trail": trail(desk, RING, attempt=2)})
    assert [row for row in told(tmp_path) if row[2] == 2] == []
    desk.reply({"do": "scenario.save", "id": "little", "trail": trail(desk, RING, TALK | {"seconds": 4.0}, attempt=2)})
    assert [row for row in told(tmp_path) if row[2] == 2] == [("answered", "little", 2), ("completed", "little", 2)]


def test_a_forged_step_is_refused_and_nothing_of_it_is_kept(desk: Desk, tmp_path: Path) -> None:
    forged = trail(desk, RING | {"choice": "win-at-once"})
    assert desk.reply({"do": "scenario.save", "id": "little", "trail": forged})["ok"] is False
    assert desk.reply({"do": "scenario.open", "id": "little"})["trail"] is None
    assert told(tmp_path) == []


def test_the_learner_s_own_words_are_never_in_the_journal(desk: Desk, tmp_path: Path) -> None:
    desk.reply({"do": "scenario.save", "id": "little", "trail": trail(desk, RING, TALK)})
    assert b"SECRET" not in (tmp_path / "home" / "data" / "journal.db").read_bytes()
    assert b"SECRET WORDS" in (tmp_path / "home" / "data" / "workbook.db").read_bytes()


def test_own_words_are_tagged_with_the_tags_of_their_scene_only(desk: Desk) -> None:
    text = "You rang at noon eleven times this month. I propose that we speak at nine."
    reply = desk.reply({"do": "scenario.tags", "id": "little", "scene": "talk", "text": text})
    assert (reply["ok"], reply["tags"]) == (True, ["evidence", "proposal"])


def test_a_quick_check_explains_and_is_done(desk: Desk) -> None:
    question = {"id": "01-first", "practice": True}
    assert desk.reply({"do": "question.open", **question})["value"] is None
    reply = desk.reply({"do": "question.save", **question, "value": "b"})
    assert (reply["status"], reply["feedback"]["share"]) == ("saved", 1.0)
    parts = desk.reply({"do": "progress.open", "lesson": "01"})["parts"]
    assert [(part["kind"], part["title"], part["done"]) for part in parts] == [
        ("scenario", "The loading dock", False),
        ("check", "What first?", True),
    ]


def test_progress_lists_a_lesson_s_parts_as_they_stand_in_its_text(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    text = '# One\n\n```{code-cell} ipython3\ncheck("01-first")\n```\n\n```{code-cell} ipython3\nplay("little")\n```\n'
    (tmp_path / "notebooks" / "01_first.md").write_text(text, encoding="utf-8")
    parts = desk.reply({"do": "progress.open", "lesson": "01"})["parts"]
    assert [(part["kind"], part["id"]) for part in parts] == [("check", "01-first"), ("scenario", "little")]


def test_an_exercise_outside_the_course_folder_is_refused(desk: Desk) -> None:
    reply = desk.reply({"do": "question.open", "id": "q", "path": "../elsewhere"})
    assert reply["error"]["what"] == "That folder is not in your course folder."


def test_rows_of_the_workbook_are_saved_found_deleted_and_taken_back(desk: Desk) -> None:
    row = desk.reply({"do": "records.save", "table": "contacts", "row": {"name": "Amara"}})["row"]
    found = desk.reply({"do": "records.open", "table": "contacts"})
    assert [one["name"] for one in found["rows"]] == ["Amara"]
    assert found["contacts"] == [{"id": row["id"], "name": "Amara"}]
    gone = desk.reply({"do": "records.delete", "table": "contacts", "id": row["id"], "revision": 1})
    assert desk.reply({"do": "records.open", "table": "contacts"})["rows"] == []
    assert desk.reply({"do": "records.undo", "change": gone["change"]})["ok"] is True
    assert len(desk.reply({"do": "records.open", "table": "contacts"})["rows"]) == 1


def test_a_row_that_cannot_be_kept_says_why(desk: Desk) -> None:
    reply = desk.reply({"do": "records.save", "table": "contacts", "row": {"name": "a\x00b"}})
    assert reply["ok"] is False
    assert json.dumps(reply["error"])


def test_many_rows_are_kept_at_once_and_a_contact_is_seen_at_a_glance(desk: Desk) -> None:
    rows = [{"name": "Amara", "revision": 0}, {"name": "Bao", "revision": 0}]
    reply = desk.reply({"do": "records.write", "table": "contacts", "rows": rows})
    assert [row["name"] for row in reply["rows"]] == ["Amara", "Bao"]
    seen = desk.reply({"do": "contact.open", "contact": reply["rows"][0]["id"]})
    assert (seen["contact"]["name"], seen["pack"]) == ("Amara", True)


def test_the_documents_for_a_talk_lie_in_the_course_folder(desk: Desk, tmp_path: Path) -> None:
    row = desk.reply({"do": "records.save", "table": "contacts", "row": {"name": "Amara"}})["row"]
    made = desk.reply({"do": "contact.pack", "contact": row["id"]})
    assert Path(made["folder"]).parent == tmp_path / "home" / "packs"
    assert made["files"] == ["brief.pdf", "brief.docx", "confirmation.eml"]


def test_the_outline_names_every_lesson_with_its_notebook(desk: Desk) -> None:
    assert desk.reply({"do": "course.open"}) == {
        "ok": True,
        "title": "T",
        "pages": [],
        "lessons": [
            {
                "id": "01",
                "title": "First",
                "notebook": "01_first.ipynb",
                "minutes": 5,
                "done": 0,
                "all": 2,
                "begun": False,
                "finished": False,
            }
        ],
    }


def test_a_text_written_beside_the_coach_is_kept_and_a_strange_name_is_refused(desk: Desk) -> None:
    keep = {"do": "coach.keep", "id": "opening", "text": "Thank you.", "ticks": [1], "base": None}
    assert desk.reply(keep) == {"ok": True}
    opened = desk.reply({"do": "coach.open", "kind": "opening", "id": "opening"})
    assert opened["draft"] == {"text": "Thank you.", "ticks": [1], "others": []}
    assert desk.reply({"do": "coach.open", "kind": "no", "id": "no"})["draft"] is None
    assert desk.reply({**keep, "id": "../no"})["ok"] is False
    assert desk.reply({**keep, "text": "x" * 20_001})["ok"] is False


def test_the_coach_s_models_are_given_by_kind_and_an_unknown_kind_is_refused(desk: Desk) -> None:
    found = desk.reply({"do": "coach.open", "kind": "opening"})
    assert (found["kind"], len(found["models"])) == ("opening", 2)
    assert desk.reply({"do": "coach.open", "kind": "poem"})["ok"] is False
