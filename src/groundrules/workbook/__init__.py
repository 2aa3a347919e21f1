"""The learner's workbook: contacts, rules, incidents, proposals and what follows, in one file of their own."""

from groundrules.workbook.book import FILE, Change, Workbook, open_workbook

__all__ = ["FILE", "Change", "Workbook", "open_workbook"]
