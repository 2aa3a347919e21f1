"""The whole workbook as spreadsheet or CSV files, and back again without loss."""

from groundrules.workbook.exchange.restore import Restored, restore

__all__ = ["Restored", "restore"]
