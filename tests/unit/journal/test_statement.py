"""What the builders of statements say, whole, and what they refuse to say."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest

from groundrules.errors import JournalError
from groundrules.journal import statement, xapi
from groundrules.journal.statement import Answer, Choice, Ending, Occasion

WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HERE = Occasion("a1b2", WHEN, lesson="05")
BASE = "https://groundrules.example/xapi"


def test_a_choice_is_an_answered_statement_with_the_meters_in_its_extensions() -> None:
    choice = Choice(
        scenario="the-2am-call",
        scene="call",
        step=0,
        response="pick-up",
        quality="partial",
        points=["A08", "A10"],
        meters={"trust": 6, "boundary": 3},
        move="listen",
        tags=["evidence"],
        seconds=12.5,
        sheet="0123456789abcdef",
    )
    assert statement.chose(HERE, choice) == {
        "id": "e1bc3341-7cdf-52a7-9eab-45a2ea33548f",
        "version": "1.0.3",
        "actor": {"objectType": "Agent", "account": {"homePage": BASE, "name": "a1b2"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": f"{BASE}/scenario/the-2am-call/call",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": "choice",
            },
        },
        "timestamp": "2026-11-22T10:00:00.000Z",
        "result": {
            "score": {"scaled": 0.5},
            "success": False,
            "response": "pick-up",
            "duration": "PT12.5S",
            "extensions": {
                f"{BASE}/extensions/quality": "partial",
                f"{BASE}/extensions/points": ["A08", "A10"],
                f"{BASE}/extensions/meters": {"trust": 6, "boundary": 3},
                f"{BASE}/extensions/by": "person",
                f"{BASE}/extensions/move": "listen",
                f"{BASE}/extensions/tags": ["evidence"],
            },
        },
        "context": {
            "registration": "fb9ffbb3-603d-5864-9003-b420ad780091",
            "contextActivities": {
                "grouping": [
                    {
                        "objectType": "Activity",
                        "id": f"{BASE}/lesson/05",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/lesson"},
                    }
                ],
                "parent": [
                    {
                        "objectType": "Activity",
                        "id": f"{BASE}/scenario/the-2am-call",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/simulation"},
                    }
                ],
            },
            "extensions": {
                f"{BASE}/extensions/attempt": 1,
                f"{BASE}/extensions/step": 0,
                f"{BASE}/extensions/sheet": "0123456789abcdef",
            },
        },
    }


def test_the_same_step_has_the_same_id_whenever_it_is_built_and_another_attempt_has_another() -> None:
    choice = Choice("the-2am-call", "call", 0, "pick-up", "weak")
    later = Occasion("a1b2", WHEN + timedelta(days=1), lesson="05")
    again = Occasion("a1b2", WHEN, lesson="05", attempt=2)
    first = statement.chose(HERE, choice)
    assert statement.chose(later, choice)["id"] == first["id"]
    assert statement.chose(again, choice)["id"] != first["id"]
    assert statement.chose(again, choice)["context"]["registration"] != first["context"]["registration"]


def test_every_statement_has_an_id_a_verb_and_an_activity_of_ours() -> None:
    made = [
        statement.initialized(HERE, "scenario", "the-2am-call"),
        statement.terminated(HERE, "scenario", "the-2am-call"),
        statement.experienced(HERE, "05", "the-idea"),
        statement.chose(HERE, Choice("the-2am-call", "call", 0, "pick-up", "weak")),
        statement.answered(HERE, Answer("05-which", "single", "a", 1.0, ["A07"])),
        statement.completed(HERE, "exercise", "no-framework-yet"),
        statement.passed(HERE, "exercise", "no-framework-yet", 0.8),
    ]
    assert len({uuid.UUID(one["id"]) for one in made}) == len(made)
    assert [one["verb"]["display"]["en"] for one in made] == [
        "initialized",
        "terminated",
        "experienced",
        "answered",
        "answered",
        "completed",
        "passed",
    ]
    assert all(one["object"]["id"].startswith(f"{BASE}/") for one in made)


@pytest.mark.parametrize(
    ("kind", "value", "said", "interaction"),
    [
        ("single", "a", "a", "choice"),
        ("several", ["a", "c"], "a[,]c", "choice"),
        ("order", ["welcome", "be-direct"], "welcome[,]be-direct", "sequencing"),
        ("classify", {"marta": "two", "ines": "one"}, "ines[.]one[,]marta[.]two", "matching"),
    ],
)
def test_an_answer_is_written_as_xapi_writes_its_kind(kind: str, value: object, said: str, interaction: str) -> None:
    made = statement.answered(HERE, Answer("05-which", kind, value, 0.25, ["A07"]))
    assert made["result"] == {
        "response": said,
        "score": {"scaled": 0.25},
        "success": False,
        "extensions": {f"{BASE}/extensions/points": ["A07"], f"{BASE}/extensions/quality": "partial"},
    }
    assert made["object"]["definition"]["interactionType"] == interaction


def test_what_was_written_into_a_text_is_left_out() -> None:
    made = statement.answered(
        HERE, Answer("05-mail", "text", "Dear Inês, it cannot go on", None, exercise="no-framework-yet")
    )
    assert "Inês" not in str(made)
    assert made["result"] == {"extensions": {f"{BASE}/extensions/points": []}}
    assert made["context"]["contextActivities"]["parent"][0]["id"] == f"{BASE}/exercise/no-framework-yet"


def test_an_ending_goes_with_its_score_and_meters() -> None:
    made = statement.completed(
        HERE, "scenario", "the-2am-call", score=2 / 3, ending=Ending("ending-a", "good", {"trust": 8})
    )
    assert made["result"] == {
        "completion": True,
        "score": {"scaled": 0.6667},
        "extensions": {
            f"{BASE}/extensions/ending": "ending-a",
            f"{BASE}/extensions/ending-kind": "good",
            f"{BASE}/extensions/meters": {"trust": 8},
        },
    }


@pytest.mark.parametrize(
    "build",
    [
        lambda: statement.initialized(Occasion("Inês Duarte", WHEN), "scenario", "x"),
        lambda: statement.initialized(HERE, "scenario", "what a night"),
        lambda: statement.chose(HERE, Choice("x", "call", 0, "I said no to her", "weak")),
        lambda: statement.chose(HERE, Choice("x", "call", 0, "a", "weak", tags=["so angry!"])),
        lambda: statement.chose(HERE, Choice("x", "call", 0, "a", "weak", meters={"my trust": 1})),
        lambda: statement.chose(HERE, Choice("x", "call", 0, "a", "excellent")),
        lambda: statement.answered(HERE, Answer("q", "single", "my own words")),
        lambda: statement.answered(HERE, Answer("q", "order", ["a", 3])),
        lambda: statement.completed(HERE, "scenario", "x", ending=Ending("a", "very good")),
        lambda: statement.completed(HERE, "poem", "x"),
        lambda: statement.experienced(HERE, "05", "a section"),
    ],
)
def test_a_text_or_an_unknown_word_is_refused_wherever_it_is_tried(build: object) -> None:
    assert callable(build)
    with pytest.raises(JournalError):
        build()


def test_a_time_is_written_in_utc_and_must_have_a_zone() -> None:
    paris = datetime(2026, 11, 22, 11, 0, tzinfo=timezone(timedelta(hours=1)))
    assert xapi.timestamp(paris) == "2026-11-22T10:00:00.000Z"
    with pytest.raises(JournalError, match="time zone"):
        xapi.timestamp(datetime(2026, 11, 22, 11, 0))  # noqa: DTZ001  the case that is refused


@pytest.mark.parametrize(("seconds", "said"), [(0, "PT0S"), (12.5, "PT12.5S"), (90.004, "PT90S"), (-1, "PT0S")])
def test_a_duration_is_in_seconds(seconds: float, said: str) -> None:
    assert xapi.duration(seconds) == said
