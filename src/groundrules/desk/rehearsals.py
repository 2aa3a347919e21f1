"""Messages of the rehearsal: what can be rehearsed, begin, answer, keep a half-written answer, look back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.journal import statement

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer
    from groundrules.rehearsal import Case

    Record = dict[str, Any]

LONGEST = 5_000  # characters of an answer
PAST = 5  # earlier rehearsals that are listed
OPENNESS = "openness"


def open_rehearsal(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give what can be rehearsed, the rehearsal that is not finished, and how earlier ones went."""
    from groundrules.rehearsal import samples  # noqa: PLC0415  the lines load when first wanted

    del message
    records = drawer.workbook.rehearsals.all()
    running = next((record for record in reversed(records) if not record["ended"]), None)
    done = [record for record in reversed(records) if record["ended"] and record["turns"]]
    return {
        "cases": [_offered(case) for case in _own(drawer)],
        "samples": [_offered(case) for case in samples().values()],
        "current": _shown(running) if running else None,
        "past": [_past(record) for record in done[:PAST]],
        "count": len(done),
    }


def begin(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Begin a rehearsal; one that was not finished is closed."""
    from groundrules.rehearsal import begin, samples, script  # noqa: PLC0415

    cases = {**samples(), **{case.id: case for case in _own(drawer)}}
    case = cases.get(str(message["case"]))
    if case is None or not case.ready:
        remedy = "Write a proposal or a statement in your workbook first, or take a sample."
        raise WorkbookError("There is nothing to rehearse there yet.", remedy=remedy)
    records = drawer.workbook.rehearsals.all()
    for record in records:
        if not record["ended"]:
            drawer.workbook.rehearsals.store({**record, "ended": _now(drawer), "draft": ""})
    number = max((record["number"] for record in records), default=0) + 1
    state, event = begin(number, case, script())
    record = {
        "number": number,
        "begun": _now(drawer),
        "ended": "",
        "case": case.as_dict(),
        "state": state.as_dict(),
        "arrival": list(event.says),
        "turns": [],
        "draft": "",
        "take": None,
    }
    drawer.workbook.rehearsals.store(record)
    return {"rehearsal": _shown(record)}


def say(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Let the partner answer; an answer that was given already is not given again."""
    from groundrules.coach import advise  # noqa: PLC0415
    from groundrules.rehearsal import State, read, script, step  # noqa: PLC0415
    from groundrules.rehearsal.case import from_dict  # noqa: PLC0415
    from groundrules.rehearsal.debrief import best_sentence, remark  # noqa: PLC0415
    from groundrules.rehearsal.partner import WARM  # noqa: PLC0415

    record = drawer.workbook.rehearsals.load(_number(message))
    text = str(message["text"])[:LONGEST].strip()
    if record["ended"] or len(record["turns"]) != message["round"]:  # sent twice, or answered in another window
        return {"rehearsal": _shown(record)}
    if not text:
        raise WorkbookError("There is no answer yet.", remedy="Write what you would say.")
    lines, report = script(), advise(text)
    said = read(text, report, lines, [turn["text"] for turn in record["turns"]])
    state = State.from_dict(record["state"])
    after, event = step(state, said, from_dict(record["case"]), lines)
    pressed = bool(state.pressed)
    turn = {
        "text": text,
        "says": list(event.says),
        "reaction": event.reaction,
        "kind": state.pressed[-1] if pressed else "",
        "signals": sorted(said.signals),
        "remark": remark(sorted(said.signals), lines, pressed=pressed, warm=state.openness >= WARM),
        "best": best_sentence(text, report),
    }
    record |= {"state": after.as_dict(), "turns": [*record["turns"], turn], "draft": ""}
    if after.ending:
        record["ended"] = _now(drawer)
    drawer.workbook.rehearsals.store(record)
    if after.ending:
        _record(drawer, record)
    return {"rehearsal": _shown(record)}


def keep(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep a half-written answer, so that it is there tomorrow."""
    record = drawer.workbook.rehearsals.load(_number(message))
    if not record["ended"] and len(record["turns"]) == message["round"]:
        drawer.workbook.rehearsals.store({**record, "draft": str(message["text"])[:LONGEST]})
    return {}


def stop(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """End a rehearsal before its end, and look back at what there is."""
    record = drawer.workbook.rehearsals.load(_number(message))
    if not record["ended"]:
        record |= {"ended": _now(drawer), "draft": ""}
        drawer.workbook.rehearsals.store(record)
    return {"rehearsal": _shown(record)}


def show(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give an earlier rehearsal with its debrief."""
    return {"rehearsal": _shown(drawer.workbook.rehearsals.load(_number(message)))}


def take(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep the one thing that the learner takes into the meeting."""
    record = drawer.workbook.rehearsals.load(_number(message))
    drawer.workbook.rehearsals.store({**record, "take": str(message["text"])[:LONGEST]})
    return {}


def _own(drawer: Drawer) -> list[Case]:
    """Give the learner's own proposals, the newest first."""
    from groundrules.rehearsal import of_proposal  # noqa: PLC0415

    people = {row["id"]: row for row in drawer.workbook.rows("contacts")}
    rows = reversed(drawer.workbook.rows("proposals"))
    return [of_proposal(people[row["contact"]], row) for row in rows if row["contact"] in people]


def _offered(case: Case) -> dict[str, Any]:
    about = case.purpose or case.proposal or case.script
    return {"id": case.id, "name": case.name, "title": case.title, "about": about, "ready": case.ready}


def _shown(record: Record) -> dict[str, Any]:
    from groundrules.rehearsal import debrief, script  # noqa: PLC0415

    lines = script()
    turns = [
        {"text": turn["text"], "says": turn["says"], **{key: turn["remark"][key] for key in _REMARK}}
        for turn in record["turns"]
    ]
    over = bool(record["ended"])
    found = debrief(record["turns"], record["state"]["ending"], lines) if over else None
    kept = {key: record[key] for key in ("number", "case", "arrival", "draft", "take")}
    return {**kept, "turns": turns, "over": over, "debrief": found}


def _past(record: Record) -> dict[str, Any]:
    from groundrules.rehearsal import debrief, script  # noqa: PLC0415

    found = debrief(record["turns"], record["state"]["ending"], script())
    return {
        "number": record["number"],
        "name": record["case"]["name"],
        "when": record["ended"],
        "ending": found["ending"]["title"] if found["ending"] else "",
        "kind": found["ending"]["kind"] if found["ending"] else "",
        "score": found["score"],
    }


def _record(drawer: Drawer, record: Record) -> None:
    """Tell the journal that it was done, and how it ended; what was said stays in the workbook."""
    from groundrules.rehearsal import debrief, script  # noqa: PLC0415

    found = debrief(record["turns"], record["state"]["ending"], script())
    occasion = statement.Occasion(drawer.journal.actor(), drawer.now(), attempt=record["number"])
    ending = statement.Ending(found["ending"]["id"], found["ending"]["kind"], {OPENNESS: record["state"][OPENNESS]})
    item = "sample" if record["case"]["title"] else "own"
    drawer.journal.record(statement.completed(occasion, "rehearsal", item, score=found["score"], ending=ending))


def _number(message: dict[str, Any]) -> int:
    number = message["number"]
    return number if isinstance(number, int) else 0


def _now(drawer: Drawer) -> str:
    return drawer.now().isoformat(timespec="seconds")


_REMARK = ("quality", "landed", "advice")
