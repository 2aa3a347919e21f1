"""What the learner did, as xAPI statements in a file of their own, and what follows from it."""

from groundrules.journal.store import Journal

__all__ = ["Journal"]
