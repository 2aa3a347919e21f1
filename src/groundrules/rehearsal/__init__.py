"""The rehearsal: the learner's own proposal against a partner who pushes back, in rounds, by rules and offline."""

from __future__ import annotations

from groundrules.rehearsal.case import Case, of_proposal, samples
from groundrules.rehearsal.debrief import debrief
from groundrules.rehearsal.partner import Event, State, begin, step
from groundrules.rehearsal.said import Said, read
from groundrules.rehearsal.script import Script, script

__all__ = [
    "Case",
    "Event",
    "Said",
    "Script",
    "State",
    "begin",
    "debrief",
    "of_proposal",
    "read",
    "samples",
    "script",
    "step",
]
