"""The facilitator's kit, made from the lessons' own sources: a timetable, slides with notes, cards and handouts."""

from groundrules.workshop.kit.kit import make
from groundrules.workshop.kit.schedule import LENGTHS

__all__ = ["LENGTHS", "make"]
