"""The documents that a learner carries into the real talk, made from the workbook."""

from groundrules.workbook.pack.packing import Pack, pack

__all__ = ["Pack", "pack"]
