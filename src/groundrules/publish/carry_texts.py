"""The texts in a carried file: drafts from beside the coach, and rehearsals, which are played again as they come in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.desk import coaching, rehearsals
from groundrules.errors import WorkbookError

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer
    from groundrules.workbook import Workbook

MOST = 40  # answers in one rehearsal; none is half as long


def drafts_out(book: Workbook) -> dict[str, dict[str, Any]]:
    """Give each draft with its ticks, and when it was written."""
    found = {name: (draft, saved) for name, saved in book.drafts.moments().items() if (draft := book.drafts.load(name))}
    return {
        name: {"text": draft.text, "ticks": list(draft.ticks), "saved": saved} for name, (draft, saved) in found.items()
    }


def rehearsals_out(book: Workbook) -> list[dict[str, Any]]:
    """Give each rehearsal as what the learner put into it; what the partner said follows from that."""
    return [
        {
            **{key: record[key] for key in ("begun", "ended", "case", "draft", "take")},
            "seed": record["state"]["seed"],
            "answers": [turn["text"] for turn in record["turns"]],
        }
        for record in book.rehearsals.all()
    ]


def bring_draft(drawer: Drawer, name: str, draft: dict[str, Any], saved: str) -> bool:
    """Bring a draft in beside the one that is there; the newer stands on top, and the other stays with it.

    Args:
        drawer: the learner's.
        name: of the draft.
        draft: its `text` and `ticks`, and when it was `saved`.
        saved: when the whole file was.

    Returns:
        Whether it was new.
    """
    text, book = draft["text"], drawer.workbook
    if not isinstance(text, str):
        raise TypeError(name)
    if not text.strip() or text in book.drafts.all().get(name, []):
        return False
    mine, kept = book.drafts.load(name), book.drafts.moments().get(name)
    coaching.keep(drawer, {"id": name, "text": text, "ticks": draft.get("ticks", [])})
    if mine and mine.text.strip() and kept and moment(kept) >= moment(draft.get("saved") or saved):
        coaching.keep(drawer, {"id": name, "text": mine.text, "ticks": list(mine.ticks)})
    return True


def bring_rehearsal(drawer: Drawer, found: dict[str, Any]) -> bool:
    """Play a rehearsal again, by the answers in the file, unless as much of it is there already.

    Returns:
        Whether it was new.

    Raises:
        WorkbookError: there is nothing to rehearse in it, or more than anybody says.
    """
    from groundrules.rehearsal import begin, script  # noqa: PLC0415  the lines load when first wanted
    from groundrules.rehearsal.case import from_dict  # noqa: PLC0415

    case, answers, seed = from_dict(found["case"]), found["answers"], found["seed"]
    _check(case.as_dict(), answers, seed, found["begun"])
    if not case.ready or not answers or len(answers) > MOST:
        raise WorkbookError("There is no rehearsal in it.", remedy="It was left out.")
    present = drawer.workbook.rehearsals.all()
    same = next((one for one in present if (one["begun"], one["case"]["id"]) == (found["begun"], case.id)), None)
    if same and (same["ended"] or len(same["turns"]) >= len(answers)):
        return False
    number = same["number"] if same else max((one["number"] for one in present), default=0) + 1
    state, event = begin(seed, case, script())
    record = {"number": number, "begun": found["begun"], "ended": "", "case": case.as_dict(), "state": state.as_dict()}
    drawer.workbook.rehearsals.store({**record, "arrival": list(event.says), "turns": [], "draft": "", "take": None})
    for turn, text in enumerate(answers):
        rehearsals.say(drawer, {"number": number, "round": turn, "text": text})
    if found["ended"]:
        rehearsals.stop(drawer, {"number": number})
    elif isinstance(found["draft"], str):
        rehearsals.keep(drawer, {"number": number, "round": len(answers), "text": found["draft"]})
    if found["take"]:
        rehearsals.take(drawer, {"number": number, "text": found["take"]})
    return True


def _check(case: dict[str, Any], answers: object, seed: object, begun: object) -> None:
    """Hold what the file gives against what the rehearsal writes.

    Raises:
        TypeError: it is something else.
        ValueError: it was begun at no moment.
    """
    texts = [part for value in case.values() for part in (value if isinstance(value, tuple) else (value,))]
    whole = isinstance(answers, list) and isinstance(seed, int) and isinstance(begun, str)
    if not whole or not all(isinstance(text, (str, bool)) for text in [*texts, *answers]):  # type: ignore[misc]
        raise TypeError(begun)
    datetime.fromisoformat(str(begun))


def moment(text: object) -> datetime:
    """Read a moment of the file; one without a zone is UTC.

    Raises:
        ValueError: it is no moment.
    """
    when = datetime.fromisoformat(str(text))
    return when if when.tzinfo else when.replace(tzinfo=UTC)
