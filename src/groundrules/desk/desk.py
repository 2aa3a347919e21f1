"""The Desk: takes a message, hands it to the part that knows, and gives the reply."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from groundrules import catalogue
from groundrules.desk import (
    certificates,
    coaching,
    contacts,
    home,
    labs,
    lessons,
    levels,
    plays,
    questions,
    records,
    rehearsals,
    resets,
    review,
)
from groundrules.desk.drawer import Drawer
from groundrules.desk.told import told
from groundrules.errors import GroundRulesError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Handler = Callable[[Drawer, dict[str, Any]], dict[str, Any]]

HANDLERS: dict[str, Handler] = {
    "certificate.make": certificates.make,
    "certificate.open": certificates.open_certificate,
    "coach.advise": coaching.advise,
    "coach.keep": coaching.keep,
    "coach.open": coaching.open_coach,
    "contact.open": contacts.open_contact,
    "contact.pack": contacts.make_pack,
    "course.open": home.outline,
    "exercise.reset": resets.reset_exercise,
    "exercise.restore": resets.restore_exercise,
    "home.open": home.open_home,
    "lab.open": labs.open_table,
    "lab.save": labs.save_code,
    "levels.save": levels.save,
    "progress.open": lessons.progress,
    "question.open": resets.open_question,
    "question.reset": resets.reset_question,
    "question.restore": resets.restore_question,
    "question.save": questions.save,
    "records.delete": records.delete,
    "records.open": records.open_table,
    "records.save": records.save,
    "records.undo": records.undo,
    "records.write": records.write,
    "rehearsal.begin": rehearsals.begin,
    "rehearsal.keep": rehearsals.keep,
    "rehearsal.open": rehearsals.open_rehearsal,
    "rehearsal.say": rehearsals.say,
    "rehearsal.show": rehearsals.show,
    "rehearsal.stop": rehearsals.stop,
    "rehearsal.take": rehearsals.take,
    "review.open": review.open_review,
    "review.remind": review.remind,
    "review.save": review.save,
    "scenario.open": plays.open_scenario,
    "scenario.save": plays.save,
    "scenario.tags": plays.tags,
}


class Desk:
    """Answers messages; safe to use from one thread at a time.

    Args:
        root: the folder below which a message's `path` lies (the server's root, or a kernel's own folder).
        home: the learner's course folder; by default that of `groundrules.folder.home`.
    """

    def __init__(self, *, root: Path, home: Path | None = None) -> None:
        """Open nothing yet: the workbook and the journal open with the first message that needs them."""
        self._drawer = Drawer(root, home)

    def warm(self, lesson: str) -> None:
        """Get ready what a lesson, or the home page, will ask for first, so that nobody waits for it."""
        with contextlib.suppress(GroundRulesError):  # whoever asks for it is told
            if lesson in self._drawer.course.pages:
                following = home.open_home(self._drawer, {})["next"]
                lesson = following["lesson"] if following else ""
            for scenario in self._drawer.course.lesson(lesson).scenarios:
                self._drawer.sheet(scenario)

    def reply(self, message: dict[str, Any]) -> dict[str, Any]:
        """Answer one message.

        Args:
            message: with `do`, the name of what is asked for, and what that needs.

        Returns:
            `{"ok": True, ...}`, or `{"ok": False, "error": {"what", "where", "remedy"}}` where the person or
            the message is at fault. Faults of ours are raised.
        """
        handler = HANDLERS.get(str(message.get("do")))
        if handler is None:
            what = f"The message “{message.get('do')}” is not known here."
            remedy = "Load the page again; the course may have been updated."
            return self._refusal(GroundRulesError(what, remedy=remedy))
        try:
            return {"ok": True, **handler(self._drawer, message)}
        except GroundRulesError as error:
            return self._refusal(error)
        except KeyError as error:
            what = f"The message “{message['do']}” lacks {error}."
            return self._refusal(GroundRulesError(what, remedy="Load the page again."))

    def _refusal(self, error: GroundRulesError) -> dict[str, Any]:
        return {"ok": False, "error": told(error.as_dict(), catalogue.load(self._drawer.language))}
