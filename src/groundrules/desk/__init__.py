"""The desk answers every message that a view sends, by whichever door the view is open."""

from __future__ import annotations

from groundrules.desk.desk import Desk

__all__ = ["Desk"]
