from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.catalogue import load
from groundrules.errors import WorkbookError
from groundrules.workbook.overview import overview

if TYPE_CHECKING:
    from groundrules.workbook import Workbook

TODAY = date(2026, 11, 22)


def parts(workbook: Workbook, contact: str, today: date = TODAY) -> dict[str, tuple[int, list[Any]]]:
    seen = overview(workbook, contact, today)
    assert json.loads(json.dumps(seen)) == seen
    return {part["table"]: (part["count"], [line["text"] for line in part["lines"]]) for part in seen["parts"]}


def test_a_contact_is_seen_at_a_glance(workbook: Workbook, marta: str) -> None:
    assert overview(workbook, marta, TODAY)["contact"] == {
        "id": marta,
        "name": "Marta Keller",
        "who": "Operations director, client for three years, Keller Kitchens",
    }
    assert parts(workbook, marta) == {
        "agreements": (
            2,
            [
                (
                    "We reach each other from 8:00 to 20:00. A line that stands still may ring at any time."
                    " (agreed on 25 July 2026)"
                ),
                "One planning meeting every two weeks, two a month at most. (agreed on 25 July 2026)",
            ],
        ),
        "incidents": (
            24,
            [
                "13 calls after 20:00 in six weeks, three of them after 01:00.",
                "Agreed: at most two meetings a month. There were 11 in four months; the most in one month was five.",
                "Time they took: 13 h 22 min.",
                "All in all: 20 in the last six weeks, 4 in the six before.",
            ],
        ),
        "diagnoses": (1, ["Situation 2: we have one, and it is not respected", "New rules, made together"]),
        "proposals": (
            1,
            [
                (
                    "A night line for what cannot wait: water, power, an open door. All else goes into one"
                    " list, which I answer every morning by 8:30. Two planning meetings a month, with an"
                    " agenda the day before."
                ),
                "3 of three points, 4 questions.",
                "The statement takes about 35 seconds.",
            ],
        ),
        "meetings": (1, ["Monday, 30 November 2026, 15:00, In person, in a neutral place"]),
        "outcomes": (0, []),
        "follow_ups": (
            1,
            ["Ask the plumber and the electrician for their night numbers (due on 26 November 2026)"],
        ),
        "reflections": (0, []),
    }


def test_a_french_learner_sees_the_sums_in_french_and_their_own_words_as_they_are(
    workbook: Workbook, marta: str
) -> None:
    row = {"contact": marta, "what": "A night line", "sent": "2026-12-01"}
    workbook.save("outcomes", row)
    seen = overview(workbook, marta, TODAY, load("fr"))
    lines = {part["label"]: [line["text"] for line in part["lines"]] for part in seen["parts"]}
    assert lines["Règles convenues"][1] == (
        "One planning meeting every two weeks, two a month at most. (convenue le 25 juillet 2026)"
    )
    assert lines["Propositions"][1:] == [
        "Points\u202f: 3 sur trois\u202f; questions\u202f: 4.",
        "La déclaration prend environ 35\xa0secondes.",
    ]
    assert lines["Rendez-vous"] == ["lundi 30 novembre 2026 à 15\xa0h, En personne, dans un lieu neutre"]
    assert lines["Résultats"] == [
        "A night line",
        "Votre confirmation est partie le 1er décembre 2026\u202f; la sienne n’est pas encore arrivée.",
    ]


def test_a_follow_up_that_is_late_is_marked(workbook: Workbook, marta: str) -> None:
    seen = overview(workbook, marta, date(2026, 11, 27))
    (part,) = [part for part in seen["parts"] if part["table"] == "follow_ups"]
    assert [line["late"] for line in part["lines"]] == [True]


def test_sent_is_not_yet_confirmed(workbook: Workbook, ines: str) -> None:
    row = workbook.save("outcomes", {"contact": ines, "what": "A night line"})
    assert parts(workbook, ines)["outcomes"] == (1, ["A night line", "Not confirmed in writing yet."])
    row = workbook.save("outcomes", {**row, "sent": "2026-11-23"}, 1)
    assert parts(workbook, ines)["outcomes"][1][1] == (
        "Your confirmation was sent on 23 November 2026; theirs has not come yet."
    )
    workbook.save("outcomes", {**row, "received": "2026-11-25"}, 2)
    assert parts(workbook, ines)["outcomes"][1][1] == "Confirmed in writing on 25 November 2026."
    assert parts(workbook, ines)["follow_ups"] == (1, ["All done."])


def test_a_contact_without_anything_has_empty_parts(workbook: Workbook, ines: str) -> None:
    assert all(part == (0, []) for part in parts(workbook, ines).values())


def test_a_contact_that_is_none_is_told(workbook: Workbook) -> None:
    with pytest.raises(WorkbookError, match="There is no contact of that id"):
        overview(workbook, "0" * 32, TODAY)
